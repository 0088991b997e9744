"""The one box: what it finds, for whom, and what it never tells."""

import re
from typing import Any

import pytest
from django.test import Client

from relais.accounts.actions import (
    AccountDetails,
    ContactDetails,
    add_account,
    add_contact,
    correct_contact,
    forget_contacts,
    give_account,
)
from relais.accounts.models import ContactWord
from relais.accounts.queries import search
from relais.appointments.tests.steps import transmit
from relais.leads.actions import open_lead
from relais.leads.models import Lead
from relais.people.actions import (
    add_person,
    choose_language,
    found_organization,
    give_login,
    give_role,
)
from relais.people.queries import Actor, Door, Role
from relais.web.tests.steps import queries_of, sign_in
from tests.persons import SINCE, World

PATHS = ["/search/", "/search/suggestions/"]


@pytest.fixture
def lead(world: World) -> Lead:
    """Give a lead that Tina has opened and Remy has."""
    return transmit(world, world.open_lead())


def director_elsewhere() -> Client:
    """Give the browser of another organization's director."""
    house = found_organization(
        "Ailleurs",
        slug="ailleurs",
        country="FR",
        timezone="Europe/Paris",
        language="fr",
        currency="EUR",
    )
    by = Actor(house.id, Door.CLI)
    person = add_person("Zola", by=by)
    give_role(person.id, Role.DIRECTOR, since=SINCE, by=by)
    login = give_login(person.id, email="zola@example.com", password=None, by=by)
    client = Client()
    client.force_login(login)
    return client


def found(world: World, name: str, path: str, typed: str) -> Any:
    """Give what somebody finds, as a page or a piece of one."""
    answer = sign_in(world, name).get(path, q=typed)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("name", ["tina", "sam", "victor", "remy", "maya", "dora"])
def test_a_lead_is_found_by_who_may_see_it(world: World, lead: Lead, path: str, name: str) -> None:
    assert f"/leads/{lead.id}/" in found(world, name, path, lead.contact.last_name[:4])


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("name", ["theo", "olga", "oscar", "ada", "paul"])
def test_a_lead_is_not_found_by_others(world: World, lead: Lead, path: str, name: str) -> None:
    assert f"/leads/{lead.id}/" not in found(world, name, path, lead.contact.last_name)


@pytest.mark.parametrize("path", PATHS)
def test_a_rep_finds_the_accounts_that_he_answers_for_alone(world: World, path: str) -> None:
    details = AccountDetails(name="Verrerie Quentin", city="Lille")
    account = add_account(details, by=world.system, at=world.at)
    give_account(account.id, rep_id=world.id("remy"), by=world.system, at=world.at)

    assert f"/accounts/{account.id}/" in found(world, "remy", path, "verrerie")
    assert f"/accounts/{account.id}/" not in found(world, "olga", path, "verrerie")


@pytest.mark.parametrize("path", PATHS)
def test_people_are_found_by_each_word_of_their_name(world: World, path: str) -> None:
    rene = add_person("Quentin", first_name="René", by=world.system)
    give_role(rene.id, Role.REP, since=SINCE, unit_id=world.north.id, by=world.system)
    address = f"/people/{rene.id}/"

    assert address in found(world, "maya", path, "quentin ren")
    assert address not in found(world, "maya", path, "rené zz")
    assert address not in found(world, "milo", path, "quentin")
    assert address not in found(world, "tina", path, "quentin")


@pytest.mark.parametrize("path", PATHS)
def test_nobody_finds_another_organization(world: World, lead: Lead, path: str) -> None:
    director = director_elsewhere()
    page = director.get(path, {"q": lead.contact.last_name}).content.decode()
    people = director.get(path, {"q": "Maya"}).content.decode()

    assert not re.search("/(leads|accounts|people)/[0-9a-f-]{36}/", page + people)


def test_every_address_that_is_found_opens(world: World, lead: Lead) -> None:
    browser = sign_in(world, "dora")
    for typed in (lead.contact.last_name, "Remy"):
        piece = browser.get("/search/suggestions/", q=typed).content.decode()
        addresses = re.findall('<a href="([^"]+)"', piece)
        assert addresses
        assert {browser.get(address).status_code for address in addresses} == {200}


def test_more_than_are_shown_are_listed_where_they_belong(world: World) -> None:
    for number in range(22):
        add_account(AccountDetails(name=f"Atelier {number}"), by=world.system, at=world.at)
    page = found(world, "dora", "/search/", "atelier")

    assert page.count("/accounts/") - page.count('"/accounts/"') >= 20
    assert "/accounts/?q=atelier" in page


