"""Everyday points, from the log: one read and one insert, however many events."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from relais.challenge.models import PointEntry
from relais.challenge.rules.points import Award, Ledger, PointRule, Posting
from relais.database.among import among
from relais.database.bulk import insert_rows
from relais.database.models import uuid7
from relais.database.prepared import Prepared
from relais.leads.lifecycle import Recorded, begun_in

COLUMNS: Final = (
    "id", "organization_id", "lead_id", "sequence", "rule", "person_id", "unit_id", "points",
    "because", "occurred_at",
)  # fmt: skip


def apply(told: Sequence[Recorded], recorded: Sequence[Recorded]) -> None:
    """Add the lines that some events are worth, among all that were recorded with them."""
    older = {one.lead_id for one in told} - begun_in(recorded)
    ledger = Ledger(_standing(told[0].organization_id, older))
    insert_rows(PointEntry, (_row(line) for one in told for line in ledger.post(one)), COLUMNS)


def clear(organization_id: UUID) -> None:
    """Forget an organization's ledger, before it is told again."""
    PointEntry.objects.of(organization_id).delete()


def _standing(
    organization_id: UUID, lead_ids: Collection[UUID]
) -> Iterator[tuple[Award, tuple[int, UUID | None]]]:
    """Give the awards that are not taken back: of each, the lines add up to more than nothing."""
    sums: dict[Award, tuple[int, UUID | None]] = {}
    if not lead_ids:
        return
    one = len(lead_ids) == 1
    which = among("lead_id", lead_ids)
    rows = _lines_of_one(organization_id, *lead_ids) if one else _lines(organization_id, which)
    for row in rows:
        award = (row[0], PointRule(row[1]), row[2])
        sums[award] = sums.get(award, (0, None))[0] + row[3], row[4]
    yield from ((award, stands) for award, stands in sums.items() if stands[0])


def _lines(organization_id: UUID, which: Q) -> QuerySet[Any, Any]:
    rows = PointEntry.objects.of(organization_id).filter(which).order_by("lead_id", "sequence")
    return rows.values_list("lead_id", "rule", "person_id", "points", "unit_id")


def _ask_lines_of_one(organization_id: UUID, lead_id: UUID) -> QuerySet[Any, Any]:
    return _lines(organization_id, Q(lead_id=lead_id))


_lines_of_one: Final = Prepared(_ask_lines_of_one, examples=(UUID(int=1), UUID(int=2)))


def _row(line: Posting) -> tuple[object, ...]:
    told = line.told
    return (
        uuid7(), told.organization_id, told.lead_id, told.sequence, line.rule,
        line.person_id, line.unit_id, line.points,
        told.event.kind if line.points < 0 else "", told.occurred_at,
    )  # fmt: skip
