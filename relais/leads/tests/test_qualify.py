"""A call that qualifies opens a lead: done, refused by state, refused by person, done twice."""

from datetime import timedelta

import pytest

from relais.accounts.actions import AccountDetails, ContactDetails
from relais.accounts.models import Contact
from relais.calls.actions import ask_callback
from relais.calls.models import Call
from relais.calls.queries import calls_of_lead
from relais.calls.rules import CallbackWhy, CallOutcome
from relais.campaigns.actions import set_status
from relais.campaigns.rules import terms
from relais.campaigns.rules.access import CampaignNotRunning
from relais.leads.actions import AlreadyOpen, drop_lead, open_lead, qualify_call
from relais.leads.events import State
from relais.leads.models import Lead
from relais.leads.queries import history_of, mismatches
from relais.privacy.actions import record_objection
from relais.privacy.rules import Objected
from relais.prospecting.actions import ProspectRow, claim_next, import_prospects
from relais.prospecting.models import Prospect
from relais.prospecting.rules import HeldByAnother, NotATelemarketer, Status
from tests.persons import World

PHONE = "+33320123456"


@pytest.fixture
def prospect(world: World) -> Prospect:
    """Give a prospect whom Tina is calling."""
    row = ProspectRow(AccountDetails("Acme"), ContactDetails("Petit", phone=PHONE))
    import_prospects(world.campaign.id, [row], by=world.system, at=world.at)
    found = claim_next(world.campaign.id, by=world.by("tina"), at=world.at)
    assert found is not None
    return found


def qualify(world: World, prospect: Prospect, by: str = "tina") -> Lead:
    return qualify_call(
        prospect.id,
        started_at=world.at - timedelta(minutes=5),
        ended_at=world.at,
        note="projet en juin",
        by=world.by(by),
        at=world.at,
    )


def test_the_call_and_the_lead_know_each_other(world: World, prospect: Prospect) -> None:
    lead = qualify(world, prospect)
    call = Call.objects.get()
    prospect.refresh_from_db()
    assert (call.outcome, call.lead_id) == (CallOutcome.QUALIFIED, lead.id)
    assert list(calls_of_lead(lead.id, organization_id=lead.organization_id)) == [call]
    assert history_of(lead).get().payload["call_id"] == str(call.id)
    assert (lead.state, lead.originator_id) == (State.QUALIFYING, world.id("tina"))
    assert (prospect.status, prospect.claimed_by_id) == (Status.QUALIFIED, None)
    assert list(mismatches()) == []


def test_a_second_telemarketer_is_shown_the_lead_that_lives(
    world: World, prospect: Prospect
) -> None:
    first = open_lead(
        prospect.contact_id, campaign_id=world.campaign.id, by=world.by("theo"), at=world.at
    )
    with pytest.raises(AlreadyOpen) as refused:
        qualify(world, prospect)
    prospect.refresh_from_db()
    assert refused.value.lead_id == first.id
    assert (Call.objects.count(), Lead.objects.count()) == (0, 1)
    assert (prospect.status, prospect.claimed_by_id) == (Status.TO_CALL, world.id("tina"))


def test_a_campaign_that_does_not_run_opens_nothing(world: World, prospect: Prospect) -> None:
    set_status(world.campaign.id, status=terms.Status.PAUSED, by=world.system)
    with pytest.raises(CampaignNotRunning):
        qualify(world, prospect)
    assert not Call.objects.exists()


def test_who_has_objected_opens_nothing(world: World, prospect: Prospect) -> None:
    record_objection(PHONE, by=world.system, at=world.at)
    with pytest.raises(Objected):
        qualify(world, prospect)
    assert (Call.objects.count(), Lead.objects.count()) == (0, 0)


def test_only_who_telephones_and_holds_the_prospect_qualifies_him(
    world: World, prospect: Prospect
) -> None:
    with pytest.raises(NotATelemarketer):
        qualify(world, prospect, by="remy")
    with pytest.raises(HeldByAnother):
        qualify(world, prospect, by="theo")
    assert (Call.objects.count(), Lead.objects.count()) == (0, 0)


def test_the_same_call_told_twice_gives_the_same_lead(world: World, prospect: Prospect) -> None:
    assert qualify(world, prospect) == qualify(world, prospect)
    assert (Call.objects.count(), Lead.objects.count()) == (1, 1)


def test_a_callback_about_a_lead_that_was_dropped_may_open_another(
    world: World, prospect: Prospect
) -> None:
    first = qualify(world, prospect)
    reason_id = world.reason(terms.ReasonKind.DROP, "unreachable")
    drop_lead(first.id, reason_id=reason_id, by=world.by("tina"), at=world.at)
    world.later(days=30)
    ask_callback(
        prospect.contact_id, campaign_id=world.campaign.id, due_at=world.at,
        why=CallbackWhy.RECOVERED, for_person_id=None, lead_id=first.id, source="",
        by=world.system, at=world.at,
    )  # fmt: skip
    second = qualify(world, prospect)
    assert second != first
    assert Contact.objects.get().id == second.contact_id
