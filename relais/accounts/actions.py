"""Every deed on accounts, contacts and owners."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from relais.accounts.models import Account, AccountOwnership, Contact
from relais.accounts.rules.access import check_may_add, check_may_give
from relais.lib.errors import NotVisible
from relais.people.rules.access import Actor


@dataclass(frozen=True)
class AccountDetails:
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


@dataclass(frozen=True)
class ContactDetails:
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
    :raises Refusal: for an identifier that cannot be right, naming it.
    :raises django.db.IntegrityError: for an external key that is taken.
    """
    check_may_add(by)
    return Account.objects.create(
        organization_id=by.organization_id, created_at=at, **account_columns(details)
    )


def add_contact(account_id: UUID, details: ContactDetails, *, by: Actor, at: datetime) -> Contact:
    """Add a person at a company.

    :raises MayNotAddAccounts: for who does not work with accounts.
    :raises NotVisible: for an account that the organization does not have.
    """
    check_may_add(by)
    account = Account.objects.of(by.organization_id).filter(id=account_id).first()
    if account is None:
        raise NotVisible
    return Contact.objects.create(
        organization_id=by.organization_id,
        account=account,
        created_at=at,
        **contact_columns(details, country=account.country),
    )


def give_account(account_id: UUID, *, rep_id: UUID, by: Actor, at: datetime) -> AccountOwnership:
    """Make a rep the one who answers for an account; the former owner's time ends now.

    :raises MayNotGiveAccounts: for anybody who does not lead.
    :raises NotVisible: for an account that the organization does not have.
    """
    return give_accounts([account_id], rep_id=rep_id, by=by, at=at)[0]


def give_accounts(
    account_ids: Sequence[UUID], *, rep_id: UUID, by: Actor, at: datetime
) -> list[AccountOwnership]:
    """Make a rep the owner of many accounts at once; those he owns already stay as they are.

    :raises MayNotGiveAccounts: for anybody who does not lead.
    :raises NotVisible: for an account that the organization does not have.
    """
    check_may_give(by)
    with transaction.atomic():
        accounts = Account.objects.of(by.organization_id).filter(id__in=account_ids)
        if len(list(accounts.order_by("id").select_for_update())) < len(set(account_ids)):
            raise NotVisible
        current = AccountOwnership.objects.of(by.organization_id).filter(until=None)
        theirs = current.filter(account_id__in=account_ids)
        his = {row.account_id: row for row in theirs.filter(rep_id=rep_id)}
        theirs.exclude(rep_id=rep_id).update(until=at)
        fresh = [
            AccountOwnership(
                organization_id=by.organization_id,
                account_id=account_id,
                rep_id=rep_id,
                since=at,
                given_by_id=by.person_id,
            )
            for account_id in dict.fromkeys(account_ids)
            if account_id not in his
        ]
        AccountOwnership.objects.bulk_create(fresh)
    return [*his.values(), *fresh]


def transfer_accounts(*, from_rep_id: UUID, to_rep_id: UUID, by: Actor, at: datetime) -> int:
    """Hand all accounts of one rep to another; give how many there were.

    :raises MayNotGiveAccounts: for anybody who does not lead.
    """
    check_may_give(by)
    rows = AccountOwnership.objects.of(by.organization_id).filter(rep_id=from_rep_id, until=None)
    account_ids = list(rows.values_list("account_id", flat=True))
    give_accounts(account_ids, rep_id=to_rep_id, by=by, at=at)
    return len(account_ids)


def account_columns(details: AccountDetails) -> dict[str, object]:
    """Give the columns of an account, its identifiers checked and made comparable."""
    columns = asdict(details)
    columns["domain"] = columns.pop("website")
    columns["phone_typed"] = details.phone
    columns["name_key"] = details.name.casefold()
    return columns


def contact_columns(details: ContactDetails, *, country: str) -> dict[str, object]:
    """Give the columns of a contact, his number in E.164 as dialled from his country."""
    return {**asdict(details), "phone_typed": details.phone}
