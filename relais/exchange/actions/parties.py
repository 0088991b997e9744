"""The companies and contacts of a file: found by key or by what tells them apart, else added."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import Model

from relais.accounts.actions import (
    AccountDetails,
    ContactDetails,
    account_columns,
    contact_columns,
    enter_accounts,
    enter_contacts,
)
from relais.accounts.models import Account, Contact
from relais.accounts.queries import ask_accounts, ask_contacts, company_index, person_index
from relais.accounts.rules.checks import SeveralCompanies
from relais.accounts.rules.identifiers import domain_of
from relais.accounts.rules.matching import CompanyKeys
from relais.accounts.rules.persons import PersonKeys
from relais.database.bulk import insert_rows
from relais.database.models import uuid7
from relais.exchange.queries import contacts_with_open_leads
from relais.exchange.rules import Creates, Draft, FileMapping
from relais.exchange.rules.access import NotANumber, NotThere
from relais.leads.actions import AlreadyOpen
from relais.lib.errors import Refusal
from relais.people.rules.access import Actor
from relais.privacy.queries import NamedObjections, objected_among
from relais.privacy.rules import Objected

BY_KEY: Final = "found by external key"
ADDED: Final = "added"
TELLING: Final = frozenset({"siren", "siret", "vat", "website", "phone", "postcode"})
REACHED: Final = ("email", "phone")
NOTHING: Final = CompanyKeys()

Columns = dict[str, Any]

_person_keys: Final = itemgetter(*REACHED, "first_name", "last_name")


class Party(NamedTuple):
    """The company and the person of a lead, and by what the company was recognised."""

    account_id: UUID
    contact_id: UUID
    how: str


@dataclass(slots=True)
class _Candidate:
    """A company and a contact as a draft tells them, and the account once it is found."""

    key: str
    account: Columns
    keys: CompanyKeys
    contact: Columns
    lives: bool = False
    account_id: UUID | None = None
    how: str = ""


class Parties:
    """Finds or adds the companies and contacts of one import, chunk by chunk."""

    def __init__(self, mapping: FileMapping, *, country: str, by: Actor, at: datetime) -> None:
        self.may_add = Creates.ACCOUNTS in mapping.creates
        self.telling = not TELLING.isdisjoint(mapping.account)
        self.country = country
        self.by = by
        self.at = at
        self.named = NamedObjections(by.organization_id)

    def read(self, drafts: Sequence[Draft]) -> "Companies":
        """Read the companies and persons that some drafts tell of; nothing is asked yet."""
        return Companies(self, drafts)


class Companies:
    """Those of one chunk: what its drafts tell, what the database knows around it, what it adds.

    `refused` is why a draft gets none, by its key.
    """

    def __init__(self, parties: Parties, drafts: Sequence[Draft]) -> None:
        self._all = parties
        self._organization_id = parties.by.organization_id
        self._accounts: dict[UUID, Columns] = {}
        self._contacts: dict[UUID, Columns] = {}
        self.refused: dict[str, Refusal] = {}
        self._candidates = list(self._read(drafts))

    def ask(self) -> None:
        """Ask which of them stand under their external keys, those before them handed over."""
        found, each = self._organization_id, self._candidates
        self._accounts_there = ask_accounts(found, [one.account["external_key"] for one in each])
        self._people_there = ask_contacts(found, [one.contact["external_key"] for one in each])

    def find(self, wanted: Mapping[str, bool]) -> dict[str, Party]:
        """Give the party of each draft by its key; adds what is new.

        A company is found by its external key, else by the rules of accounts; a person by his
        external key, else among those of his company. `ask` comes before.
        :param wanted: the keys of the drafts, each with whether its lead is open at the end.
        """
        candidates = [each for each in self._candidates if each.key in wanted]
        for each in candidates:
            each.lives = wanted[each.key]
        parties = self._settle(candidates)
        accounts = _wanted(self._accounts, {party.account_id for party in parties.values()})
        contacts = _wanted(self._contacts, {party.contact_id for party in parties.values()})
        _insert(Account, accounts)
        _insert(Contact, contacts)
        enter_accounts(self._organization_id, ((row["id"], row["name"]) for row in accounts))
        enter_contacts(self._organization_id, ((row["id"], row["words"]) for row in contacts))
        return parties

    def _read(self, drafts: Sequence[Draft]) -> Iterator[_Candidate]:
        """Read companies and contacts out of drafts; one that cannot be right is refused."""
        for draft in drafts:
            try:
                company = _company(draft.account, self._all.country)
                account = account_columns(company)
                contact = contact_columns(_person(draft.contact), country=company.country)
                yield _Candidate(draft.key, account, self._keys(account, contact), contact)
            except Refusal as refusal:
                self.refused[draft.key] = refusal

    def _settle(self, candidates: Sequence[_Candidate]) -> dict[str, Party]:
        """Give every candidate that is not refused his account and contact."""
        self._find_accounts(candidates)
        known = {each.account_id for each in candidates if each.account_id}
        self._people = self._people_there()
        known |= {account_id for _, account_id in self._people.values()}
        self._persons = person_index(self._organization_id, known)
        self._living = contacts_with_open_leads(self._organization_id, known)
        objected = objected_among(
            self._organization_id, (each.contact[name] for each in candidates for name in REACHED)
        )
        parties = {}
        for each in candidates:
            try:
                if objected and objected & {each.contact[name] for name in REACHED}:
                    raise Objected
                parties[each.key] = self._party(each)
            except Refusal as refusal:
                self.refused[each.key] = refusal
        return parties

    def _find_accounts(self, candidates: Sequence[_Candidate]) -> None:
        """Find the accounts that stand in the database, by key, else by what tells them apart."""
        self._by_key = self._accounts_there()
        strangers = [
            each.keys for each in candidates if each.account["external_key"] not in self._by_key
        ]
        self._index = company_index(self._organization_id, strangers)
        for each in candidates:
            each.account_id = self._by_key.get(each.account["external_key"] or "")
            each.how = BY_KEY if each.account_id else ""

    def _party(self, candidate: _Candidate) -> Party:
        account_id = self._account(candidate)
        names = (candidate.contact["first_name"], candidate.contact["last_name"])
        self._all.named.check(account_id, *names)
        contact_id = self._contact(candidate, account_id)
        if candidate.lives:
            if contact_id in self._living:
                raise AlreadyOpen(lead_id=None)
            self._living.add(contact_id)
        return Party(account_id, contact_id, candidate.how)

    def _account(self, candidate: _Candidate) -> UUID:
        key = candidate.account["external_key"]
        account_id = candidate.account_id or self._by_key.get(key or "")
        candidate.how = BY_KEY
        if account_id is None and (match := self._index.match(candidate.keys)):
            if match.account_id is None:
                raise SeveralCompanies(rule=match.rule.value)
            account_id, candidate.how = match.account_id, f"found by {match.rule.value}"
        if account_id is None:
            account_id, candidate.how = self._add_account(candidate), ADDED
        if key:
            self._by_key[key] = account_id
        return account_id

    def _add_account(self, candidate: _Candidate) -> UUID:
        if not self._all.may_add:
            name = candidate.account["name"]
            raise NotThere(what="account", name=name, create=Creates.ACCOUNTS.value)
        account_id = self._enter(self._accounts, candidate.account)
        self._index.add(account_id, keys=candidate.keys)
        return account_id

    def _contact(self, candidate: _Candidate, account_id: UUID) -> UUID:
        key = candidate.contact["external_key"]
        if key in self._people:
            return self._people[key][0]
        keys = PersonKeys(*_person_keys(candidate.contact))
        match = None if key else self._persons.match(account_id, keys=keys)
        if match:
            return match.contact_id
        candidate.contact |= {"account_id": account_id, "erased_at": None}
        contact_id = self._enter(self._contacts, candidate.contact)
        self._persons.add(contact_id, account_id=account_id, keys=keys)
        if key:
            self._people[key] = (contact_id, account_id)
        return contact_id

    def _enter(self, rows: dict[UUID, Columns], columns: Columns) -> UUID:
        row_id = uuid7()
        columns |= {
            "id": row_id,
            "organization_id": self._organization_id,
            "created_at": self._all.at,
        }
        rows[row_id] = columns
        return row_id

    def _keys(self, account: Columns, contact: Columns) -> CompanyKeys:
        if not self._all.telling:
            return NOTHING
        return CompanyKeys(
            siret=account["siret"],
            siren=account["siren"],
            vat=account["vat"],
            domain=account["domain"] or domain_of(contact["email"]),
            phones=(account["phone"],) if account["phone"] else (),
            name_key=account["name_key"],
            postcode="".join(account["postcode"].split()).upper(),
        )


def _company(cells: Mapping[str, str], country: str) -> AccountDetails:
    told = {name: text for name, text in cells.items() if text and name not in ("key", "size")}
    size = cells.get("size", "")
    if size and not size.isdecimal():
        raise NotANumber(text=size)
    key = cells.get("key") or None
    details = {"name": "", "country": country} | told
    return AccountDetails(**details, size=int(size) if size else None, external_key=key)


def _person(cells: Mapping[str, str]) -> ContactDetails:
    told = {name: text for name, text in cells.items() if text and name != "key"}
    return ContactDetails(**({"last_name": ""} | told), external_key=cells.get("key") or None)


def _wanted(rows: Mapping[UUID, Columns], wanted: set[UUID]) -> list[Columns]:
    return [row for row_id, row in rows.items() if row_id in wanted]


def _insert(model: type[Model], rows: Sequence[Columns]) -> None:
    names = [field.attname for field in model._meta.concrete_fields]
    insert_rows(model, map(itemgetter(*names), rows), names)
