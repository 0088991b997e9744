"""Power and size: known designs, and the formulae against simulated worlds."""

import numpy as np
import pytest
from numpy.random import Generator

from relais.statistics.power import (
    design_effect,
    ends_needed,
    per_group,
    power_of,
    simulated_power,
    smallest,
    stepped_power,
)
from relais.statistics.verdict import Verdict, judge

pytestmark = pytest.mark.once


@pytest.mark.parametrize(("p1", "p0", "n"), [(0.7, 0.5, 93), (0.8, 0.2, 10), (0.55, 0.5, 1565)])
def test_cases_for_two_rates(p1: float, p0: float, n: int) -> None:
    assert per_group(p1, p0) == n
    assert power_of(n, p1, p0) >= 0.8 > power_of(n - 1, p1, p0) - 0.005


def test_ends_for_a_ratio_of_hazards() -> None:
    assert ends_needed(2.0) == 66  # 4 (1.96 + 0.84)² / ln² 2, rounded up
    assert ends_needed(0.5) == 66
    assert ends_needed(1.0) is None


def test_cases_that_go_together_count_for_less() -> None:
    assert design_effect(10, 0.1) == pytest.approx(1.9)
    assert design_effect(1, 0.5) == 1
    alone, together = per_group(0.7, 0.5), per_group(0.7, 0.5, together=1.9)
    assert alone is not None
    assert together is not None
    assert together == pytest.approx(1.9 * alone, abs=2)


def test_the_formula_says_what_simulated_worlds_show() -> None:
    def found(random: Generator) -> bool:
        k1, k0 = random.binomial(93, 0.7), random.binomial(93, 0.5)
        p = (k1 + k0) / 186
        return bool(abs(k1 - k0) / 93 / np.sqrt(2 * p * (1 - p) / 93) > 1.959964)

    assert simulated_power(found, seed=1, times=2_000) == pytest.approx(0.8, abs=0.03)


def test_more_teams_tell_more_of_stepped_starts() -> None:
    told = [
        stepped_power(0.1, teams=teams, periods=6, each=20, rate=0.4, between=0.01)
        for teams in (5, 10, 20)
    ]
    assert told == sorted(told)
    assert told[0] < 0.4 < 0.8 < told[2]


def test_the_smallest_that_is_enough() -> None:
    assert smallest(lambda n: power_of(n, 0.7, 0.5), power=0.8, most=10_000) in (92, 93)
    assert smallest(lambda n: 0.5, power=0.8, most=64) is None


def test_how_many_due_find_a_polarised_team() -> None:
    def found(random: Generator) -> bool:
        rates, n = np.repeat([0.02, 0.97], [8, 16]), random.integers(6, 15, 24)
        return judge(random.binomial(n, rates), n).verdict is Verdict.POLARISED

    assert simulated_power(found, seed=1, times=40) > 0.95


@pytest.mark.parametrize("p1", [0.0, 1.0])
def test_no_design_with_a_certain_rate(p1: float) -> None:
    with pytest.raises(ValueError, match="no design"):
        per_group(p1, 0.5)
