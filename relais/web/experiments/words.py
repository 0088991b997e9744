"""The words of experiments."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from relais.experiments.queries import Experiment, ExperimentState, readable_on
from relais.web.filters import number, percent, short_day, signed

if TYPE_CHECKING:  # SciPy is loaded when somebody reads one
    from relais.diagnosis.queries.trials import Reading

TRIED: Final[dict[str, str]] = {
    "recording": gettext_noop("Listen to the recording before the visit"),
    "sheet": gettext_noop("No transmission without a whole sheet"),
    "reminder": gettext_noop("Call the prospect before the visit"),
    "routine": gettext_noop("The manager follows each lead"),
    "other": gettext_noop("Something else"),
}
LEVELS: Final[dict[str, str]] = {
    "unit": gettext_noop("Teams, whole"),
    "rep": gettext_noop("Reps, one by one"),
}
MEASURED: Final[dict[str, str]] = {
    "honoured": gettext_noop("Appointments honoured, of those due"),
    "taken_up": gettext_noop("Leads taken up, of those offered"),
}
STATES: Final[dict[str, tuple[str, str]]] = {
    "planned": (gettext_noop("Planned"), "brand"),
    "running": (gettext_noop("Under way"), "due"),
    "over": (gettext_noop("To be read"), "due"),
    "read": (gettext_noop("Result read"), "ok"),
    "stopped": (gettext_noop("Stopped before its day"), "late"),
    "dropped": (gettext_noop("Dropped"), ""),
}
MOST_SURE: Final = 0.99
VERDICTS: Final[dict[str, str]] = {
    "shown": gettext_noop("An effect is shown"),
    "not_shown": gettext_noop("No effect is shown"),
    "not_enough": gettext_noop("Not enough data"),
}


def state_of(experiment: Experiment, *, on: date) -> tuple[str, str]:
    """Give the words and the look of where an experiment stands on a day."""
    state = experiment.state
    if state == ExperimentState.RUNNING and on >= experiment.plan.ends_on:
        state = "read" if on >= readable_on(experiment) else "over"
    words, look = STATES[state]
    return _(words), look


def title_of(experiment: Experiment, reading: "Reading | None") -> str:
    """Answer, in one line, what an experiment told; its name until it has."""
    if reading is None:
        return experiment.name
    stopped = experiment.state == ExperimentState.STOPPED
    verdict = _("stopped before its day") if stopped else _(VERDICTS[reading.verdict])
    return _("%(name)s: %(verdict)s") % {"name": experiment.name, "verdict": _lower(verdict)}


def effect_of(reading: "Reading") -> str:
    """Say the effect in points, with its bounds, or with what the draw says."""
    found = reading.change
    if found is None:
        return _("Who began and who waited cannot be told apart in these weeks.")
    told = {"points": signed(100 * found.value, 1), "teams": number(None, found.teams)}
    if found.low is not None and found.high is not None:
        told |= {"low": signed(100 * found.low, 1), "high": signed(100 * found.high, 1)}
        return _("%(points)s points, between %(low)s and %(high)s (%(teams)s drawn)") % told
    if found.p_value is None:
        return _("%(points)s points; too few were drawn to say more (%(teams)s)") % told
    told |= {"chance": percent(None, found.p_value)}
    return (
        _(
            "%(points)s points; a draw without any effect gives as much in %(chance)s of cases"
            " (%(teams)s drawn)"
        )
        % told
    )


def wave_of(wave: int, starts_on: date | datetime | None) -> str:
    """Name a wave by the day on which it begins."""
    if starts_on is None:
        return _("Go on as before")
    told = {"wave": number(None, wave), "day": short_day(starts_on)}
    return _("Wave %(wave)s, from %(day)s") % told


def power_of(size: dict[str, Any], waves: int) -> str:
    """Say what it can find; how many cases a half needs is known where half begins."""
    if size.get("power") is None:
        return _("Not enough came in the twelve weeks before to say what it can find.")
    told = {"power": _share(size["power"]), "coming": number(None, 2 * size["coming"])}
    if waves > 1:
        return (
            _(
                "If the gain is there, it is found in %(power)s of cases."
                " About %(coming)s cases come in all."
            )
            % told
        )
    return _(
        "If the gain is there, it is found in %(power)s of cases. About %(coming)s cases come to"
        " each half; %(needed)s are needed."
    ) % {
        "power": _share(size["power"]),
        "coming": number(None, size["coming"]),
        "needed": number(None, size["needed"]),
    }


def enough_of(size: dict[str, Any], waves: int) -> str:
    """Say how long it must last to find the gain in four of five cases, where that is known."""
    weeks = size.get("weeks_enough")
    if size.get("power") is None:
        return ""
    if weeks is None:
        return _("A year would not be enough for four in five.")
    if waves == 1:
        said = ngettext(
            "%(num)s week in all is enough for four in five.",
            "%(num)s weeks in all are enough for four in five.",
            weeks,
        )
        return said % {"num": number(None, weeks)}
    said = ngettext(
        "%(num)s week between two waves, %(all)s in all, is enough for four in five.",
        "%(num)s weeks between two waves, %(all)s in all, are enough for four in five.",
        weeks,
    )
    return said % {"num": number(None, weeks), "all": number(None, weeks * waves)}


def could_find(size: dict[str, Any], gain: int) -> str:
    """Say of an experiment that is over what it was planned to find."""
    if size.get("power") is None:
        return ""
    told = {"gain": number(None, gain), "power": _share(size["power"])}
    return _("It was made to find %(gain)s points in %(power)s of cases.") % told


def tried_of(done: int, count: int) -> str:
    """Say how much was done of what was agreed: what was not done was not tried."""
    told = {"done": number(None, done), "count": number(None, count)}
    return _("Acts agreed for it: %(done)s done of %(count)s.") % told


def _share(power: float) -> str:
    """Write a power; beyond 99 % nobody knows the rate before so well."""
    if power > MOST_SURE:
        return _("more than %(share)s") % {"share": percent(None, MOST_SURE)}
    return percent(None, power)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
