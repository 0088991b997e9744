"""The interrupted series: reference values, and where it says nothing."""

import numpy as np
import pytest

from relais.statistics.series import Series, effect_at, interrupted, weeks_needed
from relais.statistics.tests.test_fixtures import six

pytestmark = pytest.mark.once

WEEKS = np.full(24, 50)
TAKEN = np.array(
    [10, 15, 7, 15, 9, 9, 13, 9, 10, 5, 12, 10, 12, 21, 21, 28, 36, 38, 43, 42, 38, 42, 40, 34]
)


def fitted() -> Series:
    series = interrupted(TAKEN, WEEKS, start=12)
    assert series is not None
    return series


def test_coefficients_and_their_errors() -> None:
    series = fitted()
    assert series.beta == pytest.approx([-1.175459, -0.026481, 0.850220, 0.239071], abs=5e-7)
    assert series.phi == six(2.437415)
    quasi = pytest.approx([0.328752, 0.045694, 0.418912, 0.063247], abs=5e-7)
    assert series.quasi_error == quasi


def test_the_effect_at_a_week() -> None:
    effect = effect_at(fitted(), 20, seed=1)
    assert effect.fitted == pytest.approx(0.7423, abs=5e-5)
    assert effect.otherwise == pytest.approx(0.1538, abs=5e-5)
    assert 0 < effect.low < effect.difference < effect.high


def test_no_effect_before_the_change() -> None:
    with pytest.raises(ValueError, match="before the change"):
        effect_at(fitted(), 12, seed=1)


def test_what_decays_after_the_end_is_told_apart() -> None:
    random = np.random.default_rng(3)
    weeks = np.arange(1, 37)
    rate = np.where(weeks <= 12, 0.2, np.where(weeks <= 24, 0.7, 0.7 - 0.03 * (weeks - 24)))
    n = np.full(36, 400)
    series = interrupted(random.binomial(n, rate), n, start=12, end=24)
    assert series is not None
    assert series.beta[2] > 1.5
    assert series.beta[5] < -0.05


@pytest.mark.parametrize(("weeks", "start", "lacks"), [(24, 12, 0), (14, 12, 6), (20, 5, 3)])
def test_eight_weeks_are_wanted_on_each_side(weeks: int, start: int, lacks: int) -> None:
    assert weeks_needed(weeks, start=start) == lacks
    found = interrupted(TAKEN[:weeks], WEEKS[:weeks], start=start)
    assert (found is None) == bool(lacks)


@pytest.mark.parametrize("k", [np.zeros(24, dtype=np.int64), WEEKS])
def test_all_or_none_gives_no_slope(k: np.ndarray) -> None:
    assert interrupted(k, WEEKS, start=12) is None


def test_errors_that_go_on_widen_the_interval() -> None:
    random = np.random.default_rng(11)
    drift = np.zeros(60)
    for week in range(1, 60):
        drift[week] = 0.9 * drift[week - 1] + random.normal(scale=0.35)
    n = np.full(60, 300)
    series = interrupted(random.binomial(n, 1 / (1 + np.exp(-drift))), n, start=30)
    assert series is not None
    assert series.error[2] > series.quasi_error[2]


def test_an_interval_covers_no_effect_about_as_often_as_it_says() -> None:
    random, n, covered = np.random.default_rng(5), np.full(30, 60), 0
    for number in range(100):
        series = interrupted(random.binomial(n, 0.3), n, start=15)
        assert series is not None
        effect = effect_at(series, 25, seed=number, draws=500)
        covered += effect.low <= 0 <= effect.high
    assert covered >= 88  # below this, one time in 200 if the interval is right
