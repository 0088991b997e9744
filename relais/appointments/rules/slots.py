"""Free slots of a rep's diary, and whether one may be booked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from relais.lib.errors import Refusal
from relais.lib.periods import Period, overlap, subtract
from relais.lib.words import gettext_noop
from relais.people.rules.working_time import DAY, Calendar, Span, add_span

NO_NOTICE: Final = Span(0, "minutes")


class SlotTaken(Refusal):
    """Somebody was quicker, or the way between two visits is too short."""

    code = "slot_taken"
    message = gettext_noop("This slot is no longer free, the way there and back included.")


class OutsideWorkingTime(Refusal):
    """A slot in which the rep does not work."""

    code = "outside_working_time"
    message = gettext_noop("The rep does not work at that time.")


class TooSoon(Refusal):
    """A slot before which there is no time left to review the lead and prepare the visit."""

    code = "too_soon"
    message = gettext_noop("This is too soon: the first slot may start at %(earliest)s.")


@dataclass(frozen=True, slots=True)
class SlotShape:
    """What a slot needs: its length, the way there and back, notice in working time.

    Slots are proposed each `step` from an opening on.
    """

    length: timedelta = timedelta(minutes=60)
    step: timedelta = timedelta(minutes=30)
    before: timedelta = timedelta()
    after: timedelta = timedelta()
    notice: Span = NO_NOTICE


def free_slots(
    calendar: Calendar, *, window: Period, busy: Iterable[Period], shape: SlotShape, at: datetime
) -> list[Period]:
    """List the slots that may be booked within a window, in order.

    :param busy: appointments, slots held for others, and whatever else the calendar does not know.
    """
    taken = [_with_ways(period, shape) for period in busy]
    earliest = max(window.start, add_span(calendar, start=at, span=shape.notice))
    slots: list[Period] = []
    for opening in _openings(calendar, window):
        for free in subtract([opening], taken):
            start = _next_step(opening.start, max(free.start, earliest), step=shape.step)
            while start + shape.length <= min(free.end, window.end):
                slots.append(Period(start, start + shape.length))
                start += shape.step
    return slots


def check_slot(
    calendar: Calendar, *, slot: Period, busy: Iterable[Period], shape: SlotShape, at: datetime
) -> None:
    """Refuse a slot that may not be booked; unlike those proposed, it may start at any minute.

    :raises TooSoon: before the end of the notice.
    :raises OutsideWorkingTime: when it is not wholly within one opening.
    :raises SlotTaken: when it, or the way there or back, overlaps what is busy.
    """
    earliest = add_span(calendar, start=at, span=shape.notice)
    if slot.start < earliest:
        raise TooSoon(earliest=earliest)
    openings = _openings(calendar, slot)
    if not any(start <= slot.start and slot.end <= end for start, end in openings):
        raise OutsideWorkingTime
    if not is_free(slot, busy=busy, shape=shape):
        raise SlotTaken


def is_free(slot: Period, *, busy: Iterable[Period], shape: SlotShape) -> bool:
    """Tell whether a slot leaves everything that is busy alone, the ways included."""
    return not any(overlap(slot, _with_ways(period, shape)) for period in busy)


def _with_ways(period: Period, shape: SlotShape) -> Period:
    """Widen what is busy, so that the way to or from the slot fits between the two."""
    return Period(period.start - shape.after, period.end + shape.before)


def _openings(calendar: Calendar, window: Period) -> Iterator[Period]:
    """Yield the working periods that a window touches, whole."""
    day, last = (calendar.local(edge).date() for edge in window)
    while day <= last:
        yield from calendar.periods_on(day)
        day += DAY


def _next_step(opening: datetime, earliest: datetime, *, step: timedelta) -> datetime:
    return opening + max(0, -((opening - earliest) // step)) * step
