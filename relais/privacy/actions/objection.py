"""Writing down that somebody said no."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Protocol

from relais.people.rules.access import Actor
from relais.privacy.models import Objection
from relais.privacy.queries import fingerprints_of
from relais.privacy.rules import NothingToKeep


class Known(Protocol):
    """By what somebody would be recognised if he came again."""

    phone: str
    email: str

    @property
    def name_value(self) -> str: ...


def record_objection(*values: str, by: Actor, at: datetime) -> None:
    """Keep the fingerprints of numbers and addresses that may not be contacted any more.

    Done twice, the first date stays.
    """
    _keep(((value, False) for value in values), by=by, at=at)


def keep_objections(persons: Iterable[Known], *, by: Actor, at: datetime) -> None:
    """Keep what persons who objected would be recognised by, and no more.

    Their own numbers and addresses; of who has neither, his name at his company. Who has not even
    a name cannot come again.
    """
    _keep((each for person in persons for each in _telling(person)), by=by, at=at)


def check_can_be_kept(person: Known) -> None:
    """Refuse an objection that could not be obeyed.

    :raises NothingToKeep: when neither number, address nor name is known.
    """
    if not any(value.strip() for value in (person.phone, person.email, person.name_value)):
        raise NothingToKeep


def _telling(person: Known) -> Iterator[tuple[str, bool]]:
    own = [value for value in (person.phone, person.email) if value.strip()]
    yield from ((value, False) for value in own)
    if not own:
        yield person.name_value, True


def _keep(values: Iterable[tuple[str, bool]], *, by: Actor, at: datetime) -> None:
    Objection.objects.bulk_create(
        (
            Objection(
                organization_id=by.organization_id,
                fingerprint=found,
                of_name=of_name,
                recorded_at=at,
                recorded_by_id=by.person_id,
            )
            for value, of_name in values
            for found in fingerprints_of(by.organization_id, value)
        ),
        ignore_conflicts=True,
    )
