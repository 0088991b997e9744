"""Where themes come from, and the weekly mail; what the mail needs is loaded when one is sent."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from relais.challenge.rules.letters import CHALLENGE_WEEK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relais.outbox.adapters import Enclosure, Filler, Maker
    from relais.outbox.models import OutboxRow
    from relais.people.models import Person

__all__ = ["ENCLOSED", "FILLED"]


def words(row: OutboxRow, person: Person) -> Mapping[str, str]:
    """Give what a weekly mail says."""
    found: Mapping[str, str] = _weekly().words_of(row, person)
    return found


def page(row: OutboxRow) -> Sequence[Enclosure]:
    """Give the same as HTML."""
    found: Sequence[Enclosure] = _weekly().page_of(row)
    return found


ENCLOSED: Final[dict[str, Maker]] = {CHALLENGE_WEEK: page}
FILLED: Final[dict[str, Filler]] = {CHALLENGE_WEEK: words}


def _weekly() -> Any:
    return import_module("relais.challenge.adapters.weekly")
