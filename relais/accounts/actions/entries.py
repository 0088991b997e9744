"""The index of names: under which words companies and persons are entered, so as to be found."""

from collections.abc import Collection, Iterable, Iterator
from typing import Final
from uuid import UUID

from relais.accounts.models import AccountWord, ContactWord
from relais.accounts.rules.words import company_entries, person_entries
from relais.database.among import among
from relais.database.bulk import insert_rows
from relais.database.models import uuid7

COLUMNS: Final = ("id", "organization_id", "word")

Entry = tuple[UUID, UUID, str, UUID]


def enter_accounts(organization_id: UUID, named: Iterable[tuple[UUID, str]]) -> None:
    """Enter new companies under the words of their names, inside the caller's transaction.

    :param named: the id and the name of each.
    """
    entries = ((account_id, company_entries(name)) for account_id, name in named)
    insert_rows(AccountWord, _rows(organization_id, entries), (*COLUMNS, "account_id"))


def enter_contacts(organization_id: UUID, worded: Iterable[tuple[UUID, str]]) -> None:
    """Enter new persons under the words of their names, inside the caller's transaction.

    :param worded: the id and the `words` of each.
    """
    entries = ((contact_id, person_entries(words)) for contact_id, words in worded)
    insert_rows(ContactWord, _rows(organization_id, entries), (*COLUMNS, "contact_id"))


def strike_accounts(organization_id: UUID, account_ids: Collection[UUID]) -> None:
    """Take companies out of the index, inside the caller's transaction."""
    entries = AccountWord.objects.of(organization_id)
    entries.filter(among("account_id", account_ids)).delete()


def strike_contacts(organization_id: UUID, contact_ids: Collection[UUID]) -> None:
    """Take persons out of the index for good, inside the caller's transaction."""
    entries = ContactWord.objects.of(organization_id)
    entries.filter(among("contact_id", contact_ids)).delete()


def _rows(organization_id: UUID, entries: Iterable[tuple[UUID, list[str]]]) -> Iterator[Entry]:
    return (
        (uuid7(), organization_id, word, entered) for entered, words in entries for word in words
    )
