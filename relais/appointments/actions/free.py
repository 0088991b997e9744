"""Giving a slot back: cancelled, lapsed, or carried to another diary."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from relais.appointments.actions.book import moved_to
from relais.appointments.actions.diary import hold_diaries, last_word
from relais.appointments.actions.rebook import ask_to_rebook
from relais.appointments.models import Appointment
from relais.appointments.queries import (
    appointments_of,
    facts_of,
    locked_appointment,
    shape_of,
    to_come,
    unbooked,
)
from relais.appointments.rules import check_cause, check_changeable, check_lapsing
from relais.appointments.rules.slots import NO_NOTICE
from relais.calls.queries import CallbackWhy
from relais.campaigns.queries import campaign_of
from relais.database.among import among
from relais.leads.events import AppointmentCancelled, AppointmentLapsed, CancelCause, Event
from relais.leads.log import append
from relais.leads.models import Lead
from relais.leads.rules.guards import check_originator
from relais.lib.errors import Refusal
from relais.lib.periods import Period
from relais.people.rules.access import Actor


def cancel_appointment(
    appointment_id: UUID, *, cause: CancelCause, by: Actor, at: datetime
) -> Appointment:
    """Take an appointment out of the diary before its start, for the prospect or by mistake.

    A rep who cannot go says so by an outcome, with a reason that is counted.
    :raises NotVisible: when the organization has no such appointment.
    :raises NotYours: for anybody but who found the lead, or his supervisor.
    :raises AlreadyStarted: from its start on.
    :raises NotBooked: when it was cancelled or lapsed.
    :raises AlreadyReported: when an outcome stands.
    """
    check_cause(cause)
    with locked_appointment(appointment_id, organization_id=by.organization_id) as found:
        lead, appointment = found
        check_originator(lead, by=by)
        check_changeable(facts_of(appointment), at=at)
        append(lead, AppointmentCancelled(appointment_id, cause), by=by, at=at)
        return appointments_of(lead).get(id=appointment_id)


def lapse_appointment(appointment_id: UUID, *, by: Actor, at: datetime) -> Appointment:
    """Say that a start passed while its slot was merely reserved: nobody was to go.

    The prospect waited all the same: the telemarketer calls to apologise and book anew.
    :raises NotVisible: when the organization has no such appointment.
    :raises NotByHand: for a person: the clock says it.
    :raises NotStarted: before the start.
    :raises NotBooked: unless it was reserved until then.
    """
    with locked_appointment(appointment_id, organization_id=by.organization_id) as found:
        lead, appointment = found
        check_lapsing(facts_of(appointment), by=by, at=at)
        append(lead, AppointmentLapsed(appointment_id), by=by, at=at)
        ask_to_rebook(lead, appointment_id, why=CallbackWhy.APOLOGY, by=by, at=at)
        return appointments_of(lead).get(id=appointment_id)


def carry_appointments(leads: Collection[Lead], *, by: Actor, at: datetime) -> None:
    """Let the appointments to come of leads under lock follow them to the reps they have now.

    Where the new rep is not free at that time, the slot is given back, and the telemarketer calls
    to book anew. For the deed that has just assigned the leads; its transaction is the caller's.
    """
    organization_id = by.organization_id
    without = unbooked(organization_id)
    with_rep = {lead.id: lead for lead in leads if lead.rep_id and lead.id not in without}
    if not with_rep:
        return
    rows = to_come(organization_id, at=at).filter(among("lead_id", with_rep))
    ordered = rows.order_by("starts_at", "id")
    astray = [row for row in ordered if row.rep_id != with_rep[row.lead_id].rep_id]
    reps = {row.rep_id for row in astray} | {with_rep[row.lead_id].rep_id for row in astray}
    hold_diaries({rep_id for rep_id in reps if rep_id}, organization_id=organization_id)
    for row in astray:
        _carry(with_rep[row.lead_id], row, by=by, at=at)


def _carry(lead: Lead, row: Appointment, *, by: Actor, at: datetime) -> None:
    shape = replace(shape_of(campaign_of(lead), buffer=row.buffer_minutes), notice=NO_NOTICE)
    slot = Period(row.starts_at, row.ends_at)
    event: Event
    try:
        rep_id = lead.rep_id or row.rep_id
        event = moved_to(rep_id, lead=lead, old=row, slot=slot, shape=shape, at=at)
    except Refusal:
        event = AppointmentCancelled(row.id, CancelCause.REASSIGNED)
    with last_word():
        append(lead, event, by=by, at=at)
    if isinstance(event, AppointmentCancelled):
        ask_to_rebook(lead, row.id, why=CallbackWhy.REBOOK, by=by, at=at)
