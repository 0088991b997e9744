"""Saying what became of an appointment: the rep, his manager, and the prospect's own version."""

from datetime import datetime
from uuid import UUID

from relais.appointments.actions.rebook import ask_to_rebook
from relais.appointments.models import Appointment
from relais.appointments.queries import appointments_of, facts_of, locked_appointment
from relais.appointments.rules import (
    REASON_NEEDED,
    check_correction,
    check_prospect_version,
    check_report,
)
from relais.calls.queries import CallbackWhy
from relais.campaigns.queries import check_reason
from relais.campaigns.rules.terms import ReasonKind
from relais.leads.events import (
    AppointmentOutcomeCorrected,
    AppointmentOutcomeReported,
    AppointmentProspectSaid,
    Approach,
    Event,
    LeadApproachStarted,
    LeadApproachUndone,
    LeadTakenUp,
    Outcome,
    State,
)
from relais.leads.log import Entry, append, append_many
from relais.leads.models import Lead, LeadEvent
from relais.leads.rules.guards import check_originator
from relais.people.rules.access import Actor


def report_outcome(
    appointment_id: UUID,
    *,
    outcome: Outcome,
    reason_id: UUID | None,
    by: Actor,
    at: datetime,
) -> Appointment:
    """Say what became of an appointment; one that was held starts the approach as well.

    Where the rep did not go, the telemarketer calls the prospect to apologise and book anew.
    :raises NotVisible: when the organization has no such appointment.
    :raises NotYourAppointment: unless the rep of that time or a manager above him speaks.
    :raises NotBooked: when it was cancelled, lapsed, or not yet the rep's.
    :raises AlreadyReported: when an outcome stands.
    :raises NotStarted: for anything but a cancellation before the start.
    :raises ReasonNeeded: when the rep did not honour it and no reason is given.
    :raises ReasonNotWanted: when he did, and one is.
    :raises WrongReason: for a reason of another kind.
    """
    with locked_appointment(appointment_id, organization_id=by.organization_id) as found:
        lead, appointment = found
        facts = facts_of(appointment)
        check_report(facts, outcome=outcome, reason_id=reason_id, by=by, at=at)
        _check_counted(reason_id, by=by)
        told = AppointmentOutcomeReported(appointment_id, outcome, reason_id)
        _tell(lead, appointment, told, outcome=outcome, by=by, at=at)
        return appointments_of(lead).get(id=appointment_id)


def correct_outcome(
    appointment_id: UUID,
    *,
    outcome: Outcome,
    reason_id: UUID | None,
    by: Actor,
    at: datetime,
) -> Appointment:
    """Say that something else became of it; an approach that it alone had started is undone.

    :raises NotVisible: when the organization has no such appointment.
    :raises NotYourAppointment: unless the rep of that time or a manager above him speaks.
    :raises NothingToCorrect: when nothing was said, or the same.
    :raises NotStarted: for anything but a cancellation before the start.
    :raises ReasonNeeded: when the rep did not honour it and no reason is given.
    :raises ReasonNotWanted: when he did, and one is.
    :raises WrongReason: for a reason of another kind.
    """
    with locked_appointment(appointment_id, organization_id=by.organization_id) as found:
        lead, appointment = found
        facts = facts_of(appointment)
        check_correction(facts, outcome=outcome, reason_id=reason_id, by=by, at=at)
        _check_counted(reason_id, by=by)
        told = AppointmentOutcomeCorrected(appointment_id, outcome, reason_id)
        _tell(lead, appointment, told, outcome=outcome, by=by, at=at)
        return appointments_of(lead).get(id=appointment_id)


def say_prospect_version(
    appointment_id: UUID, *, outcome: Outcome, by: Actor, at: datetime
) -> Appointment:
    """Write down what the prospect says became of it, beside what the rep says.

    :raises NotVisible: when the organization has no such appointment.
    :raises NotYours: for anybody but who found the lead, or his supervisor.
    :raises NotBooked: when nobody was to go.
    :raises NotStarted: for anything but a cancellation before the start.
    :raises NothingToCorrect: when it was written down already.
    """
    with locked_appointment(appointment_id, organization_id=by.organization_id) as found:
        lead, appointment = found
        check_originator(lead, by=by)
        said = Outcome(appointment.prospect_said) if appointment.prospect_said else None
        check_prospect_version(facts_of(appointment), outcome=outcome, said=said, at=at)
        append(lead, AppointmentProspectSaid(appointment_id, outcome), by=by, at=at)
        return appointments_of(lead).get(id=appointment_id)


def _check_counted(reason_id: UUID | None, *, by: Actor) -> None:
    if reason_id:
        check_reason(reason_id, ReasonKind.NOT_HONOURED, organization_id=by.organization_id)


def _tell(
    lead: Lead, appointment: Appointment, told: Event, *, outcome: Outcome, by: Actor, at: datetime
) -> None:
    events = [told]
    if lead.rep_id == appointment.rep_id:  # else the lead has gone on to somebody else
        events += begun(lead) if outcome is Outcome.HELD else _undone(lead, appointment)
    append_many([Entry(lead, event, by, at) for event in events])
    if outcome in REASON_NEEDED:
        ask_to_rebook(lead, appointment.id, why=CallbackWhy.APOLOGY, by=by, at=at)


def begun(lead: Lead) -> list[Event]:
    """Whoever met the prospect took the lead up and started the approach."""
    start = LeadApproachStarted(Approach.APPOINTMENT)
    if lead.state == State.TRANSMITTED and lead.rep_id:
        return [LeadTakenUp(lead.rep_id), start]
    return [start] if lead.state == State.TAKEN_UP else []


def _undone(lead: Lead, appointment: Appointment) -> list[Event]:
    """An approach stands as long as something else than this appointment speaks for it."""
    if lead.state != State.IN_APPROACH or appointment.outcome != Outcome.HELD:
        return []
    others = appointments_of(lead).filter(outcome=Outcome.HELD.value).exclude(id=appointment.id)
    begun = LeadEvent.objects.of(lead.organization_id).filter(
        lead_id=lead.id, kind=LeadApproachStarted.kind
    )
    means = begun.order_by("-sequence").values_list("payload__means", flat=True).first()
    alone = means == Approach.APPOINTMENT and not others.exists()
    return [LeadApproachUndone()] if alone else []
