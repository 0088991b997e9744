"""Experiments read: what they can find, what they found; from numbers, and from the database."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from relais.diagnosis.queries.trials import known_before, reading_of, size_of
from relais.diagnosis.rules import trials
from relais.diagnosis.rules.trials import Cell, Design, Verdict, read, size
from relais.experiments.actions import plan_experiment, start_experiment, stop_experiment
from relais.experiments.models import Arm, Experiment
from relais.experiments.queries import readable_on
from relais.experiments.rules import Level, Measured, Plan, Tried
from relais.leads.actions import take_up_lead
from relais.notifications.tests.steps import transmitted
from relais.people.actions import add_person, add_unit, give_role
from relais.people.rules.access import Role
from tests.persons import SINCE, World

HALF = Design(gain=0.2, waves=1, weeks_between=1, weeks=12)


def cells(
    seed: int, *, effect: float, teams: int = 12, reps: int = 5, waves: int = 1
) -> list[Cell]:
    """Simulate rates of reps that differ, some weeks before and some after each team's start."""
    random = np.random.default_rng(seed)
    found = []
    for rep in range(teams * reps):
        team, own = rep % teams, random.normal(0.5, 0.1)
        for week in range(-12, 12):
            begun = starts(teams, waves)[team]
            p = own + (effect if begun is not None and week >= begun else 0)
            n = int(random.poisson(1.5))
            found.append(Cell(team, rep, week, n, int(random.binomial(n, min(max(p, 0), 1)))))
    return found


def starts(teams: int, waves: int) -> dict[int, int | None]:
    if waves == 1:
        return {team: 0 if team % 2 else None for team in range(teams)}
    return {team: 2 * (team % waves) for team in range(teams)}


def verdict(seed: int, effect: float, waves: int = 1) -> Verdict:
    begun = starts(12, waves)
    arms = {team: 0 if begun[team] is None else 1 + team % waves for team in begun}
    return read(
        cells(seed, effect=effect, waves=waves), starts=begun, waves=arms, seed=seed
    ).verdict


# --- Pure ------------------------------------------------------------------------------------


@pytest.mark.parametrize("waves", [1, 3])
def test_the_weeks_said_to_be_enough_are_the_fewest(waves: int) -> None:
    seen = [cell for cell in cells(1, effect=0) if cell.week < 0]
    short = Design(gain=0.12, waves=waves, weeks_between=1, weeks=6)
    found = size(seen, members=12, weeks_seen=12, design=short)
    assert found.power is not None
    assert found.weeks_enough is not None
    assert found.power < trials.ENOUGH
    name = "weeks" if waves == 1 else "weeks_between"
    for weeks, enough in ((found.weeks_enough, True), (found.weeks_enough - 1, False)):
        told = size(seen, members=12, weeks_seen=12, design=replace(short, **{name: weeks}))
        assert told.power is not None
        assert (told.power >= trials.ENOUGH) is enough


def test_where_a_year_is_not_enough_no_weeks_are_said() -> None:
    seen = [cell for cell in cells(1, effect=0) if cell.week < 0]
    tiny = Design(gain=0.005, waves=1, weeks_between=1, weeks=52)
    assert size(seen, members=12, weeks_seen=12, design=tiny).weeks_enough is None


@pytest.mark.once
@pytest.mark.parametrize("waves", [1, 4])
def test_a_true_effect_is_shown_and_none_is_seldom_invented(waves: int) -> None:
    found = [verdict(seed, 0.25, waves) for seed in range(20)]
    assert found.count(Verdict.SHOWN) >= 18
    invented = [verdict(seed, 0.0, waves) for seed in range(60)]
    assert invented.count(Verdict.SHOWN) <= 8  # of 60 at 5 %: beyond it one time in a hundred


@pytest.mark.once
def test_each_arm_is_counted_before_and_after(monkeypatch: pytest.MonkeyPatch) -> None:
    few = [Cell(0, 0, -1, 4, 1), Cell(0, 0, 0, 4, 3), Cell(1, 1, -1, 5, 2), Cell(1, 1, 2, 5, 2)]
    arms: dict[str, Any] = {"starts": {0: 0, 1: None}, "waves": {0: 1, 1: 0}}
    hidden = read(few, **arms, seed=1)  # one rep each: these would be figures of persons
    assert {(one.before, one.after, one.after_within) for one in hidden.arms} == {(None,) * 3}
    monkeypatch.setattr(trials, "SMALLEST_TEAM", 1)
    reading = read(few, **arms, seed=1)
    waits, begins = reading.arms
    assert (waits.wave, waits.before, waits.after) == (0, (2, 5), (2, 5))
    assert (begins.wave, begins.before, begins.after) == (1, (1, 4), (3, 4))
    assert reading.verdict is Verdict.NOT_ENOUGH  # two teams: no draw says anything
    assert reading.cases == 18


