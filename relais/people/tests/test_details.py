"""The details of a person change: done, refused by state, refused by person, done twice."""

from datetime import date
from typing import Any

import pytest

from relais.database.models import uuid7
from relais.lib.errors import NotVisible, Refusal
from relais.people.actions import change_person, found_organization, give_login
from relais.people.models import Login, Person
from relais.people.queries import Actor, Door
from relais.people.rules.holidays import UnknownCountry
from relais.people.rules.offices import ForAdministrators
from relais.people.rules.places import UnknownTimeZone
from tests.persons import World

REUNION: dict[str, Any] = {
    "last_name": "Hoarau",
    "first_name": "Remy",
    "email": "remy.hoarau@example.com",
    "phone": "0692 12 34 56",
    "country": "FR",
    "subdivision": "974",
    "timezone": "Indian/Reunion",
    "joined_on": date(2025, 9, 1),
}


def kept(world: World) -> dict[str, Any]:
    """Give all that is kept of Remy."""
    return dict(Person.objects.filter(id=world.id("remy")).values().get())


def change(world: World, *, by: str = "ada", **told: Any) -> Person:
    return change_person(world.id("remy"), **REUNION | told, by=world.by(by))


def test_details_change_once_or_twice_and_the_rest_stays(world: World) -> None:
    before = kept(world)
    for _ in range(2):
        change(world)
    number = {"phone": "+262692123456", "phone_typed": "0692 12 34 56"}
    found_by = {"words": "hoarau remy"}
    assert kept(world) == before | REUNION | number | found_by


@pytest.mark.parametrize(
    ("typed", "country", "number"),
    [
        ("0475/12.34.56", "BE", "+32475123456"),
        ("poste 12", "FR", ""),
        ("", "FR", ""),
    ],
)
def test_a_number_is_read_as_dialled_from_his_country_and_kept_as_typed(
    world: World, typed: str, country: str, number: str
) -> None:
    person = change(world, phone=typed, country=country, subdivision="")
    assert (person.phone, person.phone_typed) == (number, typed)


def test_the_sign_in_keeps_its_address(world: World) -> None:
    give_login(world.id("remy"), email="remy@example.com", password=None, by=world.system)
    change(world)
    assert Login.objects.get().email == "remy@example.com"


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"country": "XX"}, UnknownCountry),
        ({"subdivision": "ZZ"}, UnknownCountry),
        ({"timezone": "Europe/Lille"}, UnknownTimeZone),
    ],
)
def test_a_place_whose_days_are_not_known_changes_nothing(
    world: World, told: dict[str, str], refusal: type[Refusal]
) -> None:
    before = kept(world)
    with pytest.raises(refusal):
        change(world, **told)
    assert kept(world) == before


@pytest.mark.once
@pytest.mark.parametrize("person", ["remy", "tina", "maya", "dora", "paul"])
def test_only_an_administrator_changes_details(world: World, person: str) -> None:
    before = kept(world)
    with pytest.raises(ForAdministrators):
        change(world, by=person)
    assert kept(world) == before


def test_a_person_of_elsewhere_is_not_there(world: World) -> None:
    elsewhere = found_organization(
        "Ailleurs", slug="ailleurs", country="FR", timezone="Europe/Paris", language="fr",
        currency="EUR",
    )  # fmt: skip
    with pytest.raises(NotVisible):
        change_person(uuid7(), **REUNION, by=world.by("ada"))
    with pytest.raises(NotVisible):
        change_person(world.id("remy"), **REUNION, by=Actor(elsewhere.id, Door.CLI))
