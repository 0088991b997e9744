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


class StillRunning(Refusal):
    """The turn is not over."""

    code = "still_running"
    message = gettext_noop("The rep's turn runs until %(until)s.")


def check_sheet(filled: Collection[SheetField], *, required: Collection[SheetField]) -> None:
    """Refuse a sheet in which a field that the campaign requires is empty.

    :raises SheetIncomplete: naming them.
    """
    missing = [name.value for name in SheetField if name in required and name not in filled]
    if missing:
        raise SheetIncomplete(missing=", ".join(missing))


def check_turn_over(due_at: datetime | None, *, at: datetime) -> None:
    """Refuse to end a turn before its clock has run out.

    :raises StillRunning: with the moment.
    """
    if due_at is None or at < due_at:
        raise StillRunning(until=f"{due_at:%Y-%m-%d %H:%M}" if due_at else "–")
