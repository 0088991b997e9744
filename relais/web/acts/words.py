"""The words of acts: kinds, states, where they come from; and the title that answers."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from relais.steering.queries.effects import Effect
from relais.web.filters import number

KINDS: Final[dict[str, str]] = {
    "follow_leads": gettext_noop("Follow the leads"),
    "accompany": gettext_noop("Accompany"),
    "coach": gettext_noop("Train"),
    "listen": gettext_noop("Listen to calls"),
    "ask_outcomes": gettext_noop("Ask for outcomes"),
    "hear_disputes": gettext_noop("Hear disputes"),
    "clarify_definition": gettext_noop("Clarify the definition"),
    "complete_sheets": gettext_noop("Complete the sheets"),
    "call_before_visit": gettext_noop("Call before the visit"),
    "recover": gettext_noop("Recover"),
    "reassign": gettext_noop("Give to another"),
    "other": gettext_noop("Something else"),
}
STATES: Final[dict[str, tuple[str, str]]] = {
    "proposed": (gettext_noop("Proposed"), "brand"),
    "agreed": (gettext_noop("To do"), "due"),
    "done": (gettext_noop("Done"), "ok"),
    "dropped": (gettext_noop("Dropped"), ""),
}
SOURCES: Final[dict[str, str]] = {
    "diagnosis": gettext_noop("From the diagnosis"),
    "meeting": gettext_noop("From a meeting"),
    "coaching": gettext_noop("From a coaching plan"),
    "experiment": gettext_noop("From an experiment"),
}
EFFECTS: Final[dict[str, tuple[str, str]]] = {
    Effect.WORKED: (gettext_noop("worked"), "ok"),
    Effect.NOT_SHOWN: (gettext_noop("no effect shown"), ""),
    Effect.WORSE: (gettext_noop("no effect shown: it is lower than before"), ""),
    Effect.NOT_ENOUGH_DATA: (gettext_noop("not enough data"), ""),
}


def title_of(acts: Sequence[Any], *, on: date, owed: int, late: int) -> str:
    """Tell how much there is to do oneself, and how much of it is late.

    :param owed: how many acts others are to do, of which `late` are late; told by whom nothing
        is asked himself.
    """
    if not acts:
        told = {"others": _counted(owed, late)}
        return (
            _("Nothing for you to do; others: %(others)s") % told
            if owed
            else _("Nothing agreed waits")
        )
    return _counted(len(acts), sum(act.overdue(on) for act in acts))


def owed(count: int, late: int) -> str:
    """Tell what others are to do, and how much of it is late."""
    return _("For others to do: %(others)s") % {"others": _counted(count, late)}


def _counted(count: int, late: int) -> str:
    said = ngettext("%(shown)s agreed act to do", "%(shown)s agreed acts to do", count)
    words = said % {"shown": number(None, count)}
    if not late:
        return words
    past = ngettext("its day is past for %(late)s", "their day is past for %(late)s", late)
    return f"{words}, {past % {'late': number(None, late)}}"


def effect(found: Mapping[str, Any]) -> tuple[str, str]:
    """Name what an act did, with the colour of its badge."""
    words, colour = EFFECTS[found["verdict"]]
    return _(words), colour
