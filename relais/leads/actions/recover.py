"""The second life of a lead, and its end at the prospect's wish."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from relais.accounts.models import Contact
from relais.campaigns.queries import check_open_for, latest_definition, running_campaign
from relais.database.models import uuid7
from relais.leads.actions.open import refuse_second
from relais.leads.events import LeadOpened, LeadRecovered, LeadWithdrawn, State, WithdrawalCause
from relais.leads.lifecycle import after
from relais.leads.log import Entry, append, append_many
from relais.leads.models import Lead
from relais.leads.queries import locked, unit_path_of
from relais.leads.rules.guards import check_party, check_recoverable
from relais.people.rules.access import Actor, Role
from relais.privacy.actions import keep_objections
from relais.privacy.queries import check_may_call


def recover_lead(lead_id: UUID, *, campaign_id: UUID, by: Actor, at: datetime) -> Lead:
    """End this cycle and open a new one, linked, in a later campaign; give the new lead.

    The new lead is credited to who recovers it; any rep may receive it.
    :raises NotYours: for who has no part in the lead.
    :raises NotAllowed: unless the lead was lost or refused.
    :raises CoolingOff: before the campaign's cool-off is over.
    :raises TooOld: three years after its end.
    :raises Objected: when the contact has objected meanwhile.
    :raises AlreadyOpen: when a lead lives for the contact already.
    """
    with locked(lead_id, organization_id=by.organization_id) as old:
        check_party(old, unit_path_of(old), by=by)
        fresh = Lead(id=uuid7(), organization_id=old.organization_id)
        ended = LeadRecovered(new_lead_id=fresh.id, campaign_id=campaign_id)
        after(State(old.state), ended)
        campaign = running_campaign(campaign_id, organization_id=by.organization_id, on=at.date())
        check_recoverable(old, cool_off_days=campaign.cool_off_days, at=at)
        contact = Contact.objects.of(old.organization_id).get(id=old.contact_id)
        check_may_call(contact, at=at)
        refuse_second(contact.id, organization_id=old.organization_id)
        definition = latest_definition(campaign)
        opened = LeadOpened(
            campaign_id=campaign.id,
            account_id=contact.account_id,
            contact_id=contact.id,
            originator_id=_telemarketer(old, by),
            call_center_id=check_open_for(campaign, by=by, on=at.date()),
            definition_id=definition.id if definition else None,
            recovered_from_id=old.id,
        )
        append_many([Entry(fresh, opened, by, at), Entry(old, ended, by, at)])
    return fresh


def withdraw_lead(lead_id: UUID, *, cause: WithdrawalCause, by: Actor, at: datetime) -> Lead:
    """Stop all work on a lead because the prospect said no; what he is known by is kept as
    fingerprints: his own number and address, or else his name at his company.

    :raises NotYours: for who has no part in the lead and is no privacy officer.
    :raises NotAllowed: when the lead is at its end.
    """
    with transaction.atomic(), locked(lead_id, organization_id=by.organization_id) as lead:
        if not by.has(Role.PRIVACY_OFFICER):
            check_party(lead, unit_path_of(lead), by=by)
        append(lead, LeadWithdrawn(cause), by=by, at=at)
        contact = Contact.objects.of(lead.organization_id).get(id=lead.contact_id)
        keep_objections([contact], by=by, at=at)
    return lead


def _telemarketer(old: Lead, by: Actor) -> UUID | None:
    """Credit goes to the telemarketer who recovers, else stays with who found the lead."""
    return by.person_id if by.has(Role.TELEMARKETER) and not by.is_system else old.originator_id
