"""How an experiment is drawn, when it may begin, and when it is read (pure).

Who begins is dealt by lot from a seed that anybody can check: with one wave half of the teams
begin and half go on as before; with several all begin, one wave after the other. The day on which
the result is read is fixed before the draw: who reads every week finds effects that are none
(Armitage, McPherson, Rowe, *JRSS A* 132 (1969) 235-244).
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random
from typing import Any, Final
from uuid import UUID

from relais.lib.errors import NotVisible, Refusal
from relais.lib.words import gettext_noop
from relais.people.rules.access import Actor, Role

FEWEST: Final = 6  # three that begin and three that wait: below, no draw says anything
MOST_WAVES: Final = 6
MOST_WEEKS: Final = 52
LONGEST: Final = 400
RIPE: Final = timedelta(days=14)  # after the last week, until its outcomes are told
WEEK: Final = timedelta(days=7)
NEVER: Final = 0  # the wave of those who go on as before


class Tried(StrEnum):
    """What is done otherwise."""

    RECORDING = "recording"
    SHEET = "sheet"
    REMINDER = "reminder"
    ROUTINE = "routine"
    OTHER = "other"


class Level(StrEnum):
    """What is drawn: teams whole, or single reps."""

    UNIT = "unit"
    REP = "rep"


class Measured(StrEnum):
    """The one figure by which it is judged, said before."""

    HONOURED = "honoured"
    TAKEN_UP = "taken_up"


class ExperimentState(StrEnum):
    """Where an experiment stands; one that runs ends by itself on its day."""

    PLANNED = "planned"
    RUNNING = "running"
    STOPPED = "stopped"
    DROPPED = "dropped"


class NothingTried(Refusal):
    """An experiment says what is done otherwise."""

    code = "nothing_tried"
    message = gettext_noop("Name the experiment, and say what is done otherwise.")


class WeeksWrong(Refusal):
    """The weeks do not hold the waves."""

    code = "weeks_wrong"
    message = gettext_noop(
        "The experiment lasts from one week after its last wave to %(most)s weeks."
    )


class GainWrong(Refusal):
    """Nothing to be found."""

    code = "gain_wrong"
    message = gettext_noop("The gain to be found lies between 1 and 99 points.")


class BegunAlready(Refusal):
    """Its first day is past."""

    code = "begun_already"
    message = gettext_noop("The first day must be a Monday that is still to come.")


class TooFewTeams(Refusal):
    """Too few to be drawn."""

    code = "too_few_teams"
    message = gettext_noop(
        "%(found)s can be drawn, and at least %(needed)s are needed:"
        " choose more units, or draw reps."
    )


class NotPlannedAnyMore(Refusal):
    """It was drawn, or dropped, already."""

    code = "not_planned"
    message = gettext_noop("This experiment was drawn or dropped already: it cannot be changed.")


class NotRunning(Refusal):
    """It is not under way."""

    code = "not_running"
    message = gettext_noop("This experiment is not under way.")


class WhyStopped(Refusal):
    """Who stops before the day says why."""

    code = "why_stopped"
    message = gettext_noop("Say why this experiment stops before its day.")


class ChecklistFirst(Refusal):
    """Figures of single reps wait for the privacy checklist."""

    code = "checklist_first"
    message = gettext_noop(
        "Reps are drawn one by one only once the organization’s privacy checklist is complete:"
        " draw teams, or complete it."
    )


class InAnother(Refusal):
    """Two changes at once cannot be told apart."""

    code = "in_another"
    message = gettext_noop("Some of these take part in “%(name)s” in these weeks already.")


@dataclass(frozen=True)
class Plan:
    """What is tried, on whom, when, and by which figure it is judged.

    `gain` is what should be found if it is there, in points (percentage points). With one wave
    half begins on `starts_on` and half never; with several all begin, `weeks_between` apart.
    """

    name: str
    tried: Tried
    words: str
    level: Level
    unit_id: UUID
    measured: Measured
    gain: int
    starts_on: date
    waves: int
    weeks_between: int
    weeks: int

    @property
    def ends_on(self) -> date:
        """Give the first day after its weeks."""
        return self.starts_on + self.weeks * WEEK


def check_director(by: Actor) -> None:
    """Let directors experiment, and nobody else.

    :raises NotVisible: for anybody else.
    """
    if not by.has(Role.DIRECTOR):
        raise NotVisible


def check_plan(plan: Plan, *, today: date) -> None:
    """Refuse a plan that could tell nothing.

    :raises NothingTried: without a name or what is tried.
    :raises WeeksWrong: where the weeks do not hold the waves, or are too many.
    :raises GainWrong: for a gain that nobody could find.
    :raises BegunAlready: for a day that is past, or no Monday.
    """
    if not (plan.name.strip() and plan.words.strip()) or len(plan.words) > LONGEST:
        raise NothingTried
    least = (plan.waves - 1) * plan.weeks_between + 1
    waves_fit = 1 <= plan.waves <= MOST_WAVES and plan.weeks_between >= 1
    if not (waves_fit and least <= plan.weeks <= MOST_WEEKS):
        raise WeeksWrong(most=MOST_WEEKS)
    if not 1 <= plan.gain <= 99:
        raise GainWrong
    if plan.starts_on <= today or plan.starts_on.weekday() != 0:
        raise BegunAlready


def check_enough(found: int) -> None:
    """Refuse a draw among too few.

    :raises TooFewTeams: then.
    """
    if found < FEWEST:
        raise TooFewTeams(found=found, needed=FEWEST)


def drawn(ids: Collection[UUID], *, waves: int, seed: int) -> dict[UUID, int]:
    """Deal who begins when: the wave of each, from 1; with one wave, `NEVER` for every other.

    The same ids and seed give the same draw, in whatever order they come; waves differ by one
    member at most.
    """
    ordered = sorted(ids)
    Random(seed).shuffle(ordered)
    if waves == 1:
        return {each: (place + 1) % 2 for place, each in enumerate(ordered)}
    return {each: 1 + place % waves for place, each in enumerate(ordered)}


def starts_of(plan: Plan, wave: int) -> date | None:
    """Give the day on which a wave begins; None for those who go on as before."""
    return None if wave == NEVER else plan.starts_on + (wave - 1) * plan.weeks_between * WEEK


def sizes(arms: Mapping[UUID, int]) -> dict[int, int]:
    """Count who is in each wave, in their order."""
    return dict(sorted(Counter(arms.values()).items()))


def told(plan: Plan) -> dict[str, Any]:
    """Give a plan as its columns."""
    kept = {name: getattr(plan, name) for name in Plan.__dataclass_fields__}
    return {name: each.value if isinstance(each, StrEnum) else each for name, each in kept.items()}
