"""The words of what a challenge did."""

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from relais.web.filters import number, percent, signed

if TYPE_CHECKING:  # SciPy is loaded when somebody reads one
    from relais.diagnosis.queries.effect import Effect
    from relais.diagnosis.rules.effect import Compared, Reading, Share
    from relais.diagnosis.rules.rivals import Definitions, Guarded, Mix

TITLES: Final[dict[str, str]] = {
    "rise": gettext_noop("Take-up rose beyond what was to be expected"),
    "fall": gettext_noop("Take-up fell below what was to be expected"),
    "not_shown": gettext_noop("No effect shown"),
    "not_enough": gettext_noop("Not enough data for an effect"),
}
PHASES: Final[dict[str, str]] = {
    "before": gettext_noop("Before"),
    "during": gettext_noop("During"),
    "after": gettext_noop("After"),
}


def title_of(reading: "Reading") -> str:
    """Answer, in one line, what the challenge did."""
    return _(TITLES[reading.verdict.value])


def share(told: "Share") -> str:
    """Say a rate with its counts and its bounds."""
    if not told.n:
        return _("none yet")
    words = _("%(rate)s, %(k)s of %(n)s") % {
        "rate": percent(None, told.rate),
        "k": number(None, told.k),
        "n": number(None, told.n),
    }
    if told.within is None:
        return words
    bounds = {"low": percent(None, told.within.low), "high": percent(None, told.within.high)}
    return words + " " + _("(between %(low)s and %(high)s)") % bounds


def effect_of(reading: "Reading") -> list[str]:
    """Say both ways of reading, the one that gives the verdict first."""
    ways = {"waiting": _beside(reading), "series": _series(reading)}
    first = reading.way.value
    return [words for words in (ways.pop(first), *ways.values()) if words]


def guard_of(told: "Guarded") -> str:
    """Say whether a rate that must not fall has fallen."""
    found = told.compared
    if found.needed:
        return _missing(found.needed)
    if found.falls:
        return _("a fall is shown: %(points)s") % {"points": points_of(found)}
    return _("no fall is shown: %(points)s") % {"points": points_of(found)}


def left_of(told: "Compared") -> str:
    """Say what is left of the rise, compared with before the start."""
    if told.needed:
        return _missing(told.needed)
    if told.rises:
        return _("still above: %(points)s") % {"points": points_of(told)}
    if told.falls:
        return _("below: %(points)s") % {"points": points_of(told)}
    return _("no difference shown: %(points)s") % {"points": points_of(told)}


def points_of(told: "Compared") -> str:
    """Say a difference in points, with its bounds."""
    return _("%(points)s points, between %(low)s and %(high)s") % {
        "points": _points(told.value),
        "low": _points(told.low),
        "high": _points(told.high),
    }


def rivals_of(found: "Effect") -> list[tuple[str, str, str]]:
    """Say what else may have moved take-up: what, "speaks", "quiet" or "unknown", in words."""
    reading = found.reading
    told = [
        (_("A bad month before"), *_regression(reading)),
        (_("Another definition"), *_definitions(found.definitions)),
        (_("Other leads"), *_mix(found.mix)),
        (_("Weeks too young"), *_young(found.young)),
    ]
    if reading.change is not None:
        told.append((_("Another way already"), *_trend(reading)))
    return told


def _beside(reading: "Reading") -> str:
    found = reading.change
    if found is None or found.p_value is None:
        return ""
    told = {"points": _points(found.value), "teams": number(None, found.teams)}
    if found.low is not None and found.high is not None:
        told |= {"low": _points(found.low), "high": _points(found.high)}
        return (
            _(
                "Beside the teams that waited: %(points)s points, between %(low)s and %(high)s"
                " (%(teams)s teams)."
            )
            % told
        )
    told |= {"chance": percent(None, found.p_value)}
    return (
        _(
            "Beside the teams that waited: %(points)s points; dealing the starts out again gives"
            " as much in %(chance)s of cases (%(teams)s teams)."
        )
        % told
    )


def _series(reading: "Reading") -> str:
    found = reading.effect
    if found is None:
        return ""
    before = sum(point.week < 0 for point in reading.points)
    return _(
        "In week %(week)s of the challenge: %(fitted)s, and %(otherwise)s if the weeks before had"
        " gone on. Difference: %(points)s points, between %(low)s and %(high)s."
    ) % {
        "week": number(None, found.week - before),
        "fitted": percent(None, found.fitted),
        "otherwise": percent(None, found.otherwise),
        "points": _points(found.difference),
        "low": _points(found.low),
        "high": _points(found.high),
    }


def _regression(reading: "Reading") -> tuple[str, str]:
    told = reading.shortly
    if told.needed:
        return "unknown", _missing(told.needed)
    if not told.falls:
        return "quiet", _(
            "The four weeks before the start were no worse than those before: %(points)s."
        ) % {"points": points_of(told)}
    words = _(
        "The four weeks before the start were worse than those before: %(points)s."
        " Part of the rise may be a return to what was usual."
    ) % {"points": points_of(told)}
    if reading.beyond.rises:
        words += " " + _("Beside the earlier weeks it is still above: %(points)s.") % {
            "points": points_of(reading.beyond)
        }
    return "speaks", words


def _definitions(told: "Definitions") -> tuple[str, str]:
    counts = {"newer": number(None, told.newer), "since": number(None, told.since)}
    said = ngettext(
        "%(newer)s of %(since)s leads since has a version that none had before.",
        "%(newer)s of %(since)s leads since have a version that none had before.",
        told.newer,
    )
    words = said % counts
    return ("speaks" if told.speaks else "quiet"), words


def _mix(told: "Mix") -> tuple[str, str]:
    if told.crude is None or told.within is None:
        return "unknown", _("Too few leads before or since to compare like with like.")
    words = _(
        "The rate differs by %(crude)s points in all, and by %(within)s within the same campaign"
        " and call center."
    ) % {"crude": _points(told.crude.value), "within": _points(told.within.value)}
    return ("speaks" if told.speaks else "quiet"), words


def _young(leads: int) -> tuple[str, str]:
    words = ngettext(
        "%(num)s lead is left out: its fourteen working days are not over.",
        "%(num)s leads are left out: their fourteen working days are not over.",
        leads,
    )
    return "quiet", words % {"num": number(None, leads)}


def _trend(reading: "Reading") -> tuple[str, str]:
    told = reading.before
    if told is None or told.p_value is None:
        return "unknown", _("Too few weeks or teams to say how they went before.")
    if told.p_value < 0.05:
        return "speaks", _("Who started was already going another way before than who waited.")
    return "quiet", _("Who started was going the same way before as who waited.")


def _missing(needed: int) -> str:
    return ngettext(
        "not enough data: %(num)s more is needed",
        "not enough data: %(num)s more are needed",
        needed,
    ) % {"num": number(None, needed)}


def _points(value: float | None) -> str:
    if value is None:
        return _("unknown")
    return signed(100 * value, 1)
