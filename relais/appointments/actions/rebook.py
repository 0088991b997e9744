"""Asking the telemarketer to call back a prospect to whom nobody came, or will come."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from relais.calls.actions import ask_callback
from relais.calls.queries import CallbackWhy
from relais.leads.lifecycle import OPEN
from relais.leads.models import Lead
from relais.people.rules.access import Actor
from relais.privacy.rules import Objected


def ask_to_rebook(
    lead: Lead, appointment_id: UUID, *, why: CallbackWhy, by: Actor, at: datetime
) -> None:
    """Promise the prospect of a lead a call at once, by who found it; asked twice, once counts.

    Relais itself asks, whoever spoke. A lead at its end is left in peace, and so is who objects.
    """
    if lead.state not in OPEN:
        return
    with suppress(Objected):
        ask_callback(
            lead.contact_id,
            campaign_id=lead.campaign_id,
            due_at=at,
            why=why,
            for_person_id=lead.originator_id,
            lead_id=lead.id,
            source=f"appointment:{appointment_id}",
            by=Actor(by.organization_id, by.door),
            at=at,
        )
