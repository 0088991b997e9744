"""Whom to call next: nobody whose lead lives, unless a call was promised."""

import pytest

from relais.campaigns.rules.terms import ReasonKind
from relais.leads.actions import claim_to_call, drop_lead, open_lead
from relais.leads.queries import with_open_lead
from relais.prospecting.actions import promise_callback, release_claim
from relais.prospecting.models import Prospect
from relais.prospecting.queries import to_call_now
from relais.prospecting.rules import NotATelemarketer, Promise
from relais.prospecting.tests.test_claim import bring
from tests.persons import World


def claim(world: World, name: str = "tina") -> Prospect | None:
    return claim_to_call(world.campaign.id, by=world.by(name), at=world.at)


def living(world: World, prospect: Prospect) -> None:
    """Let another open a lead for a prospect's contact, without a call."""
    open_lead(prospect.contact_id, campaign_id=world.campaign.id, by=world.by("theo"), at=world.at)


def test_who_has_an_open_lead_is_passed_over_until_it_is_closed(world: World) -> None:
    first, second = (Prospect.objects.get(id=one) for one in bring(world, 2))
    living(world, first)
    access = world.by("tina").access
    assert access
    leave = with_open_lead(world.organization.id)
    assert to_call_now(access, at=world.at, leave=leave)[world.campaign.id] == 1
    for _ in range(2):  # asked twice, the same is given
        found = claim(world)
        assert found is not None
        assert found.id == second.id
    release_claim(second.id, by=world.by("tina"), at=world.at)
    [lead] = Prospect.objects.filter(id=first.id)
    assert lead.claimed_by_id is None


def test_once_the_lead_is_dropped_he_is_called_again(world: World) -> None:
    [one] = (Prospect.objects.get(id=each) for each in bring(world, 1))
    lead = open_lead(
        one.contact_id, campaign_id=world.campaign.id, by=world.by("theo"), at=world.at
    )
    assert claim(world) is None
    reason = world.reason(ReasonKind.DROP, "unreachable")
    drop_lead(lead.id, reason_id=reason, by=world.by("theo"), at=world.at)
    found = claim(world)
    assert found is not None
    assert found.id == one.id


def test_a_call_that_was_promised_is_made_though_the_lead_lives(world: World) -> None:
    [one] = (Prospect.objects.get(id=each) for each in bring(world, 1))
    living(world, one)
    promise_callback(one, Promise(world.at, None))
    found = claim(world)
    assert found is not None
    assert found.id == one.id


def test_only_who_telephones_is_given_somebody(world: World) -> None:
    bring(world, 1)
    with pytest.raises(NotATelemarketer):
        claim(world, "maya")
