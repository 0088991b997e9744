"""The words of meetings: titles that answer, states, and what each topic asks for."""

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from relais.steering.queries.meetings import MEASURES, TOPICS, Topic
from relais.web.filters import moment, number

__all__ = ["MEASURES", "TOPICS"]

STATES: Final[dict[str, tuple[str, str]]] = {
    "planned": (gettext_noop("Planned"), "due"),
    "open": (gettext_noop("Held now"), "brand"),
    "closed": (gettext_noop("Closed"), "ok"),
    "cancelled": (gettext_noop("Cancelled"), ""),
}
LOOKS: Final[dict[Topic, str]] = {Topic.DISPUTE: "late", Topic.OVERDUE: "late"}
ASKS: Final[dict[Topic, str]] = {
    Topic.DISPUTE: gettext_noop("Judge the dispute"),
    Topic.OUTCOME: gettext_noop("Tell what became of the appointment"),
    Topic.OVERDUE: gettext_noop("Take the lead up, or say why not"),
    Topic.NO_REP: gettext_noop("Choose a rep"),
    Topic.PROPOSAL: gettext_noop("Ask the prospect what he decides"),
    Topic.STUCK: gettext_noop("Call the prospect, or close the lead"),
    Topic.RECOVERY: gettext_noop("Call again in a campaign under way"),
}
OF_WHO_LEADS: Final = {Topic.DISPUTE, Topic.NO_REP, Topic.RECOVERY}


def state(code: str) -> tuple[str, str]:
    """Give a state's words and look, for `ui.badge(*...)`."""
    words, look = STATES[code]
    return _(words), look


def title_of_all(meetings: list[Any]) -> str:
    """Tell which meeting is next."""
    if not meetings:
        return _("No meeting is planned")
    told = {"unit": meetings[0].unit.name, "moment": moment(None, meetings[0].starts_at)}
    if meetings[0].state == "open":
        return _("The meeting of %(unit)s is held now") % told
    return _("Next meeting: %(unit)s, %(moment)s") % told


def title_of(sheet: Any) -> str:
    """Tell how much a meeting has to decide, or what it has decided."""
    unit = sheet.meeting.unit.name
    if sheet.meeting.state == "closed":
        count = len(sheet.decisions)
        words = ngettext("%(unit)s: %(n)s decision taken", "%(unit)s: %(n)s decisions taken", count)
    else:
        count = len(sheet.unsaid)
        words = ngettext("%(unit)s: %(n)s lead to decide", "%(unit)s: %(n)s leads to decide", count)
        if not sheet.items:
            return _("%(unit)s: no lead needs a decision") % {"unit": unit}
        if not count:
            return _("%(unit)s: every lead was spoken of") % {"unit": unit}
    return words % {"unit": unit, "n": number(None, count)}


def asks(topic: Topic) -> str:
    """Give what a topic asks for, as it is proposed."""
    return _(ASKS[topic])
