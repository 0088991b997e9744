"""Giving out whom to call: nobody whose lead lives, whoever has it."""

from datetime import datetime
from uuid import UUID

from relais.leads.queries import with_open_lead
from relais.people.rules.access import Actor
from relais.prospecting.actions import claim_next
from relais.prospecting.models import Prospect


def claim_to_call(campaign_id: UUID, *, by: Actor, at: datetime) -> Prospect | None:
    """Give somebody the next prospect to call; None when there is nobody.

    Who has an open lead is with whoever works on it, and waits until it is closed; he is called
    only where that was promised.
    :raises NotATelemarketer: for who does not telephone.
    :raises NotVisible: for a campaign that the organization does not have.
    :raises CampaignNotRunning: when the campaign is not called now.
    :raises NotEngaged: when the telemarketer's call center does not work for it.
    """
    leave = with_open_lead(by.organization_id)
    return claim_next(campaign_id, by=by, at=at, leave=leave)
