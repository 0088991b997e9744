"""What a rep's own prospecting is, who logs it, and how much of it is wished (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop
from relais.people.rules.access import Actor, Role
from relais.privacy.rules import months_after

MOST: Final = 500  # deeds of one line, and of a target
BACK_MONTHS: Final = 12  # single deeds of workers are held so long (law.md, rule 22)
BRING: Final = (Role.REP, Role.MANAGER, Role.DIRECTOR, Role.ADMIN)


class OwnKind(StrEnum):
    """What a rep does to find a prospect of his own; `appointment` is one that he got himself."""

    CALL = "call"
    VISIT = "visit"
    MESSAGE = "message"
    REFERRAL = "referral"
    EVENT = "event"
    APPOINTMENT = "appointment"


class NotARep(Refusal):
    """Own prospecting is that of reps."""

    code = "not_a_rep"
    message = gettext_noop("Only a rep logs prospecting of his own.")


class DayToCome(Refusal):
    """What is to come is not done."""

    code = "day_to_come"
    message = gettext_noop("This day is still to come: log what is done.")


class TooLongAgo(Refusal):
    """Single deeds are held for a year."""

    code = "too_long_ago"
    message = gettext_noop("This is more than %(months)s months ago: it is no longer logged.")


class WrongCount(Refusal):
    """A line of nothing, or of more than anybody does."""

    code = "wrong_count"
    message = gettext_noop("How many: a number from %(least)s to %(most)s.")


class UndoneAlready(Refusal):
    """Twice is once."""

    code = "undone_already"
    message = gettext_noop("This line was taken back already.")


class NotADirector(Refusal):
    """What is wished of reps is the organization's to say."""

    code = "not_a_director"
    message = gettext_noop("Only a director sets how much own prospecting is wished.")


class TargetOfThePast(Refusal):
    """Nobody is told afterwards what was wished of him."""

    code = "target_of_the_past"
    message = gettext_noop("A target holds from this week on at the earliest.")


class NoTargetHere(Refusal):
    """There is nothing to end."""

    code = "no_target_here"
    message = gettext_noop("This unit wishes nothing of its own: there is no target to end.")


@dataclass(frozen=True)
class Wish:
    """What a unit wishes of each rep in a week, from a Monday on; None: nothing of its own."""

    unit_path: str
    since: date
    per_week: int | None


def monday_of(day: date) -> date:
    """Give the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def check_rep(by: Actor) -> UUID:
    """Let reps log what they did; give who it is.

    :raises NotARep: for anybody else, the system included.
    """
    if by.person_id is None or not by.has(Role.REP):
        raise NotARep
    return by.person_id


def check_done(count: int, *, done_on: date, today: date) -> None:
    """Let what is done be logged, for a year.

    :raises WrongCount: for nothing, or more than anybody does in a day.
    :raises DayToCome: for a day after today.
    :raises TooLongAgo: for one that is more than a year ago.
    """
    if not 1 <= count <= MOST:
        raise WrongCount(least=1, most=MOST)
    if done_on > today:
        raise DayToCome
    if months_after(done_on, BACK_MONTHS) < today:
        raise TooLongAgo(months=BACK_MONTHS)


def check_target(per_week: int | None, *, since: date, today: date, by: Actor) -> None:
    """Let a director say what is wished from now on.

    :raises NotADirector: for anybody else.
    :raises WrongCount: for a number that nobody could reach.
    :raises TargetOfThePast: for a week that is over.
    """
    if not by.has(Role.DIRECTOR):
        raise NotADirector
    if per_week is not None and not 1 <= per_week <= MOST:
        raise WrongCount(least=1, most=MOST)
    if since < monday_of(today):
        raise TargetOfThePast


def wish_for(unit_path: str, *, week: date, wishes: Iterable[Wish]) -> int | None:
    """Give what is wished of a rep of a unit in the week of a Monday; None for nothing.

    The nearest unit at or above his that wishes something that week decides.
    """
    latest: dict[str, Wish] = {}
    for wish in sorted(wishes, key=lambda wish: wish.since):
        if wish.since <= week and unit_path.startswith(wish.unit_path):
            latest[wish.unit_path] = wish
    found = [wish for wish in latest.values() if wish.per_week is not None]
    nearest = max(found, key=lambda wish: len(wish.unit_path), default=None)
    return nearest.per_week if nearest else None
