"""What an administrator is told to look at: each a line with its act, and gone once it is done."""

from datetime import date, timedelta
from html import unescape

import pytest

from relais.accounts.actions import transfer_accounts
from relais.notifications.tests.steps import transmitted
from relais.people.actions import add_person, give_role, set_mandate
from relais.people.models import Person
from relais.people.rules.access import Role
from relais.routing.actions import declare_absence
from relais.web.desk.attention import NAMED
from relais.web.tests.steps import queries_of, sign_in
from tests.persons import SINCE, World


def page_of(world: World, name: str = "ada") -> str:
    return unescape(sign_in(world, name).get("/").content.decode())


def card(world: World) -> str:
    """Give what stands under what is to be looked at, the first of all included."""
    return page_of(world).split("<main")[1]


def test_who_has_left_hands_his_accounts_over(world: World) -> None:
    for _ in "12":
        world.contact(owner="remy")
    Person.objects.filter(id=world.id("remy")).update(left_on=world.at.date())
    page = card(world)
    assert "Remy has left and answers for 2 accounts" in page
    assert "Hand them over" in page
    assert "/accounts/transfer/" in page
    transfer_accounts(
        from_rep_id=world.id("remy"), to_rep_id=world.id("olga"), by=world.by("ada"), at=world.at
    )
    assert "has left" not in card(world)


def test_a_company_with_a_lead_and_no_owner_gets_one(world: World) -> None:
    lead = world.open_lead()
    world.open_lead(owner="remy")
    page = card(world)
    assert f"{lead.account.name} has a lead under way and no owner" in page
    assert f"/accounts/{lead.account_id}/" in page
    assert page.count("and no owner") == 1


def test_of_many_it_is_said_that_there_are_many(world: World) -> None:
    for _ in range(NAMED + 1):
        world.open_lead()
    assert "More than 5 accounts with a lead under way have no owner" in card(world)


def test_a_rep_without_a_unit_is_told(world: World) -> None:
    person = add_person("Zoé", by=world.system)
    give_role(person.id, Role.REP, since=SINCE, unit_id=None, call_center_id=None, by=world.system)
    assert "Zoé is a rep without a unit" in card(world)


def test_who_goes_away_with_leads_that_wait_is_told(world: World) -> None:
    transmitted(world)
    for name, days in (("remy", 2), ("olga", 2)):
        start = world.at + timedelta(days=days)
        declare_absence(
            world.id(name), starts_at=start, ends_at=start + timedelta(days=7),
            by=world.by("maya"), at=world.at,
        )  # fmt: skip
    page = card(world)
    assert "Remy is away from Thursday 12 March 2026: 1 lead waits" in page
    assert "Olga is away" not in page


@pytest.mark.parametrize(("days", "told"), [(30, True), (31, False), (-1, False)])
def test_a_mandate_that_ends_soon_is_told(world: World, days: int, told: bool) -> None:
    until = world.at.date() + timedelta(days=days)
    set_mandate(world.center.id, since=None, until=until, by=world.by("ada"))
    assert ("The mandate of Voix du Nord ends" in card(world)) is told


def test_where_things_are_set_is_one_step_away(world: World) -> None:
    page = card(world)
    for address in ("people/", "people/units/", "accounts/", "people/time/", "people/centers/",
                    "campaigns/", "routing/rules/", "people/organization/"):  # fmt: skip
        assert f'<a href="/{address}"' in page, address


def test_nobody_else_is_told(world: World) -> None:
    world.open_lead()
    for name in ("dora", "maya", "paul"):
        assert "no owner" not in page_of(world, name)


def test_it_asks_as_many_queries_whatever_there_is(world: World) -> None:
    browser = sign_in(world, "ada")

    def trouble(name: str) -> None:
        person = add_person(name, by=world.system)
        give_role(
            person.id, Role.REP, since=SINCE, unit_id=None, call_center_id=None, by=world.system
        )
        world.people[name] = person
        transmitted(world)
        world.contact(owner=name)
        Person.objects.filter(id=person.id).update(left_on=date(2026, 3, 9))
        start = world.at + timedelta(days=1)
        declare_absence(
            world.id("remy"), starts_at=start, ends_at=start + timedelta(days=len(name)),
            by=world.by("maya"), at=world.at,
        )  # fmt: skip

    trouble("Ali")
    few = queries_of(lambda: browser.get("/"))
    for name in ("Bela", "Carla", "Daniela"):
        trouble(name)
    assert queries_of(lambda: browser.get("/")) == few
    assert few <= 23
