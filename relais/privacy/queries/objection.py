"""Asking whether somebody has objected."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, Protocol
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from relais.database.behind import asked_once
from relais.database.prepared import Prepared
from relais.privacy.models import Objection
from relais.privacy.rules import Objected, fingerprint, name_value

FEW: Final = 500  # values that are asked for by name; for more, all objections are read


class Reachable(Protocol):
    """Somebody who can be called: the number that would be dialled, his address, his name."""

    organization_id: UUID
    email: str
    erased_at: datetime | None

    @property
    def number(self) -> str: ...

    @property
    def name_value(self) -> str: ...


def check_may_call(contact: Reachable, *, at: datetime) -> None:
    """Refuse a call that may not be made: the one gate, at claim, at dial and at recovery.

    Fails closed. `at` is the moment of the call, for the rules that come with hours and consent.
    :raises Objected: if his number, his address or his name has objected, or he was erased.
    """
    if contact.erased_at:
        raise Objected
    values = (contact.number, contact.email, contact.name_value)
    check_may_contact(contact.organization_id, *values)


def fingerprints_of(organization_id: UUID, *values: str) -> list[str]:
    """Give the fingerprints of the numbers and addresses that are not empty."""
    key = f"{organization_id}:{settings.SECRET_KEY}".encode()
    return [fingerprint(value, key=key) for value in values if value.strip()]


def check_may_contact(organization_id: UUID, *values: str) -> None:
    """Refuse a contact whose number or address has objected.

    :raises Objected: if any of them has.
    """
    prints = fingerprints_of(organization_id, *values)
    if prints and Objection.objects.of(organization_id).filter(fingerprint__in=prints).exists():
        raise Objected


def objected_among(organization_id: UUID, values: Iterable[str]) -> set[str]:
    """Give those of many numbers and addresses that have objected, in one query or two."""
    known = Objection.objects.of(organization_id).values_list("fingerprint", flat=True)
    if not asked_once((objected_among, organization_id), lambda: _any(organization_id)):
        return set()
    prints = {found: value for value in values for found in fingerprints_of(organization_id, value)}
    if len(prints) <= FEW:
        known = known.filter(fingerprint__in=list(prints))
    return {prints[found] for found in known.iterator() if found in prints}


def _ask_any(organization_id: UUID) -> "QuerySet[Any, Any]":
    return Objection.objects.of(organization_id).values_list("id")[:1]


_any: Final = Prepared(_ask_any, examples=(UUID(int=1),))


class NamedObjections:
    """Who has objected and is known by his name at a company alone, read once for a file."""

    def __init__(self, organization_id: UUID) -> None:
        rows = Objection.objects.of(organization_id).filter(of_name=True)
        self._organization_id = organization_id
        self._prints = set(rows.values_list("fingerprint", flat=True))

    def check(self, account_id: UUID, *names: str) -> None:
        """Refuse a person of a company who has objected under this name.

        :raises Objected: if he has.
        """
        if self._prints and not self._prints.isdisjoint(
            fingerprints_of(self._organization_id, name_value(account_id, *names))
        ):
            raise Objected
