"""Bringing companies and persons in from a file: who is known is recognised, who is not added."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from relais.accounts.actions.add import (
    AccountDetails,
    ContactDetails,
    account_columns,
    add_accounts,
    add_contacts,
    contact_columns,
)
from relais.accounts.queries import (
    accounts_by_key,
    company_index,
    contacts_by_key,
    person_index,
)
from relais.accounts.rules.access import check_may_add
from relais.accounts.rules.checks import SeveralCompanies
from relais.accounts.rules.matching import CompanyKeys, keys_of
from relais.accounts.rules.persons import PersonKeys
from relais.database.models import uuid7
from relais.lib.errors import Refusal
from relais.people.rules.access import Actor
from relais.privacy.queries import NamedObjections

EXTERNAL_KEY: Final = "external_key"
NEW: Final = ""

Row = tuple[AccountDetails, ContactDetails]


@dataclass(frozen=True)
class Brought:
    """Where a row of a file has its company and person, and by which rules; `NEW` if added."""

    account_id: UUID
    contact_id: UUID
    company_by: str
    contact_by: str


def bring_in(rows: Sequence[Row], *, by: Actor, at: datetime) -> list[Brought | Refusal]:
    """Find the company and the person of each row, adding those who are missing.

    What is known already is not changed. A row that cannot be right has its Refusal instead, and
    adds nothing. Done twice, the second time adds nobody.
    :raises MayNotAddAccounts: for who does not work with accounts.
    """
    check_may_add(by)
    with transaction.atomic():
        book = _Book(by.organization_id, rows)
        brought = book.read()
        add_accounts(book.new_accounts, by=by, at=at)
        add_contacts(book.new_contacts, by=by, at=at)
    return brought


class _Book:
    """Who is known, and who a file adds to them row by row."""

    def __init__(self, organization_id: UUID, rows: Sequence[Row]) -> None:
        self.new_accounts: dict[UUID, AccountDetails] = {}
        self.new_contacts: dict[UUID, tuple[UUID, ContactDetails]] = {}
        self._rows = [(company, person, _keys(company, person)) for company, person in rows]
        every_key = [keys for *_, keys in self._rows]
        self._companies = company_index(organization_id, every_key)
        self._accounts = accounts_by_key(organization_id, (row[0].external_key for row in rows))
        self._contacts = contacts_by_key(organization_id, (row[1].external_key for row in rows))
        likely = set(self._accounts.values())
        for keys in every_key:
            if match := self._companies.match(keys):
                likely.update(match.account_ids)
        self._persons = person_index(organization_id, likely)
        self._objections = NamedObjections(organization_id)

    def read(self) -> list[Brought | Refusal]:
        """Read the file from its first row to its last."""
        return [self._place(*row) for row in self._rows]

    def _place(
        self, company: AccountDetails, person: ContactDetails, keys: CompanyKeys
    ) -> Brought | Refusal:
        known = self._contacts.get(person.external_key or "")
        if known:
            return Brought(known[1], known[0], EXTERNAL_KEY, EXTERNAL_KEY)
        try:
            account_columns(company)
            columns = contact_columns(person, country=company.country)
            account_id, company_by = self._account(company, keys)
            names = ("email", "phone", "first_name", "last_name")
            person_keys = PersonKeys(*(columns[name] for name in names))
            contact_id, contact_by = self._contact(account_id, person, person_keys)
        except Refusal as why:
            return why
        return Brought(account_id, contact_id, company_by, contact_by)

    def _account(self, company: AccountDetails, keys: CompanyKeys) -> tuple[UUID, str]:
        if known := self._accounts.get(company.external_key or ""):
            return known, EXTERNAL_KEY
        if match := self._companies.match(keys):
            if match.account_id is None:
                raise SeveralCompanies(rule=match.rule.value)
            return match.account_id, match.rule.value
        account_id = uuid7()
        self.new_accounts[account_id] = company
        self._companies.add(account_id, keys=keys)
        if company.external_key:
            self._accounts[company.external_key] = account_id
        return account_id, NEW

    def _contact(
        self, account_id: UUID, person: ContactDetails, keys: PersonKeys
    ) -> tuple[UUID, str]:
        if match := self._persons.match(account_id, keys=keys):
            return match.contact_id, match.rule.value
        self._objections.check(account_id, keys.first_name, keys.last_name)
        contact_id = uuid7()
        self.new_contacts[contact_id] = account_id, person
        self._persons.add(contact_id, account_id=account_id, keys=keys)
        if person.external_key:
            self._contacts[person.external_key] = contact_id, account_id
        return contact_id, NEW


def _keys(company: AccountDetails, person: ContactDetails) -> CompanyKeys:
    return keys_of(
        name=company.name,
        postcode=company.postcode,
        country=company.country,
        registration=company.siret or company.siren,
        vat=company.vat,
        hosts=(company.website, person.email),
        phones=(company.phone, person.phone),
    )
