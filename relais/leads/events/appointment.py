"""What can happen to the appointment of a lead (pure)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from relais.leads.events.terms import CancelCause, Event, Mode, Outcome


@dataclass(frozen=True)
class AppointmentBooked(Event):
    """A slot of the rep's diary is held for this lead."""

    kind = "appointment.booked"
    appointment_id: UUID
    rep_id: UUID
    starts_at: datetime
    ends_at: datetime
    outcome_due_at: datetime
    buffer_minutes: int = 0
    mode: Mode = Mode.VISIT


@dataclass(frozen=True)
class AppointmentMoved(Event):
    """The slot changed, before its start; the rep stays unless the lead changed hands."""

    kind = "appointment.moved"
    appointment_id: UUID
    rep_id: UUID
    starts_at: datetime
    ends_at: datetime
    outcome_due_at: datetime


@dataclass(frozen=True)
class AppointmentCancelled(Event):
    """The slot was freed before its start."""

    kind = "appointment.cancelled"
    appointment_id: UUID
    cause: CancelCause


@dataclass(frozen=True)
class AppointmentLapsed(Event):
    """The start passed before the relay had reviewed the lead: nobody was to go."""

    kind = "appointment.lapsed"
    appointment_id: UUID


@dataclass(frozen=True)
class AppointmentOutcomeReported(Event):
    """Somebody said what became of the appointment."""

    kind = "appointment.outcome_reported"
    appointment_id: UUID
    outcome: Outcome
    reason_id: UUID | None = None


@dataclass(frozen=True)
class AppointmentOutcomeCorrected(Event):
    """What had been said of the appointment was not right."""

    kind = "appointment.outcome_corrected"
    appointment_id: UUID
    outcome: Outcome
    reason_id: UUID | None = None


@dataclass(frozen=True)
class AppointmentProspectSaid(Event):
    """What the prospect says became of the appointment."""

    kind = "appointment.prospect_said"
    appointment_id: UUID
    outcome: Outcome
