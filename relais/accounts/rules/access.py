"""Who may change accounts and their owners (pure)."""

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop
from relais.people.rules.access import Actor, Role


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
