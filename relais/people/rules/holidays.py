"""Public holidays of countries and their regions, and an organization's own closing days."""

from collections.abc import Callable, Collection
from datetime import date
from functools import lru_cache
from importlib import import_module

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop


class UnknownCountry(Refusal):
    """A country, or a part of one, whose holidays are not known."""

    code = "unknown_country"
    message = gettext_noop("The public holidays of “%(place)s” are not known.")


def holidays_of(
    country: str, *, subdivision: str = "", closed: Collection[date] = ()
) -> Callable[[date], bool]:
    """Give the function that tells whether a day is a holiday there, for a `Calendar`.

    :param country: ISO 3166 code of two letters.
    :param subdivision: code of a part with holidays of its own ("57" Moselle, "974" Réunion).
    :param closed: days on which the organization does not work either.
    :raises UnknownCountry: when either code is not known.
    """
    public_holidays(country, subdivision=subdivision, year=2000)
    own = frozenset(closed)

    def is_holiday(day: date) -> bool:
        return day in own or day in public_holidays(country, subdivision=subdivision, year=day.year)

    return is_holiday


@lru_cache(maxsize=1024)
def public_holidays(country: str, *, subdivision: str, year: int) -> frozenset[date]:
    """List the public holidays of one year.

    :raises UnknownCountry: when either code is not known.
    """
    # Slow to load: not before the first calendar is asked for.
    country_holidays = import_module("holidays").country_holidays
    try:
        found = country_holidays(country.upper(), subdiv=subdivision or None, years=year)
    except NotImplementedError as unknown:
        raise UnknownCountry(place=f"{country} {subdivision}".strip()) from unknown
    return frozenset(found)
