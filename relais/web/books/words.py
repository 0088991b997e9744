"""The words of the books: measures, parts, months."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from babel.dates import format_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from relais.roi.queries.months import COSTS, Measure, Part, Turn
from relais.web.filters import locale

MEASURES: Final[dict[str, str]] = {
    Measure.VALIDATED: gettext_noop("Leads validated"),
    Measure.TRANSMITTED: gettext_noop("Transmitted to a rep"),
    Measure.TAKEN_UP: gettext_noop("Leads taken up"),
    Measure.APPROACH: gettext_noop("Approach started"),
    Measure.HELD: gettext_noop("Appointments held"),
    Measure.WON: gettext_noop("Signatures"),
    Measure.TOLD: gettext_noop("Signatures whose margin is told"),
    Measure.SIGNED_FOR: gettext_noop("Signed for"),
    Measure.MARGIN: gettext_noop("Margin"),
    Measure.LEADS_PAID: gettext_noop("Leads paid for"),
    Measure.APPOINTMENTS_PAID: gettext_noop("Appointments paid for"),
    Measure.VISITS_PAID: gettext_noop("Visits paid for"),
    "lead_cost": gettext_noop("Paid by the lead"),
    "appointment_cost": gettext_noop("Paid by the appointment"),
    "visit_cost": gettext_noop("Reps' time and travel"),
    "other_cost": gettext_noop("Fixed costs, hours and rewards"),
    "cost": gettext_noop("Cost together"),
    Measure.NEVER_TAKEN_UP: gettext_noop("Paid for, never taken up"),
    Measure.NOT_HONOURED: gettext_noop("Paid for, appointment not honoured by the rep"),
    Measure.UPHELD: gettext_noop("Paid for, and rightly contested"),
}
MONEY: Final = frozenset({Measure.SIGNED_FOR, Measure.MARGIN, *COSTS, "cost"})
BEHIND: Final = frozenset(Measure)  # figures that are made of leads
SHOWN: Final = (Measure.VALIDATED, Measure.TAKEN_UP, Measure.HELD, Measure.WON)
PARTS: Final[dict[str, str]] = {
    Part.OWN: gettext_noop("Of the month itself"),
    Part.ADJUSTMENT: gettext_noop("Adjustment of earlier months"),
    Part.PRICES: gettext_noop("Earlier months at prices changed since"),
}


def month_name(month: date) -> str:
    """Name a month: octobre 2026."""
    return format_date(month, "LLLL y", locale=locale())


def title_of(turn: Turn | None) -> str:
    """Tell what may be closed now."""
    if turn is None:
        return _("Nothing has been recorded yet")
    if turn.over:
        return _("%(month)s can be closed") % {"month": month_name(turn.month)}
    return _("Every month that is over is closed")


def cost_of(figures: Mapping[str, int]) -> int:
    """Add up what figures cost."""
    return sum(figures.get(name, 0) for name in COSTS)
