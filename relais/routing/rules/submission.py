"""What a lead needs before the relay looks at it (pure)."""

from collections.abc import Collection
from datetime import datetime

from relais.campaigns.rules.terms import SheetField
from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop


class SheetIncomplete(Refusal):
    """The hand-over sheet does not say what the campaign asks."""

    code = "sheet_incomplete"
    message = gettext_noop("The hand-over sheet still lacks: %(missing)s.")


class NotARep(Refusal):
    """Leads go to reps in post."""

    code = "not_a_rep"
    message = gettext_noop("This person is not a rep in post.")


class RepAway(Refusal):
    """Who is away takes nothing up: the clock would route it again at once."""

    code = "rep_away"
    message = gettext_noop("This rep is absent until %(until)s: give it to somebody who is there.")


class StillRunning(Refusal):
    """The turn is not over."""

    code = "still_running"
    message = gettext_noop("The rep's turn runs until %(until)s.")


def check_sheet(filled: Collection[SheetField], *, required: Collection[SheetField]) -> None:
    """Refuse a sheet in which a field that the campaign requires is empty.

    :raises SheetIncomplete: naming them.
    """
    missing = tuple(name for name in SheetField if name in required and name not in filled)
    if missing:
        raise SheetIncomplete(missing=missing)


def check_turn_over(due_at: datetime | None, *, at: datetime) -> None:
    """Refuse to end a turn before its clock has run out.

    :raises StillRunning: with the moment.
    """
    if due_at is None or at < due_at:
        raise StillRunning(until=due_at or "–")


def check_present(away_until: datetime | None) -> None:
    """Refuse to give a lead to who is away now.

    :raises RepAway: with the moment at which he is back.
    """
    if away_until:
        raise RepAway(until=away_until)
