"""Submission: to the relay of the unit in which routing sees the rep."""

from datetime import UTC, datetime

import pytest

from relais.campaigns.actions import publish_definition
from relais.campaigns.models import Campaign
from relais.campaigns.rules.terms import SheetField
from relais.leads.actions import open_lead, write_sheet
from relais.leads.events import DueFor, State
from relais.leads.lifecycle import NotAllowed
from relais.leads.queries import history_of
from relais.leads.rules.guards import NotYours
from relais.routing.actions import submit_lead
from relais.routing.rules.submission import SheetIncomplete
from relais.routing.tests.conftest import Walk
from tests.persons import World


def test_a_complete_lead_goes_to_the_relay_of_its_unit(world: World, submitted: Walk) -> None:
    lead = submitted()
    assert (lead.state, lead.unit_id) == (State.SUBMITTED, world.north.id)
    assert (lead.due_for, lead.due_at) == (DueFor.REVIEW, datetime(2026, 3, 10, 14, 0, tzinfo=UTC))


def test_a_sheet_that_lacks_what_the_campaign_asks_is_refused(world: World) -> None:
    lead = world.open_lead()
    fields = {SheetField.NEED: "Un parc"}
    write_sheet(lead.id, fields=fields, answers={}, by=world.by("tina"), at=world.at)
    with pytest.raises(SheetIncomplete, match="context"):
        submit_lead(lead.id, by=world.by("tina"), at=world.at)
    assert history_of(lead).count() == 1


def test_another_telemarketer_is_refused(world: World) -> None:
    lead = world.open_lead()
    with pytest.raises(NotYours):
        submit_lead(lead.id, by=world.by("theo"), at=world.at)


def test_his_supervisor_may_submit(world: World) -> None:
    lead = world.open_lead()
    Campaign.objects.filter(id=world.campaign.id).update(sheet_required=[])
    assert submit_lead(lead.id, by=world.by("sam"), at=world.at).state == State.SUBMITTED


def test_submitted_twice_is_refused(world: World, submitted: Walk) -> None:
    lead = submitted()
    with pytest.raises(NotAllowed):
        submit_lead(lead.id, by=world.by("tina"), at=world.at)


def test_the_lead_is_scored_against_the_definition_in_force(world: World) -> None:
    criteria = [
        {"code": "area", "kind": "area", "weight": 3, "values": ["59"], "countries": ["FR"]},
        {"code": "budget", "kind": "free", "weight": 2, "question": "Un budget est prévu ?"},
    ]
    definition = publish_definition(
        world.campaign.id, criteria=criteria, by=world.system, at=world.at
    )
    Campaign.objects.filter(id=world.campaign.id).update(sheet_required=[])
    lead = open_lead(
        world.contact(), campaign_id=world.campaign.id, by=world.by("tina"), at=world.at
    )
    write_sheet(lead.id, fields={}, answers={"budget": True}, by=world.by("tina"), at=world.at)
    lead = submit_lead(lead.id, by=world.by("tina"), at=world.at)
    assert (lead.score, lead.definition_id) == (5, definition.id)


def test_without_a_relay_the_lead_goes_straight_to_its_rep(world: World, north_rule: None) -> None:
    rows = Campaign.objects.filter(id=world.campaign.id)
    rows.update(relay_required=False, sheet_required=[])
    lead = submit_lead(world.open_lead(owner="remy").id, by=world.by("tina"), at=world.at)
    assert (lead.state, lead.rep_id) == (State.TRANSMITTED, world.id("remy"))
    validated = history_of(lead).get(kind="lead.validated")
    assert validated.payload["relay_skipped"] is True
    assert validated.payload["relay_id"] == str(world.id("dora"))
