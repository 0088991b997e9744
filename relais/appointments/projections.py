"""Appointments, from the log: who goes where and when, and what became of it.

A batch is told to rows in memory first; only what they are in the end is written, the slots that
are freed before those that are taken.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from operator import attrgetter
from typing import Any, Final
from uuid import UUID

from relais.appointments.models import Appointment
from relais.appointments.queries import unbooked
from relais.appointments.rules import Status
from relais.database.among import among
from relais.database.bulk import insert_rows, update_rows
from relais.leads import events as e
from relais.leads.events import State
from relais.leads.lifecycle import OPEN, WITH_REP, Recorded, begun_in
from relais.people.rules.access import Door

COLUMNS: Final = tuple(f.attname for f in Appointment._meta.concrete_fields)
FIXED: Final = {"id", "organization_id", "lead_id", "buffer_minutes", "mode", "booked_at"}
CHANGING: Final = tuple(name for name in COLUMNS if name not in FIXED)

_whole_row: Final = attrgetter(*COLUMNS)
_changed_row: Final = attrgetter("id", *CHANGING)


@dataclass
class _Diary:
    """The rows of the leads of one batch, by lead and then by their own id."""

    of_lead: dict[UUID, dict[UUID, Appointment]] = field(default_factory=lambda: defaultdict(dict))
    fresh: dict[UUID, Appointment] = field(default_factory=dict)
    changed: dict[UUID, Appointment] = field(default_factory=dict)
    moved: set[UUID] = field(default_factory=set)
    voided: set[UUID] = field(default_factory=set)


def apply(recorded: Sequence[Recorded]) -> None:
    """Write what some events, in their order, make of appointments."""
    told = [each for each in recorded if _concerns(each)]
    if not told:
        return
    organization_id = told[0].organization_id
    without = begun_in(recorded) | unbooked(organization_id)
    diary = _read({each.lead_id for each in told} - without, organization_id)
    for each in told:
        _tell(diary, each)
    _write(diary, organization_id)


def clear(organization_id: UUID) -> None:
    """Remove all rows of an organization, before they are built again."""
    Appointment.objects.of(organization_id).delete()


def _concerns(recorded: Recorded) -> bool:
    """Most steps of a lead leave its appointments as they are."""
    if type(recorded.event) in TOLD or recorded.after not in OPEN:
        return True
    return (recorded.before in WITH_REP) is not (recorded.after in WITH_REP)


def _read(lead_ids: set[UUID], organization_id: UUID) -> _Diary:
    diary = _Diary()
    if lead_ids:
        for row in Appointment.objects.of(organization_id).filter(among("lead_id", lead_ids)):
            diary.of_lead[row.lead_id][row.id] = row
    return diary


def _tell(diary: _Diary, recorded: Recorded) -> None:
    event, rows = recorded.event, diary.of_lead[recorded.lead_id]
    if isinstance(event, e.AppointmentBooked):
        diary.fresh[event.appointment_id] = rows[event.appointment_id] = _booked(event, recorded)
    elif change := CHANGES.get(type(event)):
        appointment_id: UUID = event.appointment_id  # type: ignore[attr-defined]  # all have one
        change(rows[appointment_id], event, recorded)
        diary.changed[appointment_id] = rows[appointment_id]
        if isinstance(event, e.AppointmentMoved):
            diary.moved.add(appointment_id)
    elif recorded.after is State.VOIDED:
        diary.voided.add(recorded.lead_id)
    for row in rows.values():
        if _is_to_come(row, recorded):
            _follow(row, recorded)
            diary.changed[row.id] = row


def _is_to_come(row: Appointment, recorded: Recorded) -> bool:
    """What was booked for later than this event follows the lead; the past stays as it was."""
    if row.outcome or row.status not in (Status.RESERVED, Status.BOOKED):
        return False
    own = getattr(recorded.event, "appointment_id", None) == row.id
    return row.starts_at > recorded.occurred_at or own


def _follow(row: Appointment, recorded: Recorded) -> None:
    """The slot is the rep's to know once he has the lead, reserved until then; closing frees it."""
    if recorded.after not in OPEN:
        _free(row, recorded, Status.CANCELLED)
        return
    row.transmitted = recorded.after in WITH_REP and recorded.rep_id == row.rep_id
    row.status = Status.BOOKED if row.transmitted else Status.RESERVED
    row.unit_id = recorded.unit_id


