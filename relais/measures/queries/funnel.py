"""The funnel: how far leads came, by group, in one GROUP BY."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection, transaction
from django.db.models import Count, Q

from relais.leads.queries import State
from relais.measures.queries.grouping import Grouping, Key
from relais.measures.rules import By, Counts, View

Cells = defaultdict[Key, Counts]

TOLD: Final = Q(transmitted_at__isnull=False)
STAGES: Final = {
    "opened": Count("*"),
    "submitted": Count("submitted_at"),
    "validated": Count("validated_at"),
    "transmitted": Count("transmitted_at"),
    "taken_up": Count("taken_up_at"),
    "approach": Count("approach_at"),
    "contested": Count("contested_at"),
    "won": Count("won_at"),
    "taken_up_after": Count("taken_up_at", filter=TOLD),
    "won_after": Count("won_at", filter=TOLD),
    "contested_after": Count("contested_at", filter=TOLD),
    "lost": Count("id", filter=Q(state=State.LOST.value)),
    "refused": Count("id", filter=Q(state=State.REFUSED.value)),
    "recovered": Count("id", filter=Q(state=State.RECOVERED.value)),
}


def funnel(view: View, *, by: tuple[By, ...]) -> Cells:
    """Count how far the leads of a view came, by group, in one query (one more for months)."""
    cells: Cells = defaultdict(Counts)
    count_leads(cells, Grouping(view, by))
    return cells


def count_leads(cells: Cells, grouping: Grouping) -> None:
    """Add to the cells how far leads came."""
    keys = grouping.keys()
    rows = grouping.leads.annotate(**keys).values_list(*keys).annotate(**STAGES)
    width = len(keys)
    with hashed():
        for row in rows:
            counts = Counts(**dict(zip(STAGES, row[width:], strict=True)))
            if counts.opened:  # a single month is no GROUP BY: of no leads it still has a row
                cells[grouping.key(row[:width])] = counts


@contextmanager
def hashed() -> Iterator[None]:
    """Let PostgreSQL group in memory: not knowing how few months there are, it would sort."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL work_mem = '64MB'")
        yield
