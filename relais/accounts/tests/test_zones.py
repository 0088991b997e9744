"""The prospect's clock: where it stands, and what it shows when the clocks change."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from relais.accounts.rules.zones import NoSuchTime, UnknownZone, checked_zone, moment_of, zone_of

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("timezone", "country", "postcode", "zone"),
    [
        ("Indian/Reunion", "FR", "75001", "Indian/Reunion"),
        ("", "FR", "75001", "Europe/Paris"),
        ("", "FR", "97400", "Indian/Reunion"),
        ("", "FR", "98800", "Pacific/Noumea"),
        ("", "FR", "", "Europe/Paris"),
        ("", "DE", "97400", "Europe/Berlin"),
        ("", "BR", "", "America/Sao_Paulo"),
        ("", "PT", "", "Europe/Lisbon"),
        ("", "ZZ", "", "UTC"),
    ],
)
def test_a_contact_s_zone_is_his_own_else_his_company_s(
    timezone: str, country: str, postcode: str, zone: str
) -> None:
    assert str(zone_of(timezone=timezone, country=country, postcode=postcode)) == zone


def test_a_zone_is_a_name_of_the_tz_database() -> None:
    assert (checked_zone(" Europe/Madrid "), checked_zone("")) == ("Europe/Madrid", "")
    with pytest.raises(UnknownZone):
        checked_zone("GMT+1 or so")


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("2026-03-28T10:00", "2026-03-28T09:00"),
        ("2026-03-30T10:00", "2026-03-30T08:00"),
        ("2026-10-25T02:30", "2026-10-25T00:30"),  # comes twice: the first is meant
        ("2026-10-26T10:00", "2026-10-26T09:00"),
    ],
)
def test_a_time_told_on_his_clock_is_one_moment(told: str, moment: str) -> None:
    expected = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert moment_of(datetime.fromisoformat(told), zone=PARIS) == expected


def test_a_time_that_the_clocks_leap_over_is_refused() -> None:
    with pytest.raises(NoSuchTime, match="02:30"):
        moment_of(datetime(2026, 3, 29, 2, 30), zone=PARIS)  # noqa: DTZ001  # a wall clock
