"""How things are sent: one file a channel."""

from typing import Protocol

from relais.outbox.adapters.mail import Mailer
from relais.outbox.adapters.refused import Undeliverable
from relais.outbox.models import OutboxRow

__all__ = ["Sender", "Undeliverable", "senders"]


class Sender(Protocol):
    """A channel, open for the length of a delivery."""

    def send(self, row: OutboxRow) -> None:
        """Send one row, or raise.

        :raises Undeliverable: when trying again would not help.
        """

    def close(self) -> None:
        """Let go of connections; what was accepted stays accepted, whatever goes wrong here."""


def senders() -> dict[str, Sender]:
    """Open every channel, by its name; none connects before it has something to send."""
    return {"mail": Mailer()}
