"""How things are sent: one file a channel; rooms above add channels, and what goes with a mail."""

from collections.abc import Callable, Mapping
from typing import Protocol

from relais.outbox.adapters.enclosed import Enclosure, Maker, enclose
from relais.outbox.adapters.filled import Filler, fill
from relais.outbox.adapters.mail import Mailer
from relais.outbox.adapters.refused import Undeliverable
from relais.outbox.models import OutboxRow

__all__ = [
    "Enclosure",
    "Filler",
    "Maker",
    "Sender",
    "Undeliverable",
    "enclose",
    "fill",
    "know",
    "senders",
]


class Sender(Protocol):
    """A channel, open for the length of a delivery."""

    def send(self, row: OutboxRow) -> None:
        """Send one row, or raise.

        :raises Undeliverable: when trying again would not help.
        """

    def close(self) -> None:
        """Let go of connections; what was accepted stays accepted, whatever goes wrong here."""


_channels: dict[str, Callable[[], Sender]] = {}


def know(channels: Mapping[str, Callable[[], Sender]]) -> None:
    """Set the channels of the rooms above, by name; `config.wiring` calls it once."""
    _channels.clear()
    _channels.update(channels)


def senders() -> dict[str, Sender]:
    """Open every channel, by its name; none connects before it has something to send."""
    return {"mail": Mailer()} | {name: make() for name, make in _channels.items()}
