"""Every read of accounts, contacts and owners."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from relais.accounts.models import Account, AccountOwnership, Contact
from relais.lib.errors import NotVisible
from relais.people.rules.access import Access, Role


def accounts_visible_to(access: Access) -> QuerySet[Account]:
    """List the accounts that a person may see: a rep those that he owns or has owned.

    Those who find, review and steer see all; an outsourced call center sees accounts through
    its campaigns' contacts and leads only.
    """
    accounts = Account.objects.of(access.organization_id)
    inside = {Role.RELAY, Role.MANAGER, Role.DIRECTOR, Role.ADMIN, Role.PRIVACY_OFFICER}
    in_house = access.has(Role.TELEMARKETER, Role.SUPERVISOR) and not access.call_centers
    if in_house or not access.roles.isdisjoint(inside):
        return accounts
    owned = AccountOwnership.objects.of(access.organization_id).filter(rep_id=access.person_id)
    return accounts.filter(id__in=owned.values("account_id"))


def get_account(account_id: UUID, *, access: Access) -> Account:
    """Get an account.

    :raises NotVisible: when there is none that this person may see.
    """
    account = accounts_visible_to(access).filter(id=account_id).first()
    if account is None:
        raise NotVisible
    return account


def contacts_of(account: Account) -> QuerySet[Contact]:
    """List the people of a company."""
    rows = Contact.objects.of(account.organization_id).filter(account_id=account.id)
    return rows.order_by("last_name", "first_name")


def owners_of(organization_id: UUID, account_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Give the rep who answers for each account now; one that nobody owns is left out."""
    rows = AccountOwnership.objects.of(organization_id).filter(
        account_id__in=account_ids, until=None
    )
    return dict(rows.values_list("account_id", "rep_id"))


def ownerships_of(account: Account) -> QuerySet[AccountOwnership]:
    """List who has owned an account, the latest first."""
    rows = AccountOwnership.objects.of(account.organization_id).filter(account_id=account.id)
    return rows.select_related("rep", "given_by").order_by("-since")


def accounts_of(rep_id: UUID, *, organization_id: UUID, at: datetime) -> QuerySet[Account]:
    """List the accounts for which a rep answers at a moment."""
    rows = AccountOwnership.objects.of(organization_id).filter(
        Q(until=None) | Q(until__gt=at), rep_id=rep_id, since__lte=at
    )
    return Account.objects.of(organization_id).filter(id__in=rows.values("account_id"))
