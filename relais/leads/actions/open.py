"""Opening a lead, and giving it up before its review."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from relais.accounts.models import Contact
from relais.campaigns.queries import (
    check_open_for,
    check_reason,
    latest_definition,
    running_campaign,
)
from relais.campaigns.rules.terms import ReasonKind
from relais.database.models import uuid7
from relais.leads.events import LeadDropped, LeadOpened
from relais.leads.log import append
from relais.leads.models import Lead
from relais.leads.queries import locked, open_lead_of_contact
from relais.leads.rules.guards import check_originator
from relais.lib.errors import NotVisible, Refusal
from relais.lib.words import gettext_noop
from relais.people.rules.access import Actor
from relais.privacy.queries import check_may_call


class AlreadyOpen(Refusal):
    """One lead lives for a contact at a time."""

    code = "already_open"
    message = gettext_noop("A lead is already open for this contact.")

    @property
    def lead_id(self) -> object:
        """Give the lead that lives already, to be shown to the second telemarketer."""
        return self.params["lead_id"]


def open_lead(
    contact_id: UUID, *, campaign_id: UUID, by: Actor, at: datetime, call_id: UUID | None = None
) -> Lead:
    """Open a lead for a contact in a campaign, credited to who opens it.

    :raises NotVisible: for a contact or campaign that the organization does not have.
    :raises CampaignNotRunning: when the campaign takes no leads now.
    :raises NotEngaged: when the telemarketer's call center does not work for it.
    :raises Objected: when the contact does not want to be contacted.
    :raises AlreadyOpen: when a lead lives for this contact, naming it.
    """
    organization_id = by.organization_id
    campaign = running_campaign(campaign_id, organization_id=organization_id, on=at.date())
    call_center_id = check_open_for(campaign, by=by, on=at.date())
    contact = Contact.objects.of(organization_id).filter(id=contact_id).first()
    if contact is None:
        raise NotVisible
    check_may_call(contact, at=at)
    definition = latest_definition(campaign)
    lead = Lead(id=uuid7(), organization_id=organization_id)
    event = LeadOpened(
        campaign_id=campaign.id,
        account_id=contact.account_id,
        contact_id=contact.id,
        originator_id=by.person_id,
        call_center_id=call_center_id,
        definition_id=definition.id if definition else None,
        call_id=call_id,
    )
    refuse_second(contact.id, organization_id=organization_id)
    try:
        with transaction.atomic():
            append(lead, event, by=by, at=at)
    except IntegrityError:
        refuse_second(contact.id, organization_id=organization_id)
        raise
    return lead


def refuse_second(contact_id: UUID, *, organization_id: UUID) -> None:
    """Refuse to go on while a lead lives for a contact.

    :raises AlreadyOpen: naming the lead.
    """
    living = open_lead_of_contact(contact_id, organization_id=organization_id)
    if living:
        raise AlreadyOpen(lead_id=living.id)


def drop_lead(lead_id: UUID, *, reason_id: UUID, by: Actor, at: datetime) -> Lead:
    """Give a lead up before its review, with a counted reason.

    :raises NotYours: for anybody but the telemarketer who found it, or his supervisor.
    :raises NotAllowed: once it was submitted.
    """
    with locked(lead_id, organization_id=by.organization_id) as lead:
        check_originator(lead, by=by)
        check_reason(reason_id, ReasonKind.DROP, organization_id=by.organization_id)
        append(lead, LeadDropped(reason_id), by=by, at=at)
    return lead
