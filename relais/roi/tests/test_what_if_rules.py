"""What may be supposed, and when too little is known to answer: by hand."""

from decimal import Decimal

import pytest

from relais.measures.rules import Rate
from relais.roi.rules.what_if import (
    Flow,
    Group,
    Lack,
    Supposed,
    Tally,
    lacking,
    points_needed,
    shares_of,
)

pytestmark = pytest.mark.once


def flow(*counts: int, signed: int = 10) -> Flow:
    tallies = [Tally(count) for count in counts]
    tallies[-1] = Tally(counts[-1], signed, due=counts[-1], honoured=counts[-1])
    return Flow(dict(zip(Group, tallies, strict=True)))


@pytest.mark.parametrize(
    ("k", "to", "shares"),
    [
        (60, None, (1, 1)),
        (60, "60", (1, 1)),
        (60, "80", (0.5, 1)),
        (60, "100", (0, 1)),
        (60, "30", (1, 0.5)),
        (60, "0", (1, 0)),
        (0, "50", (0.5, 1)),
        (100, "50", (1, 0.5)),
    ],
)
def test_a_rate_moves_a_share_of_failures_or_of_successes(
    k: int, to: str | None, shares: tuple[float, float]
) -> None:
    assert shares_of(Rate.of(k, 100), Decimal(to) if to else None) == shares


def test_the_rate_itself_moves_nobody_though_it_cannot_be_written_in_two_digits() -> None:
    assert shares_of(Rate.of(1, 8), Decimal("12.5")) == (1, 1)
    assert shares_of(Rate.of(0, 0), Decimal(50)) == (1, 1)


def test_rates_are_over_those_that_came_so_far() -> None:
    groups = {
        Group.NOT_SENT: Tally(7), Group.NOT_TAKEN_UP: Tally(40, due=5),
        Group.NO_APPOINTMENT: Tally(10), Group.NOT_HONOURED: Tally(20, 2, due=25),
        Group.HONOURED: Tally(30, 9, due=35, honoured=31),
    }  # fmt: skip
    found = Flow(groups)
    assert (found.take_up.numerator, found.take_up.denominator) == (60, 100)
    assert (found.honour.numerator, found.honour.denominator) == (31, 60)
    assert (found.whole.leads, found.whole.signed) == (107, 11)


def test_too_little_is_told_with_how_many_more() -> None:
    few = flow(0, 50, 5, 0, 20, signed=8)
    both = Supposed(take_up=Decimal(80), honour=Decimal(90))
    assert lacking(both, few, reps=4) == {
        Lack.SIGNATURES: 2, Lack.REPS: 2, Lack.TAKEN_UP: 5, Lack.HONOURED: 10,
    }  # fmt: skip
    assert lacking(Supposed(minimum=50), flow(0, 0, 0, 0, 10), reps=6) == {}


def test_points_are_rounded_as_scores_are() -> None:
    """Of 6 points, 4 are 66 percent and not 67."""
    assert [points_needed(percent, of=6) for percent in (1, 66, 67, 100)] == [1, 4, 5, 6]
    assert points_needed(50, of=0) == 0
