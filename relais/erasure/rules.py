"""For how long persons are kept, and what is refused to who erases them (pure).

Sources and reserves: docs/howto/answer-a-privacy-request.md.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop
from relais.privacy.rules import months_after

# Since the last act of the prospect himself, else since he was collected (CNIL, commercial
# management). Our own calls, mails and open leads do not prolong it.
KEPT_MONTHS: Final = 36
# After a signature: the limitation of claims between traders (C. com., art. L. 110-4).
WON_MONTHS: Final = 60
# The single deeds of workers (law.md, rule 22). What is older is to be counted together only.
DETAIL_MONTHS: Final = 12


class Kept(StrEnum):
    """Why somebody is kept though his time is over."""

    WON = "won"
    HOLD = "hold"
    REQUEST = "request"


class NobodyFound(Refusal):
    """Nobody of the files was named."""

    code = "nobody_found"
    message = gettext_noop("Say first who of the files this person is.")


class ErasedAlready(Refusal):
    """Twice is once."""

    code = "erased_already"
    message = gettext_noop("What was held of this person is erased already.")


class AnswerFirst(Refusal):
    """What is asked to be read, or corrected, cannot be any more once it is erased."""

    code = "answer_first"
    message = gettext_noop(
        "Another request of this person waits, due on %(due_on)s: answer it before you erase."
    )


class NothingDue(Refusal):
    """Nobody's time is over."""

    code = "nothing_due"
    message = gettext_noop("Nobody is due: there is nothing to erase.")


@dataclass
class Life:
    """How long a contact has been held, and what tells how long he may be.

    `acted_at` is his own last act; `campaign` is the one that touched him last.
    """

    collected_at: datetime
    acted_at: datetime | None = None
    won_at: datetime | None = None
    campaign: str = ""

    @property
    def since(self) -> datetime:
        """Since when the time runs."""
        return self.acted_at or self.collected_at


def details_before(on: date) -> date:
    """Give the day before which the single deeds of workers are not to be held in detail."""
    return months_after(on, -DETAIL_MONTHS)


def is_due(life: Life, *, on: date) -> bool:
    """Say whether a prospect's time is over."""
    return months_after(life.since.date(), KEPT_MONTHS) < on


def why_kept(life: Life, *, on: date, held: bool, awaited: bool) -> Kept | None:
    """Say why somebody whose time is over is kept nevertheless, if he is."""
    if held:
        return Kept.HOLD
    if awaited:
        return Kept.REQUEST
    if life.won_at and months_after(life.won_at.date(), WON_MONTHS) >= on:
        return Kept.WON
    return None


def groups_of(lives: Collection[Life]) -> list[dict[str, str | int]]:
    """Count persons by campaign and by the year in which their time began."""
    counted: dict[tuple[str, int], int] = {}
    for life in lives:
        key = (life.campaign, life.since.year)
        counted[key] = counted.get(key, 0) + 1
    return [
        {"campaign": campaign, "year": year, "persons": persons}
        for (campaign, year), persons in sorted(counted.items())
    ]
