"""Which account a company is: the rules of matching in their order, each named in the answer."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from relais.accounts.rules.identifiers import domain_of, siren_of, siret_of, vat_of
from relais.lib.folding import folded
from relais.lib.phones import phone_of

# Legal forms, accents and dots gone. French ones also stand before the name.
_FRENCH_FORMS = """
association earl ei eirl ets etablissement etablissements eurl gaec gie sa sarl sas sasu sca scea
sci scm scop scp selarl snc societe ste
"""
_OTHER_FORMS = """
ab ag aps as asa asbl bv bvba cie co company corp corporation cv doo eg ehf et gmbh hf inc
incorporated kft kg kgaa kk lda limited llc llp lp ltd ltda mbh nv oy oyj plc pty sc scrl se sl slu
spa sprl sr srl srls sro ug und vof vzw zrt
"""
LEADING: Final = frozenset(_FRENCH_FORMS.split())
TRAILING: Final = LEADING | frozenset(_OTHER_FORMS.split())
LONG_FORMS: Final = re.compile(
    r"\b(?:societe (?:anonyme|a responsabilite limitee|civile immobiliere|en nom collectif"
    r"|par actions simplifiee(?: unipersonnelle)?)"
    r"|entreprise unipersonnelle a responsabilite limitee"
    r"|sp z ?o ?o|gesellschaft mit beschrankter haftung|public limited company)\b"
)


class MatchRule(StrEnum):
    """By what a company was recognised, the surest first."""

    SIRET = "siret"
    SIREN = "siren"
    VAT = "vat"
    DOMAIN = "domain"
    PHONE = "phone"
    NAME_AND_POSTCODE = "name_and_postcode"


@dataclass(frozen=True, slots=True)
class CompanyKeys:
    """By what a company can be recognised; what is not known is empty."""

    siret: str = ""
    siren: str = ""
    vat: str = ""
    domain: str = ""
    phones: tuple[str, ...] = ()
    name_key: str = ""
    postcode: str = ""

    def __iter__(self) -> Iterator[tuple[MatchRule, str]]:
        """Yield each key with its rule, the surest first."""
        if self.siret:
            yield MatchRule.SIRET, self.siret
        if self.siren:
            yield MatchRule.SIREN, self.siren
        if self.vat:
            yield MatchRule.VAT, self.vat
        if self.domain:
            yield MatchRule.DOMAIN, self.domain
        for phone in self.phones:
            yield MatchRule.PHONE, phone
        if self.name_key and self.postcode:
            yield MatchRule.NAME_AND_POSTCODE, f"{self.postcode} {self.name_key}"


@dataclass(frozen=True, slots=True)
class Match:
    """What was found, by which rule; several accounts if no rule could tell them apart."""

    rule: MatchRule
    account_ids: tuple[UUID, ...]

    @property
    def account_id(self) -> UUID | None:
        """Give the account, or None if it could be one of several."""
        return self.account_ids[0] if len(self.account_ids) == 1 else None


def keys_of(
    *,
    name: str = "",
    postcode: str = "",
    country: str = "FR",
    registration: str = "",
    vat: str = "",
    hosts: Iterable[str] = (),
    phones: Iterable[str] = (),
) -> CompanyKeys:
    """Make the keys of a company out of what somebody typed.

    :param registration: SIREN or SIRET.
    :param hosts: e-mail addresses and websites; the first that names the company counts.
    """
    numbers = (phone_of(phone, country=country) for phone in phones if phone)
    siret = siret_of(registration)
    return CompanyKeys(
        siret=siret,
        siren=siret[:9] or siren_of(registration) or siren_of(vat),
        vat=vat_of(vat),
        domain=next(filter(None, map(domain_of, hosts)), ""),
        phones=tuple(dict.fromkeys(filter(None, numbers))),
        name_key=name_key(name),
        postcode=re.sub(r"\s", "", postcode).upper(),
    )


def name_key(name: str) -> str:
    """Make a company's name comparable: no accents, case, punctuation, legal form at its ends."""
    words = LONG_FORMS.sub(" ", " ".join(folded(name))).split()
    first, last = 0, len(words)
    while last - first > 1 and words[last - 1] in TRAILING:
        last -= 1
    while last - first > 1 and words[first] in LEADING:
        first += 1
    return " ".join(words[first:last])


class MatchIndex:
    """The accounts of an organization by their keys, quick to ask for a whole file."""

    def __init__(self) -> None:
        self._by_key: defaultdict[tuple[MatchRule, str], set[UUID]] = defaultdict(set)
        self._siren: dict[UUID, str] = {}

    def add(self, account_id: UUID, *, keys: CompanyKeys) -> None:
        """Make an account known, or known by more keys."""
        for key in keys:
            self._by_key[key].add(account_id)
        if keys.siren:
            self._siren[account_id] = keys.siren

    def match(self, keys: CompanyKeys) -> Match | None:
        """Find the account of a company; a less sure rule only tells several apart.

        Two companies with different SIREN are never the same, whatever else they share.
        """
        found: Match | None = None
        for key in keys:
            known = self._by_key.get(key)
            if not known:
                continue
            accounts = {each for each in known if not self._differs(each, keys)}
            if found:
                accounts &= set(found.account_ids)
            if accounts:
                found = Match(found.rule if found else key[0], tuple(sorted(accounts)))
                if found.account_id:
                    break
        return found

    def _differs(self, account_id: UUID, keys: CompanyKeys) -> bool:
        known = self._siren.get(account_id)
        return bool(known and keys.siren and known != keys.siren)
