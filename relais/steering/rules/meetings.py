"""When a synthesis meeting is planned, held and closed, who may, and which figures it shows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop
from relais.people.rules.access import Access, Actor, Role

LONGEST: Final = 400
LONGEST_PERIOD: Final = timedelta(days=366)
MINUTES: Final = (15, 480)  # how long a meeting may be planned to last
MOST: Final = 60  # participants
DAY: Final = timedelta(days=1)
WEEK: Final = 7


class MeetingState(StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Topic(StrEnum):
    """Why a lead is on the agenda, in the order in which they are taken."""

    DISPUTE = "dispute"
    OUTCOME = "outcome"
    OVERDUE = "overdue"
    NO_REP = "no_rep"
    PROPOSAL = "proposal"
    STUCK = "stuck"
    RECOVERY = "recovery"


class Verdict(StrEnum):
    """What a meeting did with a lead of its agenda."""

    DECIDED = "decided"
    POSTPONED = "postponed"


class MeetingNotYours(Refusal):
    """He sees the meeting, and it is for who leads the unit to run it."""

    code = "meeting_not_yours"
    message = gettext_noop("Only who leads this unit may do this.")


class NotPlanned(Refusal):
    """It was opened, or cancelled."""

    code = "meeting_not_planned"
    message = gettext_noop("This meeting was opened or cancelled already.")


class PlannedAlready(Refusal):
    """A unit has one meeting at a time."""

    code = "meeting_planned_already"
    message = gettext_noop("This unit has a meeting at this moment already.")


class NotHeldOpen(Refusal):
    """Decisions are recorded while it is held."""

    code = "meeting_not_open"
    message = gettext_noop("This is done while the meeting is held open.")


class PeriodWrong(Refusal):
    """A period has its first day before its last, and is not longer than a year."""

    code = "period_wrong"
    message = gettext_noop("The period begins before it ends, and lasts a year at most.")


class InThePast(Refusal):
    """Nobody is invited to yesterday."""

    code = "meeting_past"
    message = gettext_noop("The meeting must begin in the future.")


class LastsWrong(Refusal):
    """So long is no meeting."""

    code = "meeting_lasts"
    message = gettext_noop("A meeting lasts between %(least)s and %(most)s minutes.")


class TooMany(Refusal):
    """So many are no meeting."""

    code = "too_many_participants"
    message = gettext_noop("A meeting has at most %(most)s participants.")


class NotOfUnit(Refusal):
    """A meeting shows leads, and gives acts, to those who have a part in the unit."""

    code = "not_of_unit"
    message = gettext_noop("Only who works in this unit, leads it or directs can take part.")


class CancelWhy(Refusal):
    """Who cancels says why: those who are invited read it."""

    code = "cancel_why"
    message = gettext_noop("Say why the meeting is cancelled.")


class SaidAlready(Refusal):
    """The same decision stands in this meeting."""

    code = "decided_already"
    message = gettext_noop("This meeting has decided this already.")


class NotOnAgenda(Refusal):
    """What is postponed is a lead of the agenda."""

    code = "not_on_agenda"
    message = gettext_noop("This lead is not on the agenda of the meeting.")


class MinutesNotReady(Refusal):
    """They are printed beside the pages, within a minute or so."""

    code = "minutes_not_ready"
    message = gettext_noop("The minutes are being printed: ask again in a minute.")


@dataclass(frozen=True)
class When:
    """When and where a meeting is, and for how many minutes."""

    starts_at: datetime
    minutes: int = 60
    place: str = ""


class Span(NamedTuple):
    """A period: its first day and its last."""

    since: date
    until: date


def may_run(who: Access | Actor, unit_path: str) -> bool:
    """Say whether somebody may plan and run the meetings of a unit: who leads it, and directors."""
    return who.has(Role.DIRECTOR) or who.over(Role.MANAGER, unit_path)


def check_may_run(by: Actor, unit_path: str) -> None:
    """Refuse who does not lead a unit.

    :raises MeetingNotYours: then.
    """
    if not may_run(by, unit_path):
        raise MeetingNotYours


def check_period(since: date, until: date) -> None:
    """Refuse a period that ends before it begins, or is longer than a year.

    :raises PeriodWrong: then.
    """
    if not timedelta() <= until - since < LONGEST_PERIOD:
        raise PeriodWrong


def check_when(when: When, *, at: datetime) -> None:
    """Refuse a beginning that is past, and a length that is none.

    :raises InThePast: for a moment that is not to come.
    :raises LastsWrong: for a length out of bounds.
    """
    if when.starts_at <= at:
        raise InThePast
    least, most = MINUTES
    if not least <= when.minutes <= most:
        raise LastsWrong(least=least, most=most)


def check_participants(ids: Sequence[UUID], *, among: Collection[UUID]) -> list[UUID]:
    """Give who takes part, each once.

    :param among: who has a part in the unit; a meeting shows its leads to nobody else.
    :raises TooMany: beyond what fits around a table.
    :raises NotOfUnit: for anybody else.
    """
    once = list(dict.fromkeys(ids))
    if len(once) > MOST:
        raise TooMany(most=MOST)
    if not set(once) <= set(among):
        raise NotOfUnit
    return once


def check_planned(state: str) -> None:
    """Refuse what is done before a meeting only.

    :raises NotPlanned: once it is open, closed or cancelled.
    """
    if state != MeetingState.PLANNED:
        raise NotPlanned


def check_open(state: str) -> None:
    """Refuse what is done in a meeting only.

    :raises NotHeldOpen: before and after it.
    """
    if state != MeetingState.OPEN:
        raise NotHeldOpen


def check_cancel_words(words: str) -> str:
    """Give the reason for which a meeting is cancelled.

    :raises CancelWhy: without one.
    """
    words = one_line(words)
    if not words:
        raise CancelWhy
    return words


def one_line(words: str) -> str:
    """Give free words in one line, as long as is kept."""
    return " ".join(words.split())[:LONGEST]


def next_span(span: Span) -> Span:
    """Give the period that follows one, as long as it; whole months by whole months."""
    first = span.until + DAY
    months = _whole_months(span)
    if months:
        end = first
        for _month in range(months):
            end = (end.replace(day=1) + 32 * DAY).replace(day=1)
        return Span(first, end - DAY)
    return Span(first, first + (span.until - span.since))


def next_start(last: datetime, span: Span, *, zone: ZoneInfo) -> datetime:
    """Give when the meeting about a period should begin, after one that began at `last`.

    On the same weekday and at the same time of the clock, the first time once the period is over.
    """
    local = last.astimezone(zone)
    first = span.until + DAY
    day = first + (local.weekday() - first.weekday()) % WEEK * DAY
    return datetime.combine(day, local.time(), zone)


def _whole_months(span: Span) -> int:
    """Count the months that a period is made of; 0 where it is not."""
    if span.since.day != 1 or (span.until + DAY).day != 1:
        return 0
    after = span.until + DAY
    return (after.year - span.since.year) * 12 + after.month - span.since.month
