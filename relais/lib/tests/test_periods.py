from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from relais.lib.periods import Period, merge, overlap, subtract

DAWN = datetime(2026, 3, 2, tzinfo=UTC)


def period(start: int, end: int) -> Period:
    return Period(DAWN + timedelta(hours=start), DAWN + timedelta(hours=end))


periods = st.lists(
    st.tuples(st.integers(0, 24), st.integers(0, 24)).map(lambda pair: period(*pair)), max_size=8
)


def hours(found: list[Period]) -> set[int]:
    return {
        hour for hour in range(24) for start, end in found
        if start <= DAWN + timedelta(hours=hour) < end
    }  # fmt: skip


def test_periods_that_follow_one_another_do_not_overlap() -> None:
    assert not overlap(period(9, 10), period(10, 11))
    assert not overlap(period(10, 11), period(9, 10))


def test_a_period_within_another_overlaps_it_both_ways() -> None:
    assert overlap(period(9, 12), period(10, 11))
    assert overlap(period(10, 11), period(9, 12))


@given(periods)
def test_merged_periods_hold_the_same_hours_and_stand_apart(given_periods: list[Period]) -> None:
    merged = merge(given_periods)
    assert hours(merged) == hours(given_periods)
    assert all(one.end < following.start for one, following in pairwise(merged))


@given(periods, periods)
def test_what_is_left_holds_exactly_the_hours_not_taken(
    given_periods: list[Period], taken: list[Period]
) -> None:
    left = list(subtract(given_periods, taken))
    assert hours(left) == hours(given_periods) - hours(taken)
