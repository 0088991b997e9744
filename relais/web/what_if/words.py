"""The words and figures of what would be, as people read them."""

from dataclasses import dataclass
from typing import Any, Final

from babel.numbers import get_currency_precision
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from relais.lib.words import gettext_noop
from relais.roi.queries import Group, Lack, Part, WhatIf
from relais.web.filters import money, number, percent

GROUPS: Final[dict[str, str]] = {
    Group.NOT_SENT: gettext_noop("Never transmitted"),
    Group.NOT_TAKEN_UP: gettext_noop("Transmitted and not taken up"),
    Group.NO_APPOINTMENT: gettext_noop("Taken up, no appointment due"),
    Group.NOT_HONOURED: gettext_noop("Taken up, no appointment honoured"),
    Group.HONOURED: gettext_noop("Taken up, an appointment honoured"),
}
CASES: Final[dict[str, str]] = {
    "all": gettext_noop("All that have had their time"),
    **GROUPS,
    "held": gettext_noop("of which the prospect was there"),
}
PARTS: Final[dict[str, str]] = {
    Part.KEPT: gettext_noop("Passed on"),
    Part.LEFT_OUT: gettext_noop("Left out"),
    Part.UNSCORED: gettext_noop("Without a score: they stay"),
}
FIGURES: Final[dict[str, str]] = {
    "signed": gettext_noop("Signatures"),
    "margin": gettext_noop("Margin"),
    "cost": gettext_noop("Cost"),
    "gain": gettext_noop("Net gain"),
    "gained": gettext_noop("Return: (margin − cost) / cost"),
}


@dataclass(frozen=True)
class Cell:
    """A figure and its range, in words."""

    value: str
    low: str = ""
    high: str = ""


@dataclass(frozen=True)
class Line:
    """A figure as it is, as it would be, and the difference."""

    name: str
    words: str
    today: Cell
    then: Cell | None
    more: Cell | None


def lines_of(found: WhatIf) -> list[Line]:
    """Write the figures that can be told, line by line."""
    names = ["signed"] if found.untold else list(FIGURES)
    would, told = found.answered, found.expected
    return [
        Line(
            name,
            _(FIGURES[name]),
            _cell(found, name, told.today[name]),
            _cell(found, name, told.then[name]) if would else None,
            _cell(found, name, told.more[name], more=True) if would else None,
        )
        for name in names
    ]


def title_of(found: WhatIf) -> str:
    """Say in a sentence what would be, or what is."""
    if not found.whole.leads:
        return _("No lead has had its time yet")
    if not found.supposed.anything:
        said = ngettext(
            "%(signed)s signature of %(num)s leads: and what if?",
            "%(signed)s signatures of %(num)s leads: and what if?",
            found.whole.signed,
        )
        return said % {
            "signed": number(None, found.whole.signed), "num": number(None, found.whole.leads)
        }  # fmt: skip
    if not found.answered:
        return _("Not enough data to say what would be")
    more = found.expected.more["signed"]
    if not round(more.value or 0):
        return _("As many signatures as today")
    cell = _cell(found, "signed", more, more=True)
    ends = {"more": cell.value, "low": cell.low, "high": cell.high}
    count = abs(round(more.value or 0))
    said = ngettext(
        "%(more)s signature, between %(low)s and %(high)s",
        "%(more)s signatures, between %(low)s and %(high)s",
        count,
    )
    return said % ends


def lacks_of(found: WhatIf) -> list[str]:
    """Say of what how many more are needed."""
    said = {
        Lack.SIGNATURES: lambda n: ngettext("%(num)s more signature", "%(num)s more signatures", n),
        Lack.REPS: lambda n: ngettext("%(num)s more rep", "%(num)s more reps", n),
        Lack.TAKEN_UP: lambda n: ngettext(
            "%(num)s more lead taken up", "%(num)s more leads taken up", n
        ),
        Lack.HONOURED: lambda n: ngettext(
            "%(num)s more lead with an appointment honoured",
            "%(num)s more leads with an appointment honoured",
            n,
        ),
    }
    return [said[lack](n) % {"num": number(None, n)} for lack, n in found.lacking.items()]


def now(rate: Any, of: str) -> str:
    """Say what a rate is now; `of` names what it is over."""
    if rate.rate is None:
        return _("Not known yet")
    told = {
        "rate": percent(None, rate.rate, 1), "above": number(None, rate.numerator),
        "below": number(None, rate.denominator), "of": of,
    }  # fmt: skip
    return _("%(rate)s now: %(above)s of %(below)s %(of)s") % told


def _cell(found: WhatIf, name: str, told: Any, *, more: bool = False) -> Cell:
    exact = not more and told.value == found.expected.today[name].value
    value = _figure(found, name, told.value, more=more, exact=exact)
    if told.interval is None:
        return Cell(value)
    ends = (told.interval.low, told.interval.high)
    low, high = (_figure(found, name, end, more=more) for end in ends)
    return Cell(value, low, high)


def _figure(
    found: WhatIf, name: str, value: float | None, *, more: bool = False, exact: bool = False
) -> str:
    if value is None:
        return "–"
    if name == "gained":
        shown = _points(value) if more else percent(None, value)
        rounded = round(100 * value)
    elif name == "signed":
        rounded = round(value)
        shown = number(None, rounded)
    else:
        unit = 1 if exact else 10 ** get_currency_precision(found.currency)
        rounded = round(value / unit) * unit
        shown = money(None, rounded, found.currency)
    return f"+{shown}" if more and rounded > 0 else shown.replace("-", "−")


def _points(value: float) -> str:
    count = round(100 * value)
    said = ngettext("%(num)s point", "%(num)s points", abs(count))
    return said % {"num": number(None, count)}
