"""The prospect's own time: where his clock stands, and moments told on it (pure)."""

from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from relais.accounts.rules.segments import department_of
from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop

# Where the first zone that the tz database lists is not the one in which most people live.
CAPITALS: Final = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
}
OVERSEAS: Final = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}


class UnknownZone(Refusal):
    """A time zone that the tz database does not have."""

    code = "unknown_zone"
    message = gettext_noop("“%(typed)s” is not a time zone.")


class NoSuchTime(Refusal):
    """A time that the clocks leap over when they change."""

    code = "no_such_time"
    message = gettext_noop("%(time)s does not exist in the prospect's time zone that day.")


def zone_of(*, timezone: str, country: str, postcode: str) -> ZoneInfo:
    """Give the zone of a contact: his own, else that of the company's country and postcode."""
    if timezone:
        return ZoneInfo(timezone)
    overseas = OVERSEAS.get(department_of(postcode)) if country == "FR" else None
    return ZoneInfo(overseas or CAPITALS.get(country) or _first_zones().get(country, "UTC"))


def checked_zone(typed: str) -> str:
    """Give the name of a zone, or "" for none.

    :raises UnknownZone: for anything else.
    """
    name = typed.strip()
    if name and name not in _zones():
        raise UnknownZone(typed=name)
    return name


def moment_of(told: datetime, *, zone: ZoneInfo) -> datetime:
    """Give the moment (UTC) of a naive time as the prospect's clock shows it.

    Of an hour that comes twice, the first is meant.
    :raises NoSuchTime: for a time that the clocks leap over.
    """
    moment = told.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != told:
        raise NoSuchTime(time=f"{told:%H:%M}")
    return moment


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


@cache
def _first_zones() -> dict[str, str]:
    """The first zone of each country in the tz database's own table: country, place, zone."""
    table = files("tzdata").joinpath("zoneinfo/zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    return {country: zone for country, _, zone, *_ in reversed(rows)}
