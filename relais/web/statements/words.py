"""The words of statements: what a line is about."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from relais.roi.queries.statements import Billed, Measure, What
from relais.web.books.words import month_name

__all__ = ["LINES", "PIECES", "month_name", "title_of"]

LINES: Final[dict[str, str]] = {
    What.LEADS: gettext_noop("Leads validated"),
    What.APPOINTMENTS: gettext_noop("Appointments due"),
    What.HOURS: gettext_noop("Hours"),
    What.FIXED: gettext_noop("Fixed cost"),
    What.CREDIT_LEADS: gettext_noop("Credit: leads rightly contested"),
    What.CREDIT_APPOINTMENTS: gettext_noop("Credit: appointments of leads rightly contested"),
    What.PRICES: gettext_noop("Earlier month, at prices changed since"),
}


PIECES: Final[dict[str, str]] = {
    Measure.LEADS_PAID: gettext_noop("Lead"),
    Measure.APPOINTMENTS_PAID: gettext_noop("Appointment"),
}


def title_of(told: Billed) -> str:
    """Tell whose statement it is, of which month, and whether it is final."""
    names = {"center": told.center.name, "month": month_name(told.month)}
    if told.closed:
        return _("Statement %(number)s") % {"number": told.closed.number}
    return _("Draft: %(center)s, %(month)s") % names
