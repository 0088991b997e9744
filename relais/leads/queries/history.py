"""Reading the log back: one lead's history, or all of it for `verify` and `rebuild`."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import chain, groupby
from operator import attrgetter
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from relais.database.among import among
from relais.database.moments import Written, read_moment
from relais.database.prepared import PreparedModels
from relais.database.reading import Row, read_in_turn, read_rows
from relais.leads.events import Event, event_of
from relais.leads.lifecycle import Fold, Recorded, Told, apply
from relais.leads.models import Lead, LeadEvent
from relais.people.rules.access import Door

CHUNK = 2_000
STRETCH = 40_000  # events read at once, where the whole log is


class Read(NamedTuple):
    """An event as the log keeps it: millions are read, each at a fifth of a model's weight."""

    lead_id: UUID
    sequence: int
    kind: str
    version: int
    payload: dict[str, Any]
    id: UUID
    organization_id: UUID
    door: str
    person_id: UUID | None
    occurred_at_written: str
    recorded_at_written: str
    inferred: bool


READ: Final = Read._fields
DOORS: Final = {door.value: door for door in Door}


@dataclass(frozen=True)
class Mismatch:
    """A lead whose row does not say what its log says."""

    lead_id: UUID
    column: str
    row: Any
    log: Any


def history_of(lead: Lead) -> QuerySet[LeadEvent]:
    """List what happened to a lead, in order, with who did it."""
    return _ask_history(lead.organization_id, lead.id)


def read_history(lead: Lead) -> list[LeadEvent]:
    """Give what happened to a lead, for one who reads it all."""
    return _history(lead.organization_id, lead.id)


def _ask_history(organization_id: UUID, lead_id: UUID) -> QuerySet[LeadEvent]:
    rows = LeadEvent.objects.of(organization_id).filter(lead_id=lead_id)
    return rows.select_related("person").order_by("sequence")


_history: Final = PreparedModels(_ask_history, examples=(UUID(int=1), UUID(int=2)))


def read_history_since(lead: Lead, sequence: int) -> list[LeadEvent]:
    """Give what happened to a lead after its event of this number."""
    return _later(lead.organization_id, lead.id, sequence)


def _ask_later(organization_id: UUID, lead_id: UUID, sequence: int) -> QuerySet[LeadEvent]:
    return _ask_history(organization_id, lead_id).filter(sequence__gt=sequence)


_later: Final = PreparedModels(_ask_later, examples=(UUID(int=1), UUID(int=2), 1_234_567))


def turn_due_at(lead: Lead) -> datetime | None:
    """Give when the take-up clock of the rep's present turn runs out, from the log."""
    turn = (
        LeadEvent.objects.of(lead.organization_id)
        .filter(lead_id=lead.id, kind__in=["lead.assigned", "lead.reassigned"])
        .order_by("-sequence")
        .values_list("payload__due_at", flat=True)
        .first()
    )
    return datetime.fromisoformat(turn) if turn else None


def histories(
    organization_id: UUID | None = None, *, leads: Collection[UUID] | None = None
) -> Iterator[tuple[UUID, list[LeadEvent]]]:
    """Yield each lead's id with its events in order, of all or of some; memory stays flat."""
    ordered = _in_order(organization_id, leads).iterator(chunk_size=CHUNK)
    for lead_id, events in groupby(ordered, key=attrgetter("lead_id")):
        yield lead_id, list(events)


def mismatches(organization_id: UUID | None = None) -> Iterator[Mismatch]:
    """Yield where the row of a lead differs from the fold of its log."""
    leads = Lead.objects.all() if organization_id is None else Lead.objects.of(organization_id)
    rows = leads.order_by("id").iterator(chunk_size=CHUNK)
    logs = histories(organization_id)
    lead_id, events = next(logs, (None, []))
    for lead in rows:
        while lead_id is not None and lead_id < lead.id:
            lead_id, events = next(logs, (None, []))
        fold = _replayed(events) if lead_id == lead.id else Fold()
        yield from _compare(lead, fold)


def recorded_events(
    organization_id: UUID | None = None, *, leads: Collection[UUID] | None = None
) -> Iterator[list[Recorded]]:
    """Yield the log as listeners were told of it, a list a lead, to rebuild projections.

    Of the whole log, no question is open while the caller writes.
    """
    moments = {f"{name}_written": Written(name) for name in ("occurred_at", "recorded_at")}
    asked = _in_order(organization_id, leads).annotate(**moments).values_list(*READ)
    rows = _stretches(asked) if leads is None else read_in_turn(asked, chunk=CHUNK)
    read = map(Read._make, chain.from_iterable(rows))
    for lead_id, events in groupby(read, key=attrgetter("lead_id")):
        fold = Fold()
        yield [_recorded(lead_id, row, fold) for row in events]


def _stretches(asked: "QuerySet[Any, Any]") -> Iterator[list[Row]]:
    """Give the log by stretches of whole histories, each asked for by itself."""
    rows = read_rows(asked[:STRETCH])
    while len(rows) == STRETCH:
        last = rows[-1][0]
        whole = [row for row in rows if row[0] != last]
        yield whole or read_rows(asked.filter(lead_id=last))
        following = {"lead_id__gte": last} if whole else {"lead_id__gt": last}
        rows = read_rows(asked.filter(**following)[:STRETCH])
    yield rows


def _replayed(rows: Sequence[LeadEvent]) -> Fold:
    fold = Fold()
    for row in rows:
        apply(fold, _event(row), Told(row.occurred_at, row.inferred))
    return fold


def _in_order(organization_id: UUID | None, leads: Collection[UUID] | None) -> QuerySet[LeadEvent]:
    rows = LeadEvent.objects.all()
    if organization_id:
        rows = rows.of(organization_id)
    if leads is not None:
        rows = rows.filter(among("lead_id", leads))
    return rows.order_by("lead_id", "sequence")


def _event(row: LeadEvent | Read) -> Event:
    return event_of(row.kind, row.version, row.payload)


def _recorded(lead_id: UUID, row: Read, fold: Fold) -> Recorded:
    event, before, at = _event(row), fold.state, read_moment(row.occurred_at_written)
    apply(fold, event, Told(at, row.inferred))
    campaign_id, account_id, contact_id = fold.campaign_id, fold.account_id, fold.contact_id
    opened_at = fold.opened_at
    if campaign_id is None or account_id is None or contact_id is None or opened_at is None:
        raise ValueError(f"the history of lead {lead_id} does not begin with lead.opened")
    return Recorded(
        row.id, row.organization_id, lead_id, campaign_id, account_id, contact_id,
        fold.originator_id, fold.call_center_id, fold.unit_id, fold.rep_id, row.sequence,
        opened_at, event, before, fold.state, DOORS[row.door], row.person_id, at,
        read_moment(row.recorded_at_written), row.inferred,
    )  # fmt: skip


def _compare(lead: Lead, fold: Fold) -> Iterator[Mismatch]:
    for field in fields(Fold):
        row, log = getattr(lead, field.name), getattr(fold, field.name)
        if row != log:
            yield Mismatch(lead.id, field.name, row, log)
