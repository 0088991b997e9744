from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from relais.lib.periods import Period
from relais.people.rules.working_time import (
    Calendar,
    NoWorkingTime,
    OpeningHours,
    Span,
    WorkingWeek,
    WrongOpeningHours,
    WrongSpan,
    add_span,
    add_working_days,
    add_working_minutes,
    is_working,
    whole_days,
    worked_minutes,
    working_periods,
)

PARIS = ZoneInfo("Europe/Paris")
ZONES = [
    PARIS,
    ZoneInfo("America/New_York"),
    ZoneInfo("Asia/Kolkata"),
    ZoneInfo("Australia/Sydney"),
    ZoneInfo("Indian/Reunion"),
]
MINUTE = timedelta(minutes=1)
# Days around the changes of the clocks of 2026: New York, Paris, Sydney, Paris, New York; and none.
STARTS = [date(2026, 3, 6), date(2026, 3, 27), date(2026, 4, 3), date(2026, 7, 1),
          date(2026, 10, 2), date(2026, 10, 23), date(2026, 10, 30)]  # fmt: skip
WINDOW = timedelta(days=5)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


def paris(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=PARIS).astimezone(UTC)  # type: ignore[arg-type,misc]


def never(_day: date) -> bool:
    return False


OFFICE = Calendar(WorkingWeek.office(PARIS), never)


# --- Against a slow oracle that looks at the clock on the wall every minute ---------------------


