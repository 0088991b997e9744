"""People in the browser: who sees whom, and what of each."""

from datetime import date, time, timedelta

import pytest

from relais.people.actions import add_person, give_role, issue_token, set_working_week
from relais.people.queries import Role
from relais.routing.actions import declare_absence
from relais.web.tests.steps import queries_of, sign_in
from tests.persons import SINCE, World

DAY = timedelta(days=1)


def address(world: World, name: str) -> str:
    return f"/people/{world.id(name)}/"


def test_a_manager_sees_his_unit_and_a_rep_himself(world: World) -> None:
    page = sign_in(world, "maya").get("/people/").content.decode()
    assert address(world, "remy") in page
    assert address(world, "sara") not in page
    assert "1 person" in sign_in(world, "remy").get("/people/").content.decode()


def test_the_list_asks_as_many_queries_whatever_its_length(world: World) -> None:
    browser = sign_in(world, "ada")
    few = queries_of(lambda: browser.get("/people/"))
    for number in range(4):
        person = add_person(f"Neuf {number}", by=world.system)
        give_role(person.id, Role.REP, since=SINCE, by=world.system, unit_id=world.north.id)
    assert queries_of(lambda: browser.get("/people/")) == few
    assert few <= 10


def test_persons_are_found_by_name_and_role_and_leavers_only_if_wanted(world: World) -> None:
    browser = sign_in(world, "ada")
    assert "1 person" in browser.get("/people/", q="rem").content.decode()
    assert "3 persons" in browser.get("/people/", role="rep").content.decode()
    world.person("olga").left_on = date(2026, 3, 1)
    world.person("olga").save()
    assert "2 persons" in browser.get("/people/", role="rep").content.decode()
    assert address(world, "olga") in browser.get("/people/", gone="on").content.decode()


def test_who_cannot_sign_in_is_listed_for_who_can_mend_it(world: World) -> None:
    add_person("Neuf Reçu", by=world.system, email="neuf@example.com")
    someone = add_person("Neuve Sans", by=world.system)
    give_role(someone.id, Role.REP, since=SINCE, by=world.system, unit_id=world.north.id)
    browser = sign_in(world, "ada")
    listed = browser.get("/people/", sign_in="no_address").content.decode()
    assert "Neuve Sans" in listed
    assert address(world, "remy") not in listed
    assert "Neuf Reçu" not in listed
    assert "bring the address" in listed
    assert 'href="/people/bring/"' in listed
    waiting = browser.get("/people/", sign_in="none").content.decode()
    assert address(world, "remy") in waiting
    assert "persons without a sign-in a link" in waiting
    assert "Send 13 persons" not in waiting  # nobody writes to her
    page = sign_in(world, "maya").get("/people/", sign_in="no_address").content.decode()
    assert address(world, "maya") in page  # who gives no sign-ins is asked for none
    assert 'name="sign_in"' not in page


def test_the_list_says_who_is_away(world: World) -> None:
    start, end = world.at - DAY, world.at + DAY
    by, at = world.by("remy"), world.at
    declare_absence(world.id("remy"), starts_at=start, ends_at=end, by=by, at=at)
    assert sign_in(world, "maya").get("/people/").content.decode().count("Away") == 1


def test_one_s_own_page_shows_roles_absences_accounts_and_week(world: World) -> None:
    world.contact(owner="remy")
    hours = [(0, time(8), time(12))]
    set_working_week(hours, person_id=world.id("remy"), by=world.by("ada"))
    browser = sign_in(world, "remy")
    assert browser.get("/people/me/")["Location"] == address(world, "remy")
    page = browser.get(address(world, "remy")).content.decode()
    assert "Field rep" in page
    assert "Établissements 1" in page
    assert "08:00–12:00" in page
    assert "Declare an absence" in page
    assert "Give a role" not in page


@pytest.mark.parametrize("name", ["remy", "maya", "victor", "dora", "ada"])
def test_the_page_of_a_rep_leads_to_his_diary(world: World, name: str) -> None:
    browser, diary = sign_in(world, name), f"/appointments/diary/{world.id('remy')}/"
    assert diary in browser.get(address(world, "remy")).content.decode()
    assert browser.get(diary).status_code == 200


def test_who_is_no_rep_has_no_diary_to_be_led_to(world: World) -> None:
    page = sign_in(world, "ada").get(address(world, "tina")).content.decode()
    assert "/appointments/diary/" not in page


@pytest.mark.parametrize("name", ["remy", "tina", "milo"])
def test_who_is_not_under_the_reader_is_not_found(world: World, name: str) -> None:
    assert sign_in(world, name).get(address(world, "olga")).status_code == 404


def test_keys_are_shown_to_their_owner_and_to_administrators(world: World) -> None:
    issue_token(
        world.id("remy"), name="Agenda", scopes=("leads:read",), expires_at=None,
        by=world.by("remy"), at=world.at,
    )  # fmt: skip
    for name, shown in (("remy", True), ("ada", True), ("maya", False)):
        page = sign_in(world, name).get(address(world, "remy")).content.decode()
        assert ("Agenda" in page) is shown


@pytest.mark.parametrize("place", ["units", "centers", "time", "organization"])
def test_the_offices_are_for_those_who_answer_for_all(world: World, place: str) -> None:
    for name in ("ada", "dora", "paul"):
        assert sign_in(world, name).get(f"/people/{place}/").status_code == 200
    assert sign_in(world, "remy").get(f"/people/{place}/").status_code == 404


def test_the_tree_names_who_leads_and_who_reviews(world: World) -> None:
    page = sign_in(world, "maya").get("/people/units/").content.decode()
    assert page.index("Maison Test") < page.index("Nord") < page.index("Victor")
    assert "Add a unit" not in page


def test_a_country_without_a_week_keeps_office_hours(world: World) -> None:
    assert "Nothing set" in sign_in(world, "ada").get("/people/time/").content.decode()
