"""Deeds close before a deadline, shares beside the others: made-up cases, honest worlds."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

import pytest

from relais.challenge.rules.bunching import (
    Counted,
    Deed,
    Line,
    Share,
    Worked,
    apart,
    before_each,
    before_steps,
    bunched,
    enough_of,
    first_deeds,
)
from relais.challenge.rules.fair import FairCheck, lacking, sample
from relais.lib.periods import Period
from relais.statistics.tails import binomial_tail, hypergeometric_tail

pytestmark = pytest.mark.once

START = datetime(2026, 3, 2, tzinfo=UTC)  # a Monday
WEEKS, DAY, HOUR = 4, timedelta(days=1), timedelta(hours=1)
END = START + WEEKS * 7 * DAY
OFFICE = Worked([
    Period(START + day * DAY + 9 * HOUR, START + day * DAY + 17 * HOUR)
    for day in range(WEEKS * 7)
    if day % 7 < 5
])  # fmt: skip
ALL = [Period(START, END)]


def at_work(random: Random) -> datetime:
    """Give a moment of working time, each as likely."""
    day, hour = random.randrange(WEEKS * 5), random.random() * 8
    return START + (day // 5 * 7 + day % 5) * DAY + (9 + hour) * HOUR


def deeds_at(*moments: datetime) -> list[Deed]:
    return sorted((moment, UUID(int=number)) for number, moment in enumerate(moments))


def honest(random: Random, number: int) -> Counted:
    """Let somebody do things whenever he works."""
    moments = [at_work(random) for _ in range(random.randint(3, 40))]
    return before_each(ALL, deeds_at(*moments), OFFICE, person_id=UUID(int=number))


def test_the_window_ends_with_the_last_work_before_the_deadline() -> None:
    friday, weekend = START + 25 * DAY + 16 * HOUR, START + 26 * DAY
    early = START + 3 * DAY + 10 * HOUR
    found = before_each(
        ALL, deeds_at(early, friday, weekend), OFFICE, person_id=UUID(int=1)
    )  # fmt: skip
    assert (found.k, found.n) == (2, 3)
    assert found.share == pytest.approx(16 / 160)  # Wednesday evening to Friday evening
    assert [lead_id for lead_id, _ in found.cases] == [UUID(int=1), UUID(int=2)]


def test_working_time_is_measured_and_absence_is_none_of_it() -> None:
    monday = START + 9 * HOUR
    assert OFFICE.between(monday + HOUR, monday + DAY) == 7 * HOUR
    assert OFFICE.between(START, START + 7 * DAY) == 40 * HOUR
    assert OFFICE.between(END, START) == timedelta()
    away = Worked([Period(END - 3 * DAY + 9 * HOUR, END - 3 * DAY + 17 * HOUR)])
    moments = [END - 3 * DAY + 10 * HOUR + number * timedelta(minutes=9) for number in range(20)]
    found = before_each(ALL, deeds_at(*moments), away, person_id=UUID(int=1))
    assert (found.k, found.share) == (20, 1.0)
    assert not list(bunched(FairCheck.ENDING, [found]))


def test_of_several_weeks_each_deed_counts_where_it_falls() -> None:
    """A week's end is the next one's start; the 48 hours end on Friday at 17, and open before."""
    first, second = Period(START, START + 7 * DAY), Period(START + 7 * DAY, START + 14 * DAY)
    opens = START + 2 * DAY + 17 * HOUR
    moments = (
        START - HOUR, START, opens - HOUR, opens,
        second.start, opens + 7 * DAY, second.end - HOUR, second.end,
    )  # fmt: skip
    found = before_each([first, second], deeds_at(*moments), OFFICE, person_id=UUID(int=1))
    assert (found.k, found.n) == (3, 6)
    assert found.share == pytest.approx(32 / 80)
    assert [lead_id.int for lead_id, _ in found.cases] == [3, 5, 6]


def test_what_is_no_more_than_expected_need_not_be_reckoned() -> None:
    """Its chance is a quarter at least, far above what is kept, of counts and of shares."""
    for n in (10, 11, 17, 40):
        for percent in range(1, 100):
            k = n * percent // 100
            assert binomial_tail(k, n, rate=percent / 100) > 0.25
            assert hypergeometric_tail(k, n, marked=percent, of=100) > 0.25


def test_who_does_nearly_all_at_the_end_is_seen_among_others() -> None:
    random = Random(7)
    late = [END - 3 * DAY + 10 * HOUR + number * timedelta(minutes=9) for number in range(12)]
    moments = [at_work(random) for _ in range(8)] + late
    him = before_each(ALL, deeds_at(*moments), OFFICE, person_id=UUID(int=99))
    others = [honest(random, number) for number in range(60)]
    [found] = bunched(FairCheck.ENDING, [*others, him])
    assert (found.person_id, found.n, found.expected) == (UUID(int=99), 20, him.share)
    assert found.p is not None
    assert found.p < 1e-5
    assert found.cases == him.cases


def test_under_ten_leads_nothing_is_said() -> None:
    late = [END - 3 * DAY + 10 * HOUR + number * HOUR / 4 for number in range(9)]
    found = before_each(ALL, deeds_at(*late), OFFICE, person_id=UUID(int=1))
    assert (found.k, found.n) == (9, 9)
    assert not list(bunched(FairCheck.ENDING, [found]))
    assert enough_of([found, honest(Random(3), 2)])[1] == 2


def test_honest_worlds_are_left_in_peace() -> None:
    random, worlds = Random(11), 80
    alarms = 0
    for _ in range(worlds):
        found = list(bunched(FairCheck.ENDING, [honest(random, number) for number in range(30)]))
        alarms += bool(found)
    assert alarms <= worlds * 0.05


def test_honest_shares_are_left_in_peace_and_one_far_apart_is_seen() -> None:
    random, worlds, alarms = Random(13), 80, 0
    for _ in range(worlds):
        sizes = [random.randint(5, 60) for _ in range(40)]
        rows = [
            Share(UUID(int=number), sum(random.random() < 0.2 for _ in range(size)), size)
            for number, size in enumerate(sizes)
        ]
        alarms += bool(list(apart(FairCheck.NO_APPROACH, rows)))
    assert alarms <= worlds * 0.05
    him = Share(UUID(int=99), 24, 30)
    [found] = apart(FairCheck.NO_APPROACH, [*rows, him])
    assert (found.person_id, found.k, found.n) == (him.person_id, 24, 30)
    assert found.others == (sum(row.k for row in rows), sum(row.n for row in rows))
    assert not list(apart(FairCheck.TAKEN_BACK, [him, Share(UUID(int=1), 0, 29)]))  # too few others


def of_one_point(moments: list[datetime]) -> Iterator[Line]:
    for number, moment in enumerate(sorted(moments)):
        week = date(2026, 3, 2) + (moment - START).days // 7 * timedelta(days=7)
        yield Line(moment, UUID(int=number), 1, week)


def steps(moments: list[datetime], *wanted: int, cap: int | None = None) -> Counted | None:
    return before_steps(
        wanted, list(of_one_point(moments)), OFFICE, since=START, cap=cap, factor=1000,
        person_id=UUID(int=5),
    )  # fmt: skip


def test_a_rush_before_a_step_is_seen_and_the_deed_that_reached_it_left_out() -> None:
    random = Random(5)
    slow = [START + number * 2 * DAY + 10 * HOUR for number in range(5)]
    rush = [START + 17 * DAY + 9 * HOUR + number * HOUR / 4 for number in range(15)]
    found = steps(slow + rush, 20)
    assert found is not None
    assert (found.step, found.n, found.k) == (20, 19, 14)
    assert [one.step for one in bunched(FairCheck.STEPS, [found])] == [20]
    assert steps(slow + rush, 21) is None
    assert steps(slow + rush, 20, cap=3) is None
    even = [steps([at_work(random) for _ in range(30)], 10, 20) for _ in range(60)]
    rows = [one for one in even if one]
    assert len(rows) == 60
    assert not list(bunched(FairCheck.STEPS, rows, looks=2))


def test_a_lead_counts_once_when_it_first_won_points() -> None:
    lead, later = UUID(int=1), START + HOUR
    lines = [
        Line(later, lead, 3, date(2026, 3, 2)),
        Line(START, lead, 1, date(2026, 3, 2)),
        Line(START, UUID(int=2), -1, date(2026, 3, 2)),
    ]
    assert first_deeds(lines) == [(START, lead)]


def test_a_tenth_is_confirmed_at_least_and_the_same_seed_draws_the_same() -> None:
    assert [lacking(n, 0) for n in (0, 1, 10, 11, 100)] == [0, 1, 1, 2, 10]
    assert [lacking(100, drawn) for drawn in (9, 10, 30)] == [1, 0, 0]
    ids = [UUID(int=number) for number in range(200)]
    drawn = sample("seed", ids, count=20)
    assert drawn == sample("seed", ids[::-1], count=20)
    assert len(set(drawn)) == 20
    assert drawn != sample("other", ids, count=20)
