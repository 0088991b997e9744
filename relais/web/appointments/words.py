"""What is said of appointments only: where they are, and why they were cancelled."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

STATUSES: Final[dict[str, tuple[str, str]]] = {
    "reserved": (gettext_noop("Slot reserved"), "due"),
    "booked": (gettext_noop("Booked"), "brand"),
    "cancelled": (gettext_noop("Cancelled"), ""),
    "lapsed": (gettext_noop("Passed before the review"), "late"),
}
CAUSES: Final[dict[str, str]] = {
    "prospect": gettext_noop("The prospect cancels"),
    "telemarketer": gettext_noop("Booked by mistake"),
    "reassigned": gettext_noop("The new rep was not free"),
}
WHICH: Final[dict[str, str]] = {
    "coming": gettext_noop("To come"),
    "due": gettext_noop("Outcome due"),
    "silent": gettext_noop("Nobody has told"),
    "past": gettext_noop("Past"),
    "disputed": gettext_noop("Two versions"),
}


def status(code: str) -> tuple[str, str]:
    """Give a status's words and look, for `ui.badge(*...)`."""
    text, look = STATUSES[code]
    return _(text), look
