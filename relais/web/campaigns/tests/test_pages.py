"""Campaigns in the browser: who sees which, and what of each."""

import pytest

from relais.campaigns.actions import (
    Terms,
    add_cost,
    create_campaign,
    publish_definition,
    set_status,
)
from relais.campaigns.queries import CostKind, Status
from relais.people.actions import add_call_center
from relais.web.tests.steps import queries_of, sign_in
from tests.persons import SINCE, World

TARGET = [
    {"code": "area", "kind": "area", "weight": 3, "values": ["59", "62"], "countries": ["FR"]},
    {"code": "size", "kind": "size", "weight": 1, "min": 10, "max": 50, "required": True},
    {"code": "months", "kind": "horizon", "weight": 1, "max": 1},
]


def address(world: World, rest: str = "") -> str:
    return f"/campaigns/{world.campaign.id}/{rest}"


def test_the_list_says_how_many_run(world: World) -> None:
    page = sign_in(world, "remy").get("/campaigns/").content.decode()
    assert "1 campaign is running" in page
    assert address(world) in page


def test_the_list_asks_as_many_queries_whatever_its_length(world: World) -> None:
    browser = sign_in(world, "dora")
    few = queries_of(lambda: browser.get("/campaigns/"))
    for number in range(3):
        terms = Terms(name=f"Été {number}", starts_on=SINCE, owner_id=world.id("dora"))
        create_campaign(terms, by=world.system, at=world.at)
    assert queries_of(lambda: browser.get("/campaigns/")) == few


def test_a_telemarketer_reads_the_target_in_words(world: World) -> None:
    publish_definition(world.campaign.id, criteria=TARGET, by=world.by("dora"), at=world.at)
    page = sign_in(world, "tina").get(address(world)).content.decode()
    assert "In: 59, 62 · FR" in page
    assert "From 10 to 50 employees" in page
    assert "Purchase within 1 month" in page
    assert "Indispensable" in page
    assert "4\u202fh of working time" in page


@pytest.mark.parametrize("name", ["remy", "maya", "dora"])
def test_the_house_sees_what_a_lead_costs(world: World, name: str) -> None:
    add_cost(
        world.campaign.id, kind=CostKind.FIXED, amount=120_000, since=SINCE, by=world.by("dora")
    )
    world.open_lead()
    page = sign_in(world, name).get(address(world)).content.decode()
    assert "One lead opened" in page
    assert page.count("€1,200") == 3  # so far, for the one lead, and the line itself


def test_an_outsourced_call_center_sees_its_own_costs_only(world: World) -> None:
    add_cost(
        world.campaign.id, kind=CostKind.FIXED, amount=120_000, since=SINCE, by=world.by("dora")
    )
    page = sign_in(world, "tina").get(address(world)).content.decode()
    assert "€1,200" not in page
    assert "One lead opened" not in page


def test_a_campaign_on_which_the_call_center_is_not_engaged_is_not_found(world: World) -> None:
    terms = Terms(name="Été", starts_on=SINCE, owner_id=world.id("dora"))
    other = create_campaign(terms, by=world.system, at=world.at)
    add_call_center("Autre", kind="outsourced", by=world.system)
    browser = sign_in(world, "tina")
    assert browser.get(f"/campaigns/{other.id}/").status_code == 404
    assert str(other.id) not in browser.get("/campaigns/").content.decode()
    assert sign_in(world, "remy").get(f"/campaigns/{other.id}/").status_code == 200


def test_only_those_who_set_campaigns_are_asked_for_terms(world: World) -> None:
    for rest in ("change/", "target/"):
        assert sign_in(world, "maya").get(address(world, rest)).status_code == 404
        assert sign_in(world, "ada").get(address(world, rest)).status_code == 200
    assert sign_in(world, "dora").get("/campaigns/new/").status_code == 200


@pytest.mark.parametrize(
    ("name", "shown"),
    [("sam", True), ("dora", True), ("ada", True), ("tina", False), ("maya", False)],
)
def test_who_may_bring_prospects_in_is_led_there(world: World, name: str, shown: bool) -> None:
    browser, there = sign_in(world, name), f"/calls/import/?campaign_id={world.campaign.id}"
    assert (there in browser.get(address(world)).content.decode()) is shown
    if shown:
        form = browser.get(there).content.decode()
        assert f'<option value="{world.campaign.id}" selected>' in form


def test_nobody_is_brought_in_for_a_closed_campaign(world: World) -> None:
    set_status(world.campaign.id, status=Status.CLOSED, by=world.by("dora"))
    page = sign_in(world, "dora").get(address(world)).content.decode()
    assert "/calls/import/?campaign_id" not in page


def test_an_import_for_a_campaign_that_is_none_chooses_none(world: World) -> None:
    page = sign_in(world, "dora").get("/calls/import/", campaign_id="x").content.decode()
    assert " selected" not in page


def test_the_form_of_a_target_begins_with_the_one_in_force(world: World) -> None:
    publish_definition(world.campaign.id, criteria=TARGET, by=world.by("dora"), at=world.at)
    page = sign_in(world, "dora").get(address(world, "target/")).content.decode()
    assert 'value="59, 62"' in page
    assert page.count("<fieldset") == 8
