"""What a mail tells as it stands when it is sent, and is kept nowhere before."""

from collections.abc import Callable, Mapping

from relais.outbox.models import OutboxRow
from relais.people.models import Person

Filler = Callable[[OutboxRow, Person], Mapping[str, str]]

_fillers: dict[str, Filler] = {}


def fill(fillers: Mapping[str, Filler]) -> None:
    """Set what fills in the mails of each template; `config.wiring` calls it once."""
    _fillers.clear()
    _fillers.update(fillers)


def filled_for(row: OutboxRow, person: Person) -> Mapping[str, str]:
    """Give what is filled in beside the data of a row.

    :raises Undeliverable: where there is nothing left to tell.
    """
    filler = _fillers.get(row.template)
    return filler(row, person) if filler else {}
