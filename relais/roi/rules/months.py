"""Which month may be closed, when, and by whom (pure)."""

from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop
from relais.people.rules.access import Actor, Role
from relais.roi.rules.books import SETTLING, next_month

CLOSERS: Final = (Role.DIRECTOR,)


class NotDirector(Refusal):
    """Somebody else than a director closes a month."""

    code = "not_director"
    message = gettext_noop("Only a director closes a month.")


class MonthClosed(Refusal):
    """The month is closed already."""

    code = "month_closed"
    message = gettext_noop("%(month)s is closed already: it does not change any more.")


class NotItsTurn(Refusal):
    """An earlier month is still open, or there is nothing in the month."""

    code = "month_not_next"
    message = gettext_noop("Months are closed one after the other: %(next)s comes first.")


class NothingToClose(Refusal):
    """Nothing has been recorded yet."""

    code = "nothing_to_close"
    message = gettext_noop("Nothing has been recorded yet: there is no month to close.")


class MonthNotOver(Refusal):
    """The month still runs."""

    code = "month_not_over"
    message = gettext_noop("%(month)s is not over: it can be closed from %(day)s on.")


class CurrencyClosed(Refusal):
    """A month of the campaign is closed in its currency."""

    code = "currency_closed"
    message = gettext_noop(
        "The books of %(month)s are closed with “%(name)s” in %(currency)s: its currency does not"
        " change any more. Begin another campaign for another currency."
    )


class BooksBusy(Refusal):
    """Those who are writing do not come to an end."""

    code = "books_busy"
    message = gettext_noop(
        "%(month)s could not be closed: something is being written for long, such as an import."
        " Nothing was changed; close it once that is over."
    )


def check_closer(by: Actor) -> None:
    """Refuse whoever does not direct the organization; the command line may.

    :raises NotDirector: for who does not.
    """
    if by.access is not None and not by.access.has(*CLOSERS):
        raise NotDirector


def check_closable(
    month: date, *, following: date | None, last: date | None, zone: ZoneInfo, at: datetime
) -> None:
    """Refuse a month that may not be closed now; `following` is the one whose turn it is.

    :raises MonthClosed: when it is closed.
    :raises NothingToClose: when nothing was ever recorded.
    :raises NotItsTurn: when another comes first.
    :raises MonthNotOver: before its end.
    """
    if last is not None and month <= last:
        raise MonthClosed(month=f"{month:%Y-%m}")
    if following is None:
        raise NothingToClose
    if month != following:
        raise NotItsTurn(next=f"{following:%Y-%m}")
    if not is_over(month, zone=zone, at=at):
        raise MonthNotOver(month=f"{month:%Y-%m}", day=f"{next_month(month):%Y-%m-%d}")


def is_over(month: date, *, zone: ZoneInfo, at: datetime) -> bool:
    """Say whether a month has ended, and what was begun in it is written."""
    return at - SETTLING >= datetime.combine(next_month(month), time(), zone)
