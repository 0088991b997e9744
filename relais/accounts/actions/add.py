"""Adding companies and the people there, one by one or many at once."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db import models, transaction

from relais.accounts.actions.entries import enter_accounts, enter_contacts
from relais.accounts.models import Account, Contact
from relais.accounts.queries import countries_of, known_company
from relais.accounts.rules.access import check_may_add
from relais.accounts.rules.checks import KnownCompany, NameMissing, TextTooLong, checked_numbers
from relais.accounts.rules.identifiers import domain_of
from relais.accounts.rules.matching import name_key
from relais.accounts.rules.zones import checked_zone
from relais.database.bulk import insert_rows
from relais.database.models import uuid7
from relais.lib.errors import NotVisible
from relais.lib.folding import words_of
from relais.lib.phones import phone_of
from relais.people.rules.access import Actor


class AccountDetails(NamedTuple):
    """What is known of a company; identifiers are checked and made comparable."""

    name: str
    siren: str = ""
    siret: str = ""
    vat: str = ""
    website: str = ""
    phone: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "FR"
    activity_code: str = ""
    sector: str = ""
    size: int | None = None
    external_key: str | None = None


class ContactDetails(NamedTuple):
    """What is known of a person at a company."""

    last_name: str
    first_name: str = ""
    function: str = ""
    email: str = ""
    phone: str = ""
    timezone: str = ""
    language: str = ""
    external_key: str | None = None


def add_account(details: AccountDetails, *, by: Actor, at: datetime) -> Account:
    """Add a company.

    :raises MayNotAddAccounts: for who does not work with accounts.
    :raises KnownCompany: for a company that is there, at this site or at none that is named.
    :raises Refusal: for an identifier that cannot be right, naming it.
    :raises django.db.IntegrityError: for an external key that is taken.
    """
    check_may_add(by)
    columns = account_columns(details)
    refuse_known(columns["siren"], columns["siret"], by=by)
    return add_accounts({uuid7(): details}, by=by, at=at)[0]


def refuse_known(siren: str, siret: str, *, by: Actor, but: UUID | None = None) -> None:
    """Refuse a company that another account is already: the same SIREN, and no other site.

    :raises KnownCompany: naming it.
    """
    known = known_company(by.organization_id, siren=siren, siret=siret, but=but)
    if known:
        raise KnownCompany(name=known.name, account_id=known.id)


def add_accounts(
    details: Mapping[UUID, AccountDetails], *, by: Actor, at: datetime
) -> list[Account]:
    """Add many companies at once, each under the id that the caller made for it.

    :raises MayNotAddAccounts: for who does not work with accounts.
    :raises Refusal: for an identifier that cannot be right, naming it.
    :raises django.db.IntegrityError: for an external key that is taken.
    """
    check_may_add(by)
    accounts = [
        Account(
            id=account_id,
            organization_id=by.organization_id,
            created_at=at,
            **account_columns(each),
        )
        for account_id, each in details.items()
    ]
    with transaction.atomic():
        _insert(Account, accounts)
        enter_accounts(by.organization_id, ((each.id, each.name) for each in accounts))
    return accounts


def add_contact(account_id: UUID, details: ContactDetails, *, by: Actor, at: datetime) -> Contact:
    """Add a person at a company.

    :raises MayNotAddAccounts: for who does not work with accounts.
    :raises NotVisible: for an account that the organization does not have.
    :raises UnknownZone: for a time zone that does not exist.
    """
    return add_contacts({uuid7(): (account_id, details)}, by=by, at=at)[0]


def add_contacts(
    details: Mapping[UUID, tuple[UUID, ContactDetails]], *, by: Actor, at: datetime
) -> list[Contact]:
    """Add many persons at once, each under the id made for him, at an account.

    :raises MayNotAddAccounts: for who does not work with accounts.
    :raises NotVisible: for an account that the organization does not have.
    :raises UnknownZone: for a time zone that does not exist.
    """
    check_may_add(by)
    wanted = {account_id for account_id, _ in details.values()}
    countries = countries_of(by.organization_id, wanted)
    if len(countries) < len(wanted):
        raise NotVisible
    contacts = [
        Contact(
            id=contact_id,
            organization_id=by.organization_id,
            account_id=account_id,
            created_at=at,
            **contact_columns(each, country=countries[account_id]),
        )
        for contact_id, (account_id, each) in details.items()
    ]
    with transaction.atomic():
        _insert(Contact, contacts)
        enter_contacts(by.organization_id, ((each.id, each.words) for each in contacts))
    return contacts


def account_columns(details: AccountDetails) -> dict[str, Any]:
    """Give the columns of an account, its identifiers checked and made comparable.

    A website that names no company (free mail, a page elsewhere) gives no domain; a number that
    cannot be dialled stays as it was typed.
    :raises Refusal: for what cannot be right, naming it.
    """
    if not details.name.strip():
        raise NameMissing
    numbers = checked_numbers(
        siren=details.siren, siret=details.siret, vat=details.vat, country=details.country
    )
    columns = details._asdict() | {
        "siren": numbers.siren,
        "siret": numbers.siret,
        "vat": numbers.vat,
    }
    columns["domain"] = domain_of(columns.pop("website"))
    columns["phone"] = phone_of(details.phone, country=details.country)
    columns["phone_typed"] = details.phone
    columns["name_key"] = name_key(details.name)
    columns["words"] = words_of(details.name)
    return _fitting(Account, columns)


def contact_columns(details: ContactDetails, *, country: str) -> dict[str, Any]:
    """Give the columns of a contact, his number in E.164 as dialled from his country.

    :raises Refusal: for what cannot be right, naming it.
    """
    columns = details._asdict() | {
        "email": details.email.strip().lower(),
        "phone": phone_of(details.phone, country=country),
        "phone_typed": details.phone,
        "timezone": checked_zone(details.timezone),
        "words": words_of(details.last_name, details.first_name),
    }
    return _fitting(Contact, columns)


def _lengths(model: type[models.Model]) -> list[tuple[str, int]]:
    fields = model._meta.concrete_fields
    texts = [field for field in fields if isinstance(field, models.CharField)]
    return [(field.attname, field.max_length) for field in texts if field.max_length]


LENGTHS: Final = {Account: _lengths(Account), Contact: _lengths(Contact)}


def _fitting(model: type[Account] | type[Contact], columns: dict[str, Any]) -> dict[str, Any]:
    for name, longest in LENGTHS[model]:
        if (text := columns[name]) and len(text) > longest:
            raise TextTooLong(field=name, longest=longest)
    return columns


def _insert(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    names = [field.attname for field in model._meta.concrete_fields]
    insert_rows(model, ([getattr(row, name) for name in names] for row in rows), names)