@pytest.mark.once
def test_nothing_counted_says_nothing() -> None:
    reading = read([Cell(0, 0, 0, 0, 0)], starts={0: 0}, waves={0: 1}, seed=1)
    assert (reading.verdict, reading.change, reading.arms[0].before_within) == (
        Verdict.NOT_ENOUGH, None, None,
    )  # fmt: skip


@pytest.mark.once
def test_what_it_can_find_is_said_before() -> None:
    before = [one for one in cells(3, effect=0) if one.week < 0]
    small = size(before, members=12, weeks_seen=12, design=HALF)
    assert small.rate is not None
    assert small.power is not None
    assert small.needed is not None
    assert small.rate == pytest.approx(0.5, abs=0.06)
    assert small.each == pytest.approx(7.5, rel=0.1)  # five reps, one and a half a week
    assert small.coming == round(small.each * 12 * 6)
    assert (small.power > 0.8) == (small.coming > small.needed)
    less = size(before, members=12, weeks_seen=12, design=Design(0.05, 1, 1, 12))
    assert less.power is not None
    assert less.power < small.power
    stepped = size(before, members=12, weeks_seen=12, design=Design(0.2, 4, 3, 12))
    assert stepped.power is not None
    assert 0 < stepped.power <= 1


@pytest.mark.once
def test_too_little_before_is_said() -> None:
    nothing = size([], members=6, weeks_seen=12, design=HALF)
    assert (nothing.rate, nothing.power, nothing.needed) == (None, None, None)
    few = size([Cell(0, 0, -1, 10, 5)], members=6, weeks_seen=12, design=HALF)
    assert (few.rate, few.power) == (0.5, None)
    all_kept = size([Cell(0, 0, -1, 90, 90)], members=6, weeks_seen=12, design=HALF)
    assert all_kept.power is None
    assert size([], members=0, weeks_seen=12, design=HALF).each == 0


# --- From the database -------------------------------------------------------------------------


def begun(world: World, monday: date = date(2026, 3, 16)) -> Experiment:
    """Draw the North and five agencies, from a Monday on, by take-up."""
    for number in range(5):
        unit = add_unit(f"A{number}", kind="agency", parent_id=world.north.id, by=world.system)
        rep = add_person(f"R{number}", by=world.system)
        give_role(rep.id, Role.REP, since=SINCE, unit_id=unit.id, by=world.system)
    plan = Plan(
        "Rappel", Tried.REMINDER, "Appeler la veille", Level.UNIT, world.north.id,
        Measured.TAKEN_UP, 20, monday, 2, 1, 4,
    )  # fmt: skip
    made = plan_experiment(plan, by=world.by("dora"), at=world.at)
    size = known_before(plan, organization_id=world.organization.id, at=world.at)
    return start_experiment(made.id, size=size, by=world.by("dora"), at=world.at)


def test_turns_are_counted_by_week_of_who_was_drawn(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trials, "SMALLEST_TEAM", 1)
    experiment = begun(world)
    start = Arm.objects.get(experiment=experiment, member_id=world.north.id).starts_on
    assert start
    take_up_lead(transmitted(world).id, by=world.by("remy"), at=world.at)  # before
    world.later(days=15)
    take_up_lead(transmitted(world).id, by=world.by("remy"), at=world.at)  # after
    transmitted(world)
    transmitted(world, owner=None)
    world.later(days=40)
    assert reading_of(experiment, at=world.at - timedelta(days=30)) is None  # not before its day
    reading = reading_of(experiment, at=world.at)
    assert reading
    [ours] = [arm for arm in reading.arms if arm.reps]
    assert (ours.before, ours.after and ours.after[0]) == ((1, 1), 1)
    assert reading.verdict is Verdict.NOT_ENOUGH
    assert readable_on(experiment) == date(2026, 4, 27)


def test_one_that_was_stopped_is_read_with_what_it_had(world: World) -> None:
    experiment = begun(world)
    world.later(days=8)
    stopped = stop_experiment(experiment.id, words="litige", by=world.by("dora"), at=world.at)
    assert readable_on(stopped) == world.at.date() + timedelta(days=14)
    assert reading_of(stopped, at=world.at) is None
    assert reading_of(stopped, at=world.later(days=14)) is not None


def test_what_is_known_before_is_kept_as_it_was(world: World) -> None:
    take_up_lead(transmitted(world).id, by=world.by("remy"), at=world.at)
    world.later(days=7)
    experiment = begun(world, date(2026, 3, 23))
    size = size_of(experiment.plan, organization_id=world.organization.id, at=world.at)
    assert experiment.size == {
        "members": 6, "rate": 1.0, "each": 1 / 72, "alike": 0.0, "power": None, "needed": None,
        "coming": size.coming, "weeks_enough": None,
    }  # fmt: skip
