"""The words of campaigns as people read them."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from relais.web.filters import NARROW

STATUSES: Final[dict[str, tuple[str, str]]] = {
    "draft": (gettext_noop("Draft"), ""),
    "running": (gettext_noop("Running"), "ok"),
    "paused": (gettext_noop("Paused"), "due"),
    "closed": (gettext_noop("Closed"), ""),
}
STEPS: Final[dict[tuple[str, str], str]] = {
    ("draft", "running"): gettext_noop("Start the campaign"),
    ("running", "paused"): gettext_noop("Pause"),
    ("paused", "running"): gettext_noop("Go on"),
    ("closed", "running"): gettext_noop("Reopen"),
}
CLOSE: Final = gettext_noop("Close the campaign")
TAKEN: Final[dict[str, str]] = {
    "running": gettext_noop("The campaign runs: telemarketers can open leads."),
    "paused": gettext_noop("The campaign pauses: no new lead until it goes on."),
    "closed": gettext_noop("The campaign is closed: what is under way goes on to its end."),
}
COSTS: Final[dict[str, str]] = {
    "fixed": gettext_noop("Fixed"),
    "hourly": gettext_noop("By the hour"),
    "per_lead": gettext_noop("By validated lead"),
    "per_appointment": gettext_noop("By appointment due"),
    "rep_time": gettext_noop("Reps’ time, by the hour, on each visit kept"),
    "travel": gettext_noop("Travel, by visit kept"),
    "reward": gettext_noop("Rewards"),
}
SPREADS: Final[dict[str, str]] = {
    "validated": gettext_noop("Evenly over the leads validated on the days it covers"),
    "transmitted": gettext_noop("Evenly over the leads transmitted on the days it covers"),
    "stages": gettext_noop(
        "By stage: one share for each of validated, transmitted, taken up, approach started"
    ),
}
REASONS: Final[dict[str, str]] = {
    "drop": gettext_noop("Giving up, by the telemarketer"),
    "return": gettext_noop("Sending back, by the relay"),
    "refuse": gettext_noop("Setting aside, by the relay"),
    "contest": gettext_noop("Contesting, by the rep"),
    "not_honoured": gettext_noop("Appointment not honoured, by the rep"),
    "lose": gettext_noop("Closing without a signature"),
}
MEASURES: Final[dict[str, str]] = {
    "appointments": gettext_noop("Appointments"),
    "opened": gettext_noop("Leads opened"),
    "validated": gettext_noop("Leads validated"),
    "taken_up": gettext_noop("Leads taken up"),
    "held": gettext_noop("Appointments held"),
    "won": gettext_noop("Signatures"),
}
CLOCKS: Final[dict[str, str]] = {
    "review_clock": gettext_noop("Review, by the relay"),
    "take_up_clock": gettext_noop("Take-up, by the rep"),
    "outcome_clock": gettext_noop("Outcome of an appointment"),
    "contest_window": gettext_noop("Window for contesting"),
    "judgment_clock": gettext_noop("Judgment of a dispute"),
    "review_notice": gettext_noop("Review done before an appointment by"),
}
CRITERIA: Final[dict[str, str]] = {
    "function": gettext_noop("Function"),
    "sector": gettext_noop("Sector (activity code)"),
    "size": gettext_noop("Size (employees)"),
    "area": gettext_noop("Area"),
    "horizon": gettext_noop("Purchase horizon (months)"),
    "free": gettext_noop("Question to the prospect"),
}


def status(code: str) -> tuple[str, str]:
    """Give a status's words and look, for `ui.badge(*...)`."""
    words, look = STATUSES[code]
    return _(words), look


def step(before: str, after: str) -> str:
    """Give the words of a change of status."""
    return _(STEPS.get((before, after), CLOSE))


def span(text: str) -> str:
    """Write a clock: "4h" in working hours, "2d" in working days."""
    if text.endswith("d"):
        days = int(text[:-1])
        return ngettext("%(n)s working day", "%(n)s working days", days) % {"n": days}
    told = text.replace("h", f"{NARROW}h ").replace("m", f"{NARROW}min").strip()
    return _("%(span)s of working time") % {"span": told}


def criterion(one: Mapping[str, Any]) -> str:
    """Write what a criterion of a target wants."""
    return SENTENCES[one["kind"]](one)


def _listed(one: Mapping[str, Any], name: str) -> str:
    return ", ".join(one.get(name, ()))


def _function(one: Mapping[str, Any]) -> str:
    return _("The function names: %(values)s") % {"values": _listed(one, "values")}


def _sector(one: Mapping[str, Any]) -> str:
    return _("The activity code begins with: %(values)s") % {"values": _listed(one, "values")}


def _size(one: Mapping[str, Any]) -> str:
    limits = {"least": one.get("min", 0), "most": one.get("max")}
    if limits["most"] is None:
        return _("At least %(least)s employees") % limits
    if not limits["least"]:
        return _("At most %(most)s employees") % limits
    return _("From %(least)s to %(most)s employees") % limits


def _area(one: Mapping[str, Any]) -> str:
    where = [part for part in (_listed(one, "values"), _listed(one, "countries")) if part]
    return _("In: %(where)s") % {"where": " · ".join(where)}


def _horizon(one: Mapping[str, Any]) -> str:
    months = one["max"]
    text = ngettext("Purchase within %(n)s month", "Purchase within %(n)s months", months)
    return text % {"n": months}


def _free(one: Mapping[str, Any]) -> str:
    return str(one["question"])


SENTENCES: Final = {
    "function": _function,
    "sector": _sector,
    "size": _size,
    "area": _area,
    "horizon": _horizon,
    "free": _free,
}
