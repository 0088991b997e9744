from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relais.appointments.rules import SlotShape, check_slot, free_slots, is_free
from relais.appointments.rules.slots import OutsideWorkingTime, SlotTaken, TooSoon
from relais.lib.periods import Period
from relais.people.rules.working_time import Calendar, Span, WorkingWeek, worked_minutes

PARIS = ZoneInfo("Europe/Paris")
ZONES = [PARIS, *map(ZoneInfo, ("America/New_York", "Asia/Kolkata", "Australia/Sydney"))]
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def never(_day: date) -> bool:
    return False


OFFICE = Calendar(WorkingWeek.office(PARIS), never)
NIGHT_AND_DAY = ((time(1), time(5)), (time(9), time(12)), (time(13), time(0)))


def paris(hour: int, minute: int = 0) -> datetime:
    """Give a moment of Monday 8 June 2026."""
    return datetime(2026, 6, 8, hour, minute, tzinfo=PARIS).astimezone(UTC)


MONDAY = Period(paris(0), paris(23))
LONG_BEFORE = paris(8) - timedelta(days=30)


def starts(slots: list[Period]) -> list[str]:
    return [f"{slot.start.astimezone(PARIS):%H:%M}" for slot in slots]


def test_slots_fill_the_day_but_for_lunch() -> None:
    slots = free_slots(OFFICE, window=MONDAY, busy=[], shape=SlotShape(step=HOUR), at=LONG_BEFORE)
    assert starts(slots) == ["09:00", "10:00", "11:00", "13:30", "14:30", "15:30", "16:30"]


def test_a_slot_may_follow_an_appointment_at_once_when_no_way_lies_between() -> None:
    busy = [Period(paris(10), paris(11))]
    shape = SlotShape(step=HOUR)
    assert is_free(Period(paris(9), paris(10)), busy=busy, shape=shape)
    assert is_free(Period(paris(11), paris(12)), busy=busy, shape=shape)
    assert not is_free(Period(paris(10, 15), paris(10, 45)), busy=busy, shape=shape)


def test_the_way_there_and_back_keeps_slots_apart() -> None:
    busy = [Period(paris(10, 30), paris(11))]
    shape = SlotShape(step=timedelta(minutes=15), before=30 * MINUTE, after=15 * MINUTE)
    window = Period(paris(9), paris(12, 30))
    slots = free_slots(OFFICE, window=window, busy=busy, shape=shape, at=LONG_BEFORE)
    assert starts(slots) == ["09:00", "09:15", "11:30"]


def test_the_notice_is_counted_in_working_time() -> None:
    friday_evening = paris(17) - timedelta(days=3)
    shape = SlotShape(step=HOUR, notice=Span.parse("4h"))
    slots = free_slots(OFFICE, window=MONDAY, busy=[], shape=shape, at=friday_evening)
    assert starts(slots)[0] == "13:30"
    with pytest.raises(TooSoon) as refused:
        check_slot(
            OFFICE, slot=Period(paris(11), paris(12)), busy=[], shape=shape, at=friday_evening
        )
    assert refused.value.params["earliest"] == paris(12)


@pytest.mark.parametrize(("start", "end"), [(8, 9), (12, 13), (17, 19), (3, 4)])
def test_a_slot_outside_working_time_is_refused(start: int, end: int) -> None:
    slot = Period(paris(start), paris(end))
    with pytest.raises(OutsideWorkingTime):
        check_slot(OFFICE, slot=slot, busy=[], shape=SlotShape(), at=LONG_BEFORE)


def test_a_slot_that_is_taken_is_refused_and_a_free_one_may_start_at_any_minute() -> None:
    busy = [Period(paris(10), paris(11))]
    with pytest.raises(SlotTaken):
        check_slot(
            OFFICE,
            slot=Period(paris(9, 7), paris(10, 7)),
            busy=busy,
            shape=SlotShape(),
            at=LONG_BEFORE,
        )
    check_slot(
        OFFICE,
        slot=Period(paris(11, 7), paris(12, 7)),
        busy=busy,
        shape=SlotShape(),
        at=LONG_BEFORE,
    )


@settings(max_examples=200)
@given(
    zone=st.sampled_from(ZONES),
    day=st.sampled_from(
        [date(2026, 3, 7), date(2026, 3, 28), date(2026, 4, 4), date(2026, 10, 24)]
    ),
    busy=st.lists(st.tuples(st.integers(-60, 3000), st.integers(1, 300)), max_size=8),
    lengths=st.tuples(*[st.integers(1, 18)] * 2, *[st.integers(0, 6)] * 2),
    notice=st.integers(0, 12),
)
def test_slots_are_working_time_that_nothing_else_needs_over_changes_of_the_clock(
    zone: ZoneInfo, day: date, busy: list[tuple[int, int]], lengths: tuple[int, ...], notice: int
) -> None:
    calendar = Calendar(WorkingWeek(zone, (NIGHT_AND_DAY,) * 7), never)
    begin = datetime.combine(day, time(0), zone).astimezone(UTC)
    window = Period(begin, begin + timedelta(days=2))
    taken = [Period(begin + at * MINUTE, begin + (at + long) * MINUTE) for at, long in busy]
    length, step, before, after = (10 * MINUTE * each for each in lengths)
    shape = SlotShape(length, step, before, after, Span(60 * notice, "minutes"))
    slots = free_slots(calendar, window=window, busy=taken, shape=shape, at=begin)
    for slot in slots:
        assert slot.end - slot.start == length
        assert window.start <= slot.start
        assert slot.end <= window.end
        assert worked_minutes(calendar, start=slot.start, end=slot.end) * MINUTE == length
        assert worked_minutes(calendar, start=begin, end=slot.start) >= 60 * notice
        for period in taken:
            assert slot.start >= period.end + before or slot.end <= period.start - after
        check_slot(calendar, slot=slot, busy=taken, shape=shape, at=begin)
    assert slots == sorted(slots)
    found = set(slots)
    for opening in calendar.periods_on(day):
        start = opening.start
        while start + length <= opening.end:
            # Whatever step of an opening is not proposed is refused, too.
            if Period(start, start + length) not in found:
                with pytest.raises((TooSoon, SlotTaken)):
                    check_slot(
                        calendar,
                        slot=Period(start, start + length),
                        busy=taken,
                        shape=shape,
                        at=begin,
                    )
            start += step
