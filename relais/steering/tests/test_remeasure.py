"""Whether an act worked: beside its own past, and beside those who did not do it."""

from datetime import UTC, datetime, timedelta

import pytest

from relais.steering.rules.remeasure import (
    BESIDE,
    LONGEST_WAIT,
    Seen,
    Share,
    again_after,
    measured,
    stretches,
)

pytestmark = pytest.mark.once

AT = datetime(2026, 6, 1, tzinfo=UTC)
FIRST, SECOND = stretches(agreed_at=AT, done_at=AT + timedelta(weeks=2), weeks=8)


def reps(k: int, n: int = 10, of: int = 6) -> list[Share]:
    return [Share(k, n)] * of


def test_the_two_stretches_are_as_long_and_leave_out_the_time_in_which_it_was_done() -> None:
    assert FIRST.until - FIRST.since == SECOND.until - SECOND.since == timedelta(weeks=8)
    assert (FIRST.until, SECOND.since) == (AT, AT + timedelta(weeks=2))


def test_a_unit_that_rose_while_the_others_did_not_has_worked() -> None:
    found = measured(Seen(reps(3), reps(8), reps(5, of=20), reps(5, of=20)), FIRST, SECOND)
    assert found["verdict"] == "worked"
    assert found["value"] == pytest.approx(0.5)
    assert 0 < found["low"] < found["value"] < found["high"]
    assert found["others_before"] == [100, 200, 20]
    assert found["rivals"] == [each.value for each in BESIDE]


def test_what_rose_with_everybody_shows_no_effect() -> None:
    found = measured(Seen(reps(3), reps(8), reps(3, of=20), reps(8, of=20)), FIRST, SECOND)
    assert (found["verdict"], found["value"]) == ("not_shown", 0.0)


def test_without_others_the_season_is_among_the_rivals() -> None:
    found = measured(Seen(reps(3), reps(8)), FIRST, SECOND)
    assert (found["verdict"], found["others_before"]) == ("worked", None)
    assert found["rivals"][0] == "season"
    assert measured(Seen(reps(8), reps(3)), FIRST, SECOND)["verdict"] == "worse"


def test_reps_that_differ_widen_the_interval() -> None:
    alike = measured(Seen(reps(5), reps(7)), FIRST, SECOND)
    apart = [Share(10, 10)] * 4 + [Share(1, 10)] * 2
    wide = measured(Seen(reps(5), apart), FIRST, SECOND)
    assert wide["value"] == alike["value"]
    assert wide["high"] - wide["low"] > alike["high"] - alike["low"]


@pytest.mark.parametrize(
    ("seen", "needed"),
    [
        (Seen(reps(3), [Share(2, 4)] * 3), 18),
        (Seen([], reps(3)), 30),
        (Seen(reps(3), []), 30),
        (Seen(reps(3), [Share(5, 40)]), 4),
    ],
)
def test_too_few_are_not_judged_and_say_how_many_more(seen: Seen, needed: int) -> None:
    found = measured(seen, FIRST, SECOND)
    assert (found["verdict"], found["needed"]) == ("not_enough_data", needed)
    assert "value" not in found


@pytest.mark.parametrize("few", [1, 2, 4])
def test_what_one_to_four_reps_did_is_not_kept(few: int) -> None:
    found = measured(Seen(reps(3), [Share(9, 40)] * few), FIRST, SECOND)
    assert (found["before"], found["after"]) == ([18, 60, 6], [None, 40 * few, few])
    assert found["verdict"] == "not_enough_data"
    assert measured(Seen([], reps(3)), FIRST, SECOND)["before"] == [0, 0, 0]


def test_all_and_none_make_no_figure_that_is_none() -> None:
    for before, after in ((0, 10), (10, 0), (0, 0), (10, 10)):
        found = measured(Seen(reps(before), reps(after)), FIRST, SECOND)
        assert -1 <= found["low"] <= found["value"] <= found["high"] <= 1


def test_what_is_too_little_is_looked_at_later_for_a_year_at_most() -> None:
    few = measured(Seen(reps(3), [Share(1, 5)] * 3), FIRST, SECOND)
    assert again_after(few, FIRST, at=AT, weeks=8) == 8  # fifteen more, as fast as fifteen came
    assert again_after(few, FIRST, at=AT + LONGEST_WAIT, weeks=8) is None
    enough = measured(Seen(reps(3), reps(8)), FIRST, SECOND)
    assert again_after(enough, FIRST, at=AT, weeks=8) is None
    nothing = measured(Seen(reps(3), []), FIRST, SECOND)
    assert again_after(nothing, FIRST, at=AT, weeks=8) == 13
