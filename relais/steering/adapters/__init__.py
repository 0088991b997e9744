"""How steering reaches the outside: invitations for calendars, minutes on paper.

What these need is loaded by the worker at use, not by every process as it starts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from relais.steering.rules.letters import CANCELLED, CLOSED, INVITED, MOVED, PRINT

if TYPE_CHECKING:
    from relais.outbox.adapters import Enclosure, Maker, Sender
    from relais.outbox.models import OutboxRow

__all__ = ["CHANNELS", "ENCLOSED"]


def invitation(row: OutboxRow) -> Sequence[Enclosure]:
    """Give the invitation that goes with a letter."""
    found: Sequence[Enclosure] = _load("invitation").invitation_of(row)
    return found


def minutes(row: OutboxRow) -> Sequence[Enclosure]:
    """Give the minutes that go with a letter."""
    found: Sequence[Enclosure] = _load("minutes").minutes_enclosed(row)
    return found


class Printer:
    """The channel on which minutes go to paper."""

    def send(self, row: OutboxRow) -> None:
        """Print the minutes of a meeting in one language, unless they are there."""
        _load("minutes").print_one(row)

    def close(self) -> None:
        """Keep nothing open."""


ENCLOSED: Final[dict[str, Maker]] = {
    INVITED: invitation,
    MOVED: invitation,
    CANCELLED: invitation,
    CLOSED: minutes,
}
CHANNELS: Final[dict[str, Callable[[], Sender]]] = {PRINT: Printer}


def _load(name: str) -> Any:
    return import_module(f"relais.steering.adapters.{name}")
