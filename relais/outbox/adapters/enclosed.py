"""What goes with a mail beside its words: an invitation that calendars read, a file."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from relais.outbox.models import OutboxRow


class Enclosure(NamedTuple):
    """Something enclosed; without a name it says the same as the words, for programs."""

    media_type: str
    content: str | bytes
    name: str = ""


Maker = Callable[[OutboxRow], Sequence[Enclosure]]

_makers: dict[str, Maker] = {}


def enclose(makers: Mapping[str, Maker]) -> None:
    """Set what goes with the mails of each template; `config.wiring` calls it once."""
    _makers.clear()
    _makers.update(makers)


def enclosures_of(row: OutboxRow) -> Sequence[Enclosure]:
    """Make what goes with a mail, as it is sent."""
    maker = _makers.get(row.template)
    return maker(row) if maker else ()
