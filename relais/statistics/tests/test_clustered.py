"""The interval by reps: Wilson's where reps are alike, wider where they differ."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relais.statistics.clustered import by_reps
from relais.statistics.intervals import wilson
from relais.statistics.tests.test_fixtures import ALL_TWO_THIRDS, TENS, THIRD_NONE

pytestmark = pytest.mark.once


def test_reps_alike_are_as_many_cases() -> None:
    found, plain = by_reps(ALL_TWO_THIRDS, TENS), wilson(int(ALL_TWO_THIRDS.sum()), 120)
    assert found is not None
    assert plain is not None
    assert (found.low, found.high) == pytest.approx((plain.low, plain.high))


def test_a_third_who_honour_none_widen_it() -> None:
    found, plain = by_reps(THIRD_NONE, TENS), wilson(int(THIRD_NONE.sum()), 120)
    assert found is not None
    assert plain is not None
    assert found.high - found.low > 2.5 * (plain.high - plain.low)
    assert found.low < 0.65 < found.high


def test_nothing_due_has_no_interval() -> None:
    assert by_reps(np.array([0]), np.array([0])) is None


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=30))
def test_no_counts_give_a_nan(rows: list[tuple[int, int]]) -> None:
    k, rest = (np.array(column) for column in zip(*rows, strict=True))
    found = by_reps(k, k + rest)
    if found is not None:
        rate = k.sum() / (k + rest).sum()
        assert 0 <= found.low <= rate <= found.high <= 1


@pytest.mark.parametrize("truth", ["alike", "third", "spread"])
def test_it_covers_about_as_often_as_it_says(truth: str) -> None:
    random, covered = np.random.default_rng(12), 0
    for _ in range(300):
        rates = {
            "alike": np.full(24, 0.67),
            "third": np.where(random.random(24) < 1 / 3, 0.02, 0.97),
            "spread": random.beta(0.67 * 9, 0.33 * 9, 24),
        }[truth]
        n = random.integers(6, 15, 24)
        found = by_reps(random.binomial(n, rates), n)
        assert found is not None
        covered += (
            found.low <= (0.02 + 2 * 0.97) / 3 <= found.high
            if truth == "third"
            else (found.low <= 0.67 <= found.high)
        )
    assert 273 <= covered <= 298  # 91 to 99.5 %: 300 worlds tell no more finely
