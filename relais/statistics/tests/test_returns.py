"""How sure a return is, with reps drawn anew."""

import numpy as np
import pytest

from relais.statistics.returns import DRAWS, SEED, draws_of, return_interval

pytestmark = pytest.mark.once

ONES = np.ones(40)


def test_where_all_reps_are_alike_there_is_nothing_to_doubt() -> None:
    interval = return_interval(ONES * 100, ONES * 310)
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((2.1, 2.1))


def test_the_width_is_that_of_the_ratio_of_totals() -> None:
    """With the same cost for each rep the return is a mean, whose error is known."""
    margin = np.where(np.arange(400) % 10 == 0, 1_000.0, 0.0)
    interval = return_interval(np.full(400, 50.0), margin)
    assert interval is not None
    error = margin.std() / 50 / np.sqrt(400)
    assert DRAWS >= 2_000
    assert interval.low == pytest.approx(1 - 1.96 * error, abs=0.06)
    assert interval.high == pytest.approx(1 + 1.96 * error, abs=0.06)


def test_the_same_figures_give_the_same_interval() -> None:
    cost, margin = np.arange(1.0, 31), np.arange(30.0, 0, -1) ** 2
    assert return_interval(cost, margin) == return_interval(cost, margin)


def test_what_no_rep_is_behind_is_spent_in_each_draw() -> None:
    interval = return_interval(ONES * 0, ONES * 10, beside=400.0)
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((0, 0))
    assert return_interval(ONES * 0, ONES * 10) is None


def test_reps_are_one_cost_and_one_margin_each() -> None:
    with pytest.raises(ValueError, match="one margin a rep"):
        return_interval(ONES, ONES[:3])
    with pytest.raises(ValueError, match="one margin a rep"):
        return_interval(ONES[:0], ONES[:0])


def test_draws_hang_on_the_number_of_reps_alone_and_cannot_be_spoilt_by_who_uses_them() -> None:
    anew = np.random.default_rng(SEED).multinomial(700, np.full(700, 1 / 700), size=DRAWS)
    for _ in range(2):
        pieces = list(draws_of(700))
        assert np.array_equal(np.concatenate(pieces), anew)
        for piece in pieces:
            piece[:] = 0