@st.composite
def opening_hours(draw: st.DrawFn) -> OpeningHours:
    edges = sorted(draw(st.sets(st.integers(0, 48), max_size=6)))
    clocks = [time(edge // 2 % 24, edge % 2 * 30) for edge in edges]
    return tuple(zip(clocks[::2], clocks[1::2], strict=False))


@st.composite
def calendars(draw: st.DrawFn) -> tuple[Calendar, datetime]:
    """Draw a calendar with holidays and absences, and the moment from which it is looked at."""
    start = datetime.combine(draw(st.sampled_from(STARTS)), time(0), UTC)
    start += draw(st.integers(0, 1440)) * MINUTE
    week = WorkingWeek(
        draw(st.sampled_from(ZONES)), tuple(draw(opening_hours()) for _day in range(7))
    )
    holidays = draw(st.frozensets(st.integers(0, 5), max_size=2))
    off = {start.date() + timedelta(days=day) for day in holidays}
    absences = [
        Period(start + first * MINUTE, start + (first + length) * MINUTE)
        for first, length in draw(
            st.lists(st.tuples(st.integers(-600, 7200), st.integers(1, 2000)), max_size=3)
        )
    ]
    return Calendar(week, off.__contains__).absent(absences), start


def worked(calendar: Calendar, start: datetime) -> Iterator[datetime]:
    """Yield each working minute of the window, by looking at the wall clock.

    Between two and three of the morning in autumn the clock is taken not to go back.
    """
    at = start - timedelta(hours=3)
    shown = at.replace(tzinfo=None) - timedelta(days=1)
    while at < start + WINDOW:
        shown = max(shown, at.astimezone(calendar.week.zone).replace(tzinfo=None))
        open_now = any(
            opens <= shown.time() and (closes == time(0) or shown.time() < closes)
            for opens, closes in calendar.week.days[shown.weekday()]
        )
        absent = any(begin <= at < end for begin, end in calendar.absences)
        if at >= start and open_now and not absent and not calendar.is_holiday(shown.date()):
            yield at
        at += MINUTE


@settings(max_examples=80)
@given(calendars(), st.data())
def test_working_time_is_what_the_clock_on_the_wall_says(
    drawn: tuple[Calendar, datetime], data: st.DataObject
) -> None:
    calendar, start = drawn
    expected = list(worked(calendar, start))
    periods = working_periods(calendar, start=start, end=start + WINDOW)
    assert expected == [
        begin + offset * MINUTE
        for begin, end in periods
        for offset in range((end - begin) // MINUTE)
    ]
    end = start + data.draw(st.integers(0, WINDOW // MINUTE)) * MINUTE
    assert worked_minutes(calendar, start=start, end=end) == sum(at < end for at in expected)
    assert is_working(calendar, end) == (end in expected) or end == start + WINDOW
    if expected:
        minutes = data.draw(st.integers(1, len(expected)))
        due = add_working_minutes(calendar, start=start, minutes=minutes)
        assert due == expected[minutes - 1] + MINUTE


@settings(max_examples=150)
@given(calendars(), st.integers(1, 3), st.integers(0, 3000))
def test_a_clock_in_days_ends_in_opening_hours_and_never_overtakes_a_later_one(
    drawn: tuple[Calendar, datetime], days: int, later: int
) -> None:
    calendar, start = drawn
    assume(any(calendar.week.days))
    due = add_working_days(calendar, start=start, days=days)
    assert is_working(calendar, due) or is_working(calendar, due - MINUTE)
    assert due <= add_working_days(calendar, start=start + later * MINUTE, days=days)
    first = next(calendar.periods_from(start)).start
    day_before = calendar.local(max(start, first)).date()
    worked_on = {calendar.local(begin).date() for begin, _ in working_periods(
        calendar, start=start, end=due + MINUTE)}  # fmt: skip
    assert len({day for day in worked_on if day > day_before}) in (days, days - 1)


# --- By hand -----------------------------------------------------------------------------------


def test_four_hours_from_friday_afternoon_end_on_monday_morning() -> None:
    due = add_working_minutes(OFFICE, start=paris(2026, 6, 5, 16, 0), minutes=240)
    assert due == paris(2026, 6, 8, 11, 0)


def test_hours_that_end_with_the_day_end_at_its_closing() -> None:
    due = add_working_minutes(OFFICE, start=paris(2026, 6, 5, 16, 0), minutes=120)
    assert due == paris(2026, 6, 5, 18, 0)


def test_lunch_does_not_count() -> None:
    due = add_working_minutes(OFFICE, start=paris(2026, 6, 5, 12, 0), minutes=60)
    assert due == paris(2026, 6, 5, 14, 0)


def test_nothing_to_add_is_no_time_at_all() -> None:
    sunday = paris(2026, 6, 7, 3, 0)
    assert add_working_minutes(OFFICE, start=sunday, minutes=0) == sunday
    assert add_working_days(OFFICE, start=sunday, days=0) == sunday


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (paris(2026, 3, 27, 10, 0), paris(2026, 3, 31, 10, 0)),  # over the change to summer
        (paris(2026, 10, 23, 10, 0), paris(2026, 10, 27, 10, 0)),  # and to winter
        (paris(2026, 6, 6, 11, 0), paris(2026, 6, 10, 9, 0)),  # a Saturday counts from Monday
        (paris(2026, 6, 5, 19, 0), paris(2026, 6, 10, 9, 0)),  # so does an evening
        (paris(2026, 6, 3, 13, 0), paris(2026, 6, 5, 13, 30)),  # and lunch from its end
    ],
)
def test_two_days_end_at_the_same_time_of_the_second_working_day(
    start: datetime, due: datetime
) -> None:
    assert add_working_days(OFFICE, start=start, days=2) == due


def test_a_time_outside_the_hours_of_the_day_arrived_at_is_brought_into_them() -> None:
    long, short = ((time(8), time(19)),), ((time(10), time(12)), (time(14), time(16)))
    calendar = Calendar(WorkingWeek(PARIS, (long, short, long, short, long, (), ())), never)
    monday = date(2026, 6, 8)
    for start, due in [((8, 30), (10, 0)), ((13, 0), (14, 0)), ((18, 0), (16, 0))]:
        begin = datetime.combine(monday, time(*start), PARIS)
        end = datetime.combine(monday + timedelta(days=1), time(*due), PARIS)
        assert add_working_days(calendar, start=begin.astimezone(UTC), days=1) == end


def test_a_holiday_and_a_day_off_are_no_working_days() -> None:
    calendar = Calendar(WorkingWeek.office(PARIS), {date(2026, 7, 14)}.__contains__)
    away = calendar.absent([whole_days(date(2026, 7, 15), last=date(2026, 7, 16), zone=PARIS)])
    start = paris(2026, 7, 13, 15, 0)
    assert add_working_days(calendar, start=start, days=1) == paris(2026, 7, 15, 15, 0)
    assert add_working_days(away, start=start, days=1) == paris(2026, 7, 17, 15, 0)
    assert calendar.absences == ()


def test_a_night_shift_loses_an_hour_in_spring_and_gains_one_in_autumn() -> None:
    night = ((time(0), time(6)), (time(22), time(0)))
    calendar = Calendar(WorkingWeek(PARIS, (night,) * 7), never)
    for day, hours in [(28, 8), (29, 7)]:
        begin, end = whole_days(date(2026, 3, day), last=date(2026, 3, day), zone=PARIS)
        assert worked_minutes(calendar, start=begin, end=end) == hours * 60
    begin, end = whole_days(date(2026, 10, 25), last=date(2026, 10, 25), zone=PARIS)
    assert worked_minutes(calendar, start=begin, end=end) == 9 * 60


def test_opening_in_the_hour_that_spring_skips_is_at_the_change() -> None:
    calendar = Calendar(WorkingWeek(PARIS, (((time(2, 30), time(4)),),) * 7), never)
    change = utc(2026, 3, 29, 1, 0)
    assert calendar.periods_on(date(2026, 3, 29)) == (Period(change, utc(2026, 3, 29, 2, 0)),)


def test_a_day_that_a_zone_skipped_whole_has_no_working_time() -> None:
    apia = Calendar(WorkingWeek(ZoneInfo("Pacific/Apia"), (((time(9), time(17)),),) * 7), never)
    assert apia.periods_on(date(2011, 12, 30)) == ()
    assert apia.periods_on(date(2011, 12, 31)) != ()


def test_reversed_moments_hold_no_working_time() -> None:
    assert worked_minutes(OFFICE, start=utc(2026, 6, 9), end=utc(2026, 6, 8)) == 0


def test_a_year_without_working_days_is_said_and_not_searched_for_ever() -> None:
    closed = Calendar(WorkingWeek.office(PARIS), lambda _day: True)
    with pytest.raises(NoWorkingTime, match="in the year that follows 2026-06-08"):
        add_working_minutes(closed, start=utc(2026, 6, 8, 9), minutes=1)
    with pytest.raises(NoWorkingTime):
        add_working_days(closed, start=utc(2026, 6, 8, 9), days=1)
    assert worked_minutes(closed, start=utc(2026, 6, 8), end=utc(2026, 9, 8)) == 0


@pytest.mark.parametrize(
    "hours",
    [
        ((time(9), time(9)),),
        ((time(12), time(9)),),
        ((time(9), time(12)), (time(11), time(14))),
        ((time(14), time(18)), (time(9), time(12))),
        ((time(20), time(0)), (time(21), time(22))),
    ],
)
def test_hours_out_of_order_are_refused(hours: OpeningHours) -> None:
    with pytest.raises(WrongOpeningHours):
        WorkingWeek(PARIS, (hours,) * 7)


def test_a_week_of_six_days_is_refused() -> None:
    with pytest.raises(WrongOpeningHours):
        WorkingWeek(PARIS, ((),) * 6)


# --- Spans -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "span", "written"),
    [
        ("4h", Span(240, "minutes"), "4h"),
        (" 2D ", Span(2, "days"), "2d"),
        ("90m", Span(90, "minutes"), "1h30m"),
        ("1h05m", Span(65, "minutes"), "1h5m"),
        ("0m", Span(0, "minutes"), "0m"),
    ],
)
def test_a_span_is_read_and_written(text: str, span: Span, written: str) -> None:
    assert Span.parse(text) == span
    assert str(span) == written
    assert Span.parse(written) == span


@pytest.mark.parametrize("text", ["", "4", "h", "-2d", "2d4h", "30m1h", "1.5h", "two days"])
def test_what_is_not_a_span_is_refused_in_words(text: str) -> None:
    with pytest.raises(WrongSpan, match="is not a duration"):
        Span.parse(text)


def test_a_span_is_added_by_its_unit() -> None:
    start = paris(2026, 6, 5, 16, 0)
    assert add_span(OFFICE, start=start, span=Span.parse("4h")) == paris(2026, 6, 8, 11, 0)
    assert add_span(OFFICE, start=start, span=Span.parse("2d")) == paris(2026, 6, 9, 16, 0)
