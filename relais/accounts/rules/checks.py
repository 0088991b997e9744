"""What somebody typed of a company, checked: an identifier that cannot be right is refused."""

from dataclasses import dataclass

from stdnum.eu.vat import MEMBER_STATES

from relais.accounts.rules.identifiers import siren_of, siret_of, vat_of
from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop

SIREN = "SIREN"
SIRET = "SIRET"
VAT = gettext_noop("VAT number")


class WrongIdentifier(Refusal):
    """A number whose own check fails."""

    code = "wrong_identifier"
    message = gettext_noop("“%(typed)s” is not a valid %(kind)s.")


class DifferentCompanies(Refusal):
    """Two numbers that name two companies."""

    code = "different_companies"
    message = gettext_noop("%(typed)s and the SIREN %(siren)s do not name the same company.")


class NameMissing(Refusal):
    """A company without a name."""

    code = "name_missing"
    message = gettext_noop("A company needs a name.")


class TextTooLong(Refusal):
    """A text that does not fit."""

    code = "text_too_long"
    message = gettext_noop("“%(field)s” is too long: %(longest)s characters at most.")


class SeveralCompanies(Refusal):
    """A company of a file that could be one of several."""

    code = "several_companies"
    message = gettext_noop("Several companies have this %(rule)s: tell them by an external key.")


class KnownCompany(Refusal):
    """A company that is there already; `account_id` is where."""

    code = "known_company"
    message = gettext_noop(
        "This company is known already: %(name)s. Another site of it has a SIRET of its own."
    )


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a company, those that follow from another filled in."""

    siren: str
    siret: str
    vat: str


NONE = Numbers("", "", "")


def checked_numbers(*, siren: str, siret: str, vat: str, country: str) -> Numbers:
    """Check the numbers of a company; a SIRET or a French VAT number gives its SIREN.

    A VAT number is checked for member states of the European Union, elsewhere kept as typed.
    :raises WrongIdentifier: for the first that cannot be right.
    :raises DifferentCompanies: when two of them name two companies.
    """
    if not (siren or siret or vat):
        return NONE
    found = Numbers(
        siren=_valid(siren, siren_of(siren), SIREN),
        siret=_valid(siret, siret_of(siret), SIRET),
        vat=_vat(vat, country),
    )
    named = found.siren
    for typed in (found.siret, found.vat):
        other = siren_of(typed)
        if named and other and other != named:
            raise DifferentCompanies(typed=typed, siren=named)
        named = named or other
    return Numbers(siren=named, siret=found.siret, vat=found.vat)


def _vat(typed: str, country: str) -> str:
    if country.lower() in MEMBER_STATES:
        return _valid(typed, vat_of(typed), VAT)
    return vat_of(typed) or typed.strip().upper()


def _valid(typed: str, found: str, kind: str) -> str:
    if typed.strip() and not found:
        raise WrongIdentifier(typed=typed.strip(), kind=kind)
    return found
