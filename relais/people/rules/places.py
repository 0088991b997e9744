"""Where somebody works: a place whose holidays and clock are known (pure)."""

from zoneinfo import ZoneInfo

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop
from relais.people.rules.holidays import holidays_of


class UnknownTimeZone(Refusal):
    """A time zone that the IANA list does not have."""

    code = "unknown_time_zone"
    message = gettext_noop("“%(zone)s” is not a time zone.")


def check_place(country: str, *, subdivision: str, timezone: str) -> None:
    """Refuse a place in which no deadline could be worked out.

    :raises UnknownCountry: when its holidays are not known.
    :raises UnknownTimeZone: when its clock is not.
    """
    holidays_of(country, subdivision=subdivision)
    try:
        ZoneInfo(timezone)
    except (KeyError, OSError, ValueError) as unknown:  # none, a folder, a path outside the list
        raise UnknownTimeZone(zone=timezone) from unknown
