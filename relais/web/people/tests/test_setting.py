"""Every deed on the organization by its form: done, refused by state, by person, done twice."""

from typing import Any

import pytest

from relais.people.models import CallCenter, ClosingDay, Organization, Unit, WorkingPeriod
from relais.web.tests.steps import sign_in
from tests.persons import World

CHECKLIST = {"works_council_on": "2026-02-01", "notice": "v2", "impact_assessment": "AIPD-7"}
CENTER = {"name": "Allovia", "kind": "outsourced", "mandate_since": "2026-01-01"}
WEEK = {"country": "fr", "0": "8:30-12:00, 13:00-17:30"}
CLOSING = {"country": "fr", "day": "2026-05-15", "name": "Pont"}


def send(world: World, who: str, rest: str, /, **data: Any) -> Any:
    return sign_in(world, who).post(f"/people/{rest}", **data)


def test_a_unit_stands_below_another_and_is_as_it(world: World) -> None:
    sent = {"name": "Lille", "kind": "agency", "parent_id": str(world.north.id)}
    assert send(world, "ada", "units/add/", **sent).status_code == 302
    unit = Unit.objects.get(name="Lille")
    assert unit.path.startswith(world.north.path)
    assert (unit.country, unit.timezone) == ("FR", "Europe/Paris")


def test_a_unit_below_nothing_comes_back_with_what_was_typed(world: World) -> None:
    answer = send(world, "ada", "units/add/", name="Lille", kind="agency")
    assert answer.status_code == 400
    assert 'value="Lille"' in answer.content.decode()


def test_a_call_center_is_added_once(world: World) -> None:
    assert send(world, "ada", "centers/add/", **CENTER).status_code == 302
    assert send(world, "ada", "centers/add/", **CENTER).status_code == 409
    assert CallCenter.objects.filter(name="Allovia").count() == 1


def test_a_mandate_is_set_and_set_again(world: World) -> None:
    for until in ("2026-06-30", "2026-12-31"):
        sent = {"mandate_since": "2026-01-01", "mandate_until": until}
        assert send(world, "ada", f"centers/{world.center.id}/mandate/", **sent).status_code == 302
    assert f"{CallCenter.objects.get().mandate_until}" == "2026-12-31"


def test_a_call_center_of_elsewhere_is_not_found(world: World) -> None:
    assert send(world, "ada", f"centers/{world.id('ada')}/mandate/").status_code == 404


def test_the_week_of_a_country_is_replaced(world: World) -> None:
    for _ in range(2):
        assert send(world, "ada", "time/week/", **WEEK).status_code == 302
    assert WorkingPeriod.objects.filter(country="FR", weekday=0).count() == 2
    assert "08:30–12:00, 13:00–17:30" in sign_in(world, "ada").get("/people/time/").content.decode()


def test_a_week_that_cannot_be_read_comes_back(world: World) -> None:
    answer = send(world, "ada", "time/week/", **WEEK | {"1": "all day"})
    assert answer.status_code == 400
    assert 'value="all day"' in answer.content.decode()


def test_a_closing_day_is_said_twice_and_counts_once(world: World) -> None:
    for _ in range(2):
        assert send(world, "ada", "time/close/", **CLOSING).status_code == 302
    assert ClosingDay.objects.get().country == "FR"
    assert "Pont" in sign_in(world, "dora").get("/people/time/").content.decode()


def opening(world: World) -> str:
    """Let Ada close a day; give the address at which it is opened again."""
    send(world, "ada", "time/close/", **CLOSING)
    return f"time/{ClosingDay.objects.get().id}/open/"


def test_a_closing_day_is_taken_back_once(world: World) -> None:
    address = opening(world)
    assert address in sign_in(world, "ada").get("/people/time/").content.decode()
    assert address not in sign_in(world, "dora").get("/people/time/").content.decode()
    assert send(world, "ada", address).status_code == 302
    assert send(world, "ada", address).status_code == 404
    assert not ClosingDay.objects.exists()


def test_an_evening_that_ends_at_midnight_is_kept(world: World) -> None:
    assert send(world, "ada", "time/week/", country="fr", **{"4": "18:00-0:00"}).status_code == 302
    assert "18:00–00:00" in sign_in(world, "ada").get("/people/time/").content.decode()


def test_a_night_across_midnight_is_refused_in_words(world: World) -> None:
    answer = send(world, "ada", "time/week/", country="fr", **{"4": "22:00-6:00"})
    assert answer.status_code == 409
    assert "Opening hours must follow one another" in answer.content.decode()


def test_the_checklist_is_written_down(world: World) -> None:
    for _ in range(2):
        assert send(world, "ada", "organization/checklist/", **CHECKLIST).status_code == 302
    house = Organization.objects.get()
    assert f"{house.works_council_on}" == "2026-02-01"
    assert "AIPD-7" in sign_in(world, "paul").get("/people/organization/").content.decode()


def test_half_a_checklist_is_none(world: World) -> None:
    answer = send(world, "ada", "organization/checklist/", **CHECKLIST | {"notice": ""})
    assert answer.status_code == 400
    assert Organization.objects.get().works_council_on is None


def test_a_works_council_still_to_be_consulted_opens_nothing(world: World) -> None:
    told = CHECKLIST | {"works_council_on": "2026-03-11"}  # tomorrow
    answer = send(world, "ada", "organization/checklist/", **told)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "is consulted on a day to come" in page
    assert 'value="AIPD-7"' in page
    assert Organization.objects.get().works_council_on is None
    told = CHECKLIST | {"works_council_on": "2026-03-10"}
    assert send(world, "ada", "organization/checklist/", **told).status_code == 302


@pytest.mark.parametrize("who", ["dora", "maya"])
def test_only_administrators_set_the_organization(world: World, who: str) -> None:
    unit = {"name": "Lille", "kind": "agency", "parent_id": str(world.north.id)}
    mandate = f"centers/{world.center.id}/mandate/"
    for rest, data in (
        ("units/add/", unit),
        ("centers/add/", CENTER),
        (mandate, {}),
        ("time/week/", WEEK),
        ("time/close/", CLOSING),
        (opening(world), {}),
        ("organization/checklist/", CHECKLIST),
    ):
        assert send(world, who, rest, **data).status_code == 409
    assert Unit.objects.count() == 3
    assert ClosingDay.objects.count() == 1
    assert Organization.objects.get().works_council_on is None
