"""Which contact of a company a person is: the rules in their order, each named in the answer."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID


class PersonRule(StrEnum):
    """By what a person was recognised at his company, the surest first."""

    EMAIL = "email"
    NAME = "name"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class PersonKeys:
    """By what a person can be recognised at his company; what is not known is empty."""

    email: str = ""
    phone: str = ""
    first_name: str = ""
    last_name: str = ""


@dataclass(frozen=True, slots=True)
class PersonMatch:
    """Who was found, and by which rule."""

    rule: PersonRule
    contact_id: UUID


class PersonIndex:
    """The contacts of some companies, quick to ask for a whole file."""

    def __init__(self) -> None:
        self._known: defaultdict[UUID, list[tuple[UUID, PersonKeys]]] = defaultdict(list)

    def add(self, contact_id: UUID, *, account_id: UUID, keys: PersonKeys) -> None:
        """Make a contact of a company known."""
        self._known[account_id].append((contact_id, keys))

    def match(self, account_id: UUID, *, keys: PersonKeys) -> PersonMatch | None:
        """Find a person at a company, the first added where several fit.

        People share mailboxes and switchboards: who has another name is somebody else.
        """
        there = self._known.get(account_id)
        if not there:
            return None
        for rule in PersonRule:
            for contact_id, known in there:
                if _MATCHES[rule](known, keys) and not _other_name(known, keys):
                    return PersonMatch(rule, contact_id)
        return None


def _other_name(one: PersonKeys, other: PersonKeys) -> bool:
    pairs = ((one.first_name, other.first_name), (one.last_name, other.last_name))
    return any(left and right and left.casefold() != right.casefold() for left, right in pairs)


def _same_name(one: PersonKeys, other: PersonKeys) -> bool:
    return bool(one.last_name) and one.last_name.casefold() == other.last_name.casefold()


_MATCHES: Final[dict[PersonRule, Callable[[PersonKeys, PersonKeys], bool]]] = {
    PersonRule.EMAIL: lambda one, other: bool(one.email) and one.email == other.email,
    PersonRule.NAME: _same_name,
    PersonRule.PHONE: lambda one, other: bool(one.phone) and one.phone == other.phone,
}
