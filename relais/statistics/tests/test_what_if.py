"""What would be: by hand, the same where nothing changes, and never less for a higher rate."""

import pytest

from relais.statistics.returns import return_interval
from relais.statistics.what_if import Shift, Sums, expected

NOBODY = Sums([0] * 4, [0] * 4, [0] * 4, [0] * 3, [0] * 3)
AS_IS = Shift()

pytestmark = pytest.mark.once


def sums(leads: list[int], signed: list[int], visits: list[int]) -> Sums:
    """Sum leads of a rep up whose signatures bring 100 each and whose cost is 50 and visits."""
    whole = [sum(signed), 100 * sum(signed), 50 + sum(visits)]
    return Sums(leads, signed, visits, whole, whole)


# 40 not taken up, 60 taken up: 10 without appointment, 20 not honoured, 30 honoured.
TEAM = sums([40, 10, 20, 30], [0, 1, 2, 9], [0, 0, 40, 90])
SIX = [sums([7, 2, 3 + n, 5], [0, 0, n % 2, 1 + n % 3], [0, 0, 6 + 2 * n, 15]) for n in range(6)]


def test_more_taken_up_by_hand() -> None:
    """From 60 to 80 of 100: 20 leads move, each with 12/60 signatures and 130/60 of visits."""
    found = expected([TEAM], NOBODY, take_up=Shift(failures=0.5), honour=AS_IS, ranges=False)
    then = {name: told.value for name, told in found.then.items()}
    assert then["signed"] == pytest.approx(12 + 20 * 12 / 60)
    assert then["margin"] == pytest.approx(1_600)
    assert then["cost"] == pytest.approx(180 + 20 * 130 / 60)
    assert then["gain"] == pytest.approx(1_600 - 180 - 130 / 3)
    assert found.more["signed"].value == pytest.approx(4)


def test_more_honoured_by_hand() -> None:
    """Half of the 20 not honoured move from 2/20 to 9/30 signatures, and from 2 to 3 of visits."""
    found = expected([TEAM], NOBODY, take_up=AS_IS, honour=Shift(failures=0.5), ranges=False)
    assert found.then["signed"].value == pytest.approx(12 + 10 * (9 / 30 - 2 / 20))
    assert found.then["cost"].value == pytest.approx(180 + 10 * (3 - 2))


def test_both_together_by_hand() -> None:
    """Who is taken up besides meets the better honouring: (12 + 2) / 60 signatures each."""
    half = Shift(failures=0.5)
    found = expected([TEAM], NOBODY, take_up=half, honour=half, ranges=False)
    assert found.then["signed"].value == pytest.approx(14 + 20 * 14 / 60)


def test_less_by_hand() -> None:
    """Half of the 60 taken up are not, and bring nothing; a third of the 30 are not honoured."""
    less = expected([TEAM], NOBODY, take_up=Shift(successes=0.5), honour=AS_IS, ranges=False)
    assert less.then["signed"].value == pytest.approx(6)
    worse = expected([TEAM], NOBODY, take_up=AS_IS, honour=Shift(successes=2 / 3), ranges=False)
    assert worse.then["signed"].value == pytest.approx(12 - 10 * (9 / 30 - 2 / 20))


def test_what_is_unchanged_is_the_same_to_the_last_digit_with_the_range_of_the_return() -> None:
    beside = sums([11, 0, 0, 0], [0] * 4, [3, 0, 0, 0])
    found = expected(SIX, beside, take_up=AS_IS, honour=AS_IS)
    assert found.then == found.today
    assert {told.value for told in found.more.values()} == {0}
    cost, margin = [one.whole[2] for one in SIX], [one.whole[1] for one in SIX]
    same = return_interval(cost, margin, beside=beside.whole[2])
    assert found.today["gained"].interval == same
    for told in found.more.values():
        assert told.interval
        assert (told.interval.low, told.interval.high) == (0, 0)


def test_a_higher_rate_never_gives_less_where_the_honoured_are_signed_more_often() -> None:
    signed = []
    for stays in (1, 0.75, 0.5, 0.25, 0):
        found = expected(SIX, NOBODY, take_up=Shift(stays), honour=Shift(stays))
        then, more = found.then["signed"], found.more["signed"]
        assert then.interval
        assert more.interval
        assert then.value is not None
        assert then.interval.low <= then.value <= then.interval.high
        assert 0 <= more.interval.low <= more.interval.high
        signed.append(then.value)
    assert signed == sorted(signed)
    assert signed[0] < signed[-1]


def test_fewer_passed_on_keep_what_they_gave_themselves() -> None:
    part = Sums([5, 1, 1, 3], [0, 0, 0, 1], [0, 0, 2, 9], [1, 100, 61], [12, 1_200, 180])
    found = expected([part], NOBODY, take_up=AS_IS, honour=AS_IS, ranges=False)
    assert [found.then[name].value for name in ("signed", "margin", "cost")] == [1, 100, 61]
    assert found.more["gain"].value == 39 - 1_020


def test_of_no_leads_nothing_is_told() -> None:
    found = expected([], NOBODY, take_up=AS_IS, honour=AS_IS, ranges=False)
    assert (found.today["signed"].value, found.today["gained"].value) == (0, None)
