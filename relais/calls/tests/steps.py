"""What tests of calls do again and again: bring a prospect in, and call him."""

from datetime import datetime, timedelta
from typing import Any

from relais.accounts.actions import AccountDetails, ContactDetails
from relais.calls.actions import record_call
from relais.calls.models import Call
from relais.calls.rules import CallEnd, CallOutcome
from relais.campaigns.actions import Terms, create_campaign, engage_call_center, set_status
from relais.campaigns.models import Campaign
from relais.campaigns.rules.terms import Status
from relais.prospecting.actions import ProspectRow, import_prospects
from relais.prospecting.models import Prospect
from tests.persons import SINCE, World

NUMBER = "+33320123456"


def bring(world: World, campaign: Campaign | None = None, *, postcode: str = "59000") -> Prospect:
    """Bring Anne in for a campaign, the tests' own unless another is named."""
    row = ProspectRow(
        AccountDetails("Acme", postcode=postcode),
        ContactDetails("Petit", first_name="Anne", email="anne@acme.example", phone=NUMBER),
    )
    campaign_id = (campaign or world.campaign).id
    (verdict,) = import_prospects(campaign_id, [row], by=world.system, at=world.at)
    assert verdict.prospect_id is not None
    return Prospect.objects.get(id=verdict.prospect_id)


def second_campaign(world: World) -> Campaign:
    """Start another campaign, for which the tests' call center works too."""
    wanted = Terms(name="Été", starts_on=SINCE, owner_id=world.id("dora"))
    campaign = create_campaign(wanted, by=world.system, at=world.at)
    set_status(campaign.id, status=Status.RUNNING, by=world.system)
    engage_call_center(
        campaign.id, call_center_id=world.center.id, since=SINCE, until=None, by=world.system
    )
    return campaign


def call(
    world: World,
    prospect: Prospect,
    outcome: CallOutcome = CallOutcome.UNREACHABLE,
    end: CallEnd | None = None,
    *,
    by: str = "tina",
    callback_at: datetime | None = None,
    **told: Any,
) -> Call:
    """Call a prospect for two minutes that end now; without an end, the outcome's usual one."""
    usual = CallEnd.NO_ANSWER if outcome is CallOutcome.UNREACHABLE else CallEnd.ANSWERED
    facts: dict[str, Any] = {
        "started_at": world.at - timedelta(minutes=2),
        "ended_at": world.at,
        "note": "",
    }
    return record_call(
        prospect.id,
        end=end or usual,
        outcome=outcome,
        callback_at=callback_at,
        by=world.by(by),
        at=world.at,
        **(facts | told),
    )
