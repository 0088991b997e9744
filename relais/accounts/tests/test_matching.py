from uuid import UUID

import pytest

from relais.accounts.rules.matching import (
    CompanyKeys,
    Match,
    MatchIndex,
    MatchRule,
    keys_of,
    name_key,
)

ACME, OTHER = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    "names",
    [
        (
            "S.A.R.L. Dupont & Fils",
            "DUPONT ET FILS SARL",
            "S A R L Dupont et Fils",
            "dupont et fils",
        ),
        ("L'Oréal S.A.", "LOREAL", "L’OREAL SA"),
        ("Müller GmbH & Co. KG", "Muller"),
        ("Société par actions simplifiée Durand", "DURAND SAS", "Ets. DURAND", "Durand S.A.S.U."),
        ("Société anonyme Électricité-Œuvre", "ELECTRICITE OEUVRE"),
        ("I.B.M. France", "IBM France"),
        ("Kowalski Sp. z o.o.", "KOWALSKI"),
        ("Dupond  B.V.", "Dupond bvba"),
    ],
)
def test_the_same_name_written_otherwise_has_the_same_key(names: tuple[str, ...]) -> None:
    assert len({name_key(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Dupont", "Dupont et Fils"), ("AS Monaco", "Monaco"), ("Sarl Alpha", "Sarl Beta"),
     ("3M", "M3"), ("SA", "SAS")],
)  # fmt: skip
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize("name", ["SA", "Société", "GmbH", "!"])
def test_a_name_of_legal_forms_alone_keeps_one(name: str) -> None:
    assert len(name_key(name).split()) == (name != "!")


def acme(**more: object) -> CompanyKeys:
    details = {
        "name": "Acme SA", "postcode": "69003", "registration": "73282932000074",
        "hosts": ["bob@acme.fr"], "phones": ["04 72 00 00 01"], **more,
    }  # fmt: skip
    return keys_of(**details)  # type: ignore[arg-type]


@pytest.fixture
def index() -> MatchIndex:
    index = MatchIndex()
    index.add(ACME, keys=acme())
    return index


@pytest.mark.parametrize(
    ("keys", "rule"),
    [
        (acme(name="Zzz"), MatchRule.SIRET),
        (keys_of(registration="732829320"), MatchRule.SIREN),
        (keys_of(vat="FR44732829320"), MatchRule.SIREN),
        (keys_of(name="Zzz", hosts=["bob@gmail.com", "www.acme.fr"]), MatchRule.DOMAIN),
        (keys_of(phones=["none", "+33 4 72 00 00 01"]), MatchRule.PHONE),
        (keys_of(name="ACME", postcode="69 003"), MatchRule.NAME_AND_POSTCODE),
    ],
)
def test_the_surest_rule_that_finds_the_account_is_named(
    index: MatchIndex, keys: CompanyKeys, rule: MatchRule
) -> None:
    match = index.match(keys)
    assert match == Match(rule, (ACME,))
    assert match.account_id == ACME


@pytest.mark.parametrize(
    "keys",
    [
        keys_of(),
        keys_of(name="Acme SA"),
        keys_of(name="Acme", postcode="69004"),
        keys_of(hosts=["bob@notacme.fr"]),
        keys_of(hosts=["bob@gmail.com"], phones=["12"]),
    ],
)
def test_what_is_only_alike_is_not_the_same(index: MatchIndex, keys: CompanyKeys) -> None:
    assert index.match(keys) is None


def test_companies_with_different_siren_are_never_the_same(index: MatchIndex) -> None:
    assert index.match(acme(registration="303265045")) is None


def test_a_vat_number_from_abroad_is_a_key() -> None:
    index = MatchIndex()
    index.add(OTHER, keys=keys_of(vat="DE136695976", country="DE"))
    assert index.match(keys_of(vat="de 136 695 976")) == Match(MatchRule.VAT, (OTHER,))


def test_a_less_sure_rule_tells_two_accounts_apart(index: MatchIndex) -> None:
    index.add(OTHER, keys=keys_of(name="Acme", postcode="38000", registration="732829320"))
    keys = keys_of(name="Acme", postcode="38000", registration="732829320")
    assert index.match(keys) == Match(MatchRule.SIREN, (OTHER,))


def test_two_accounts_that_cannot_be_told_apart_are_both_given(index: MatchIndex) -> None:
    index.add(OTHER, keys=keys_of(hosts=["acme.fr"]))
    match = index.match(keys_of(name="Zzz", hosts=["eve@acme.fr"]))
    assert match == Match(MatchRule.DOMAIN, (ACME, OTHER))
    assert match.account_id is None
