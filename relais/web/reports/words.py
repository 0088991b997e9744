"""The words of figures as people read them."""

from datetime import date
from typing import Final

from babel.dates import format_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from relais.measures.queries import TOGETHER, By
from relais.web import words
from relais.web.filters import locale

BY: Final[dict[str, str]] = {
    "month": gettext_noop("Month of opening"),
    "campaign": gettext_noop("Campaign"),
    "unit": gettext_noop("Unit"),
    "call_center": gettext_noop("Call center"),
    "state": gettext_noop("State"),
    "rep": gettext_noop("Rep"),
    "telemarketer": gettext_noop("Telemarketer"),
}
COUNTS: Final[dict[str, str]] = {
    "opened": gettext_noop("Opened"),
    "validated": gettext_noop("Validated"),
    "transmitted": gettext_noop("Transmitted"),
    "taken_up": gettext_noop("Taken up"),
    "approach": gettext_noop("Approached"),
    "won": gettext_noop("Signed"),
    "lost": gettext_noop("Lost"),
    "refused": gettext_noop("Set aside"),
    "due": gettext_noop("Appointments due"),
    "honoured": gettext_noop("Honoured"),
    "silent": gettext_noop("Not told"),
}
RATES: Final[dict[str, tuple[str, str]]] = {
    "yield": (gettext_noop("Yield"), gettext_noop("signed, of those opened")),
    "take_up": (gettext_noop("Take-up"), gettext_noop("taken up, of those transmitted")),
    "honour": (
        gettext_noop("Honour"),
        gettext_noop("the rep did his part, of the appointments due"),
    ),
    "conversion": (gettext_noop("Conversion"), gettext_noop("signed, of those transmitted")),
    "dispute": (gettext_noop("Dispute"), gettext_noop("contested, of those transmitted")),
    "upheld": (gettext_noop("Upheld"), gettext_noop("found right, of the disputes decided")),
}
POINTS: Final[dict[str, str]] = {
    "taken_up": gettext_noop("Lead taken up"),
    "approach_started": gettext_noop("Approach started"),
    "won": gettext_noop("Signature"),
}


def rates() -> list[tuple[str, str, str]]:
    """List the rates that are shown: code, name, and what is over what."""
    return [(code, _(name), _(meaning)) for code, (name, meaning) in RATES.items()]


def group(by: By, name: str) -> str:
    """Write the name of a group: months, states, and smaller ones together are told by code."""
    if name == TOGETHER:
        return _("Smaller ones together")
    if by is By.MONTH and len(name) == len("2026-03"):
        return format_date(date.fromisoformat(f"{name}-01"), "MMMM y", locale=locale())
    return words.state_apart(name) if by is By.STATE and name in words.STATES else name
