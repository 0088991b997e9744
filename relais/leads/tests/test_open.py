"""A lead is opened once for a contact, by who may work in the campaign."""

from uuid import uuid4

import pytest
from django.db import close_old_connections

from relais.campaigns.actions import set_status
from relais.campaigns.models import Engagement
from relais.campaigns.rules.access import CampaignNotRunning, NotEngaged
from relais.campaigns.rules.terms import Status
from relais.leads.actions import open_lead
from relais.leads.actions.open import AlreadyOpen
from relais.leads.events import State
from relais.leads.models import Lead, LeadEvent
from relais.lib.errors import NotVisible
from tests.databases import CommittingDatabase
from tests.persons import World, build_world


def test_a_lead_is_credited_to_who_opens_it(world: World) -> None:
    lead = world.open_lead()
    assert (lead.state, lead.originator_id, lead.call_center_id) == (
        State.QUALIFYING,
        world.id("tina"),
        world.center.id,
    )


def test_the_second_telemarketer_is_shown_the_first_ones_lead(world: World) -> None:
    lead = world.open_lead()
    with pytest.raises(AlreadyOpen) as refusal:
        open_lead(lead.contact_id, campaign_id=world.campaign.id, by=world.by("theo"), at=world.at)
    assert refusal.value.lead_id == lead.id


def test_a_campaign_that_does_not_run_takes_no_leads(world: World) -> None:
    set_status(world.campaign.id, status=Status.PAUSED, by=world.system)
    with pytest.raises(CampaignNotRunning):
        world.open_lead()


def test_a_call_center_that_is_not_engaged_opens_nothing(world: World) -> None:
    Engagement.objects.update(until=world.at.date().replace(day=1))
    with pytest.raises(NotEngaged):
        world.open_lead()


def test_what_another_organization_has_does_not_exist(world: World) -> None:
    with pytest.raises(NotVisible):
        open_lead(uuid4(), campaign_id=world.campaign.id, by=world.by("tina"), at=world.at)
    with pytest.raises(NotVisible):
        open_lead(world.contact(), campaign_id=uuid4(), by=world.by("tina"), at=world.at)


def test_twenty_at_once_open_one_lead(committing_db: CommittingDatabase) -> None:
    world = build_world()
    contact_id = world.contact()
    actors = [world.by("tina"), world.by("theo")]

    def deed(number: int) -> Lead:
        return open_lead(
            contact_id, campaign_id=world.campaign.id, by=actors[number % 2], at=world.at
        )

    answers = committing_db.at_once(20, deed)
    close_old_connections()
    assert sum(isinstance(answer, Lead) for answer in answers) == 1
    assert all(isinstance(answer, Lead | AlreadyOpen) for answer in answers), answers
    assert LeadEvent.objects.count() == 1
