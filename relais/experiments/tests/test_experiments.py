"""Experiments: planned, drawn, stopped; refused by state, by person, twice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from relais.acts.models import Act
from relais.acts.queries import acts_visible_to
from relais.experiments.actions import (
    change_plan,
    drop_experiment,
    plan_experiment,
    start_experiment,
    stop_experiment,
)
from relais.experiments.models import Arm, Experiment
from relais.experiments.queries import arms_of, experiments_visible_to, get_experiment
from relais.experiments.rules import (
    BegunAlready,
    ChecklistFirst,
    GainWrong,
    InAnother,
    Level,
    Measured,
    NothingTried,
    NotPlannedAnyMore,
    NotRunning,
    Plan,
    TooFewTeams,
    Tried,
    WeeksWrong,
    WhyStopped,
    check_plan,
    drawn,
    sizes,
    starts_of,
)
from relais.lib.errors import NotVisible
from relais.people.actions import add_person, add_unit, complete_privacy_checklist, give_role
from relais.people.rules.access import Role
from tests.persons import SINCE, World

MONDAY = date(2026, 3, 16)
IDS = [UUID(int=number) for number in range(1, 12)]


def planned(unit_id: UUID = IDS[0], **more: Any) -> Plan:
    plan = Plan(
        "Suivi du lundi", Tried.ROUTINE, "Suivre chaque lead le lundi", Level.UNIT, unit_id,
        Measured.HONOURED, 15, MONDAY, 1, 2, 8,
    )  # fmt: skip
    return replace(plan, **more)


def agencies(world: World, count: int = 6) -> None:
    """Add agencies with a rep each, led by Maya."""
    for number in range(count):
        unit = add_unit(
            f"Agence {number}", kind="agency", parent_id=world.north.id, by=world.system
        )
        rep = add_person(f"Rep {number}", by=world.system)
        give_role(rep.id, Role.REP, since=SINCE, unit_id=unit.id, by=world.system)


def start(world: World, by: str = "dora", **more: Any) -> Experiment:
    plan = planned(world.north.id, **more)
    made = plan_experiment(plan, by=world.by("dora"), at=world.at)
    return start_experiment(made.id, size={"power": 0.8}, by=world.by(by), at=world.at)


# --- Pure ------------------------------------------------------------------------------------


@pytest.mark.once
@pytest.mark.parametrize(
    ("waves", "found"), [(1, {0: 5, 1: 6}), (2, {1: 6, 2: 5}), (3, {1: 4, 2: 4, 3: 3})]
)
def test_the_draw_deals_evenly_and_can_be_drawn_again(waves: int, found: dict[int, int]) -> None:
    once = drawn(IDS, waves=waves, seed=7)
    assert once == drawn(IDS[::-1], waves=waves, seed=7)
    assert sizes(once) == found
    assert any(drawn(IDS, waves=waves, seed=seed) != once for seed in range(3))


@pytest.mark.once
def test_waves_begin_one_after_the_other() -> None:
    plan = planned(waves=3, weeks_between=2)
    later = [starts_of(plan, wave) for wave in (0, 1, 2, 3)]
    assert later == [None, MONDAY, MONDAY + timedelta(days=14), MONDAY + timedelta(days=28)]
    assert plan.ends_on == MONDAY + timedelta(days=56)


@pytest.mark.once
@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ({"name": " "}, NothingTried),
        ({"words": ""}, NothingTried),
        ({"words": "x" * 401}, NothingTried),
        ({"weeks": 0}, WeeksWrong),
        ({"weeks": 53}, WeeksWrong),
        ({"waves": 3, "weeks_between": 4, "weeks": 8}, WeeksWrong),
        ({"waves": 7, "weeks": 40}, WeeksWrong),
        ({"gain": 0}, GainWrong),
        ({"gain": 100}, GainWrong),
        ({"starts_on": MONDAY - timedelta(days=7)}, BegunAlready),
        ({"starts_on": MONDAY + timedelta(days=1)}, BegunAlready),
    ],
)
def test_a_plan_that_could_tell_nothing_is_refused(more: Any, refused: Any) -> None:
    check_plan(planned(), today=date(2026, 3, 10))
    with pytest.raises(refused):
        check_plan(planned(**more), today=date(2026, 3, 10))


# --- Deeds -----------------------------------------------------------------------------------


def test_teams_are_drawn_once_for_good_and_their_managers_told(world: World) -> None:
    agencies(world)
    experiment = start(world)
    arms = list(arms_of(experiment))
    assert sizes({arm.member_id: arm.wave for arm in arms}) == {0: 3, 1: 4}  # the region's too
    again = drawn([arm.member_id for arm in arms], waves=1, seed=experiment.seed or 0)
    assert {arm.member_id: arm.wave for arm in arms} == again
    assert {arm.starts_on for arm in arms} == {None, MONDAY}
    acts = Act.objects.all()
    assert {(act.owner_id, act.due_on, act.source) for act in acts} == {
        (world.id("maya"), MONDAY, "experiment")
    }
    assert {act.unit_id for act in acts} == {arm.member_id for arm in arms if arm.wave}
    tries: tuple[Callable[[], object], ...] = (
        lambda: start_experiment(experiment.id, size={}, by=world.by("dora"), at=world.at),
        lambda: change_plan(
            experiment.id, planned(world.north.id), by=world.by("dora"), at=world.at
        ),
        lambda: drop_experiment(experiment.id, by=world.by("dora"), at=world.at),
    )
    for again_tried in tries:
        with pytest.raises(NotPlannedAnyMore):
            again_tried()
    assert Arm.objects.count() == 7


def test_an_experiment_is_stopped_with_its_reason(world: World) -> None:
    agencies(world)
    experiment = start(world, waves=2)
    with pytest.raises(WhyStopped):
        stop_experiment(experiment.id, words=" ", by=world.by("dora"), at=world.at)
    stopped = stop_experiment(experiment.id, words="un litige", by=world.by("dora"), at=world.at)
    assert (stopped.state, stopped.closed_for) == ("stopped", "un litige")
    assert {(act.state, act.note) for act in Act.objects.all()} == {("dropped", "un litige")}
    with pytest.raises(NotRunning):
        stop_experiment(experiment.id, words="encore", by=world.by("dora"), at=world.at)


def test_its_day_past_nothing_is_left_to_stop(world: World) -> None:
    agencies(world)
    experiment = start(world)
    world.later(days=80)
    with pytest.raises(NotRunning):
        stop_experiment(experiment.id, words="trop tard", by=world.by("dora"), at=world.at)


def test_too_few_teams_are_not_drawn(world: World) -> None:
    with pytest.raises(TooFewTeams, match="1 can be drawn"):
        start(world)
    assert not Arm.objects.exists()
    assert Experiment.objects.get().state == "planned"


def test_a_team_takes_part_in_one_at_a_time(world: World) -> None:
    agencies(world)
    start(world)
    with pytest.raises(ChecklistFirst):
        start(world, name="Un par un", level=Level.REP)
    complete_privacy_checklist(
        works_council_on=SINCE, notice="v1", impact_assessment="A1", by=world.by("ada"), at=world.at
    )
    with pytest.raises(InAnother, match="Suivi du lundi"):
        start(world, name="Rappels", level=Level.REP)
    later = start(world, name="Plus tard", starts_on=MONDAY + timedelta(weeks=8), level=Level.REP)
    assert arms_of(later).count() == 8
    about = Act.objects.exclude(person=None)
    assert about.exists()
    dora = world.by("dora").access
    assert dora
    assert not acts_visible_to(dora).filter(id__in=about.values("id")).exists()


def test_a_plan_changes_and_is_dropped_before_the_draw(world: World) -> None:
    made = plan_experiment(planned(world.north.id), by=world.by("dora"), at=world.at)
    changed = change_plan(
        made.id, planned(world.north.id, gain=20), by=world.by("dora"), at=world.at
    )
    assert changed.plan.gain == 20
    assert drop_experiment(made.id, by=world.by("dora"), at=world.at).state == "dropped"
    with pytest.raises(NotPlannedAnyMore):
        drop_experiment(made.id, by=world.by("dora"), at=world.at)


@pytest.mark.once
@pytest.mark.parametrize("name", ["maya", "remy", "tina", "ada", "victor"])
def test_only_directors_experiment(world: World, name: str) -> None:
    plan = planned(world.north.id)
    with pytest.raises(NotVisible):
        plan_experiment(plan, by=world.by(name), at=world.at)
    made = plan_experiment(plan, by=world.by("dora"), at=world.at)
    tries: tuple[Callable[[], object], ...] = (
        lambda: change_plan(made.id, plan, by=world.by(name), at=world.at),
        lambda: start_experiment(made.id, size={}, by=world.by(name), at=world.at),
        lambda: stop_experiment(made.id, words="non", by=world.by(name), at=world.at),
        lambda: drop_experiment(made.id, by=world.by(name), at=world.at),
    )
    for tried in tries:
        with pytest.raises(NotVisible):
            tried()


def test_who_takes_part_sees_it_and_his_own_wave_only(world: World) -> None:
    agencies(world)
    experiment = start(world)

    def seen(name: str) -> int:
        access = world.by(name).access
        assert access
        if not experiments_visible_to(access).exists():
            with pytest.raises(NotVisible):
                get_experiment(experiment.id, access=access)
            return 0
        return arms_of(get_experiment(experiment.id, access=access), access=access).count()

    found = {name: seen(name) for name in ("dora", "maya", "remy", "sara", "milo", "tina", "ada")}
    assert found == {"dora": 7, "maya": 7, "remy": 1, "sara": 0, "milo": 0, "tina": 0, "ada": 0}
