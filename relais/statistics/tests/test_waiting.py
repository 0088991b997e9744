"""Survival, competing ends and the log-rank test: reference values, and what must always hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relais.statistics.survival import CENSORED, aalen_johansen, kaplan_meier
from relais.statistics.tests.test_fixtures import six
from relais.statistics.waiting import log_rank, log_rank_clustered

pytestmark = pytest.mark.once

FIRST = np.array([1, 2, 2, 3, 4, 5, 6, 8, 10, 10.0])
FIRST_SEEN = np.array([1, 1, 1, 0, 1, 1, 0, 1, 0, 0], dtype=bool)
SECOND = np.array([1, 1, 2, 2, 3, 3, 4, 5, 6, 7.0])
SECOND_SEEN = np.array([1, 1, 1, 1, 1, 0, 1, 1, 1, 1], dtype=bool)
BOTH = np.concatenate([FIRST, SECOND])
SEEN = np.concatenate([FIRST_SEEN, SECOND_SEEN])
IN_FIRST = np.arange(20) < 10

cases = st.lists(st.tuples(st.integers(1, 30), st.integers(0, 2)), min_size=1, max_size=60)


def test_kaplan_meier() -> None:
    curve = kaplan_meier(FIRST, FIRST_SEEN)
    assert curve is not None
    assert curve.at(8) == six(0.311111)
    assert curve.error[list(curve.times).index(8)] == pytest.approx(0.168362, abs=5e-7)
    assert curve.median == 5.0
    assert curve.at(0.5) == 1.0


def test_no_median_where_fewer_than_half_were_seen() -> None:
    curve = kaplan_meier(np.array([1.0, 2, 3, 4]), np.array([True, False, False, False]))
    assert curve is not None
    assert curve.median is None


def test_log_rank() -> None:
    found = log_rank(BOTH, SEEN, IN_FIRST)
    assert found.observed == 6
    assert found.expected == six(9.022775)
    assert found.variance == six(2.967437)
    assert found.chi_square == six(3.079146)
    assert found.p_value == six(0.079302)


def test_strata_are_compared_each_for_itself() -> None:
    slow = np.concatenate([BOTH, BOTH + 100])
    seen, first = np.concatenate([SEEN, SEEN]), np.concatenate([IN_FIRST, IN_FIRST])
    strata = np.repeat([0, 1], 20)
    alone, both = log_rank(BOTH, SEEN, IN_FIRST), log_rank(slow, seen, first, strata)
    assert both.observed == 2 * alone.observed
    assert both.expected == pytest.approx(2 * alone.expected)
    assert both.variance == pytest.approx(2 * alone.variance)


def test_cases_of_one_rep_weigh_less_than_as_many_of_many() -> None:
    random = np.random.default_rng(7)
    pace = np.repeat(random.gamma(0.7, size=12), 15)  # reps differ, groups do not
    time, first = random.exponential(pace), np.repeat(np.arange(12) < 6, 15)
    seen, reps = np.ones(180, dtype=bool), np.repeat(np.arange(12), 15)
    naive = log_rank(time, seen, first).p_value
    clustered = log_rank_clustered(time, seen, first, reps, seed=1)
    assert naive is not None
    assert clustered is not None
    assert clustered > naive


def test_few_clusters_say_nothing() -> None:
    assert log_rank_clustered(BOTH, SEEN, IN_FIRST, np.arange(20) // 5, seed=1) is None


def test_nothing_seen_differs_by_nothing() -> None:
    found = log_rank(BOTH, np.zeros(20, dtype=bool), IN_FIRST)
    assert (found.chi_square, found.p_value) == (None, None)


@given(cases)
def test_who_waits_and_who_ended_are_everybody(told: list[tuple[int, int]]) -> None:
    time = np.array([each for each, _ in told], dtype=np.float64)
    end = np.array([way for _, way in told])
    shares = aalen_johansen(time, end)
    waiting = kaplan_meier(time, end != CENSORED)
    assert shares is not None
    assert waiting is not None
    total = sum((ended for ended in shares.ended.values()), np.zeros(len(shares.times)))
    assert total + waiting.waiting == pytest.approx(np.ones(len(shares.times)))


@given(cases)
def test_a_band_holds_its_curve_and_is_never_a_nan(told: list[tuple[int, int]]) -> None:
    time = np.array([each for each, _ in told], dtype=np.float64)
    curve = kaplan_meier(time, np.array([way > 0 for _, way in told]))
    assert curve is not None
    assert (curve.low <= curve.waiting + 1e-12).all()
    assert (curve.waiting <= curve.high + 1e-12).all()
    for each in (curve.low, curve.high, curve.error):
        assert np.isfinite(each).all()


def test_no_case_is_no_curve() -> None:
    assert kaplan_meier(np.array([]), np.array([], dtype=bool)) is None
    assert aalen_johansen(np.array([]), np.array([], dtype=np.int64)) is None


def test_a_time_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="below zero"):
        kaplan_meier(np.array([-1.0]), np.array([True]))
