"""Every deed on a person by its form: done, refused by state, refused by person, done twice."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from relais.leads.queries import State, get_lead
from relais.people.actions import issue_token
from relais.people.models import Absence, ApiToken, Login, Membership, Person, WorkingPeriod
from relais.people.queries import Role
from relais.web.tests.steps import sign_in
from tests.persons import World

SOMEBODY = {
    "first_name": "Nina", "last_name": "Vasseur", "language": "fr", "country": "fr",
    "timezone": "Europe/Paris",
}  # fmt: skip
AWAY = {"starts_at": "2026-03-10T09:00", "ends_at": "2026-03-12T18:00"}  # in Paris
DAY = {"on": "2026-03-10"}


def send(world: World, who: str, whom: str, rest: str, /, **data: Any) -> Any:
    return sign_in(world, who).post(f"/people/{world.id(whom)}/{rest}", **data)


def test_an_administrator_adds_a_person(world: World) -> None:
    assert sign_in(world, "ada").get("/people/new/").status_code == 200
    answer = sign_in(world, "ada").post("/people/add/", **SOMEBODY)
    added = Person.objects.get(last_name="Vasseur")
    assert (answer.status_code, answer["Location"]) == (302, f"/people/{added.id}/")
    assert added.country == "FR"


def test_what_cannot_be_read_comes_back_with_what_was_typed(world: World) -> None:
    answer = sign_in(world, "ada").post("/people/add/", **SOMEBODY | {"timezone": "Paris"})
    assert answer.status_code == 400
    assert 'value="Vasseur"' in answer.content.decode()


def test_a_country_without_known_holidays_is_refused_in_words(world: World) -> None:
    answer = sign_in(world, "ada").post("/people/add/", **SOMEBODY | {"country": "XX"})
    assert answer.status_code == 409
    assert "XX" in answer.content.decode()


def test_nobody_else_adds_a_person(world: World) -> None:
    assert sign_in(world, "dora").post("/people/add/", **SOMEBODY).status_code == 409
    assert sign_in(world, "dora").get("/people/new/").status_code == 404


DETAILS = {
    "first_name": "Rémy", "last_name": "Vasseur", "email": "remy.vasseur@example.com",
    "phone": "06 12 34 56 78", "country": "fr", "subdivision": "57", "timezone": "Europe/Paris",
    "joined_on": "2025-09-01",
}  # fmt: skip


def test_an_administrator_changes_the_details_of_a_person(world: World) -> None:
    for _ in range(2):
        answer = send(world, "ada", "remy", "change/", **DETAILS)
        assert (answer.status_code, answer["Location"]) == (302, f"/people/{world.id('remy')}/")
    page = sign_in(world, "ada").get(answer["Location"]).content.decode()
    assert "Rémy Vasseur" in page
    assert "+33\u00a06\u00a012\u00a034\u00a056\u00a078" in page
    assert 'value="06 12 34 56 78"' in page


def test_details_that_cannot_be_read_come_back_with_what_was_typed(world: World) -> None:
    wrong = DETAILS | {"email": "nobody", "phone": "06"}
    answer = send(world, "ada", "remy", "change/", **wrong)
    assert answer.status_code == 400
    assert 'value="nobody"' in answer.content.decode()
    assert Person.objects.get(id=world.id("remy")).last_name == "Remy"


def test_only_who_may_change_details_is_asked_for_them(world: World) -> None:
    for name, shown in (("ada", True), ("dora", False), ("remy", False)):
        page = sign_in(world, name).get(f"/people/{world.id('remy')}/").content.decode()
        assert ("Change the details" in page) is shown


def test_a_role_given_twice_is_held_once_and_ends(world: World) -> None:
    sent = {"role": "manager", "unit_id": str(world.south.id), "since": "2026-03-01", "weight": "1"}
    for _ in range(2):
        assert send(world, "ada", "remy", "roles/give/", **sent).status_code == 302
    role = Membership.objects.get(person_id=world.id("remy"), role=Role.MANAGER.value)
    for day in ("2026-03-20", "2026-03-25"):
        assert send(world, "ada", "remy", f"roles/{role.id}/end/", on=day).status_code == 302
    role.refresh_from_db()
    assert role.until == date(2026, 3, 20)


def test_a_role_of_nobody_is_not_found(world: World) -> None:
    answer = send(world, "ada", "remy", f"roles/{world.id('remy')}/end/", **DAY)
    assert answer.status_code == 404


def test_a_sign_in_is_given_by_a_link_to_an_address_alone(world: World) -> None:
    sent = {"email": "Neuf@example.com", "password": "chosen-by-somebody-else"}
    assert send(world, "ada", "remy", "login/", **sent).status_code == 302
    login = Login.objects.get(email="neuf@example.com")
    assert not login.has_usable_password()
    taken = send(world, "ada", "olga", "login/", **sent)
    assert taken.status_code == 409
    assert "neuf@example.com already" in taken.content.decode().casefold()


def test_an_address_that_is_none_is_told(world: World) -> None:
    assert send(world, "ada", "remy", "login/", email="neuf").status_code == 400
    assert not Login.objects.filter(person=world.id("remy")).exists()


@pytest.mark.parametrize("who", ["remy", "maya", "ada", "dora"])
def test_an_absence_is_declared_by_himself_or_who_leads_him(world: World, who: str) -> None:
    for _ in range(2):
        assert send(world, who, "remy", "absences/declare/", **AWAY).status_code == 302
    absence = Absence.objects.get()
    assert absence.starts_at == datetime(2026, 3, 10, 8, 0, tzinfo=UTC)


def test_what_was_not_taken_up_goes_to_somebody_present(world: World, transmitted: Any) -> None:
    lead = transmitted(owner="remy")
    send(world, "remy", "remy", "absences/declare/", **AWAY)
    lead = get_lead(lead.id, organization_id=world.organization.id)
    assert (lead.state, lead.rep_id) == (State.TRANSMITTED, world.id("olga"))


def test_an_absence_is_cancelled_and_stays_so(world: World) -> None:
    send(world, "remy", "remy", "absences/declare/", **AWAY)
    absence = Absence.objects.get()
    for _ in range(2):
        answer = send(world, "maya", "remy", f"absences/{absence.id}/cancel/")
        assert answer.status_code == 302
    absence.refresh_from_db()
    assert absence.cancelled_at == world.at
    assert "Cancelled" in sign_in(world, "remy").get(answer["Location"]).content.decode()


def test_an_absence_that_ends_before_it_starts_is_refused(world: World) -> None:
    wrong = {"starts_at": AWAY["ends_at"], "ends_at": AWAY["starts_at"]}
    assert send(world, "remy", "remy", "absences/declare/", **wrong).status_code == 409
    assert not Absence.objects.exists()


def test_nobody_is_said_away_by_who_may_not_see_or_lead_him(world: World) -> None:
    assert send(world, "olga", "remy", "absences/declare/", **AWAY).status_code == 404
    assert send(world, "victor", "remy", "absences/declare/", **AWAY).status_code == 409
    assert not Absence.objects.exists()


def test_somebody_leaves_once(world: World) -> None:
    assert send(world, "maya", "remy", "leave/", **DAY).status_code == 409
    assert send(world, "ada", "remy", "leave/", **DAY).status_code == 302
    again = send(world, "ada", "remy", "leave/", **DAY)
    assert again.status_code == 409
    assert "left" in again.content.decode()
    assert Person.objects.get(id=world.id("remy")).left_on == date(2026, 3, 10)


def test_a_week_of_one_s_own_is_set_and_taken_away(world: World) -> None:
    sent = {"0": "8h-12h30, 14:00-18:00", "4": "9:00-12:00"}
    for _ in range(2):
        assert send(world, "ada", "remy", "week/", **sent).status_code == 302
    hours = WorkingPeriod.objects.filter(person_id=world.id("remy")).order_by("weekday", "starts")
    told = [(row.weekday, f"{row.starts:%H:%M}", f"{row.ends:%H:%M}") for row in hours]
    assert told[0] == (0, "08:00", "12:30")
    assert told[2] == (4, "09:00", "12:00")
    assert send(world, "ada", "remy", "week/").status_code == 302
    assert not WorkingPeriod.objects.exists()


@pytest.mark.parametrize(("hours", "status"), [("morning", 400), ("12:00-9:00", 409)])
def test_a_week_that_cannot_be_kept_is_refused(world: World, hours: str, status: int) -> None:
    assert send(world, "ada", "remy", "week/", **{"0": hours}).status_code == status
    assert not WorkingPeriod.objects.exists()


def test_an_administrator_revokes_somebody_else_s_key(world: World) -> None:
    issue_token(
        world.id("remy"), name="Agenda", scopes=("leads:read",), expires_at=None,
        by=world.by("remy"), at=world.at,
    )  # fmt: skip
    token = ApiToken.objects.get()
    assert send(world, "maya", "remy", f"keys/{token.id}/revoke/").status_code == 409
    for _ in range(2):
        assert send(world, "ada", "remy", f"keys/{token.id}/revoke/").status_code == 302
    token.refresh_from_db()
    assert token.revoked_at == world.at


DEEDS: dict[str, dict[str, str]] = {
    "change/": DETAILS,
    "roles/give/": {"role": "admin", "since": "2026-03-01", "weight": "1"},
    "login/": {"email": "neuf@example.com"},
    "leave/": DAY,
    "week/": {"0": "8:00-12:00"},
}


@pytest.mark.parametrize(("rest", "data"), DEEDS.items())
def test_only_administrators_set_persons(world: World, rest: str, data: dict[str, str]) -> None:
    assert send(world, "remy", "remy", rest, **data).status_code == 409
    assert send(world, "remy", "olga", rest, **data).status_code == 404
