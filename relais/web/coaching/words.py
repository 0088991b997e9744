"""The words of coaching: states, titles that answer, what a measure shows."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from babel.dates import format_date
from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

from relais.coaching.queries import Change, CoachingPlan, Criterion, Observation, change_of
from relais.web.filters import NARROW, locale, number

KINDS: Final[dict[str, str]] = {
    "visit": gettext_noop("Observed visit"),
    "call": gettext_noop("Call listened to"),
}
OBSERVATIONS: Final[dict[str, tuple[str, str]]] = {
    "open": (gettext_noop("Being scored"), "due"),
    "shared": (gettext_noop("Shared"), "ok"),
}
PLANS: Final[dict[str, tuple[str, str]]] = {
    "proposed": (gettext_noop("To be agreed"), "due"),
    "running": (gettext_noop("Runs"), "brand"),
    "measured": (gettext_noop("Measured"), "ok"),
    "dropped": (gettext_noop("Given up"), ""),
}
REMARKS: Final[dict[str, str]] = {
    "annotation": gettext_noop("wrote beside"),
    "contest": gettext_noop("contests"),
    "answer": gettext_noop("answers"),
}
OWNERS: Final[dict[str, str]] = {
    "rep": gettext_noop("The rep"),
    "manager": gettext_noop("The manager"),
}
CHANGES: Final[dict[Change, str]] = {
    Change.HIGHER: gettext_noop("more than before, beyond chance"),
    Change.LOWER: gettext_noop("less than before, beyond chance"),
    Change.CHANCE: gettext_noop("cannot be told from chance"),
}
MINUS: Final = "\N{MINUS SIGN}"


def state_of(observation: Observation) -> tuple[str, str]:
    """Give an observation's state and look, for `ui.badge(*...)`; a contest comes before it."""
    if observation.awaits_since:
        return _("Contested"), "late"
    words, look = OBSERVATIONS[observation.state]
    return _(words), look


def plan_state(plan: CoachingPlan) -> tuple[str, str]:
    """Give a plan's state and look, for `ui.badge(*...)`."""
    words, look = PLANS[plan.state]
    return _(words), look


def criterion(one: Criterion) -> str:
    """Give a criterion's name in the reader's language."""
    return one.label(get_language() or "en")


def levels(one: Criterion) -> list[str]:
    """Give the words of a criterion's levels in the reader's language, from 0 on."""
    return list(one.levels(get_language() or "en"))


def not_yet(observation: Observation) -> str:
    """Say from when on an observation can be scored."""
    return _("It takes place on %(day)s: each scores it from then on.") % {
        "day": short_day(observation.happened_on)
    }


def day_of(text: str) -> date:
    """Read a day as it is kept."""
    return date.fromisoformat(text)


def short_day(value: date) -> str:
    """Write a day in few words: 23 November 2026, 1er janvier 2027."""
    said = format_date(value, "d MMMM y", locale=locale())
    first = value.day == 1 and locale().startswith("fr")
    return said.replace("1 ", "1er ", 1) if first else said


def waiting(count: int) -> str:
    """Tell how much waits for somebody, as a title."""
    if not count:
        return _("Nothing waits for you")
    said = ngettext("%(shown)s thing waits for you", "%(shown)s things wait for you", count)
    return said % {"shown": number(None, count)}


def counted_in_all(plans: int, observed: int) -> str:
    """Tell how much coaching there is, as a title."""
    open_ = ngettext("%(shown)s plan open", "%(shown)s plans open", plans)
    seen = ngettext(
        "%(shown)s visit observed in 12 months", "%(shown)s visits observed in 12 months", observed
    )
    told = (open_ % {"shown": number(None, plans)}, seen % {"shown": number(None, observed)})
    return ", ".join(told)


def change(found: Mapping[str, float]) -> str:
    """Say what the difference of two rates shows."""
    return _(CHANGES[change_of(found["low"], found["high"])])


def points(found: Mapping[str, float]) -> str:
    """Tell a difference of rates in points, with its interval."""
    return _("%(value)s points, between %(low)s and %(high)s") % {
        name: _signed(100 * found[name], 0) for name in ("value", "low", "high")
    }


def steps(value: float) -> str:
    """Tell a difference of mean levels, with its sign."""
    return _signed(value, 1)


def lacking(side: Mapping[str, Any]) -> str:
    """Say how many more cases a comparison would have taken, and on which side."""
    before, after = side["lacking_before"], side["lacking_after"]
    said = []
    if before:
        said.append(_("%(more)s more before the plan") % {"more": number(None, before)})
    if after:
        said.append(_("%(more)s more since") % {"more": number(None, after)})
    return ", ".join(said)


def mean_of(side: Mapping[str, Any]) -> str:
    """Write a mean level with its range and of how many visits it is."""
    if not side["seen"]:
        return _("not seen yet")
    visits = ngettext("%(shown)s visit", "%(shown)s visits", side["seen"])
    return _("%(mean)s (from %(low)s to %(high)s), %(visits)s") % {
        "mean": number(None, side["mean"], 1),
        "low": number(None, side["low"], 1),
        "high": number(None, side["high"], 1),
        "visits": visits % {"shown": number(None, side["seen"])},
    }


def counted(side: Mapping[str, int]) -> str:
    """Write what was honoured of what was due."""
    said = _("%(above)s of %(below)s appointments due") % {
        "above": number(None, side["honoured"]),
        "below": number(None, side["due"]),
    }
    if not side["silent"]:
        return said
    untold = ngettext(
        "%(shown)s of them nobody has told", "%(shown)s of them nobody has told", side["silent"]
    )
    return f"{said}, {untold % {'shown': number(None, side['silent'])}}"


def _signed(value: float, digits: int) -> str:
    rounded = round(value, digits)
    sign = "+" if rounded > 0 else MINUS if rounded < 0 else ""
    return f"{sign}{number(None, abs(rounded), digits)}".replace(" ", NARROW)
