"""Booking before a lead has its rep: the slot is held in the diary of whom routing sees."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from relais.appointments.actions import book_appointment
from relais.appointments.models import Appointment
from relais.appointments.queries import Mode, free_slots
from relais.campaigns.queries import campaign_of
from relais.leads.models import Lead
from relais.leads.queries import get_lead
from relais.lib.errors import Refusal
from relais.lib.periods import Period
from relais.lib.words import gettext_noop
from relais.people.rules.access import Actor
from relais.routing.actions.submit import preview
from relais.routing.rules import Decision


class NobodyToBook(Refusal):
    """Routing finds no rep for this lead now."""

    code = "nobody_to_book"
    message = gettext_noop("No rep can receive this lead now: it is booked once one is found.")


def book_for_routed_rep(
    lead_id: UUID,
    *,
    starts_at: datetime,
    ends_at: datetime | None,
    mode: Mode,
    by: Actor,
    at: datetime,
) -> Appointment:
    """Book a slot with the rep who has the lead, else with the one whom routing would choose.

    :raises NobodyToBook: when there is neither.
    :raises Refusal: as `appointments.actions.book_appointment`.
    """
    lead = get_lead(lead_id, organization_id=by.organization_id)
    rep_id = _rep_for(lead, at=at)
    return book_appointment(
        lead_id, rep_id=rep_id, starts_at=starts_at, ends_at=ends_at, mode=mode, by=by, at=at
    )


class Offer(NamedTuple):
    """In whose diary a lead would be booked, his free slots, and how routing came to him.

    `decision` is None for who has the lead, or was promised to the prospect.
    """

    rep_id: UUID
    slots: list[Period]
    decision: Decision | None


def offer_for_lead(
    lead: Lead, *, start: datetime, end: datetime, mode: Mode, at: datetime
) -> Offer:
    """Give the rep in whose diary a lead would be booked, his free slots, and why him.

    :raises NobodyToBook: when no rep can receive the lead now.
    """
    known = lead.rep_id or lead.promised_rep_id
    decision = None if known else preview(lead, at=at)
    rep_id = decision.rep_id if decision else known
    if rep_id is None:
        raise NobodyToBook
    campaign = campaign_of(lead)
    slots = free_slots(rep_id, start=start, end=end, campaign=campaign, mode=mode, at=at)
    return Offer(rep_id, slots, decision)


def slots_for_lead(
    lead: Lead, *, start: datetime, end: datetime, mode: Mode, at: datetime
) -> tuple[UUID, list[Period]]:
    """Give the rep in whose diary a lead would be booked, and his free slots.

    :raises NobodyToBook: when no rep can receive the lead now.
    """
    offer = offer_for_lead(lead, start=start, end=end, mode=mode, at=at)
    return offer.rep_id, offer.slots


def _rep_for(lead: Lead, *, at: datetime) -> UUID:
    rep_id = lead.rep_id or lead.promised_rep_id or preview(lead, at=at).rep_id
    if rep_id is None:
        raise NobodyToBook
    return rep_id
