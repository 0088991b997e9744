"""A manager's week: what fell to him, whether he acted, and a routine of minutes (pure)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, Generic, NamedTuple, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop

T = TypeVar("T")

WEEKS: Final = 5  # this one, and the four before
WITHIN: Final = timedelta(days=7)  # after that it is too late to count as done in its time
ROUTINE_MINUTES: Final = 15


class NotedAlready(Refusal):
    """Twice is once."""

    code = "noted_already"
    message = gettext_noop("You wrote down today that you went along with this rep.")


class Kind(StrEnum):
    """What a manager does, in the order in which it comes first."""

    HEAR = "hear"
    COACH = "coach"
    GIVE = "give"
    TAKE_UP = "take_up"
    ASK = "ask"
    AGREED = "agreed"
    FOLLOW = "follow"
    ACCOMPANY = "accompany"


# What one of it takes. To accompany a rep takes half a day: it is planned, not squeezed in.
MINUTES: Final[dict[Kind, int]] = {
    Kind.HEAR: 5,
    Kind.COACH: 5,
    Kind.GIVE: 2,
    Kind.TAKE_UP: 2,
    Kind.ASK: 1,
    Kind.AGREED: 3,
    Kind.FOLLOW: 3,
}
COUNTED: Final = (
    Kind.HEAR, Kind.TAKE_UP, Kind.ASK, Kind.FOLLOW, Kind.ACCOMPANY, Kind.AGREED,
)  # fmt: skip


class Stand(StrEnum):
    """How a matter stands: done by him, still to do, passed by, or settled without him."""

    DONE = "done"
    OPEN = "open"
    MISSED = "missed"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that fell to a manager, in the week of `falls_at`.

    He acts on it by a deed from `opens` up to `closes`; `settled_at` is when others settled it.
    `row_id` is the appointment, lead or act that it is about.
    """

    kind: Kind
    falls_at: datetime
    opens: datetime
    closes: datetime
    deeds: Sequence[datetime] = ()
    settled_at: datetime | None = None
    row_id: UUID | None = None
    lead_id: UUID | None = None
    rep_id: UUID | None = None


class Tally(NamedTuple):
    """Of what fell to him in the week of a Monday: how much was done of what was due.

    `open` of it may still be done. What others settled before he came to it is not counted.
    """

    week: date
    done: int
    due: int
    open: int


@dataclass(frozen=True)
class Line:
    """One kind of act, week by week, this one first."""

    kind: Kind
    weeks: list[Tally]

    @property
    def now(self) -> Tally:
        """Give this week."""
        return self.weeks[0]


@dataclass(frozen=True)
class Step(Generic[T]):
    """Something due that can be done now: since when it waits, and what it is about."""

    kind: Kind
    since: datetime
    about: T

    @property
    def minutes(self) -> int:
        """Say what it takes."""
        return MINUTES[self.kind]


def stand_of(matter: Matter, *, at: datetime) -> Stand:
    """Say how a matter stands at a moment."""
    last = min(matter.closes, at)
    if any(matter.opens <= deed <= last for deed in matter.deeds):
        return Stand.DONE
    if matter.settled_at is not None and matter.settled_at <= last:
        return Stand.SETTLED
    return Stand.OPEN if at <= matter.closes else Stand.MISSED


def lines_of(matters: Iterable[Matter], *, zone: ZoneInfo, at: datetime) -> list[Line]:
    """Count done of due by kind and week; every kind is there, with all its weeks."""
    counted: Counter[tuple[Kind, date, Stand]] = Counter()
    for matter in matters:
        monday = monday_of(matter.falls_at.astimezone(zone).date())
        counted[matter.kind, monday, stand_of(matter, at=at)] += 1
    mondays = mondays_before(at.astimezone(zone).date())
    return [Line(kind, [_tally(counted, kind, monday) for monday in mondays]) for kind in COUNTED]


def mondays_before(today: date) -> list[date]:
    """Give the Mondays of the weeks that are shown, this one first."""
    return [monday_of(today) - number * timedelta(weeks=1) for number in range(WEEKS)]


def monday_of(day: date) -> date:
    """Give the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def routine(steps: Iterable[Step[T]], *, minutes: int = ROUTINE_MINUTES) -> list[Step[T]]:
    """Choose what fits into some minutes: one of each kind in turn, the longest waiting first.

    In turn, so that many of one kind do not keep a manager from all others. What would go beyond
    the minutes is left for tomorrow, and a shorter one takes its place.
    """
    waiting: dict[Kind, list[Step[T]]] = {kind: [] for kind in MINUTES}
    for step in sorted(steps, key=lambda step: step.since, reverse=True):
        waiting[step.kind].append(step)
    chosen: list[Step[T]] = []
    left = minutes
    while any(waiting.values()):
        for kind, steps_of_kind in waiting.items():
            if not steps_of_kind:
                continue
            if MINUTES[kind] > left:
                steps_of_kind.clear()
                continue
            chosen.append(steps_of_kind.pop())
            left -= MINUTES[kind]
    return chosen


def _tally(counted: Counter[tuple[Kind, date, Stand]], kind: Kind, monday: date) -> Tally:
    done, still, missed = (
        counted[kind, monday, stand] for stand in (Stand.DONE, Stand.OPEN, Stand.MISSED)
    )
    return Tally(monday, done, done + still + missed, still)
