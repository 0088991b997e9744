"""What is counted again of an act: its unit and those beside it, before it and after it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from relais.acts.queries import Act, ActState
from relais.appointments.queries import chosen, is_due
from relais.appointments.rules import HONOURED
from relais.database.checked import checked
from relais.leads.models import Lead, LeadEvent
from relais.people.queries import units_of
from relais.steering.rules.proposals import Metric
from relais.steering.rules.remeasure import Seen, Share, Stretch


def seen_of(act: Act, first: Stretch, second: Stretch, *, at: datetime) -> Seen:
    """Count by rep what an act was to raise, in its unit and beside it, in two stretches.

    Beside it are the units that did not agree the same: those above it, below it and those that
    did are left out.
    """
    before, after = (_by_unit(act, stretch, at=at) for stretch in (first, second))
    mine, others = _sides(act)
    return Seen(_of(before, mine), _of(after, mine), _of(before, others), _of(after, others))


Cells = dict[UUID | None, dict[UUID | None, Share]]


def _of(cells: Cells, units: Iterable[UUID]) -> list[Share]:
    added: dict[UUID | None, Share] = {}
    for unit_id in units:
        for rep_id, share in cells.get(unit_id, {}).items():
            had = added.get(rep_id, Share(0, 0))
            added[rep_id] = Share(had.k + share.k, had.n + share.n)
    return list(added.values())


def _sides(act: Act) -> tuple[list[UUID], list[UUID]]:
    units = dict(units_of(act.organization_id).values_list("id", "path"))
    path = act.unit.path
    mine = [unit_id for unit_id, other in units.items() if other.startswith(path)]
    same = Act.objects.of(act.organization_id).filter(
        source=act.source, baseline__rule=act.baseline["rule"], agreed_at__isnull=False
    )
    did = same.exclude(state=ActState.DROPPED.value).values_list("unit__path", flat=True)
    taken = [*did, path]
    others = [
        unit_id
        for unit_id, other in units.items()
        if not any(other.startswith(each) for each in taken) and not path.startswith(other)
    ]
    return mine, others


def _by_unit(act: Act, stretch: Stretch, *, at: datetime) -> Cells:
    """Count by unit and by whom: the rep, or for disputes who found the lead."""
    if act.baseline["metric"] == Metric.NOT_UPHELD:
        rows, who, k = _transmitted(act, stretch), "originator_id", Q(righted=False)
    else:
        due = chosen(
            act.organization_id, start=stretch.since, end=stretch.until,
            campaign_id=_id(act, "campaign_id"), call_center_id=_id(act, "call_center_id"),
        ).filter(is_due(at))  # fmt: skip
        rows, who, k = due, "rep_id", _kept(act)
    counted = rows.order_by().values_list("unit_id", who)
    cells: Cells = defaultdict(dict)
    for unit_id, person_id, n, kept in counted.annotate(n=Count("id"), k=Count("id", filter=k)):
        cells[unit_id][person_id] = Share(kept, n)
    return cells


def _kept(act: Act) -> Q:
    if act.baseline["metric"] == Metric.TOLD:
        return Q(reported_at__lte=F("outcome_due_at"))
    return Q(outcome__in=[outcome.value for outcome in HONOURED])


def _transmitted(act: Act, stretch: Stretch) -> "QuerySet[Any]":
    upheld = LeadEvent.objects.of(act.organization_id).filter(
        checked("kind", "lead.contest_upheld"), lead=OuterRef("id")
    )
    leads = Lead.objects.of(act.organization_id).filter(
        transmitted_at__gte=stretch.since, transmitted_at__lt=stretch.until
    )
    asked = {name: _id(act, name) for name in ("campaign_id", "call_center_id")}
    leads = leads.filter(**{name: value for name, value in asked.items() if value})
    return leads.annotate(righted=Exists(upheld))


def _id(act: Act, name: str) -> UUID | None:
    asked = act.baseline.get(name)
    return UUID(asked) if asked else None
