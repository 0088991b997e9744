"""Rates corrected for the mix: by hand, beside those of one stratum, and what is no rate."""

from typing import Any

import numpy as np
import pytest

from relais.statistics.clustered import by_reps
from relais.statistics.intervals import score, wilson
from relais.statistics.standardised import standardise

pytestmark = pytest.mark.once


def cells(*rows: tuple[int, int, int, int]) -> dict[str, Any]:
    """Give hits, cases, stratum and person of each cell as arrays."""
    k, n, strata, persons = np.array(rows).T
    return {"k": k, "n": n, "strata": strata, "persons": persons}


def test_each_stratum_counts_by_its_weight() -> None:
    """By hand: rates .5 of 20 and .1 of 10, weights .25 and .75, each case alone."""
    rows = [(1, 2, 0, person) for person in range(10)] + [(1, 10, 1, 10)]
    found = standardise(**cells(*rows), weights=np.array([0.25, 0.75]))
    assert found.rate == pytest.approx(0.25 * 0.5 + 0.75 * 0.1)
    variance = 0.25**2 * 0.5 * 0.5 / 20 + 0.75**2 * 0.1 * 0.9 / 10
    assert found.size == pytest.approx(min(0.2 * 0.8 / variance, 1 / (0.25**2 / 20 + 0.75**2 / 10)))
    told = score(found.rate, found.size)
    assert (found.low, found.high) == (told.low, told.high)


def test_of_one_stratum_it_is_the_interval_by_persons() -> None:
    k, n = np.array([0, 1, 9, 10, 3]), np.array([10, 10, 10, 10, 10])
    rows = [(int(a), int(b), 0, place) for place, (a, b) in enumerate(zip(k, n, strict=True))]
    found = standardise(**cells(*rows), weights=np.array([1.0]))
    expected = by_reps(k, n)
    assert expected is not None
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))
    assert found.size < 50


def test_of_all_or_none_each_case_stands_alone() -> None:
    for hits in (0, 8):
        found = standardise(**cells((hits, 8, 0, 0)), weights=np.array([1.0]))
        expected = wilson(hits, 8)
        assert expected is not None
        assert (found.low, found.high) == pytest.approx((expected.low, expected.high))


@pytest.mark.parametrize(
    ("row", "weights"), [((3, 2, 0, 0), [1.0]), ((1, 2, 0, 0), [0.5]), ((1, 2, 0, 0), [0.5, 0.5])]
)
def test_what_makes_no_rate_is_refused(
    row: tuple[int, int, int, int], weights: list[float]
) -> None:
    with pytest.raises(ValueError, match=r"no rate|no weight"):
        standardise(**cells(row), weights=np.array(weights))


def test_no_interval_of_no_cases() -> None:
    for rate, size in ((0.5, 0.0), (1.5, 4.0)):
        with pytest.raises(ValueError, match="no rate"):
            score(rate, size)
