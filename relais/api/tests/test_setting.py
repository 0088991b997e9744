"""What programs set, change and take back: done, refused by state, by person, done twice."""

from collections.abc import Callable
from typing import Any

import pytest

from relais.api.tests.programs import Program
from relais.campaigns.actions import add_cost, set_objective
from relais.campaigns.models import Cost, Objective
from relais.campaigns.rules.terms import CostKind
from relais.database.models import uuid7
from relais.people.actions import close_day
from relais.people.models import CallCenter, ClosingDay, Person
from relais.prospecting.models import Prospect
from tests.persons import SINCE, World

DETAILS = {
    "last_name": "Vasseur", "first_name": "Rémy", "phone": "06 12 34 56 78", "country": "FR",
    "timezone": "Europe/Paris", "joined_on": "2025-09-01",
}  # fmt: skip
MANDATE = {"mandate_since": "2026-01-01", "mandate_until": "2026-12-31"}


def closing_day(world: World) -> str:
    day = close_day(SINCE, country="FR", name="", by=world.by("ada"))
    return f"/organization/closing-days/{day.id}"


def objective(world: World) -> str:
    made = set_objective(
        world.campaign.id, measure="held", target=1, since=SINCE, until=None, words="",
        by=world.by("dora"),
    )  # fmt: skip
    return f"/objectives/{made.id}"


def cost(world: World) -> str:
    made = add_cost(
        world.campaign.id, kind=CostKind.FIXED, amount=1, since=SINCE, by=world.by("dora")
    )
    return f"/costs/{made.id}"


def left() -> int:
    """Count what may be taken back and is still there."""
    return sum(model._default_manager.count() for model in (ClosingDay, Objective, Cost))


every_removal = pytest.mark.parametrize("make", [closing_day, objective, cost])


@every_removal
def test_what_was_set_by_mistake_is_taken_back_once(
    world: World, program: Program, make: Callable[[World], str]
) -> None:
    path = make(world)
    assert program.send("delete", "ada", path).status_code == 204
    assert left() == 0
    assert program.send("delete", "ada", path).status_code == 404


@every_removal
def test_the_same_request_sent_twice_is_answered_alike(
    world: World, program: Program, make: Callable[[World], str]
) -> None:
    path, key = make(world), {"Idempotency-Key": "once"}
    answers = [program.send("delete", "ada", path, **key).status_code for _ in range(2)]
    assert answers == [204, 204]


@pytest.mark.once
@every_removal
@pytest.mark.parametrize("name", ["tina", "remy", "maya", "paul"])
def test_who_sets_nothing_takes_nothing_back(
    world: World, program: Program, make: Callable[[World], str], name: str
) -> None:
    answer = program.send("delete", name, make(world))
    assert answer.status_code == 409
    assert answer.json()["code"] in ("for_administrators", "not_a_director")
    assert left() == 1


def test_the_details_of_a_person_change_once_or_twice(world: World, program: Program) -> None:
    path = f"/persons/{world.id('remy')}"
    for _ in range(2):
        answer = program.send("put", "ada", path, DETAILS)
        assert answer.status_code == 200
    told = answer.json()
    assert (told["last_name"], told["phone"]) == ("Vasseur", "+33612345678")
    assert told["email"] == ""  # what is left out is emptied


@pytest.mark.parametrize(
    ("wrong", "status"),
    [({"country": "XX"}, 409), ({"timezone": "Europe/Lille"}, 409), ({"last_name": " "}, 422)],
)
def test_details_that_cannot_be_right_change_nothing(
    world: World, program: Program, wrong: dict[str, str], status: int
) -> None:
    answer = program.send("put", "ada", f"/persons/{world.id('remy')}", DETAILS | wrong)
    assert answer.status_code == status
    assert Person.objects.get(id=world.id("remy")).last_name == "Remy"


@pytest.mark.once
@pytest.mark.parametrize(("name", "status"), [("remy", 409), ("maya", 409), ("olga", 404)])
def test_nobody_else_changes_details(
    world: World, program: Program, name: str, status: int
) -> None:
    path = f"/persons/{world.id('remy')}"
    assert program.send("put", name, path, DETAILS).status_code == status
    assert Person.objects.get(id=world.id("remy")).last_name == "Remy"


def test_a_mandate_is_set_and_set_again(world: World, program: Program) -> None:
    path = f"/organization/call-centers/{world.center.id}/mandate"
    for until in ("2026-06-30", "2026-12-31"):
        answer = program.send("put", "ada", path, MANDATE | {"mandate_until": until})
        assert (answer.status_code, answer.json()["mandate_until"]) == (200, until)
    assert program.send("put", "ada", path).json()["mandate_until"] is None


