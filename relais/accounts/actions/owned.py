"""Bringing in the companies that reps answer for: who is known is recognised, owners are named."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from relais.accounts.actions.add import AccountDetails, account_columns, add_accounts
from relais.accounts.actions.own import give_accounts
from relais.accounts.queries import accounts_by_key, company_index
from relais.accounts.rules.access import NoSuchRep, RepMissing, check_may_give
from relais.accounts.rules.checks import SeveralCompanies
from relais.accounts.rules.matching import CompanyKeys, keys_of
from relais.database.models import uuid7
from relais.lib.brought import RowVerdict, Verdict, passed_over
from relais.lib.errors import Refusal
from relais.people.queries import Role, holders_of
from relais.people.rules.access import Actor


@dataclass(frozen=True)
class OwnedRow:
    """A company of a table, and the address of the rep who answers for it."""

    company: AccountDetails
    rep: str


def bring_owned(rows: Sequence[OwnedRow], *, by: Actor, at: datetime) -> list[RowVerdict]:
    """Find or add each company, and make the rep named beside it the one who answers for it.

    What is known of a company is not changed. Done twice, nothing changes the second time.
    :raises MayNotGiveAccounts: for anybody who does not lead.
    """
    check_may_give(by)
    with transaction.atomic():
        book = _Book(rows, by=by, at=at)
        verdicts = [book.enter(row) for row in rows]
        add_accounts(book.fresh, by=by, at=at)
        for rep_id, account_ids in book.given().items():
            give_accounts(account_ids, rep_id=rep_id, by=by, at=at)
    return verdicts


def preview_owned(rows: Sequence[OwnedRow], *, by: Actor, at: datetime) -> list[RowVerdict]:
    """Say what `bring_owned` would make of each row; nothing of it stays."""
    with transaction.atomic():
        verdicts = bring_owned(rows, by=by, at=at)
        transaction.set_rollback(True)
    return verdicts


class _Book:
    """The companies that are known, those that a table adds, and whose they become."""

    def __init__(self, rows: Sequence[OwnedRow], *, by: Actor, at: datetime) -> None:
        posts = holders_of(by.organization_id, Role.REP, on=at.date()).select_related("person")
        self._reps = {post.person.email.casefold(): post.person_id for post in posts}
        self._keys = {id(row): _keys(row.company) for row in rows}
        self._companies = company_index(by.organization_id, list(self._keys.values()))
        told = (row.company.external_key for row in rows)
        self._accounts = accounts_by_key(by.organization_id, told)
        self._owners: dict[UUID, UUID] = {}
        self.fresh: dict[UUID, AccountDetails] = {}

    def enter(self, row: OwnedRow) -> RowVerdict:
        """Take one row down; of two rows for one company the last names its rep."""
        try:
            rep_id = self._rep(row.rep.strip())
            account_columns(row.company)
            known = self._find(row)
        except Refusal as why:
            return passed_over(why)
        account_id = known or self._add(row)
        self._owners[account_id] = rep_id
        return RowVerdict(Verdict.MATCHED if known else Verdict.CREATED, id=account_id)

    def given(self) -> dict[UUID, list[UUID]]:
        """Give the accounts of each rep who is named."""
        given = defaultdict(list)
        for account_id, rep_id in self._owners.items():
            given[rep_id].append(account_id)
        return given

    def _rep(self, email: str) -> UUID:
        if not email:
            raise RepMissing
        if email.casefold() not in self._reps:
            raise NoSuchRep(email=email)
        return self._reps[email.casefold()]

    def _find(self, row: OwnedRow) -> UUID | None:
        if known := self._accounts.get(row.company.external_key or ""):
            return known
        match = self._companies.match(self._keys[id(row)])
        if match and match.account_id is None:
            raise SeveralCompanies(rule=match.rule.value)
        return match.account_id if match else None

    def _add(self, row: OwnedRow) -> UUID:
        account_id = uuid7()
        self.fresh[account_id] = row.company
        self._companies.add(account_id, keys=self._keys[id(row)])
        if row.company.external_key:
            self._accounts[row.company.external_key] = account_id
        return account_id


def _keys(company: AccountDetails) -> CompanyKeys:
    return keys_of(
        name=company.name,
        postcode=company.postcode,
        country=company.country,
        registration=company.siret or company.siren,
        vat=company.vat,
        hosts=(company.website,),
        phones=(company.phone,),
    )
