"""Changing what is known of a company and of the people there."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from relais.accounts.actions.add import (
    AccountDetails,
    ContactDetails,
    account_columns,
    contact_columns,
    refuse_known,
)
from relais.accounts.actions.entries import (
    enter_accounts,
    enter_contacts,
    strike_accounts,
    strike_contacts,
)
from relais.accounts.models import Account, Contact
from relais.accounts.queries import owners_of
from relais.accounts.rules.access import check_may_change
from relais.lib.errors import NotVisible
from relais.people.rules.access import Actor
from relais.privacy.actions import keep_objections
from relais.privacy.queries import check_may_call
from relais.privacy.rules import Objected


def change_account(
    account_id: UUID, details: AccountDetails, *, by: Actor, at: datetime
) -> Account:
    """Change what is known of a company, all of it: what is left out is emptied, its key stays.

    Who may not be contacted there stays so, by whatever number. Done twice, nothing changes.
    :raises MayNotChangeAccount: for who does not work with it.
    :raises NotVisible: for an account that the organization does not have.
    :raises KnownCompany: when another account is this company, at this site.
    :raises Refusal: for an identifier that cannot be right, naming it.
    """
    columns = account_columns(details)
    columns.pop("external_key")
    with transaction.atomic():
        account = _account(account_id, by)
        numbers = {"siren": columns["siren"], "siret": columns["siret"]}
        if numbers != {name: getattr(account, name) for name in numbers}:
            refuse_known(**numbers, by=by, but=account.id)
        silent = _objected(account, at=at) if columns["phone"] != account.phone else []
        for name, value in columns.items():
            setattr(account, name, value)
        account.save(update_fields=list(columns))
        strike_accounts(by.organization_id, [account.id])
        enter_accounts(by.organization_id, [(account.id, account.name)])
        keep_objections(silent, by=by, at=at)
    return account


def change_contact(
    contact_id: UUID, details: ContactDetails, *, by: Actor, at: datetime
) -> Contact:
    """Change what is known of a person, all of it: what is left out is emptied, his key stays.

    Who may not be contacted stays so, by whatever number or address. Done twice, nothing changes.
    :raises MayNotChangeAccount: for who does not work with his company.
    :raises NotVisible: for a contact that the organization does not have, or who was erased.
    :raises UnknownZone: for a time zone that does not exist.
    """
    with transaction.atomic():
        rows = Contact.objects.of(by.organization_id).select_related("account")
        held = rows.select_for_update(of=("self",))
        contact = held.filter(id=contact_id, erased_at=None).first()
        if contact is None:
            raise NotVisible
        _check(contact.account, by)
        columns = contact_columns(details, country=contact.account.country)
        columns.pop("external_key")
        silent = _has_objected(contact, at=at)
        for name, value in columns.items():
            setattr(contact, name, value)
        contact.save(update_fields=list(columns))
        strike_contacts(by.organization_id, [contact.id])
        enter_contacts(by.organization_id, [(contact.id, contact.words)])
        if silent:
            keep_objections([contact], by=by, at=at)
    return contact


def _account(account_id: UUID, by: Actor) -> Account:
    rows = Account.objects.of(by.organization_id).filter(id=account_id)
    account = rows.select_for_update().first()
    if account is None:
        raise NotVisible
    _check(account, by)
    return account


def _check(account: Account, by: Actor) -> None:
    owners = owners_of(account.organization_id, [account.id])
    check_may_change(by, owner_id=owners.get(account.id))


def _objected(account: Account, *, at: datetime) -> list[Contact]:
    """Who there is told by the company's own number, and may not be contacted."""
    rows = Contact.objects.of(account.organization_id).filter(account_id=account.id, phone="")
    there = rows.filter(erased_at=None).select_related("account")
    return [contact for contact in there if _has_objected(contact, at=at)]


def _has_objected(contact: Contact, *, at: datetime) -> bool:
    try:
        check_may_call(contact, at=at)
    except Objected:
        return True
    return False
