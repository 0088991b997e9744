"""What is to be looked at so that a challenge stays fair, by whom, and what may follow (pure).

A point to look at is no verdict: a human looks, and says that there is nothing to see, or that it
was talked about. Nothing follows by itself, and points go only where a fact is corrected.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final
from uuid import UUID

from relais.challenge.rules.game import LONGEST
from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop

SHORTEST_CALL: Final = 60  # seconds
SHORT_CALLS: Final = 3  # fewer happen to everybody
APPROACH_DAYS: Final = 14  # from a take-up on; campaigns name no time for it
MOST_CASES: Final = 50  # kept of a point
ONE_OF: Final = 10  # rewarded appointments of which one is confirmed at least
KEPT_MONTHS: Final = 12


class FairCheck(StrEnum):
    """What is looked at."""

    ENDING = "ending"
    WEEKS = "weeks"
    STEPS = "steps"
    SHORT_CALLS = "short_calls"
    SELF = "self"
    DUPLICATES = "duplicates"
    NO_APPROACH = "no_approach"
    TAKEN_BACK = "taken_back"
    OTHERWISE = "otherwise"


# Where each case is one to look at by itself; the others weigh all that somebody did.
CASES: Final = frozenset({
    FairCheck.SHORT_CALLS, FairCheck.SELF, FairCheck.DUPLICATES, FairCheck.OTHERWISE,
})  # fmt: skip
FEWEST: Final = {FairCheck.SHORT_CALLS: SHORT_CALLS}


class FairAnswer(StrEnum):
    """What a human says of a point."""

    NOTHING = "nothing"
    TALKED = "talked"


class Why(StrEnum):
    """Why a lead is among the cases of a point."""

    PHONE = "phone"
    EMAIL = "email"
    NAME = "name"
    OWN = "own"
    COMPANY = "company"


Case = tuple[UUID, str]  # a lead, and a word, or the seconds of a call


@dataclass(frozen=True)
class Found:
    """A point to look at: `k` of `n`, and what was `expected` of them, between 0 and 1.

    `p` is how often chance alone gives as much; `others` are k and n of all others; `step` is the
    one before which deeds stand close. Of what is a case by itself only `k` of `n` is told.
    """

    check: FairCheck
    person_id: UUID
    k: int
    n: int
    cases: tuple[Case, ...] = ()
    expected: float | None = None
    p: float | None = None
    others: tuple[int, int] | None = None
    step: int | None = None


class PersonsFirst(Refusal):
    """Single persons are not looked at before the works council was heard."""

    code = "fair_checklist_first"
    message = gettext_noop(
        "What single persons did is looked at only once the organization’s privacy checklist is"
        " complete."
    )


class TooLongAgo(Refusal):
    """Single deeds are kept for a year."""

    code = "fair_too_long_ago"
    message = gettext_noop(
        "This challenge ended more than twelve months ago: single deeds are not looked at any more."
    )


class AnsweredAlready(Refusal):
    """Somebody has looked."""

    code = "fair_answered"
    message = gettext_noop("Somebody has looked at this point already.")


class NoteMissing(Refusal):
    """The person concerned reads it."""

    code = "fair_note_missing"
    message = gettext_noop(
        "Write what you saw, in at most %(longest)s characters: the person concerned reads it."
    )


class SaidAlready(Refusal):
    """Once is enough."""

    code = "fair_said_already"
    message = gettext_noop("You have written this already.")


def check_note(words: str) -> str:
    """Give what was written without needless spaces.

    :raises NoteMissing: when nothing is left, or too much.
    """
    words = " ".join(words.split())
    if not 0 < len(words) <= LONGEST:
        raise NoteMissing(longest=LONGEST)
    return words


def lacking(rewarded: int, drawn: int) -> int:
    """Give how many more are to be drawn, so that a tenth at least is confirmed."""
    return max(0, -(-rewarded // ONE_OF) - drawn)


def sample(seed: str, ids: Collection[UUID], *, count: int) -> list[UUID]:
    """Draw some at random: those whose SHA-256 of `seed:id` comes first."""
    return sorted(ids, key=lambda one: sha256(f"{seed}:{one}".encode()).hexdigest())[:count]
