"""Booking into a rep's diary, and moving what was booked."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from relais.appointments.actions.diary import check_free, hold_diaries, last_word
from relais.appointments.models import Appointment
from relais.appointments.queries import (
    appointments_of,
    buffer_of,
    facts_of,
    locked_appointment,
    outcome_due_at,
    shape_of,
    to_come,
)
from relais.appointments.rules import (
    SlotShape,
    check_booker,
    check_changeable,
    check_only_one,
    whose_diary,
)
from relais.appointments.rules.slots import NO_NOTICE
from relais.campaigns.models import Campaign
from relais.campaigns.queries import campaign_of
from relais.database.models import uuid7
from relais.leads.events import AppointmentBooked, AppointmentMoved, Mode, State
from relais.leads.log import append
from relais.leads.models import Lead
from relais.leads.queries import NotAllowed, allows, locked, unit_path_of
from relais.lib.periods import Period
from relais.people.rules.access import Actor


def book_appointment(
    lead_id: UUID,
    *,
    rep_id: UUID | None,
    starts_at: datetime,
    ends_at: datetime | None,
    mode: Mode,
    by: Actor,
    at: datetime,
) -> Appointment:
    """Book a slot for a lead: with the rep who has it, else held for `rep_id` until he does.

    Without an end it lasts as long as the campaign says. Only in his own diary does a rep need
    no notice.
    :raises NotYours: for who neither found nor has the lead, nor leads those who do.
    :raises NotAllowed: when the lead is at its end.
    :raises AlreadyBooked: while another appointment of the lead is to come.
    :raises OfferedToAnother: when the lead is with another rep than `rep_id`.
    :raises NobodyToGo: when nobody has the lead and no rep is named.
    :raises Refusal: when the slot cannot be taken, as `check_free` says.
    """
    with locked(lead_id, organization_id=by.organization_id) as lead:
        check_booker(lead, unit_path_of(lead), by=by)
        if not allows(State(lead.state), AppointmentBooked):
            raise NotAllowed(state=lead.state)
        held = to_come(lead.organization_id, at=at).filter(lead_id=lead.id)
        check_only_one(held.values_list("starts_at", flat=True).first())
        rep_id = whose_diary(lead.rep_id, promised=lead.promised_rep_id, wanted=rep_id)
        campaign = campaign_of(lead)
        buffer = buffer_of(campaign, mode)
        slot = Period(starts_at, ends_at or starts_at + timedelta(minutes=campaign.slot_minutes))
        hold_diaries([rep_id], organization_id=lead.organization_id)
        calendar = check_free(
            rep_id,
            slot=slot,
            shape=shape_for(campaign, buffer, rep_id, by),
            at=at,
            organization_id=lead.organization_id,
        )
        event = AppointmentBooked(
            appointment_id=uuid7(),
            rep_id=rep_id,
            starts_at=slot.start,
            ends_at=slot.end,
            outcome_due_at=outcome_due_at(calendar, ends_at=slot.end, campaign=campaign),
            buffer_minutes=buffer,
            mode=mode,
        )
        with last_word():
            append(lead, event, by=by, at=at)
        return appointments_of(lead).get(id=event.appointment_id)


def move_appointment(
    appointment_id: UUID,
    *,
    rep_id: UUID | None,
    starts_at: datetime,
    ends_at: datetime | None,
    by: Actor,
    at: datetime,
) -> Appointment:
    """Move an appointment before its start: the old slot is freed and the new one taken at once.

    It stays with its rep, and as long as it was, unless said otherwise.
    :raises NotVisible: when the organization has no such appointment.
    :raises NotYours: for who neither found nor has the lead, nor leads those who do.
    :raises AlreadyStarted: from its start on.
    :raises NotBooked: when it was cancelled or lapsed.
    :raises AlreadyReported: when an outcome stands.
    :raises OfferedToAnother: when the lead is with another rep than `rep_id`.
    :raises Refusal: when the slot cannot be taken, as `check_free` says.
    """
    with locked_appointment(appointment_id, organization_id=by.organization_id) as found:
        lead, old = found
        check_booker(lead, unit_path_of(lead), by=by)
        check_changeable(facts_of(old), at=at)
        rep_id = whose_diary(lead.rep_id, promised=old.rep_id, wanted=rep_id)
        slot = Period(starts_at, ends_at or starts_at + (old.ends_at - old.starts_at))
        campaign = campaign_of(lead)
        shape = shape_for(campaign, old.buffer_minutes, rep_id, by)
        event = moved_to(rep_id, lead=lead, old=old, slot=slot, shape=shape, at=at)
        with last_word():
            append(lead, event, by=by, at=at)
        return appointments_of(lead).get(id=appointment_id)


def moved_to(
    rep_id: UUID, *, lead: Lead, old: Appointment, slot: Period, shape: SlotShape, at: datetime
) -> AppointmentMoved:
    """Give the event that moves an appointment into a diary where there is room for it.

    :raises Refusal: when the slot cannot be taken, as `check_free` says.
    """
    hold_diaries({rep_id, old.rep_id}, organization_id=lead.organization_id)
    calendar = check_free(
        rep_id,
        slot=slot,
        shape=shape,
        at=at,
        organization_id=lead.organization_id,
        leaving_out=[old.id],
    )
    due_at = outcome_due_at(calendar, ends_at=slot.end, campaign=campaign_of(lead))
    return AppointmentMoved(old.id, rep_id, slot.start, slot.end, due_at)


def shape_for(campaign: Campaign, buffer: int, rep_id: UUID, by: Actor) -> SlotShape:
    """Give what a slot needs, by whom it is booked: in his own diary a rep needs no notice."""
    shape = shape_of(campaign, buffer=buffer)
    return replace(shape, notice=NO_NOTICE) if by.is_person(rep_id) else shape