def test_nobody_else_sets_a_mandate(world: World, program: Program) -> None:
    path = f"/organization/call-centers/{world.center.id}/mandate"
    assert program.send("put", "dora", path, MANDATE).status_code == 409
    elsewhere = f"/organization/call-centers/{uuid7()}/mandate"
    assert program.send("put", "ada", elsewhere, MANDATE).status_code == 404
    assert CallCenter.objects.get().mandate_since is None


def prospects(world: World) -> dict[str, Any]:
    account = {"name": "Acme", "postcode": "59000"}
    people = ({"last_name": "Petit", "phone": "03 20 12 34 56"}, {"last_name": "Sans Numéro"})
    told = [{"account": account, "contact": person} for person in people]
    return {"campaign_id": str(world.campaign.id), "prospects": told}


def test_a_preview_says_what_an_import_would_do_and_keeps_nothing(
    world: World, program: Program
) -> None:
    for _ in range(2):
        answer = program.post("dora", "/prospects/preview", prospects(world))
        assert answer.status_code == 200
        assert not Prospect.objects.exists()
    previewed = answer.json()["verdicts"]
    assert [set(one) for one in previewed] == [{"verdict", "why"}] * 2
    imported = program.post("dora", "/prospects/import", prospects(world)).json()["verdicts"]
    assert [(one["verdict"], one["why"]) for one in previewed] == [
        (one["verdict"], one["why"]) for one in imported
    ]


def test_who_brings_nobody_in_previews_nothing(world: World, program: Program) -> None:
    assert program.post("tina", "/prospects/preview", prospects(world)).status_code == 409


STAFF = {"persons": [
    {"last_name": "Vasseur", "email": "nina@example.com", "role": "rep", "unit": "Nord"},
    {"last_name": "Roux", "role": "pirate"},
]}  # fmt: skip
UNITS = {"units": [{"name": "Est"}, {"name": "Nancy", "above": "Est"}, {"name": "A", "above": "B"}]}
OWNED = {"accounts": [
    {"account": {"name": "Durand SA", "siren": "732829320"}, "rep": "remy@example.com"},
    {"account": {"name": "Petit"}, "rep": "nobody@example.com"},
]}  # fmt: skip
TABLES = {
    "/persons": (STAFF, ["created", "skipped"]),
    "/organization/units": (UNITS, ["created", "created", "skipped"]),
    "/accounts": (OWNED, ["created", "skipped"]),
}


@pytest.mark.parametrize("place", TABLES)
def test_tables_are_previewed_and_brought_in(world: World, program: Program, place: str) -> None:
    body, expected = TABLES[place]
    for _ in range(2):
        previewed = program.post("ada", f"{place}/preview", body).json()["verdicts"]
        assert [one["verdict"] for one in previewed] == expected
        assert previewed[-1]["why"]
    brought = program.post("ada", f"{place}/import", body).json()["verdicts"]
    assert [one["verdict"] for one in brought] == expected
    again = program.post("ada", f"{place}/import", body).json()["verdicts"]
    assert [one["verdict"] for one in again] == [
        word.replace("created", "matched") for word in expected
    ]
    assert [one["id"] for one in again] == [one["id"] for one in brought]
    assert program.post("remy", f"{place}/import", body).status_code == 409


def test_persons_are_invited(world: World, program: Program) -> None:
    body = {"person_ids": [str(world.id("remy"))]}
    assert program.post("dora", "/persons/invite", body).status_code == 409
    (verdict,) = program.post("ada", "/persons/invite", body).json()["verdicts"]
    assert (verdict["verdict"], verdict["id"]) == ("created", str(world.id("remy")))


def test_rates_up_to_their_limit_are_taken_and_more_is_a_problem(
    world: World, program: Program
) -> None:
    rates = "Date,USD,\n2026-03-09,1.1,\n"
    known = {"file": rates + "\n" * (3_000_000 - len(rates))}
    for stored in (1, 0):
        answer = program.post("dora", "/exchange-rates", known)
        assert (answer.status_code, answer.json()) == (200, {"stored": stored})
    for size, status, code in ((5_000_001, 422, "invalid"), (10_000_000, 413, "too_large")):
        answer = program.post("dora", "/exchange-rates", {"file": "x" * size})
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert answer["Content-Type"] == "application/problem+json"
    assert program.post("maya", "/exchange-rates", known).status_code == 409
