"""The second life of a lead, and its end at the prospect's wish."""

from datetime import timedelta

import pytest

from relais.accounts.models import Contact
from relais.campaigns.actions import set_status
from relais.campaigns.rules.access import CampaignNotRunning
from relais.campaigns.rules.terms import ReasonKind, Status
from relais.leads.actions import lose_lead, open_lead, recover_lead, withdraw_lead
from relais.leads.actions.open import AlreadyOpen
from relais.leads.events import State, WithdrawalCause
from relais.leads.lifecycle import NotAllowed
from relais.leads.models import Lead
from relais.leads.queries import history_of, mismatches
from relais.leads.rules.guards import CoolingOff, NotYours, TooOld
from relais.leads.tests.conftest import At
from relais.privacy.rules import Objected
from tests.persons import World


@pytest.fixture
def lost(world: World, lead_at: At) -> Lead:
    """Give a lead that was lost."""
    lead = lead_at("in_approach")
    reason_id = world.reason(ReasonKind.LOSE, "postponed")
    return lose_lead(lead.id, reason_id=reason_id, words="", by=world.by("remy"), at=world.at)


def recover(world: World, lead: Lead, by: str = "tina") -> Lead:
    return recover_lead(lead.id, campaign_id=world.campaign.id, by=world.by(by), at=world.at)


def test_a_lost_lead_begins_a_new_cycle_linked_to_it(world: World, lost: Lead) -> None:
    world.later(days=91)
    fresh = recover(world, lost)
    lost.refresh_from_db()
    assert (lost.state, fresh.state, fresh.recovered_from_id) == (
        State.RECOVERED,
        State.QUALIFYING,
        lost.id,
    )
    assert (fresh.contact_id, fresh.originator_id) == (lost.contact_id, world.id("tina"))
    assert list(mismatches()) == []


def test_the_prospect_is_left_alone_for_a_while(world: World, lost: Lead) -> None:
    world.later(days=60)
    with pytest.raises(CoolingOff):
        recover(world, lost)
    assert history_of(lost).last().kind == "lead.lost"  # type: ignore[union-attr]


def test_after_three_years_it_can_only_be_erased(world: World, lost: Lead) -> None:
    at = world.at + timedelta(days=3 * 365 + 1)
    with pytest.raises(TooOld):
        recover_lead(lost.id, campaign_id=world.campaign.id, by=world.system, at=at)


def test_recovered_twice_is_refused(world: World, lost: Lead) -> None:
    world.later(days=91)
    recover(world, lost)
    with pytest.raises(NotAllowed):
        recover(world, lost)


def test_a_living_lead_is_not_recovered(world: World, lead_at: At) -> None:
    lead = lead_at("taken_up")
    with pytest.raises(NotAllowed):
        recover(world, lead)


def test_who_has_no_part_in_it_does_not_recover(world: World, lost: Lead) -> None:
    world.later(days=91)
    for name in ("theo", "olga", "milo"):
        with pytest.raises(NotYours):
            recover(world, lost, by=name)


def test_who_has_objected_meanwhile_is_not_called_again(world: World, lost: Lead) -> None:
    contact = Contact.objects.get(id=lost.contact_id)
    other = open_lead_for_same_address(world, contact)
    withdraw_lead(other.id, cause=WithdrawalCause.OBJECTION, by=world.by("tina"), at=world.at)
    world.later(days=91)
    with pytest.raises(Objected):
        recover(world, lost)


def open_lead_for_same_address(world: World, contact: Contact) -> Lead:
    other = world.contact()
    Contact.objects.filter(id=other).update(email=contact.email)
    return open_lead(other, campaign_id=world.campaign.id, by=world.by("tina"), at=world.at)


def test_a_contact_with_a_living_lead_is_not_recovered(world: World, lost: Lead) -> None:
    living = open_lead(
        lost.contact_id, campaign_id=world.campaign.id, by=world.by("theo"), at=world.at
    )
    world.later(days=91)
    with pytest.raises(AlreadyOpen) as refusal:
        recover(world, lost)
    assert refusal.value.lead_id == living.id


def test_a_campaign_that_is_paused_recovers_nothing(world: World, lost: Lead) -> None:
    set_status(world.campaign.id, status=Status.PAUSED, by=world.system)
    world.later(days=91)
    with pytest.raises(CampaignNotRunning):
        recover(world, lost)


def test_a_withdrawn_lead_is_at_its_end_and_its_contact_is_left_alone(
    world: World, lead_at: At
) -> None:
    lead = lead_at("taken_up")
    lead = withdraw_lead(lead.id, cause=WithdrawalCause.OBJECTION, by=world.by("remy"), at=world.at)
    assert lead.state == State.WITHDRAWN
    with pytest.raises(NotAllowed):
        withdraw_lead(lead.id, cause=WithdrawalCause.OBJECTION, by=world.by("remy"), at=world.at)
    with pytest.raises(Objected):
        open_lead(lead.contact_id, campaign_id=world.campaign.id, by=world.by("tina"), at=world.at)


def test_a_privacy_officer_withdraws_and_a_stranger_does_not(world: World, lead_at: At) -> None:
    lead = lead_at("transmitted")
    with pytest.raises(NotYours):
        withdraw_lead(lead.id, cause=WithdrawalCause.ERASURE, by=world.by("olga"), at=world.at)
    lead = withdraw_lead(lead.id, cause=WithdrawalCause.ERASURE, by=world.by("paul"), at=world.at)
    assert lead.state == State.WITHDRAWN
