"""Which clocks run on leads and appointments, and since when."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import Q

from relais.appointments.queries import outcomes_awaited
from relais.calls.models import Callback
from relais.calls.queries import still_wanted
from relais.leads.events import DueFor
from relais.leads.models import Lead, LeadEvent
from relais.notifications.queries.parts import Parts, parts_of
from relais.notifications.rules.clocks import (
    Step,
    judgment_steps,
    outcome_steps,
    review_steps,
    take_up_steps,
)
from relais.notifications.rules.telling import is_silent
from relais.people.queries import Calendars
from relais.people.rules.access import Door
from relais.people.rules.working_time import Span

# What was due longer ago was told by then, or nobody waits for it any more.
REMEMBERED: Final = timedelta(days=30)
STARTS: Final = {
    DueFor.REVIEW: ("lead.submitted", "lead.review_reopened"),
    DueFor.TAKE_UP: ("lead.assigned", "lead.reassigned", "lead.contest_dismissed"),
    DueFor.JUDGMENT: ("lead.contested",),
}
STARTING: Final = {kind: due_for for due_for, kinds in STARTS.items() for kind in kinds}
LEAD_COLUMNS: Final = (
    "id", "due_for", "due_at", "rep_id", "unit_id",
    "campaign__review_clock", "campaign__judgment_clock",
)  # fmt: skip
BOOKINGS: Final = ("appointment.booked", "appointment.moved")


@dataclass(frozen=True)
class Clock:
    """A clock that runs on a lead: `sequence` is that of the event which started it."""

    parts: Parts
    sequence: int
    due_at: datetime
    steps: tuple[Step, ...]


class _Start(NamedTuple):
    """The event that started a clock."""

    sequence: int
    at: datetime
    silent: bool


class _Steps:
    """Works out steps in the working time of who must act; calendars are read once."""

    def __init__(self, organization_id: UUID) -> None:
        self._calendars = Calendars(organization_id)

    def of_lead(self, row: Any, start: datetime) -> tuple[Step, ...]:
        due_at, due_for = row["due_at"], row["due_for"]
        if due_for == DueFor.TAKE_UP:
            calendar = self._calendars.of_person(row["rep_id"])
            return take_up_steps(calendar, start=start, due_at=due_at)
        calendar = self._calendars.of_unit(row["unit_id"])
        if due_for == DueFor.REVIEW:
            clock = Span.parse(row["campaign__review_clock"])
            return review_steps(calendar, due_at=due_at, clock=clock)
        clock = Span.parse(row["campaign__judgment_clock"])
        return judgment_steps(calendar, due_at=due_at, clock=clock)

    def of_appointment(self, row: Any) -> tuple[Step, ...]:
        calendar = self._calendars.of_person(row["rep_id"])
        return outcome_steps(calendar, ends_at=row["ends_at"], due_at=row["outcome_due_at"])


def lead_clocks(organization_id: UUID, *, at: datetime) -> Iterator[Clock]:
    """Yield the clocks of leads that may have something to say now."""
    due = Q(due_at__lte=at) | Q(due_for=DueFor.TAKE_UP.value)
    rows = list(
        Lead.objects.of(organization_id)
        .filter(due, due_at__gt=at - REMEMBERED)
        .values(*LEAD_COLUMNS)
    )
    ids = [row["id"] for row in rows]
    starts, parts = _lead_starts(organization_id, ids), _parts(ids, organization_id)
    steps = _Steps(organization_id)
    for row in rows:
        start = starts.get((row["id"], row["due_for"]))
        if start and not start.silent:
            found = steps.of_lead(row, start.at)
            yield Clock(parts[row["id"]], start.sequence, row["due_at"], found)


def outcome_clocks(organization_id: UUID, *, at: datetime) -> Iterator[Clock]:
    """Yield the clocks of appointments that are over and of which nobody has said anything."""
    rows = list(
        outcomes_awaited(at, since=(at - REMEMBERED).date())
        .filter(organization_id=organization_id)
        .values("id", "lead_id", "rep_id", "unit_id", "ends_at", "outcome_due_at")
    )
    ids = [row["lead_id"] for row in rows]
    starts, parts = _bookings(organization_id, ids), _parts(ids, organization_id)
    steps = _Steps(organization_id)
    for row in rows:
        start = starts.get(row["id"])
        if start and not start.silent:
            at_start = parts[row["lead_id"]]._replace(rep_id=row["rep_id"], unit_id=row["unit_id"])
            due_at = row["outcome_due_at"]
            yield Clock(at_start, start.sequence, due_at, steps.of_appointment(row))


def callbacks_to_tell(organization_id: UUID, *, at: datetime) -> Iterator[tuple[Callback, Parts]]:
    """Yield the callbacks about a lead that somebody has to make by now, with its parts."""
    due = Callback.objects.of(organization_id).filter(
        done_at=None,
        lead_id__isnull=False,
        for_person__isnull=False,
        due_at__lte=at,
        due_at__gt=at - REMEMBERED,
    )
    rows = list(still_wanted(due, organization_id=organization_id))
    parts = _parts([row.lead_id for row in rows if row.lead_id], organization_id)
    for row in rows:
        if row.lead_id in parts:
            yield row, parts[row.lead_id]


def _parts(lead_ids: Collection[UUID], organization_id: UUID) -> dict[UUID, Parts]:
    return parts_of(lead_ids, organization_id=organization_id) if lead_ids else {}


def _lead_starts(
    organization_id: UUID, lead_ids: Collection[UUID]
) -> dict[tuple[UUID, str], _Start]:
    """The event that last started each kind of clock on each lead."""
    rows = LeadEvent.objects.of(organization_id).filter(
        lead_id__in=lead_ids, kind__in=list(STARTING)
    )
    return {
        (row.lead_id, STARTING[row.kind].value): _start(row)
        for row in rows.order_by("lead_id", "sequence")
    }


def _bookings(organization_id: UUID, lead_ids: Collection[UUID]) -> dict[UUID, _Start]:
    """The event that last gave each appointment its time."""
    rows = LeadEvent.objects.of(organization_id).filter(lead_id__in=lead_ids, kind__in=BOOKINGS)
    return {
        UUID(row.payload["appointment_id"]): _start(row)
        for row in rows.order_by("lead_id", "sequence")
    }


def _start(row: LeadEvent) -> _Start:
    return _Start(row.sequence, row.occurred_at, is_silent(Door(row.door), inferred=row.inferred))
