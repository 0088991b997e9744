"""What a list writes for all its lines at once says the same as for one."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from relais.web.addresses import address_of, addresses_of
from relais.web.filters import moment, moments

pytestmark = pytest.mark.once
SUMMER = datetime(2026, 7, 31, 22, 5, tzinfo=UTC)  # the first of August in Paris


def test_the_addresses_of_many_rows_are_those_of_each() -> None:
    ids = [UUID(int=0), UUID(int=7), UUID(int=2**128 - 1)]
    assert addresses_of("leads:detail", ids) == [address_of("leads:detail", each) for each in ids]
    assert addresses_of("leads:detail", []) == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_moments_are_written_as_each_of_them(language: str) -> None:
    values = [SUMMER, None, SUMMER - timedelta(days=400), SUMMER + timedelta(hours=14)]
    with translation.override(language), timezone.override(ZoneInfo("Europe/Paris")):
        told = moments(values)
        assert told == [moment({}, value) for value in values]
    assert (
        told[0]
        .replace("\u202f", " ")
        .startswith({"fr": "sam. 1er août", "en": "Sat 1 Aug"}[language])
    )
    assert (told[1], "2025" in told[2]) == ("–", True)
