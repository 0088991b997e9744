"""Differences of rates, teams that start later, agreement, many looks: values and edges."""

from math import ceil, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relais.statistics.agreement import kappa
from relais.statistics.differences import Panel, change, pre_trend, randomised
from relais.statistics.funnel import overdispersion
from relais.statistics.several import adjusted
from relais.statistics.stratified import difference, mantel_haenszel
from relais.statistics.tests.test_fixtures import six

pytestmark = pytest.mark.once

# Scores of two observers in a fourfold table: 20 and 15 alike, 5 and 10 apart.
TWO = ([0] * 25 + [1] * 25, [0] * 20 + [1] * 5 + [0] * 10 + [1] * 15)


def test_newcombe_s_own_example() -> None:
    found = difference(56, 70, 48, 80)
    assert found is not None
    assert found.value == six(0.2)
    assert found.low == pytest.approx(0.0524, abs=5e-5)
    assert found.high == pytest.approx(0.3339, abs=5e-5)


def test_an_empty_group_has_no_difference() -> None:
    assert difference(0, 0, 3, 4) is None
    empty = np.array([0])
    assert mantel_haenszel(empty, empty, np.array([3]), np.array([4])) is None


def test_one_stratum_is_the_plain_difference() -> None:
    found = mantel_haenszel(*(np.array([count]) for count in (56, 70, 48, 80)))
    assert found is not None
    assert found.value == six(0.2)


def test_what_the_mix_alone_made_is_gone_within_strata() -> None:
    """Two campaigns of 20 % and 80 %; the groups differ only by how much of each they had."""
    found = mantel_haenszel(
        np.array([18, 8]), np.array([90, 10]), np.array([2, 72]), np.array([10, 90])
    )
    plain = difference(26, 100, 74, 100)
    assert found is not None
    assert plain is not None
    assert found.value == pytest.approx(0.0, abs=1e-12)
    assert found.low < 0 < found.high
    assert plain.value == six(-0.48)


@given(st.lists(st.tuples(*[st.integers(0, 9)] * 4), min_size=1, max_size=6))
def test_no_counts_give_a_nan(rows: list[tuple[int, int, int, int]]) -> None:
    k1, m1, k0, m0 = (np.array(column) for column in zip(*rows, strict=True))
    found = mantel_haenszel(k1, k1 + m1, k0, k0 + m0)
    if found is not None:
        assert np.isfinite([found.value, found.low, found.high, found.p_value]).all()
        assert -1 <= found.low <= found.value <= found.high <= 1


def panel(
    teams: int, *, effect: float, seed: int, start: int = 6, units: int = 3, periods: int = 12
) -> Panel:
    """Half of the teams start at a period, the others never."""
    random = np.random.default_rng(seed)
    team, unit, period = (
        grid.ravel()
        for grid in np.meshgrid(
            np.arange(teams), np.arange(units), np.arange(periods), indexing="ij"
        )
    )
    treated = (team % 2 == 0) & (period >= start)
    base = random.normal(0.4, 0.05, teams)[team] + 0.01 * period
    noise = random.normal(0, 0.03, len(team))
    weight = np.ones(len(team))
    return Panel(
        base + effect * treated + noise, weight, team * units + unit, period, team, treated
    )


def test_two_by_two_is_the_difference_of_differences() -> None:
    rate = np.array([0.2, 0.8, 0.3, 0.4])
    places = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    treated = np.array([False, True, False, False])
    found = change(Panel(rate, np.ones(4), *places, places[0], treated), seed=1)
    assert found is not None
    assert found.value == six(0.5)
    assert (found.low, found.p_value, found.drawn) == (None, None, True)


def test_an_effect_is_found_and_none_is_not() -> None:
    found = change(panel(20, effect=0.2, seed=2), seed=1)
    nothing = change(panel(20, effect=0.0, seed=2), seed=1)
    assert found is not None
    assert nothing is not None
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0.2 < found.high
    assert found.p_value is not None
    assert found.p_value < 0.001
    assert nothing.low is not None
    assert nothing.high is not None
    assert nothing.low < 0 < nothing.high


def test_few_teams_are_judged_by_drawing_the_starts_again() -> None:
    found = change(panel(8, effect=0.3, seed=4), seed=1)
    assert found is not None
    assert found.drawn
    assert found.low is None
    assert found.p_value is not None
    assert found.p_value <= 0.05


def test_drawing_again_rejects_no_effect_about_as_often_as_it_says() -> None:
    values = [randomised(panel(8, effect=0, seed=seed), seed=seed, times=99) for seed in range(60)]
    found = [value for value in values if value is not None]
    assert len(found) == 60
    assert sum(value <= 0.05 for value in found) <= 9  # 8 at most, 199 times in 200


def test_all_who_start_at_once_have_nothing_beside_them() -> None:
    whole = panel(8, effect=0.3, seed=4)
    everybody = Panel(
        whole.rate, whole.weight, whole.unit, whole.period, whole.team, whole.period >= 6
    )
    assert change(everybody, seed=1) is None


def test_a_trend_that_was_there_before_is_told() -> None:
    whole = panel(20, effect=0.0, seed=6)
    rising = whole.rate + 0.02 * whole.period * (whole.team % 2 == 0)
    found = pre_trend(
        Panel(rising, whole.weight, whole.unit, whole.period, whole.team, whole.treated)
    )
    assert found is not None
    assert found.low is not None
    assert 0 < found.low < 0.02 < (found.high or 0)


def test_kappa_of_a_fourfold_table() -> None:
    found = kappa(*TWO, levels=2)
    assert found is not None
    assert found.kappa == six(0.4)
    assert found.low < 0.4 < found.high
    assert found.of == 50


def test_far_apart_counts_more() -> None:
    near = kappa([0, 1, 2] * 8, [1, 1, 2] * 8, levels=3)
    far = kappa([0, 1, 2] * 8, [2, 1, 2] * 8, levels=3)
    assert near is not None
    assert far is not None
    assert near.kappa > far.kappa


@pytest.mark.parametrize(
    ("first", "second"), [([0, 1] * 4, [0, 1] * 4), ([1] * 12, [1] * 12)], ids=["few", "one level"]
)
def test_no_kappa_of_too_little(first: list[int], second: list[int]) -> None:
    assert kappa(first, second, levels=2) is None


def test_many_looks() -> None:
    assert adjusted([0.01, 0.04, 0.03, 0.5]) == pytest.approx(
        [0.04, 0.0533333333, 0.0533333333, 0.5]
    )
    assert adjusted([]) == []


def test_overdispersion_of_chance_and_of_more() -> None:
    random, n = np.random.default_rng(8), np.full(200, 40)
    chance = overdispersion(random.binomial(n, 0.7), n, 0.7)
    more = overdispersion(random.binomial(n, random.beta(7, 3, 200)), n, 0.7)
    assert chance is not None
    assert more is not None
    assert chance.phi < 1.3
    assert more.phi > 2
    assert more.tau_squared == pytest.approx(0.7 * 0.3 / 11, rel=0.5)


def test_benjamini_hochberg_keeps_order() -> None:
    found = adjusted([0.001 * log(n + 2) for n in range(20)])
    assert found == sorted(found)
    assert ceil(max(found)) <= 1
