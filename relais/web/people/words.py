"""The words of people as they are read: units, call centers, days of the week."""

from collections.abc import Iterable
from datetime import time
from typing import Any, Final

from babel.core import Locale
from babel.dates import format_time
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from relais.web.filters import AN_HOUR, locale

UNITS: Final[dict[str, str]] = {
    "country": gettext_noop("Country"),
    "region": gettext_noop("Region"),
    "agency": gettext_noop("Agency"),
}
CENTERS: Final[dict[str, str]] = {
    "in_house": gettext_noop("In-house"),
    "outsourced": gettext_noop("Outsourced"),
}
WEEKDAYS: Final[dict[str, str]] = {
    "0": gettext_noop("Monday"),
    "1": gettext_noop("Tuesday"),
    "2": gettext_noop("Wednesday"),
    "3": gettext_noop("Thursday"),
    "4": gettext_noop("Friday"),
    "5": gettext_noop("Saturday"),
    "6": gettext_noop("Sunday"),
}


def week(periods: Iterable[Any]) -> list[tuple[str, str]]:
    """Write a working week: each day's name and its hours, "–" for a day off."""
    hours: dict[str, list[str]] = {}
    for period in periods:
        told = f"{_clock(period.starts)}–{_clock(period.ends)}"
        hours.setdefault(str(period.weekday), []).append(told)
    return [(_(name), ", ".join(hours.get(day, ["–"]))) for day, name in WEEKDAYS.items()]


def country(code: str) -> str:
    """Give the name of a country by its code of two letters; one that is not known stands."""
    name: str = Locale.parse(locale()).territories.get(code, code)
    return name


def _clock(value: time) -> str:
    if locale().startswith("fr"):
        return f"{value.hour}{AN_HOUR}{value.minute:02}"
    return format_time(value, "HH:mm", locale=locale())
