"""Each role's list is its predicate, and what one may not see is not there."""

from dataclasses import replace

import pytest

from relais.api.tests.programs import Program, submitted, transmitted
from relais.campaigns.actions import Terms, create_campaign, engage_call_center, set_status
from relais.campaigns.rules.terms import Status
from relais.exchange.queries.exports import leads_sheet
from relais.leads.queries import leads_visible_to
from relais.people.actions import (
    add_call_center,
    add_person,
    found_organization,
    give_login,
    give_role,
)
from relais.people.queries import access_of, root_unit
from relais.people.rules.access import Actor, Door, Role
from tests.persons import SINCE, World

EVERYBODY = (
    "tina", "theo", "sam", "victor", "oscar", "remy", "olga", "sara", "maya", "milo", "dora",
    "ada", "paul",
)  # fmt: skip


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_list_shows_what_its_predicate_lets_through(
    world: World, program: Program, name: str
) -> None:
    world.open_lead(by="theo")
    submitted(world, owner="remy")
    submitted(world, owner="sara")
    transmitted(world, owner="remy")
    transmitted(world, owner="olga")
    transmitted(world, owner="sara")
    access = access_of(world.id(name), on=world.at.date())
    assert access is not None
    seen = {str(lead_id) for lead_id in leads_visible_to(access).values_list("id", flat=True)}
    assert program.seen_by(name) == seen
    assert bool(seen) == (name not in ("ada", "paul"))


def test_before_transmission_the_rep_s_program_finds_nothing(
    world: World, program: Program
) -> None:
    lead = submitted(world, owner="remy")
    for path in ("", "/history", "/messages", "/sheet", "/appointments", "/turns", "/preview"):
        assert program.get("remy", f"/leads/{lead.id}{path}").status_code == 404, path
    for deed in ("take-up", "submit", "validate", "reopen"):
        assert program.post("remy", f"/leads/{lead.id}/{deed}").status_code == 404, deed
    assert program.post("victor", f"/leads/{lead.id}/validate").status_code == 200
    assert program.get("remy", f"/leads/{lead.id}").status_code == 200


def test_another_rep_is_told_that_there_is_nothing(world: World, program: Program) -> None:
    lead = transmitted(world, owner="remy")
    hidden = program.post("olga", f"/leads/{lead.id}/take-up")
    missing = program.post("olga", "/leads/01890000-0000-7000-8000-000000000000/take-up")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.json() == missing.json()


@pytest.mark.parametrize(("name", "margin"), [("tina", None), ("sam", None), ("remy", 30_000)])
def test_whom_a_call_center_sends_is_told_what_was_signed_and_not_what_was_earned(
    world: World, program: Program, name: str, margin: int | None
) -> None:
    lead = transmitted(world, owner="remy")
    program.post("remy", f"/leads/{lead.id}/take-up")
    program.post("remy", f"/leads/{lead.id}/start-approach", {"means": "proposal"})
    day = f"{world.at:%Y-%m-%d}"
    won = {"amount": 90_000, "margin": 30_000, "currency": "EUR", "signed_on": day}
    assert program.post("remy", f"/leads/{lead.id}/win", won).json()["margin"] == 30_000
    [listed] = program.get(name, "/leads").json()["items"]
    told = program.get(name, f"/leads/{lead.id}").json()
    event = program.get(name, f"/leads/{lead.id}/history").json()[-1]["payload"]
    assert [listed["margin"], told["margin"], event.get("margin")] == [margin] * 3
    assert [listed["amount"], told["amount"], event["amount"]] == [90_000] * 3
    access = access_of(world.id(name), on=world.at.date())
    assert access is not None
    sheet = leads_sheet(access)
    assert ("margin_minor" in sheet.columns) is (margin is not None)


def test_a_manager_who_sees_but_may_not_is_told_who_may(world: World, program: Program) -> None:
    lead = transmitted(world, owner="remy")
    assert program.post("maya", f"/leads/{lead.id}/take-up").status_code == 409


def test_nobody_makes_the_key_that_acts_in_the_name_of_who_signs_in(
    world: World, program: Program
) -> None:
    asked = {"name": "agenda", "scopes": ["leads:read"]}
    give_login(world.id("remy"), email="remy@example.com", password=None, by=world.system)
    for name, person, status, code in (
        ("ada", "remy", 409, "keys_are_ones_own"),
        ("olga", "sara", 409, "for_administrators"),
        ("remy", "remy", 201, None),
        ("ada", "olga", 201, None),  # does not sign in: a program
    ):
        answer = program.post(name, f"/persons/{world.id(person)}/tokens", asked)
        assert (answer.status_code, answer.json().get("code")) == (status, code), (name, person)


def test_an_outsourced_center_sees_its_own_campaigns_only(world: World, program: Program) -> None:
    terms = Terms(name="Automne", starts_on=SINCE, owner_id=world.id("dora"))
    other = create_campaign(terms, by=world.system, at=world.at)
    set_status(other.id, status=Status.RUNNING, by=world.system)
    assert program.seen_by("tina", "/campaigns") == {str(world.campaign.id)}
    for path in ("", "/objectives", "/costs", "/definitions", "/engagements"):
        assert program.get("tina", f"/campaigns/{other.id}{path}").status_code == 404
    assert program.get("tina", f"/reports/campaigns/{world.campaign.id}/money").status_code == 404
    opened = program.post(
        "tina", "/leads", {"contact_id": str(world.contact()), "campaign_id": str(other.id)}
    )
    assert (opened.status_code, opened.json()["code"]) == (409, "not_engaged")
    assert program.get("tina", "/organization/units").json() == []
    assert program.seen_by("dora", "/campaigns") == {str(world.campaign.id), str(other.id)}


def test_a_call_center_sees_its_own_engagement_only(world: World, program: Program) -> None:
    rival = add_call_center("Rivaux", kind="outsourced", by=world.system)
    engage_call_center(
        world.campaign.id, call_center_id=rival.id, since=SINCE, until=None, by=world.system
    )
    path = f"/campaigns/{world.campaign.id}/engagements"
    assert len(program.get("dora", path).json()) == 2
    assert [row["call_center_id"] for row in program.get("tina", path).json()] == [
        str(world.center.id)
    ]
    assert [row["id"] for row in program.get("tina", "/organization/call-centers").json()] == [
        str(world.center.id)
    ]


def test_a_key_of_another_organization_finds_nothing(world: World, program: Program) -> None:
    lead = transmitted(world)
    other = build_other(world)
    assert other.seen_by("zoe") == set()
    assert other.get("zoe", f"/leads/{lead.id}").status_code == 404
    assert other.post("zoe", f"/leads/{lead.id}/release").status_code == 404
    role = {"role": "rep", "since": "2026-01-01", "unit_id": str(world.north.id)}
    assert other.post("zoe", f"/persons/{other.world.id('zoe')}/roles", role).status_code == 404


def build_other(world: World) -> Program:
    """Build a second organization, which Zoe directs and administers."""
    organization = found_organization(
        "Ailleurs",
        slug="ailleurs",
        country="FR",
        timezone="Europe/Paris",
        language="fr",
        currency="EUR",
    )
    system = Actor(organization.id, Door.CLI)
    root = root_unit(organization.id)
    assert root is not None
    zoe = add_person("Zoe", by=system)
    for role in (Role.DIRECTOR, Role.ADMIN):
        give_role(zoe.id, role, since=SINCE, by=system, unit_id=root.id)
    return Program(replace(world, organization=organization, system=system, people={"zoe": zoe}))
