import csv
from pathlib import Path

import pytest

from relais.accounts.rules.identifiers import (
    Identifier,
    WrongIdentifier,
    check_identifier,
    domain_of,
    siren_of,
    siret_of,
    vat_of,
)
from relais.accounts.rules.segments import areas_of, department_of, has_activity, has_size


def rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


@pytest.mark.parametrize("typed", ["73282932000074", "732 829 320 00074", "732.829.320.00074"])
def test_a_siret_is_read_however_it_is_spaced(typed: str) -> None:
    assert siret_of(typed) == "73282932000074"
    assert siren_of(typed) == "732829320"


def test_the_sirets_of_la_poste_have_a_check_of_their_own() -> None:
    assert siret_of("35600000049837") == "35600000049837"
    assert siren_of("35600000049837") == "356000000"


@pytest.mark.parametrize("typed", ["", "73282932000075", "7328293200007", "7.3282932E+13", "none"])
def test_what_is_no_siret_is_nothing(typed: str) -> None:
    assert siret_of(typed) == ""


@pytest.mark.parametrize(
    ("typed", "siren"),
    [("732 829 320", "732829320"), ("732829321", ""), ("FR 40 303 265 045", "303265045"), ("", "")],
)
def test_a_siren_is_read_from_a_vat_number_too(typed: str, siren: str) -> None:
    assert siren_of(typed) == siren


@pytest.mark.parametrize(
    ("typed", "vat"),
    [("fr 40.303.265.045", "FR40303265045"), ("DE 136 695 976", "DE136695976"),
     ("BE0403019261", "BE0403019261"), ("FR00303265045", ""), ("40303265045", ""), ("", "")],
)  # fmt: skip
def test_a_vat_number_keeps_its_country(typed: str, vat: str) -> None:
    assert vat_of(typed) == vat


@pytest.mark.parametrize(
    ("typed", "domain"),
    [
        ("https://www.Acme.fr/contact?x=1", "acme.fr"),
        ("bob@ACME.fr", "acme.fr"),
        ("www.acme.co.uk:8080", "acme.co.uk"),
        ("http://user:secret@acme.fr/", "acme.fr"),
        ("http://bücher.example/", "xn--bcher-kva.example"),
        ("bob@gmail.com", ""),
        ("bob@wanadoo.fr", ""),
        ("www.facebook.com/acme", ""),
        ("localhost", ""),
        ("not a site", ""),
        ("a..fr", ""),
        ("é" * 300 + ".fr", ""),
        ("", ""),
    ],
)
def test_a_domain_names_one_company_or_nothing(typed: str, domain: str) -> None:
    assert domain_of(typed) == domain


def test_an_identifier_that_cannot_be_right_is_refused_by_its_name() -> None:
    with pytest.raises(WrongIdentifier, match="“12” cannot be right as siret"):
        check_identifier(Identifier.SIRET, typed="12", country="FR")
    for identifier in Identifier:
        with pytest.raises(WrongIdentifier):
            check_identifier(identifier, typed="nonsense", country="FR")
        assert check_identifier(identifier, typed="  ", country="FR") == ""
    assert check_identifier(Identifier.PHONE, typed="0472000001", country="FR") == "+33472000001"
    assert check_identifier(Identifier.WEBSITE, typed="bob@gmail.com", country="FR") == ""


@pytest.mark.parametrize(
    ("postcode", "department"),
    [("69003", "69"), ("01 000", "01"), ("20000", "2A"), ("20137", "2A"), ("20200", "2B"),
     ("20620", "2B"), ("97410", "974"), ("98800", "988"), ("6900", ""), ("SW1A1", ""), ("", "")],
)  # fmt: skip
def test_a_postcode_tells_the_department(postcode: str, department: str) -> None:
    assert department_of(postcode) == department


def test_a_postcode_lies_in_all_its_beginnings() -> None:
    assert areas_of("20200") == {"", "2", "20", "202", "2020", "20200", "2B"}
    assert areas_of("") == {""}


def test_activities_compare_without_dots() -> None:
    assert has_activity("47.11F", prefixes=("4711",))
    assert has_activity("4711f", prefixes=("01", "47.1"))
    assert not has_activity("", prefixes=("47",))


def test_sizes_include_both_ends() -> None:
    assert has_size(10, least=10, most=10)
    assert not has_size(9, least=10, most=None)
    assert not has_size(None, least=None, most=10)
    assert has_size(None, least=None, most=None)


def test_of_ten_thousand_real_sites_all_but_six_have_a_siret(shared_data: Path) -> None:
    sites = rows(shared_data / "companies/fr_irep_etablissements_industriels.csv")
    numbers = [site["Numero_SIRET"] for site in sites]
    # The fourteen digits of these six pass, but their first nine are no SIREN.
    assert sum(siret_of(number) != number for number in numbers) == 6


def test_departments_agree_with_those_of_the_communes(shared_data: Path) -> None:
    department = {
        row["COM"]: row["DEP"]
        for row in rows(shared_data / "ref-fr/insee_communes.csv")
        if row["TYPECOM"] == "COM"
    }
    communes = rows(shared_data / "ref-fr/laposte_hexasmal.csv", delimiter=";")
    known = [each for each in communes if each["Code_commune_INSEE"] in department]
    wrong = [
        each for each in known
        if department_of(each["Code_postal"]) != department[each["Code_commune_INSEE"]]
    ]  # fmt: skip
    assert len(wrong) / len(known) < 0.005
