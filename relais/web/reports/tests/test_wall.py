"""The wall shows teams of five at least, no person and no bottom, and says when it has changed."""

from datetime import date
from typing import Any

from relais.challenge.models import PointEntry
from relais.challenge.queries import SHOWN, public_standing
from relais.database.models import uuid7
from relais.notifications.tests.steps import transmitted
from relais.people.actions import add_person, add_unit, give_role
from relais.people.models import Unit
from relais.people.queries import Role
from relais.web.tests.steps import at, sign_in
from tests.persons import SINCE, World


def team(world: World, name: str, *, reps: int, points: int) -> Unit:
    """Make a team whose first rep has won points this month."""
    unit = add_unit(name, kind="region", parent_id=world.root.id, by=world.system)
    people = [add_person(f"Rep {name} {n}", by=world.system) for n in range(reps)]
    for person in people:
        give_role(person.id, Role.REP, since=SINCE, unit_id=unit.id, by=world.system)
    lead = transmitted(world)
    PointEntry.objects.create(
        id=uuid7(), organization_id=world.organization.id, lead=lead, sequence=90, rule="won",
        person=people[0], unit=unit, points=points, occurred_at=world.at,
    )  # fmt: skip
    return unit


def wall(world: World, who: str = "maya") -> str:
    return str(sign_in(world, who).get("/reports/wall/").content.decode())


def test_the_title_says_who_leads_and_nobody_is_named(world: World) -> None:
    team(world, "Est", reps=5, points=10)
    team(world, "Ouest", reps=6, points=30)
    page = wall(world)
    assert "Ouest leads with 30 points" in page
    assert page.index("Ouest") < page.index("Est")
    assert "Rep Ouest" not in page


def test_behind_a_small_team_stand_persons(world: World) -> None:
    team(world, "Petite", reps=4, points=40)
    page = wall(world)
    assert "Petite" not in page
    assert "No team to show yet" in page


def test_there_is_no_bottom(world: World) -> None:
    for number in range(SHOWN + 2):
        team(world, f"Équipe {number}", reps=5, points=10 + number)
    page = wall(world)
    assert "Équipe 0" not in page
    assert page.count('class="rank"') == SHOWN


def test_last_month_is_over(world: World) -> None:
    team(world, "Est", reps=5, points=10)
    PointEntry.objects.update(occurred_at=world.at.replace(month=2))
    since = world.at.replace(day=1)
    assert public_standing(world.organization.id, since=since, on=date(2026, 3, 10)) == []


def test_it_is_sent_again_only_where_it_has_changed(world: World) -> None:
    team(world, "Est", reps=5, points=10)
    first = news(world)
    assert first.status_code == 200
    assert news(world, tag=first["ETag"]).status_code == 304
    team(world, "Ouest", reps=5, points=20)
    again = news(world, tag=first["ETag"])
    assert "Ouest leads" in again.content.decode()


def news(world: World, tag: str = "") -> Any:
    browser = sign_in(world, "maya")
    headers = {"If-None-Match": tag} if tag else {}
    with at(world.at):
        return browser._client.get("/reports/wall/news/", headers=headers)


def test_a_call_center_of_elsewhere_does_not_find_it(world: World) -> None:
    assert sign_in(world, "tina").get("/reports/wall/").status_code == 404
