"""Who answers for a company: exactly one rep at a time, with a dated history."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from relais.accounts.models import Account, AccountOwnership
from relais.accounts.rules.access import NotInPost, check_may_give
from relais.lib.errors import NotVisible
from relais.people.models import Person
from relais.people.queries import holders_of
from relais.people.rules.access import Actor, Role


def give_account(account_id: UUID, *, rep_id: UUID, by: Actor, at: datetime) -> AccountOwnership:
    """Make a rep the one who answers for an account; the former owner's time ends now.

    :raises MayNotGiveAccounts: for anybody who does not lead.
    :raises NotVisible: for an account or a person that the organization does not have.
    """
    return give_accounts([account_id], rep_id=rep_id, by=by, at=at)[0]


def give_accounts(
    account_ids: Sequence[UUID], *, rep_id: UUID, by: Actor, at: datetime
) -> list[AccountOwnership]:
    """Make a rep the owner of many accounts at once; those he owns already stay as they are.

    :raises MayNotGiveAccounts: for anybody who does not lead.
    :raises NotVisible: for an account or a person that the organization does not have.
    :raises NotInPost: for somebody who is not a rep in post.
    """
    check_may_give(by)
    if not Person.objects.of(by.organization_id).filter(id=rep_id).exists():
        raise NotVisible
    if not holders_of(by.organization_id, Role.REP, on=at.date()).filter(person_id=rep_id).exists():
        raise NotInPost
    with transaction.atomic():
        if _hold(account_ids, by) < set(account_ids):
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
    :raises NotVisible: for a person whom the organization does not have.
    """
    check_may_give(by)
    owned = AccountOwnership.objects.of(by.organization_id).filter(rep_id=from_rep_id, until=None)
    with transaction.atomic():
        _hold(list(owned.values_list("account_id", flat=True)), by)
        account_ids = list(owned.values_list("account_id", flat=True))
        give_accounts(account_ids, rep_id=to_rep_id, by=by, at=at)
    return len(account_ids)


def _hold(account_ids: Collection[UUID], by: Actor) -> set[UUID]:
    """Hold accounts until the transaction ends, in the order of their ids."""
    rows = Account.objects.of(by.organization_id).filter(id__in=account_ids).order_by("id")
    return {account.id for account in rows.select_for_update()}