def _booked(event: e.AppointmentBooked, recorded: Recorded) -> Appointment:
    row = Appointment(
        id=event.appointment_id,
        organization_id=recorded.organization_id,
        lead_id=recorded.lead_id,
        buffer_minutes=event.buffer_minutes,
        mode=event.mode,
        status=Status.RESERVED,
        first_starts_at=event.starts_at,
        booked_at=recorded.occurred_at,
    )
    _take(row, event, recorded)
    return row


def _take(
    row: Appointment, event: e.AppointmentBooked | e.AppointmentMoved, recorded: Recorded
) -> None:
    buffer = timedelta(minutes=row.buffer_minutes)
    row.rep_id, row.starts_at, row.ends_at = event.rep_id, event.starts_at, event.ends_at
    row.occupied_from, row.occupied_until = event.starts_at - buffer, event.ends_at + buffer
    row.outcome_due_at = event.outcome_due_at
    # History from elsewhere may overlap; what was over when it came in occupies nothing.
    row.occupying = recorded.door is not Door.IMPORT or recorded.recorded_at < row.ends_at


def _moved(row: Appointment, event: e.AppointmentMoved, recorded: Recorded) -> None:
    _take(row, event, recorded)
    row.moves += 1


def _cancelled(row: Appointment, event: e.AppointmentCancelled, recorded: Recorded) -> None:
    row.cancel_cause = event.cause
    _free(row, recorded, Status.CANCELLED)


def _lapsed(row: Appointment, event: e.AppointmentLapsed, recorded: Recorded) -> None:
    _free(row, recorded, Status.LAPSED)


def _free(row: Appointment, recorded: Recorded, status: Status) -> None:
    row.status, row.freed_at, row.occupying = status, recorded.occurred_at, False


def _reported(row: Appointment, event: e.AppointmentOutcomeReported, recorded: Recorded) -> None:
    row.outcome, row.reason_id = event.outcome, event.reason_id
    row.reported_by_id, row.reported_at = recorded.person_id, recorded.occurred_at
    row.occupying = False


def _corrected(row: Appointment, event: e.AppointmentOutcomeCorrected, recorded: Recorded) -> None:
    row.outcome, row.reason_id = event.outcome, event.reason_id
    row.corrected_at = recorded.occurred_at


def _prospect_said(row: Appointment, event: e.AppointmentProspectSaid, recorded: Recorded) -> None:
    row.prospect_said = event.outcome


CHANGES: Final[dict[type[e.Event], Callable[[Appointment, Any, Recorded], None]]] = {
    e.AppointmentMoved: _moved,
    e.AppointmentCancelled: _cancelled,
    e.AppointmentLapsed: _lapsed,
    e.AppointmentOutcomeReported: _reported,
    e.AppointmentOutcomeCorrected: _corrected,
    e.AppointmentProspectSaid: _prospect_said,
}


TOLD: Final = {*CHANGES, e.AppointmentBooked, e.LeadReassigned}


def _write(diary: _Diary, organization_id: UUID) -> None:
    changed = [row for row in diary.changed.values() if row.id not in diary.fresh]
    freed = [row for row in changed if not row.occupying]
    taking = [row for row in changed if row.occupying]
    update_rows(Appointment, list(map(_changed_row, freed)), CHANGING)
    if len(diary.moved) > 1:  # two that change places must both leave first
        leaving = [(row.id, False) for row in taking if row.id in diary.moved]
        update_rows(Appointment, leaving, ["occupying"])
    update_rows(Appointment, list(map(_changed_row, taking)), CHANGING)
    insert_rows(Appointment, map(_whole_row, diary.fresh.values()), COLUMNS)
    unbooked(organization_id).difference_update(row.lead_id for row in diary.fresh.values())
    if diary.voided:
        Appointment.objects.of(organization_id).filter(lead_id__in=diary.voided).delete()
