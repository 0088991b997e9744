"""What directors and administrators are told to set, until it is set."""

from datetime import date, time

from relais.campaigns.actions import add_cost, publish_definition, set_objective
from relais.campaigns.queries import CostKind
from relais.people.actions import (
    add_person,
    complete_privacy_checklist,
    end_role,
    give_role,
    set_working_week,
)
from relais.people.models import Membership
from relais.people.queries import Role
from relais.routing.actions import add_rule
from relais.web.tests.steps import queries_of, sign_in
from tests.persons import SINCE, World


def day_of(world: World, name: str) -> str:
    return str(sign_in(world, name).get("/").content.decode())


def test_an_administrator_is_told_what_is_to_be_set(world: World) -> None:
    page = day_of(world, "ada")
    assert "No routing rule" in page
    assert "No working week for FR" in page
    assert "privacy checklist is not complete" in page
    assert "12 persons with a role cannot sign in: a link is to be sent" in page
    assert "/people/?sign_in=none" in page
    assert "Printemps: no target is published" in page
    assert "No relay in post" not in page
    assert "has no manager" not in page


def test_who_has_no_address_is_told_apart(world: World) -> None:
    person = add_person("Neuve Sans", by=world.system)
    give_role(person.id, Role.REP, since=SINCE, by=world.system, unit_id=world.north.id)
    page = day_of(world, "ada")
    assert "1 person with a role has no e-mail, and cannot sign in" in page
    assert "/people/?sign_in=no_address" in page


def test_what_is_set_is_not_asked_again(world: World) -> None:
    by = world.by("ada")
    add_rule(unit_id=world.north.id, by=by)
    set_working_week([(0, time(9), time(12))], country="FR", by=by)
    complete_privacy_checklist(
        works_council_on=date(2026, 2, 1), notice="v1", impact_assessment="A1", by=by, at=world.at
    )
    for name in world.people:
        sign_in(world, name)
    page = day_of(world, "ada")
    assert "Configuration to complete" not in page


def test_a_campaign_that_has_all_is_not_asked_about(world: World) -> None:
    assert "Printemps: no cost is written down" in day_of(world, "dora")
    campaign_id, by = world.campaign.id, world.by("dora")
    publish_definition(campaign_id, criteria=[{"kind": "horizon", "max": 3}], by=by, at=world.at)
    add_cost(campaign_id, kind=CostKind.FIXED, amount=1, since=SINCE, by=by)
    set_objective(campaign_id, measure="held", target=1, since=SINCE, until=None, words="", by=by)
    assert "Printemps: no" not in day_of(world, "dora")


def test_who_reviews_and_who_leads_are_missed(world: World) -> None:
    for post in Membership.objects.filter(role__in=["relay", "manager"]):
        end_role(post.id, on=date(2026, 3, 1), by=world.by("ada"))
    page = day_of(world, "ada")
    assert "No relay in post" in page
    assert "2 units of reps have no manager" in page


def test_a_manager_is_not_asked_to_configure(world: World) -> None:
    page = day_of(world, "maya")
    assert "to complete" not in page


def test_the_desk_asks_as_many_queries_whatever_there_is(world: World) -> None:
    browser = sign_in(world, "ada")
    few = queries_of(lambda: browser.get("/"))
    for post in Membership.objects.filter(role="manager"):
        end_role(post.id, on=date(2026, 3, 1), by=world.by("ada"))
    assert queries_of(lambda: browser.get("/")) == few
