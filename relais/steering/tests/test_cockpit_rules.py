"""What counts as done, week by week, and what fits into a quarter of an hour: no database."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from relais.steering.rules.cockpit import (
    COUNTED,
    Kind,
    Matter,
    Stand,
    Step,
    Tally,
    lines_of,
    routine,
    stand_of,
)

pytestmark = pytest.mark.once

NOW = datetime(2026, 3, 11, 9, tzinfo=UTC)  # a Wednesday
DAY = timedelta(days=1)
PARIS = ZoneInfo("Europe/Paris")


def matter(
    *deeds: datetime, falls: datetime = NOW - DAY, settled: datetime | None = None
) -> Matter:
    return Matter(Kind.ASK, falls, falls, falls + 7 * DAY, deeds, settled)


@pytest.mark.parametrize(
    ("given", "stand"),
    [
        (matter(), Stand.OPEN),
        (matter(NOW), Stand.DONE),
        (matter(NOW + DAY), Stand.OPEN),  # what is to come is not done
        (matter(NOW - 2 * DAY), Stand.OPEN),  # what was before is no answer to it
        (matter(settled=NOW), Stand.SETTLED),
        (matter(NOW - DAY, settled=NOW), Stand.DONE),
        (matter(falls=NOW - 8 * DAY), Stand.MISSED),
        (matter(NOW, falls=NOW - 8 * DAY), Stand.MISSED),  # a day too late
        (matter(settled=NOW, falls=NOW - 8 * DAY), Stand.MISSED),
    ],
)
def test_a_matter_is_done_settled_missed_or_still_to_do(given: Matter, stand: Stand) -> None:
    assert stand_of(given, at=NOW) is stand


def test_weeks_count_done_of_due_and_leave_out_what_others_settled() -> None:
    matters = [matter(NOW), matter(), matter(settled=NOW), matter(falls=NOW - 9 * DAY)]
    lines = lines_of(matters, zone=PARIS, at=NOW)
    assert [line.kind for line in lines] == list(COUNTED)
    asked = next(line for line in lines if line.kind is Kind.ASK)
    assert asked.now == Tally(date(2026, 3, 9), done=1, due=2, open=1)
    assert asked.weeks[1] == Tally(date(2026, 3, 2), done=0, due=1, open=0)
    assert [week.due for line in lines for week in line.weeks if line is not asked] == [0] * 25


def test_a_week_begins_at_midnight_where_the_house_is() -> None:
    sunday_in_london = datetime(2026, 3, 8, 23, 30, tzinfo=UTC)
    lines = lines_of([matter(falls=sunday_in_london)], zone=PARIS, at=NOW)
    assert next(line for line in lines if line.kind is Kind.ASK).now.due == 1


def steps(*wanted: tuple[Kind, int]) -> list[Step[int]]:
    """Give steps, each known by how many days it waits."""
    return [Step(kind, NOW - days * DAY, days) for kind, days in wanted]


def chosen(*wanted: tuple[Kind, int], minutes: int = 15) -> list[tuple[Kind, int]]:
    return [(step.kind, step.about) for step in routine(steps(*wanted), minutes=minutes)]


def test_nothing_due_makes_no_routine() -> None:
    assert chosen() == []


def test_one_of_each_kind_in_turn_the_longest_waiting_first() -> None:
    assert chosen((Kind.ASK, 1), (Kind.FOLLOW, 2), (Kind.ASK, 5), (Kind.HEAR, 3)) == [
        (Kind.HEAR, 3), (Kind.ASK, 5), (Kind.FOLLOW, 2), (Kind.ASK, 1),
    ]  # fmt: skip


def test_it_stops_at_its_minutes_and_many_of_one_kind_do_not_keep_others_out() -> None:
    many = [(Kind.HEAR, days) for days in range(10, 20)]
    found = chosen(*many, (Kind.FOLLOW, 1), (Kind.ASK, 1))
    assert found == [(Kind.HEAR, 19), (Kind.ASK, 1), (Kind.FOLLOW, 1), (Kind.HEAR, 18)]
    assert sum(step.minutes for step in routine(steps(*many))) == 15


def test_what_goes_beyond_gives_way_to_something_shorter() -> None:
    wanted = [(Kind.HEAR, 2), (Kind.HEAR, 1), (Kind.ASK, 1), (Kind.ASK, 2)]
    assert chosen(*wanted, minutes=7) == [(Kind.HEAR, 2), (Kind.ASK, 2), (Kind.ASK, 1)]
    assert chosen((Kind.HEAR, 1), minutes=4) == []
