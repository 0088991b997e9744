"""Who may change the organization itself (pure)."""

from datetime import date

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop
from relais.people.rules.access import Actor, Role

SCOPES = (
    "leads:read",
    "leads:write",
    "calls:read",
    "calls:write",
    "appointments:read",
    "appointments:write",
    "accounts:read",
    "accounts:write",
    "campaigns:read",
    "campaigns:write",
    "prospecting:read",
    "prospecting:write",
    "people:read",
    "people:write",
    "routing:read",
    "routing:write",
    "reports:read",
    "steering:read",
    "steering:write",
    "privacy:read",
    "privacy:write",
)


class ForAdministrators(Refusal):
    """Only an administrator configures."""

    code = "for_administrators"
    message = gettext_noop("Only an administrator can change this.")


class NotConsultedYet(Refusal):
    """A works council that is still to be consulted has not been."""

    code = "not_consulted_yet"
    message = gettext_noop(
        "The works council is consulted on a day to come: write it down once it has been."
    )


class KeysAreOnesOwn(Refusal):
    """A key acts in somebody's name: who signs in makes his own, nobody makes it for him."""

    code = "keys_are_ones_own"
    message = gettext_noop("Who signs in makes the keys that act in his name, nobody else.")


class UnknownScope(Refusal):
    """A scope that the API does not have."""

    code = "unknown_scope"
    message = gettext_noop("“%(scope)s” is not a scope of the API.")


class MandateBackwards(Refusal):
    """A mandate that ends before it begins would let nobody see anything, without a word."""

    code = "mandate_backwards"
    message = gettext_noop("The mandate ends before it begins.")


class BelowItself(Refusal):
    """A unit cannot stand below itself, nor the root below anything."""

    code = "below_itself"
    message = gettext_noop(
        "A unit stands below another one, never below itself; the first has none."
    )


class RoleBackwards(Refusal):
    """A role that ends before it begins."""

    code = "role_backwards"
    message = gettext_noop("This role begins on %(since)s: it cannot end before.")


class LeavesBeforeJoining(Refusal):
    """Somebody who has left before he came."""

    code = "leaves_before_joining"
    message = gettext_noop("This person came on %(joined)s: nobody leaves before.")


class HeldOtherwise(Refusal):
    """A role that is held already, with another part or limit."""

    code = "held_otherwise"
    message = gettext_noop(
        "This role is held already, with part %(weight)s: change its part instead."
    )


def check_move(path: str, above: str | None) -> None:
    """Refuse to move a unit below itself, or the root below another.

    :param path: of the unit.
    :param above: the path of the unit above, None for the root.
    :raises BelowItself: for a place that cannot be.
    """
    is_root = path.count("/") == 2
    if is_root != (above is None) or (above is not None and above.startswith(path)):
        raise BelowItself


def check_role_end(since: date, on: date) -> None:
    """Refuse to end a role before it begins.

    :raises RoleBackwards: with the day on which it does.
    """
    if on < since:
        raise RoleBackwards(since=since)


def check_stay(joined_on: date | None, left_on: date | None) -> None:
    """Refuse that somebody leaves before he came.

    :raises LeavesBeforeJoining: with the day on which he did.
    """
    if joined_on and left_on and left_on < joined_on:
        raise LeavesBeforeJoining(joined=joined_on)


def check_mandate(since: date | None, until: date | None) -> None:
    """Refuse a mandate that no day belongs to.

    :raises MandateBackwards: when it ends before it begins.
    """
    if since and until and until < since:
        raise MandateBackwards


def check_admin(by: Actor) -> None:
    """Let an administrator act, or the system itself.

    :raises ForAdministrators: for anybody else.
    """
    if not by.has(Role.ADMIN):
        raise ForAdministrators


def check_key_of(by: Actor, *, signs_in: bool) -> None:
    """Let an administrator make keys of a program, a person who does not sign in.

    What is done with a key is done in its person's name: an administrator who could make one of a
    rep's could take up leads in it.

    :raises ForAdministrators: for anybody else.
    :raises KeysAreOnesOwn: for the key of who signs in; the system itself makes the first.
    """
    check_admin(by)
    if signs_in and by.person_id is not None:
        raise KeysAreOnesOwn


def check_consulted(works_council_on: date, *, today: date) -> None:
    """Refuse a works council that is still to be consulted.

    :raises NotConsultedYet: for a day after today.
    """
    if works_council_on > today:
        raise NotConsultedYet


def check_scopes(scopes: tuple[str, ...]) -> None:
    """Refuse scopes that do not exist.

    :raises UnknownScope: for the first such one.
    """
    for scope in scopes:
        if scope not in SCOPES:
            raise UnknownScope(scope=scope)
