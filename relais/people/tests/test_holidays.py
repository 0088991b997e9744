import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from relais.people.rules.holidays import UnknownCountry, holidays_of, public_holidays

OFFICIAL = Path("ref-fr", "jours-feries", "jours_feries.csv")
# Zones of which library and official list know the same days are compared whole; in the
# others the library also knows days that are kept locally.
EXACT = {
    "Métropole": "", "Alsace-Moselle": "57", "Guyane": "973", "La Réunion": "974", "Mayotte": "976",
    "Saint-Pierre-et-Miquelon": "PM",
}  # fmt: skip
LARGER = {"Guadeloupe": "971", "Martinique": "972", "Nouvelle-Calédonie": "NC",
          "Polynésie Française": "PF", "Wallis-et-Futuna": "WF"}  # fmt: skip
COUNTRIES = ["FR", "DE", "GB", "ES", "IT", "BE", "NL", "LU", "CH", "AT", "PT", "IE", "SE", "DK",
             "NO", "FI", "PL", "CZ"]  # fmt: skip
# From 2008 on: on Whit Monday of the three years before, official list and library disagree.
YEARS = range(2008, 2032)


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_holidays_of_eighteen_countries_are_known(country: str) -> None:
    is_holiday = holidays_of(country)
    assert is_holiday(date(2026, 1, 1))
    assert is_holiday(date(2026, 12, 25))
    assert not is_holiday(date(2026, 9, 8))


def test_an_organization_closes_on_days_of_its_own() -> None:
    is_holiday = holidays_of("FR", closed=[date(2026, 12, 24)])
    assert is_holiday(date(2026, 12, 24))
    assert not holidays_of("FR")(date(2026, 12, 24))


def test_a_part_of_a_country_has_holidays_of_its_own() -> None:
    good_friday = date(2026, 4, 3)
    assert holidays_of("FR", subdivision="57")(good_friday)
    assert not holidays_of("FR")(good_friday)


@pytest.mark.parametrize(("country", "subdivision"), [("XX", ""), ("FR", "nowhere"), ("", "")])
def test_a_place_that_is_not_known_is_refused_at_once(country: str, subdivision: str) -> None:
    with pytest.raises(UnknownCountry, match="are not known"):
        holidays_of(country, subdivision=subdivision)


@pytest.fixture
def official(shared_data: Path) -> dict[str, set[date]]:
    days: dict[str, set[date]] = defaultdict(set)
    with (shared_data / OFFICIAL).open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            day = date.fromisoformat(row["date"])
            for zone in row["zones"].split("|") if day.year in YEARS else ():
                days[zone].add(day)
    return days


def of_all_years(subdivision: str) -> set[date]:
    return {
        day for year in YEARS for day in public_holidays("FR", subdivision=subdivision, year=year)
    }


@pytest.mark.parametrize("zone", EXACT)
def test_french_holidays_are_those_of_the_official_list(
    official: dict[str, set[date]], zone: str
) -> None:
    assert of_all_years(EXACT[zone]) == official[zone]


@pytest.mark.parametrize("zone", LARGER)
def test_no_official_holiday_overseas_is_missing(official: dict[str, set[date]], zone: str) -> None:
    assert of_all_years(LARGER[zone]) >= official[zone]