@pytest.mark.parametrize(
    ("language", "empty", "nothing"),
    [
        ("en", "Type the beginning", "Nothing found that you may see."),
        ("fr", "Tapez ci-dessus", "Rien de ce que vous pouvez voir."),
    ],
)
def test_what_is_empty_says_what_to_do(
    world: World, language: str, empty: str, nothing: str
) -> None:
    browser = sign_in(world, "tina")
    choose_language(world.id("tina"), language=language, by=world.system)

    assert empty in browser.get("/search/").content.decode()
    assert nothing in browser.get("/search/", q="introuvable").content.decode()
    assert nothing in browser.get("/search/suggestions/", q="introuvable").content.decode()


def test_nothing_is_suggested_for_a_single_letter(world: World, lead: Lead) -> None:
    typed = lead.contact.last_name[0]

    assert "/leads/" not in found(world, "tina", "/search/suggestions/", typed)
    assert f"/leads/{lead.id}/" in found(world, "tina", "/search/", typed)


@pytest.mark.parametrize("typed", ["\0", "%", "'", "a" * 5000, " \t ", "<b>&", "١٢٣"])
@pytest.mark.parametrize("path", PATHS)
def test_whatever_is_typed_is_answered(world: World, path: str, typed: str) -> None:
    assert "<b>&" not in found(world, "dora", path, typed)


@pytest.mark.parametrize("path", PATHS)
def test_a_stranger_finds_nothing(world: World, client: Any, path: str) -> None:
    assert client.get(path, {"q": "a"}).headers["Location"].startswith("/sign-in/")


def test_a_search_asks_as_many_queries_whatever_it_finds(world: World, lead: Lead) -> None:
    browser = sign_in(world, "dora")
    name = lead.contact.last_name[:3]
    few = queries_of(lambda: browser.get("/search/", q=name))
    for _ in range(3):
        transmit(world, world.open_lead())

    assert queries_of(lambda: browser.get("/search/", q=name)) == few


def printer(world: World) -> Lead:
    """Give a lead of a company and a person with names of several words, that Remy has."""
    account = add_account(
        AccountDetails(name="Imprimerie Mérillon d'Armor SAS"), by=world.system, at=world.at
    )
    named = ContactDetails(last_name="de la Tour", first_name="Éloïse")
    contact = add_contact(account.id, named, by=world.system, at=world.at)
    told = open_lead(contact.id, campaign_id=world.campaign.id, by=world.by("tina"), at=world.at)
    return transmit(world, told)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "typed",
    [
        *("Merillon", "MÉRILLON", "meril impri", "imprimerie mérillon", "armor", "d’armor sas"),
        *("Eloise", "éloïse de la tour", "Tour Éloïse", "eloise merillon", "de la"),
    ],
)
def test_any_word_of_a_name_is_found_in_any_order(world: World, path: str, typed: str) -> None:
    lead = printer(world)

    assert f"/leads/{lead.id}/" in found(world, "dora", path, typed)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("typed", ["erillon", "Merillon Nord", "Eloise Martin", "tourr"])
def test_the_inside_of_a_word_and_a_word_too_many_are_not_found(
    world: World, path: str, typed: str
) -> None:
    lead = printer(world)

    assert f"/leads/{lead.id}/" not in found(world, "dora", path, typed)


@pytest.mark.parametrize("path", PATHS)
def test_accounts_and_people_are_found_whatever_the_accents(world: World, path: str) -> None:
    account = add_account(AccountDetails(name="Verrerie Quentin"), by=world.system, at=world.at)
    rene = add_person("Lefèvre", first_name="René", by=world.system)
    give_role(rene.id, Role.REP, since=SINCE, unit_id=world.north.id, by=world.system)

    assert f"/accounts/{account.id}/" in found(world, "dora", path, "quentin ver")
    assert f"/people/{rene.id}/" in found(world, "maya", path, "RENE lefe")
    assert f"/people/{rene.id}/" in found(world, "maya", path, "lefèvre")


def test_what_many_have_is_found_as_well(world: World, monkeypatch: Any) -> None:
    lead = printer(world)
    monkeypatch.setattr(search, "FEW", 0)

    for typed in ("merillon", "tour eloise", "eloise merillon"):
        assert f"/leads/{lead.id}/" in found(world, "dora", "/search/", typed)
    assert "/accounts/" in found(world, "dora", "/search/", "merillon sas")
    assert f"/leads/{lead.id}/" not in found(world, "dora", "/search/", "eloise nord")


def test_a_name_that_was_corrected_or_forgotten_is_not_found_any_more(world: World) -> None:
    lead = printer(world)
    new = ContactDetails(last_name="Keller", first_name="Anna")
    correct_contact(lead.contact_id, new, by=world.by("paul"))

    assert f"/leads/{lead.id}/" not in found(world, "dora", "/search/", "eloise")
    assert f"/leads/{lead.id}/" in found(world, "dora", "/search/", "anna kel")
    forget_contacts(world.organization.id, [lead.contact_id], at=world.at)
    assert f"/leads/{lead.id}/" not in found(world, "dora", "/search/", "anna")
    assert not ContactWord.objects.filter(contact_id=lead.contact_id).exists()
