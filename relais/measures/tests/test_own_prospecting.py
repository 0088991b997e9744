"""Own prospecting beside the leads received: who sees whose, and no sum that tells of a few."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from relais.appointments.tests.steps import transmit
from relais.measures.queries import OwnWeek, TeamProspecting, own_weeks, team_prospecting
from relais.people.actions import add_person, add_unit, complete_privacy_checklist, give_role
from relais.people.queries import Access, Role
from relais.people.rules.access import Actor
from relais.prospecting.actions import log_own, set_target
from relais.prospecting.rules.own import OwnKind
from tests.persons import SINCE, World

MONDAY = date(2026, 3, 9)
WEEK = timedelta(days=7)


def access_of(actor: Actor) -> Access:
    assert actor.access
    return actor.access


def hire(world: World, count: int, *, unit_id: object = None) -> None:
    """Hire reps below Maya; "rep-1", "rep-2" ..."""
    for _ in range(count):
        name = f"rep-{len(world.people)}"
        world.people[name] = add_person(name.title(), by=world.system)
        give_role(
            world.id(name), Role.REP, since=SINCE, by=world.system,
            unit_id=unit_id or world.north.id,  # type: ignore[arg-type]
        )  # fmt: skip


def log(world: World, name: str, count: int, *, day: date = MONDAY) -> None:
    log_own(OwnKind.CALL, count=count, done_on=day, by=world.by(name), at=world.at)


def complete(world: World) -> None:
    complete_privacy_checklist(
        works_council_on=SINCE, notice="v1", impact_assessment="r1", by=world.system, at=world.at
    )


def seen_by(world: World, name: str) -> TeamProspecting:
    return team_prospecting(access_of(world.by(name)), at=world.at)


def test_a_rep_reads_his_weeks_beside_his_leads(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    set_target(world.root.id, per_week=10, since=MONDAY, by=world.by("dora"), at=world.at)
    transmit(world, world.open_lead(), to="remy")
    transmit(world, world.open_lead(), to="olga")
    log(world, "remy", 3)
    log(world, "remy", 4, day=MONDAY - WEEK)
    log(world, "olga", 9)
    access = access_of(world.by("remy"))
    with django_assert_num_queries(5):
        this, before, *older = own_weeks(access, at=world.at)
    assert this == OwnWeek(MONDAY, 1, 3, 10)
    assert before == OwnWeek(MONDAY - WEEK, 0, 4, None)
    assert {(week.received, week.own) for week in older} == {(0, 0)}


def test_before_the_checklist_a_manager_reads_sums_of_five_and_no_name(world: World) -> None:
    log(world, "remy", 3)
    assert seen_by(world, "maya") == TeamProspecting([], [], None, 2, 2, False)
    hire(world, 3)
    found = seen_by(world, "maya")
    assert (found.reps, found.hidden) == ([], 0)
    assert found.total
    assert [(row.name, row.reps, row.weeks[0].own) for row in found.groups] == [("Nord", 5, 3)]
    assert (found.total.reps, found.total.weeks[0].own) == (5, 3)


def test_once_it_is_complete_the_direct_manager_reads_his_reps_by_name(world: World) -> None:
    complete(world)
    log(world, "remy", 3)
    found = seen_by(world, "maya")
    assert [(row.name, row.weeks[0].own) for row in found.reps] == [("Olga", 0), ("Remy", 3)]
    assert {row.rep_id for row in found.reps} == {world.id("remy"), world.id("olga")}


def test_above_the_direct_manager_no_sum_tells_of_fewer_than_five(world: World) -> None:
    complete(world)
    lille = add_unit("Lille", kind="agency", parent_id=world.north.id, by=world.system)
    hire(world, 4, unit_id=lille.id)
    log(world, "remy", 3)
    maya = seen_by(world, "maya")
    assert ([row.name for row in maya.reps], maya.groups) == (["Olga", "Remy"], [])
    assert (maya.total, maya.hidden) == (None, 4)  # else the four could be worked out
    dora = seen_by(world, "dora")
    assert dora.reps == []
    assert [(row.name, row.reps) for row in dora.groups] == [("Nord", 6)]
    assert (dora.total, dora.hidden) == (None, 1)  # Sara is alone in the south
    hire(world, 1, unit_id=lille.id)
    assert [(row.name, row.reps) for row in seen_by(world, "maya").groups] == [("Lille", 5)]


def test_as_many_queries_whatever_the_team(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for name in ("maya", "dora"):  # the first query is who looks
        with django_assert_num_queries(7 if name == "dora" else 6):
            seen_by(world, name)
    hire(world, 6)
    log(world, "remy", 3)
    for name in ("maya", "dora"):
        with django_assert_num_queries(7 if name == "dora" else 6):
            seen_by(world, name)


@pytest.mark.parametrize("name", ["tina", "victor", "milo"])
def test_who_leads_no_rep_of_the_north_reads_none_of_them(world: World, name: str) -> None:
    complete(world)
    log(world, "remy", 3)
    assert "Remy" not in str(seen_by(world, name))
