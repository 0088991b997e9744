"""Who may observe, score, close, annotate and contest, and what each sees meanwhile (pure)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from relais.coaching.rules.grid import LEVELS
from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop
from relais.people.rules.access import Role

LATEST: Final = timedelta(days=30)  # a visit of which nobody remembers more is not scored
AHEAD: Final = timedelta(days=90)
LONGEST: Final = 2_000
MAY_OBSERVE: Final = frozenset({Role.MANAGER, Role.RELAY})

Scores = Mapping[str, int | None]  # a criterion that could not be seen has no level


class Kind(StrEnum):
    """What is observed."""

    VISIT = "visit"
    CALL = "call"


class ObservationState(StrEnum):
    """Where an observation stands: each scores alone, then all is shared."""

    OPEN = "open"
    SHARED = "shared"
    CANCELLED = "cancelled"


class RemarkKind(StrEnum):
    """What somebody says beside the scores."""

    ANNOTATION = "annotation"
    CONTEST = "contest"
    ANSWER = "answer"


@dataclass(frozen=True)
class Viewer:
    """Who looks at an observation: himself, the rep's direct manager, or an observer."""

    person_id: UUID
    is_rep: bool
    is_manager: bool


class ChecklistFirst(Refusal):
    """Who is evaluated knows by what, and the works council was heard (C. trav. L. 1222-3)."""

    code = "checklist_first"
    message = gettext_noop(
        "Nobody is observed, and no plan begins, before the organization’s privacy checklist is"
        " complete."
    )


class NoticeMissing(Refusal):
    """Nobody listens without both who speak knowing it."""

    code = "notice_missing"
    message = gettext_noop(
        "A call is listened to live, once the rep and the person at the other end know it: confirm"
        " that both were told."
    )


class LinkedOther(Refusal):
    """A call that is listened to asks for notice, under whatever name it is observed."""

    code = "linked_other"
    message = gettext_noop(
        "Link an appointment to a visit, and a call to a call that is listened to."
    )


class DayOutside(Refusal):
    """Too long ago to be remembered, or too far off."""

    code = "day_outside"
    message = gettext_noop(
        "An observation is of the last %(back)s days, or planned for the next %(ahead)s."
    )


class ObservedAlready(Refusal):
    """One visit has one observation, in which each observer has his sheet."""

    code = "observed_already"
    message = gettext_noop("This visit or call is observed already: invite to that observation.")


class CannotObserve(Refusal):
    """Observers are managers and relays of the house."""

    code = "cannot_observe"
    message = gettext_noop("Only a manager or a relay, in post, can be invited to observe.")


class NotItsObserver(Refusal):
    """It is for who began it."""

    code = "not_its_observer"
    message = gettext_noop("Only who began this observation may do this.")


class NotScorer(Refusal):
    """He has no sheet in it."""

    code = "not_scorer"
    message = gettext_noop("You have no sheet in this observation.")


class NotYet(Refusal):
    """It has not taken place."""

    code = "not_yet"
    message = gettext_noop("This takes place on %(on)s: score it from then on.")


class NotOpenAnyMore(Refusal):
    """Who has seen the others' scores does not change his own."""

    code = "observation_not_open"
    message = gettext_noop("The scores are shared, or the observation is cancelled.")


class ScoresIncomplete(Refusal):
    """Each criterion is scored, or said not to have been seen."""

    code = "scores_incomplete"
    message = gettext_noop(
        "Give each criterion of the grid a level from 0 to 4, or say that it could not be seen;"
        " one at least has a level."
    )


class ScoreFirst(Refusal):
    """Who closes would see the others' scores before he has given his own."""

    code = "score_first"
    message = gettext_noop("Score it yourself first: closing shows each the others’ scores.")


class NotShared(Refusal):
    """There is nothing to speak of yet."""

    code = "not_shared"
    message = gettext_noop("The scores are not shared yet.")


class OnlyTheRep(Refusal):
    """It is his word."""

    code = "only_the_rep"
    message = gettext_noop("Only the rep himself may do this.")


class OnlyTheManager(Refusal):
    """It is for who leads the rep directly."""

    code = "only_the_manager"
    message = gettext_noop("Only the rep’s direct manager may do this.")


class ContestedAlready(Refusal):
    """One at a time."""

    code = "contested_already"
    message = gettext_noop("Your manager has not answered yet what you contested.")


class NothingContested(Refusal):
    """There is nothing to answer."""

    code = "nothing_contested"
    message = gettext_noop("Nothing waits for an answer here.")


class RemarkMissing(Refusal):
    """An empty word, or one too long."""

    code = "remark_missing"
    message = gettext_noop("Write something, of at most %(longest)s characters.")


def check_begin(kind: Kind, *, on: date, today: date, told: bool, checklist: bool) -> None:
    """Refuse an observation that may not be begun.

    :raises ChecklistFirst: before the privacy checklist is complete.
    :raises NoticeMissing: for a call of which both were not told.
    :raises DayOutside: for a day too long ago, or too far off.
    """
    if not checklist:
        raise ChecklistFirst
    if kind is Kind.CALL and not told:
        raise NoticeMissing
    if not today - LATEST <= on <= today + AHEAD:
        raise DayOutside(back=LATEST.days, ahead=AHEAD.days)


def check_link(kind: Kind, *, visit: bool, call: bool) -> None:
    """Refuse a visit that is linked to a call, and a call that is linked to a visit.

    :raises LinkedOther: then.
    """
    if (visit and kind is not Kind.VISIT) or (call and kind is not Kind.CALL):
        raise LinkedOther


def check_scores(scores: Scores, *, codes: Collection[str]) -> None:
    """Refuse scores that do not speak of each criterion of the grid.

    :raises ScoresIncomplete: then.
    """
    levels = [level for level in scores.values() if level is not None]
    if set(scores) != set(codes) or not levels:
        raise ScoresIncomplete
    if not all(0 <= level < LEVELS for level in levels):
        raise ScoresIncomplete


def check_words(words: str) -> str:
    """Give what somebody writes, without what surrounds it.

    :raises RemarkMissing: when it is nothing, or too much.
    """
    words = words.strip()
    if not 0 < len(words) <= LONGEST:
        raise RemarkMissing(longest=LONGEST)
    return words


def sees_sheet(scorer_id: UUID, *, by: Viewer, state: str) -> bool:
    """Say whether somebody sees a sheet: his own always, others' once all is shared.

    An observer who is not the rep's direct manager sees his own alone.
    """
    if scorer_id == by.person_id:
        return True
    return state == ObservationState.SHARED and (by.is_rep or by.is_manager)
