"""What a coaching plan is, and who may propose, accept, change and end it (pure)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop

LONGEST: Final = 400
MOST_ACTS: Final = 3  # few are done; more are added while it runs
LATEST: Final = timedelta(days=366)


class PlanState(StrEnum):
    """Where a plan stands."""

    PROPOSED = "proposed"
    RUNNING = "running"
    MEASURED = "measured"
    DROPPED = "dropped"


class Owner(StrEnum):
    """Who does an act of a plan."""

    REP = "rep"
    MANAGER = "manager"


@dataclass(frozen=True)
class PlannedAct:
    """What one of the two is to do, until a day."""

    what: str
    owner: Owner
    due_on: date


@dataclass(frozen=True)
class Terms:
    """What a plan says: a goal in words, criteria of the grid, acts, and when it is measured."""

    goal: str
    criteria: tuple[str, ...]
    measure_on: date
    acts: tuple[PlannedAct, ...] = ()


class PlanUnreadable(Refusal):
    """A plan that does not say what it is for."""

    code = "plan_unreadable"
    message = gettext_noop(
        "A plan has a goal in words, of at most %(longest)s characters, one or more criteria of the"
        " grid, and at most %(most)s acts."
    )


class MeasureDay(Refusal):
    """Measured in the past, or never."""

    code = "measure_day"
    message = gettext_noop("The day to measure again lies ahead, within a year.")


class ActAfter(Refusal):
    """An act that is done after the plan is measured changes nothing of it."""

    code = "act_after"
    message = gettext_noop("Each act is to be done between today and the day to measure again.")


class PlanOpen(Refusal):
    """One plan at a time."""

    code = "plan_open"
    message = gettext_noop("This rep has a plan already that is proposed or runs.")


class NotYourTurn(Refusal):
    """He proposed it himself."""

    code = "not_your_turn"
    message = gettext_noop("It is for the other to accept this plan, or to propose another.")


class PlanNotProposed(Refusal):
    """It was accepted or dropped already."""

    code = "plan_not_proposed"
    message = gettext_noop("This plan is not a proposal any more.")


class PlanNotRunning(Refusal):
    """It has not begun, or is over."""

    code = "plan_not_running"
    message = gettext_noop("This plan does not run.")


class PlanOver(Refusal):
    """It is measured or dropped."""

    code = "plan_over"
    message = gettext_noop("This plan is over.")


def check_terms(terms: Terms, *, codes: Collection[str], today: date) -> None:
    """Refuse a plan that does not say what it is for, or when.

    :raises PlanUnreadable: without a goal or a criterion of the grid, or with too many acts.
    :raises MeasureDay: unless it is measured ahead, within a year.
    :raises ActAfter: for an act outside the plan's days, or without words.
    """
    chosen = set(terms.criteria)
    if not 0 < len(terms.goal.strip()) <= LONGEST or not chosen or not chosen <= set(codes):
        raise PlanUnreadable(longest=LONGEST, most=MOST_ACTS)
    if len(terms.acts) > MOST_ACTS or not all(_has_words(act) for act in terms.acts):
        raise PlanUnreadable(longest=LONGEST, most=MOST_ACTS)
    check_measure_on(terms.measure_on, today=today)
    check_days(terms.acts, measure_on=terms.measure_on, today=today)


def check_days(acts: Sequence[PlannedAct], *, measure_on: date, today: date) -> None:
    """Refuse acts outside the days of a plan.

    :raises ActAfter: for the first such one.
    """
    if not all(today <= act.due_on <= measure_on for act in acts):
        raise ActAfter


def check_measure_on(measure_on: date, *, today: date) -> None:
    """Refuse to measure today, in the past, or in more than a year.

    :raises MeasureDay: then.
    """
    if not today < measure_on <= today + LATEST:
        raise MeasureDay


def _has_words(act: PlannedAct) -> bool:
    return 0 < len(act.what.strip()) <= LONGEST
