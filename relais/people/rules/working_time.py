"""Working time: when somebody works, and when a clock that counts only working time runs out.

Moments go in and come out in UTC; opening hours are local. A wall-clock time that occurs twice
(autumn) is taken the first time, one that is skipped (spring) at the moment of the change.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, Self
from zoneinfo import ZoneInfo

from relais.lib.errors import Refusal
from relais.lib.periods import Period, merge, subtract
from relais.lib.words import gettext_noop

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
LONGEST_CLOSURE = 366  # days without working time after which a search gives up
MIDNIGHT = time(0)

OpeningHours = tuple[tuple[time, time], ...]


class NoWorkingTime(Refusal):
    """A calendar in which no more working time comes within a year."""

    code = "no_working_time"
    message = gettext_noop("There is no working time in the year that follows %(day)s.")


class WrongSpan(Refusal):
    """A duration that cannot be read."""

    code = "wrong_span"
    message = gettext_noop("“%(text)s” is not a duration: write 30m, 4h, 1h30m or 2d.")


class WrongOpeningHours(Refusal):
    """Opening hours that end before they start, or overlap."""

    code = "wrong_opening_hours"
    message = gettext_noop("Opening hours must follow one another without overlapping.")


@dataclass(frozen=True)
class WorkingWeek:
    """Opening hours of the seven days, Monday first, in the wall-clock time of an IANA zone.

    An end at 00:00 is the end of the day, so that a night is written 22:00-00:00, 00:00-06:00.

    :raises WrongOpeningHours: when hours end before they start, overlap, or days are not seven.
    """

    zone: ZoneInfo
    days: tuple[OpeningHours, ...]

    def __post_init__(self) -> None:
        if len(self.days) != 7 or not all(map(_in_order, self.days)):
            raise WrongOpeningHours

    @classmethod
    def office(cls, zone: ZoneInfo) -> Self:
        """Build the usual week: Monday to Friday, 9 to 12:30 and 13:30 to 18."""
        day = ((time(9), time(12, 30)), (time(13, 30), time(18)))
        return cls(zone, (day,) * 5 + ((),) * 2)


def _in_order(hours: OpeningHours) -> bool:
    edge = 0
    for opens, closes in hours:
        if not edge <= _minute(opens) < _closing(closes):
            return False
        edge = _closing(closes)
    return True


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _closing(clock: time) -> int:
    return _minute(clock) or 24 * 60


@dataclass(frozen=True)
class Calendar:
    """When one person (or one unit) works: a week, less holidays, less absences.

    Each day's periods are worked out once and kept; `absent` gives the same calendar for
    somebody else and shares the days already worked out.
    """

    week: WorkingWeek
    is_holiday: Callable[[date], bool]
    absences: tuple[Period, ...] = ()
    _open: dict[date, tuple[Period, ...]] = field(default_factory=dict, repr=False, compare=False)
    _left: dict[date, tuple[Period, ...]] = field(default_factory=dict, repr=False, compare=False)

    def absent(self, absences: Iterable[Period]) -> "Calendar":
        """Build the same calendar with these absences instead of its own."""
        return Calendar(self.week, self.is_holiday, tuple(merge(absences)), self._open)

    def local(self, at: datetime) -> datetime:
        """Tell what the wall clock shows at a moment."""
        return at.astimezone(self.week.zone)

    def periods_on(self, day: date) -> tuple[Period, ...]:
        """List the working periods of a local day, in order, in UTC."""
        left = self._left.get(day)
        if left is None:
            left = tuple(subtract(self._open_on(day), self.absences))
            self._left[day] = left
        return left

    def periods_from(self, start: datetime) -> Iterator[Period]:
        """Yield the working periods that end after a moment, the first one whole, without end.

        :raises NoWorkingTime: when a year goes by without any.
        """
        day = self.local(start).date()
        yield from (period for period in self.periods_on(day) if period.end > start)
        while True:
            day = self.working_day_after(day)
            yield from self.periods_on(day)

    def working_day_after(self, day: date) -> date:
        """Find the next local day with any working time left in it.

        :raises NoWorkingTime: when a year goes by without any.
        """
        following = day
        for _ in range(LONGEST_CLOSURE):
            following += DAY
            if self.periods_on(following):
                return following
        raise NoWorkingTime(day=day)

    def _open_on(self, day: date) -> tuple[Period, ...]:
        periods = self._open.get(day)
        if periods is None:
            hours = () if self.is_holiday(day) else self.week.days[day.weekday()]
            instants = (
                Period(self._instant(day, _minute(opens)), self._instant(day, _closing(closes)))
                for opens, closes in hours
            )
            periods = tuple(merge(instants))
            self._open[day] = periods
        return periods

    def _instant(self, day: date, minute: int) -> datetime:
        return instant(datetime.combine(day, MIDNIGHT) + minute * MINUTE, zone=self.week.zone)


def instant(wall: datetime, *, zone: ZoneInfo) -> datetime:
    """Find the moment, in UTC, at which the wall clock of a zone first shows this time or later."""
    at = wall.replace(tzinfo=zone).astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None) == wall:
        return at
    # The wall clock skips this time: walk up to the change.
    change = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    offset = change.astimezone(zone).utcoffset()
    while change.astimezone(zone).utcoffset() == offset:
        change += MINUTE
    return change


def whole_days(first: date, *, last: date, zone: ZoneInfo) -> Period:
    """Turn local days, the last included, into the period that they cover."""
    start, end = (datetime.combine(day, MIDNIGHT) for day in (first, last + DAY))
    return Period(instant(start, zone=zone), instant(end, zone=zone))


def is_working(calendar: Calendar, at: datetime) -> bool:
    """Tell whether a moment is working time."""
    return any(start <= at < end for start, end in calendar.periods_on(calendar.local(at).date()))


def working_periods(calendar: Calendar, *, start: datetime, end: datetime) -> list[Period]:
    """List the working periods between two moments, cut at both."""
    day, last = calendar.local(start).date(), calendar.local(end).date()
    found: list[Period] = []
    while day <= last:
        for period in calendar.periods_on(day):
            if period.start < end and start < period.end:
                found.append(Period(max(period.start, start), min(period.end, end)))
        day += DAY
    return found


def worked_minutes(calendar: Calendar, *, start: datetime, end: datetime) -> int:
    """Count the whole minutes of working time between two moments; 0 if they are reversed."""
    worked = timedelta()
    for opens, closes in working_periods(calendar, start=start, end=end):
        worked += closes - opens
    return worked // MINUTE


def add_working_minutes(calendar: Calendar, *, start: datetime, minutes: int) -> datetime:
    """Find the first moment at which so many minutes of working time have gone by.

    Four hours that end as the day closes end at the closing, not at the next opening.

    :raises NoWorkingTime: when a year goes by without working time.
    """
    left = minutes * MINUTE
    if not left:
        return start
    periods = calendar.periods_from(start)
    period = next(periods)
    while (worth := period.end - max(start, period.start)) < left:
        left -= worth
        period = next(periods)
    return max(start, period.start) + left


def add_working_days(calendar: Calendar, *, start: datetime, days: int) -> datetime:
    """Find the moment that is so many working days later, at the same wall-clock time.

    A start outside working time counts from the next opening. A time that falls into a break of
    the day arrived at becomes the end of that break; one after its closing becomes the closing.

    :raises NoWorkingTime: when a year goes by without working time.
    """
    if not days:
        return start
    begin = calendar.local(max(start, next(calendar.periods_from(start)).start))
    day = begin.date()
    for _ in range(days):
        day = calendar.working_day_after(day)
    wanted = instant(datetime.combine(day, begin.time()), zone=calendar.week.zone)
    for opens, closes in calendar.periods_on(day):
        if wanted < closes:
            return max(wanted, opens)
    return closes


@dataclass(frozen=True, slots=True)
class Span:
    """A length of working time: so many minutes, or so many working days."""

    amount: int
    unit: Literal["minutes", "days"]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "30m", "4h", "1h30m" or "2d".

        :raises WrongSpan: when it is none of these.
        """
        found = _SPAN.fullmatch(text.strip().lower())
        if not found:
            raise WrongSpan(text=text)
        days, hours, rest = (int(part or 0) for part in found.groups())
        return cls(days, "days") if found["days"] else cls(hours * 60 + rest, "minutes")

    def __str__(self) -> str:
        if self.unit == "days":
            return f"{self.amount}d"
        hours, rest = divmod(self.amount, 60)
        return (f"{hours}h" if hours else "") + (f"{rest}m" if rest or not hours else "")


_SPAN = re.compile(r"(?P<days>\d{1,4})d|(?=\d)(?:(?P<hours>\d{1,4})h)?(?:(?P<minutes>\d{1,5})m)?")


def add_span(calendar: Calendar, *, start: datetime, span: Span) -> datetime:
    """Find the moment at which a clock of this length, started then, runs out.

    :raises NoWorkingTime: when a year goes by without working time.
    """
    if span.unit == "days":
        return add_working_days(calendar, start=start, days=span.amount)
    return add_working_minutes(calendar, start=start, minutes=span.amount)
