"""Everyday points, from the log: one read and one insert, however many events."""

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from relais.challenge.models import PointEntry
from relais.challenge.queries.holding import hold_points
from relais.challenge.queries.points import kept_since
from relais.challenge.rules.points import EVER, Award, Ledger, PointRule, Posting, is_aged
from relais.database.among import among
from relais.database.bulk import insert_rows
from relais.database.models import uuid7
from relais.database.prepared import Prepared
from relais.leads.lifecycle import Recorded, begun_in
from relais.leads.queries import recorded_events

COLUMNS: Final = (
    "id", "organization_id", "lead_id", "sequence", "rule", "person_id", "unit_id", "points",
    "because", "occurred_at",
)  # fmt: skip


def apply(told: Sequence[Recorded], recorded: Sequence[Recorded]) -> None:
    """Add the lines that some events are worth, among all that were recorded with them.

    Of leads on which something may have been forgotten the log itself says what was won.
    """
    organization_id, begun = told[0].organization_id, begun_in(recorded)
    aged = {one.lead_id for one in told if is_aged(one)}
    since = kept_since(organization_id) if aged else None
    retold = aged - begun if since else set()
    older = {one.lead_id for one in told} - begun - retold
    ledger = Ledger(_standing(organization_id, older), since=since or EVER)
    for one in _before(recorded, retold):
        deque(ledger.post(one), maxlen=0)
    _write(ledger, told)


def drawn(told: Sequence[Recorded], *, since: datetime | None) -> None:
    """Add the lines of whole histories, of what was won since points are kept."""
    _write(Ledger(since=since or EVER), told)


def clear(organization_id: UUID) -> None:
    """Forget an organization's ledger, before it is told again."""
    hold_points()
    PointEntry.objects.of(organization_id).delete()


def _write(ledger: Ledger, told: Sequence[Recorded]) -> None:
    insert_rows(PointEntry, (_row(line) for one in told for line in ledger.post(one)), COLUMNS)


def _before(recorded: Sequence[Recorded], lead_ids: Collection[UUID]) -> Iterator[Recorded]:
    """Yield what the log said of some leads before these events."""
    if not lead_ids:
        return
    first: dict[UUID, int] = {}
    for one in recorded:
        first[one.lead_id] = min(one.sequence, first.get(one.lead_id, one.sequence))
    for history in recorded_events(recorded[0].organization_id, leads=lead_ids):
        yield from (one for one in history if one.sequence < first[one.lead_id])


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
