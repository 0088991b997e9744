"""The rules of meetings: periods that follow each other, days, and which teams are shown apart."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from relais.lib.teams import shown_apart
from relais.steering.rules.meetings import (
    InThePast,
    LastsWrong,
    PeriodWrong,
    Span,
    When,
    check_period,
    check_when,
    next_span,
    next_start,
)

pytestmark = pytest.mark.once
PARIS = ZoneInfo("Europe/Paris")
AT = datetime(2026, 3, 10, 9, tzinfo=UTC)


def span(*days: str) -> Span:
    return Span(*map(date.fromisoformat, days))


@pytest.mark.parametrize(
    ("last", "following"),
    [
        (("2026-02-01", "2026-02-28"), ("2026-03-01", "2026-03-31")),
        (("2026-01-01", "2026-03-31"), ("2026-04-01", "2026-06-30")),
        (("2026-12-01", "2026-12-31"), ("2027-01-01", "2027-01-31")),
        (("2026-03-02", "2026-03-08"), ("2026-03-09", "2026-03-15")),
        (("2026-03-05", "2026-03-05"), ("2026-03-06", "2026-03-06")),
        (("2026-02-02", "2026-02-28"), ("2026-03-01", "2026-03-27")),
    ],
)
def test_a_period_is_followed_by_one_as_long(
    last: tuple[str, str], following: tuple[str, str]
) -> None:
    assert next_span(span(*last)) == span(*following)


def test_the_next_meeting_is_on_the_same_weekday_once_its_period_is_over() -> None:
    last = datetime(2026, 3, 4, 13, 30, tzinfo=UTC)  # a Wednesday, 14:30 in Paris in winter
    found = next_start(last, span("2026-03-01", "2026-03-31"), zone=PARIS)
    assert found == datetime(2026, 4, 1, 12, 30, tzinfo=UTC)  # a Wednesday, 14:30 in summer


def test_a_meeting_is_to_come_and_lasts_as_meetings_do() -> None:
    soon = AT + timedelta(minutes=1)
    check_when(When(soon, 15), at=AT)
    with pytest.raises(InThePast):
        check_when(When(AT), at=AT)
    for minutes in (14, 481):
        with pytest.raises(LastsWrong):
            check_when(When(soon, minutes), at=AT)


def test_a_period_ends_after_it_begins_within_a_year() -> None:
    check_period(date(2026, 1, 1), date(2026, 12, 31))
    check_period(date(2026, 1, 1), date(2026, 1, 1))
    for until in (date(2025, 12, 31), date(2027, 1, 2)):
        with pytest.raises(PeriodWrong):
            check_period(date(2026, 1, 1), until)


@pytest.mark.parametrize(
    ("sizes", "apart"),
    [
        ({"a": 8, "b": 5}, {"a", "b"}),
        ({"a": 8, "b": 4}, set[str]()),  # b would be the whole without a
        ({"a": 8, "b": 4, "c": 6}, {"a"}),  # so c, the smaller, hides b
        ({"a": 8, "b": 4, "c": 1}, {"a"}),  # five together
        ({"a": 4, "b": 3}, set[str]()),
        ({"a": 9, "b": 0}, {"a"}),
        ({}, set[str]()),
    ],
)
def test_no_team_below_five_can_be_worked_out(sizes: dict[str, int], apart: set[str]) -> None:
    assert shown_apart(sizes) == apart
