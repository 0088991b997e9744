"""What people do in each scenario: the diagnosis hears its truth, whatever the dice."""

from datetime import date, timedelta

import numpy as np
import pytest

from relais.simulation.rules import (
    SCENARIOS,
    Rep,
    Reported,
    Scenario,
    draw,
    honours,
    honours_none,
    is_followed,
    reported,
    takes_up,
)
from relais.statistics.verdict import judge

SEEDS = range(1, 13)


def reps(scenario: Scenario) -> list[Rep]:
    size = scenario.size
    return [Rep(n, n // size.reps_per_region) for n in range(size.reps)]


def honoured(scenario: Scenario, rep: Rep, due: int, seed: int) -> int:
    return sum(honours(scenario, rep, nth=nth, seed=seed) for nth in range(due))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    "name", ["tribune", "two_of_three", "spread", "challenge", "ge", "no_effect"]
)
def test_the_diagnosis_hears_the_truth(name: str, seed: int) -> None:
    scenario = SCENARIOS[name]
    dice = draw(scenario, seed, "due")
    n = [dice.randrange(12, 26) for _ in reps(scenario)]
    k = [honoured(scenario, rep, due, seed) for rep, due in zip(reps(scenario), n, strict=True)]

    assert judge(np.array(k), np.array(n)).verdict.value == scenario.verdict


@pytest.mark.parametrize("seed", SEEDS)
def test_a_third_of_the_reps_honour_none_where_no_manager_follows(seed: int) -> None:
    tribune = SCENARIOS["tribune"]
    none = [rep for rep in reps(tribune) if honours_none(tribune, rep, seed=seed)]

    assert len(none) == tribune.size.reps // 3
    assert not any(is_followed(tribune, rep.region) for rep in none)
    assert sum(honoured(tribune, rep, 20, seed) for rep in none) == 0


def test_other_dice_make_other_reps_honour_none() -> None:
    tribune = SCENARIOS["tribune"]
    worlds = {
        tuple(honours_none(tribune, rep, seed=seed) for rep in reps(tribune)) for seed in SEEDS
    }

    assert len(worlds) == len(SEEDS)


def test_the_same_question_has_the_same_answer() -> None:
    spread, rep = SCENARIOS["spread"], Rep(7, 0)
    first = [honours(spread, rep, nth=nth, seed=3) for nth in range(30)]

    assert first == [honours(spread, rep, nth=nth, seed=3) for nth in range(30)]
    assert {reported(spread, rep, nth=nth, seed=3) for nth in range(60)} == set(Reported)


@pytest.mark.parametrize(
    ("name", "weeks", "low", "high"),
    [
        ("ge", -1, 0.15, 0.25),
        ("ge", 4, 0.45, 0.55),
        ("ge", 8, 0.75, 0.85),
        ("ge", 20, 0.75, 0.85),
        ("no_effect", 20, 0.15, 0.25),
        ("challenge", 0, 0.75, 0.85),
        ("tribune", -1, 0.95, 1.0),
    ],
)
def test_a_challenge_moves_take_up_at_once_or_week_by_week_or_not(
    name: str, weeks: int, low: float, high: float
) -> None:
    since = date(2026, 6, 1)
    on = since + timedelta(weeks=weeks)
    taken = [takes_up(SCENARIOS[name], n, on=on, since=since, seed=1) for n in range(2_000)]
    assert low < sum(taken) / len(taken) < high
