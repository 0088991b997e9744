"""Who works here and in which unit, as a table tells it (pure)."""

from dataclasses import dataclass
from typing import Final

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop
from relais.people.rules.access import Role

KINDS: Final = ("country", "region", "agency")
SPOKEN: Final = ("fr", "en")
IN_A_CENTER: Final = frozenset({Role.TELEMARKETER, Role.SUPERVISOR})
BETWEEN: Final = "/"  # between the names of units, the upper one first


class NameNeeded(Refusal):
    """A row without a name."""

    code = "name_needed"
    message = gettext_noop("The row has no name.")


class NameTooLong(Refusal):
    """A name, or an address, that does not fit."""

    code = "name_too_long"
    message = gettext_noop("“%(name)s…” is too long: %(longest)s characters at most.")


class NoSuchUnit(Refusal):
    """A unit that the organization does not have."""

    code = "no_such_unit"
    message = gettext_noop("There is no unit called “%(name)s”.")


class SeveralUnits(Refusal):
    """A name that several units bear."""

    code = "several_units"
    message = gettext_noop(
        "Several units are called “%(name)s”: write the one above first, as “North / %(name)s”."
    )


class SeveralOfThisName(Refusal):
    """A name that several people without an address bear: nobody can tell whose address it is."""

    code = "several_of_this_name"
    message = gettext_noop(
        "Several people without an e-mail are called “%(name)s”: give each his own on his page."
    )


class NoSuchCenter(Refusal):
    """A call center that the organization does not have."""

    code = "no_such_center"
    message = gettext_noop("There is no call center called “%(name)s”.")


class NoSuchRole(Refusal):
    """A word that is no role."""

    code = "no_such_role"
    message = gettext_noop("“%(name)s” is not a role.")


class NoSuchKind(Refusal):
    """A word that is no kind of unit."""

    code = "no_such_kind"
    message = gettext_noop("“%(name)s” is not a kind of unit: country, region or agency.")


class NotAnAddress(Refusal):
    """A text that is no mail address."""

    code = "not_an_address"
    message = gettext_noop("“%(email)s” is not an e-mail address.")


@dataclass(frozen=True)
class UnitRow:
    """A unit of a table; what is left out is as in the unit above, which may be a row before."""

    name: str
    kind: str = ""
    above: str = ""
    country: str = ""
    timezone: str = ""


@dataclass(frozen=True)
class StaffRow:
    """Somebody of a table: a role by its name, a unit and a call center by theirs."""

    last_name: str
    first_name: str = ""
    email: str = ""
    phone: str = ""
    role: str = ""
    unit: str = ""
    call_center: str = ""
    language: str = ""
    country: str = ""
    timezone: str = ""


def check_name(name: str, *, longest: int) -> str:
    """Give a name without the spaces around it.

    :raises NameNeeded: for an empty one.
    :raises NameTooLong: for one that does not fit.
    """
    bare = name.strip()
    if not bare:
        raise NameNeeded
    if len(bare) > longest:
        raise NameTooLong(name=bare[:40], longest=longest)
    return bare


def role_called(name: str) -> Role:
    """Give the role of a name, in English or French, whatever its capitals.

    :raises NoSuchRole: for any other word.
    """
    word = name.strip().casefold()
    for role, names in ROLES.items():
        if word in (role.value, *names):
            return role
    raise NoSuchRole(name=name)


def kind_called(name: str) -> str:
    """Give the kind of unit of a name, in English or French; "" for an empty one.

    :raises NoSuchKind: for any other word.
    """
    word = name.strip().casefold()
    found = UNITS.get(word, word)
    if found and found not in KINDS:
        raise NoSuchKind(name=name)
    return found


def names_of(told: str) -> tuple[str, ...]:
    """Take "North / Lille" apart, to be compared: the names of units, the upper one first."""
    return tuple(part.strip().casefold() for part in told.split(BETWEEN) if part.strip())


UNITS: Final = {"pays": "country", "région": "region", "agence": "agency"}
ROLES: Final[dict[Role, tuple[str, ...]]] = {
    Role.TELEMARKETER: ("téléprospecteur", "téléprospectrice", "sdr"),
    Role.SUPERVISOR: ("superviseur", "superviseuse", "responsable de plateau"),
    Role.RELAY: ("relais", "relais interne"),
    Role.REP: ("field rep", "sales rep", "commercial", "commerciale", "commercial terrain"),
    Role.MANAGER: ("sales manager", "chef des ventes", "responsable des ventes"),
    Role.DIRECTOR: ("directeur", "directrice", "direction"),
    Role.ADMIN: ("administrator", "administrateur", "administratrice"),
    Role.PRIVACY_OFFICER: ("privacy officer", "dpo", "délégué à la protection des données"),
}
