"""Who may change accounts and their owners (pure)."""

from typing import Final
from uuid import UUID

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop
from relais.people.rules.access import Access, Actor, Role

STEERING: Final = (Role.RELAY, Role.MANAGER, Role.DIRECTOR, Role.ADMIN)


class MayNotGiveAccounts(Refusal):
    """Owners are named by those who lead."""

    code = "may_not_give_accounts"
    message = gettext_noop("Only a manager, a director or an administrator names an account's rep.")


class NotInPost(Refusal):
    """Accounts are answered for by reps in post."""

    code = "not_in_post"
    message = gettext_noop("Only a rep in post answers for an account.")


class MayNotAddAccounts(Refusal):
    """Accounts are added by those who work with them."""

    code = "may_not_add_accounts"
    message = gettext_noop("Your role does not add accounts or contacts.")


class MayNotChangeAccount(Refusal):
    """What is known of a company is changed by those who work with it."""

    code = "may_not_change_account"
    message = gettext_noop(
        "Only the rep who answers for this account, or who finds, reviews or leads, changes it."
    )


class RepMissing(Refusal):
    """A row that names no rep."""

    code = "rep_missing"
    message = gettext_noop("The row names no rep.")


class NoSuchRep(Refusal):
    """An address that is no rep's in post."""

    code = "no_such_rep"
    message = gettext_noop("No rep in post has the address “%(email)s”.")


def check_may_give(by: Actor) -> None:
    """Let those who lead name an account's owner.

    :raises MayNotGiveAccounts: for anybody else.
    """
    if not by.has(Role.MANAGER, Role.DIRECTOR, Role.ADMIN):
        raise MayNotGiveAccounts


def check_may_add(by: Actor) -> None:
    """Let anybody who works with accounts add one.

    :raises MayNotAddAccounts: for who only oversees privacy, or has no role.
    """
    if not by.has(*(set(Role) - {Role.PRIVACY_OFFICER})):
        raise MayNotAddAccounts


def check_may_change(by: Actor, *, owner_id: UUID | None) -> None:
    """Let the rep who answers for an account change it and its contacts, or who finds, reviews
    and leads; never an outsourced call center.

    :raises MayNotChangeAccount: for anybody else.
    """
    if not (by.is_system or (by.access and may_change(by.access, owner_id=owner_id))):
        raise MayNotChangeAccount


def may_change(access: Access, *, owner_id: UUID | None) -> bool:
    """Say whether somebody may change an account, so that a page offers only what is possible."""
    if access.person_id == owner_id or access.has(*STEERING):
        return True
    return access.has(Role.TELEMARKETER, Role.SUPERVISOR) and not access.call_centers
