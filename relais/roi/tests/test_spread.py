"""An amount is spread over leads to the last cent, whatever they weigh."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relais.roi.rules.spread import Share, spread

pytestmark = pytest.mark.once

COUNTS = st.dictionaries(st.integers(0, 4), st.integers(0, 5_000))


@given(st.integers(0, 10**12), COUNTS)
def test_the_parts_add_up_to_the_amount(amount: int, counts: dict[int, int]) -> None:
    shares = spread(amount, counts)
    borne = sum(share.each * counts[weight] + share.more for weight, share in shares.items())

    anybody = any(weight and count for weight, count in counts.items())
    assert borne == (amount if anybody else 0)


@given(st.integers(0, 10**12), COUNTS)
def test_nobody_bears_a_cent_off_his_part(amount: int, counts: dict[int, int]) -> None:
    whole = sum(weight * count for weight, count in counts.items())
    for weight, share in spread(amount, counts).items():
        exact = Fraction(amount * weight, whole)
        assert share.each <= exact < share.each + 1
        assert 0 <= share.more <= counts[weight]


@given(st.integers(0, 10**9), st.integers(1, 500), st.integers(1, 500))
def test_who_weighs_more_never_bears_less(amount: int, light: int, heavy: int) -> None:
    shares = spread(amount, {1: light, 3: heavy})
    assert shares[3].each >= shares[1].each


def test_the_largest_remainder_gets_the_cent() -> None:
    assert spread(100, {1: 3}) == {1: Share(33, 1)}
    assert spread(10, {1: 1, 2: 2}) == {1: Share(2, 0), 2: Share(4, 0)}
    assert spread(11, {1: 1, 3: 1}) == {1: Share(2, 1), 3: Share(8, 0)}
    assert spread(5, {1: 0}) == {}


@pytest.mark.parametrize(("amount", "counts"), [(-1, {1: 1}), (1, {-1: 1}), (1, {1: -1})])
def test_nothing_below_zero_is_spread(amount: int, counts: dict[int, int]) -> None:
    with pytest.raises(ValueError, match="below zero"):
        spread(amount, counts)
