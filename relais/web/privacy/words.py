"""The words of privacy: kinds, channels, places; and the titles that answer."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from relais.privacy.queries import Nearness, nearness
from relais.web.filters import number, short_day

KINDS: Final[dict[str, str]] = {
    "access": gettext_noop("Access"),
    "objection": gettext_noop("Objection"),
    "erasure": gettext_noop("Erasure"),
    "rectification": gettext_noop("Correction"),
}
CHANNELS: Final[dict[str, str]] = {
    "mail": gettext_noop("By e-mail"),
    "letter": gettext_noop("By letter"),
    "phone": gettext_noop("By phone"),
    "in_person": gettext_noop("In person"),
    "form": gettext_noop("By a form"),
}
STATES: Final[dict[str, tuple[str, str]]] = {
    "received": (gettext_noop("To answer"), "due"),
    "answered": (gettext_noop("Answer given"), "ok"),
    "refused": (gettext_noop("Refused with a reason"), ""),
}
NEARNESS: Final[dict[Nearness, tuple[str, str]]] = {
    Nearness.OVERDUE: (gettext_noop("Overdue"), "late"),
    Nearness.NEAR: (gettext_noop("Near"), "due"),
    Nearness.IN_TIME: (gettext_noop("In time"), ""),
}
PLACES: Final[dict[str, str]] = {
    "contact": gettext_noop("Names, numbers, addresses"),
    "to_call": gettext_noop("Campaigns in which to call"),
    "calls": gettext_noop("Calls"),
    "callbacks_waiting": gettext_noop("Promises to call back, still to keep"),
    "callbacks_over": gettext_noop("Promises to call back, kept or over"),
    "leads": gettext_noop("Leads"),
    "sheets": gettext_noop("Hand-over sheets"),
    "messages": gettext_noop("Messages in threads"),
    "events": gettext_noop("Steps in the log, without personal data"),
    "appointments": gettext_noop("Appointments"),
    "requests": gettext_noop("Privacy requests"),
    "acts": gettext_noop("What was agreed about the leads"),
    "points": gettext_noop("What meetings said of the leads"),
    "letters": gettext_noop("Mails about the leads, which name nobody outside"),
}
PAGES: Final[dict[str, str]] = {
    "proof": gettext_noop("The proof of the return"),
    "cases": gettext_noop("The list of leads behind a figure"),
    "center": gettext_noop("The figures of the call center"),
    "funnel": gettext_noop("The report"),
    "diagnosis": gettext_noop("The diagnosis"),
    "coaching": gettext_noop("Coaching: a visit observed, or a plan"),
    "coaching-agreement": gettext_noop("Coaching: whether observers agree"),
    "own_prospecting": gettext_noop("Own prospecting"),
    "prizes": gettext_noop("Prizes won in a challenge"),
    "fair_play": gettext_noop("Fair play in a challenge"),
    "manager_week": gettext_noop("The week of acts"),
}
LISTS: Final[dict[str, str]] = {
    **PAGES,
    "leads": gettext_noop("Leads"),
    "appointments": gettext_noop("Appointments"),
    "calls": gettext_noop("Calls"),
    "points": gettext_noop("Points"),
}
DOORS: Final[dict[str, str]] = {
    "web": gettext_noop("The site"),
    "api": gettext_noop("A program"),
    "cli": gettext_noop("The command line"),
}
COUNTS: Final[dict[str, str]] = {
    "contacts": gettext_noop("Persons: names, numbers, addresses"),
    "leads_withdrawn": gettext_noop("Leads withdrawn"),
    "callbacks_ended": gettext_noop("Promises to call back that were still to keep, ended"),
    "sheets": gettext_noop("Hand-over sheets"),
    "messages": gettext_noop("Messages in threads"),
    "notes": gettext_noop("Notes of calls"),
    "acts": gettext_noop("What was agreed about the leads"),
    "points": gettext_noop("What meetings said of the leads"),
    "answers": gettext_noop("Answers kept for programs"),
    "requests": gettext_noop("Privacy requests: who asked"),
    "observations": gettext_noop("Observations: words and levels"),
    "plans": gettext_noop("Coaching plans: words and figures"),
    "challenges": gettext_noop("Challenges: what single persons won"),
    "challenge_lines": gettext_noop("Lines of the ledgers of challenges"),
}
CERTIFICATES: Final[dict[str, str]] = {
    "erasure": gettext_noop("Erasure at a person’s request"),
    "retention": gettext_noop("Erasure of those whose time was over"),
}
DISCLOSURES: Final[dict[str, str]] = {
    "own_export": gettext_noop("Took what is held of himself"),
    "access_file": gettext_noop("Made the file of a person who asked"),
    "list_export": gettext_noop("Exported a list"),
    "individual_figures": gettext_noop("Read figures of single persons"),
}
KEPT: Final[dict[str, str]] = {
    "won": gettext_noop("signed less than five years ago"),
    "hold": gettext_noop("under a legal hold"),
    "request": gettext_noop("with a request that waits"),
}
LACKS: Final[dict[str, str]] = {
    "instructions_on": gettext_noop("written instructions"),
    "sub_processors_on": gettext_noop("sub-processors"),
    "countries_on": gettext_noop("countries of processing"),
    "returned_on": gettext_noop("return of the data"),
    "erased_on": gettext_noop("certificate of erasure"),
}


def title_of(requests: Sequence[Any], count: int, *, on: date) -> str:
    """Tell how many requests wait, and until when the nearest may."""
    if not requests:
        return _("No request waits for an answer")
    shown = number(None, count)
    due = requests[0].due_on
    words = ngettext("%(n)s request to answer", "%(n)s requests to answer", count) % {"n": shown}
    if nearness(due, on=on) is Nearness.OVERDUE:
        told = _("%(requests)s, the oldest overdue since %(day)s")
    elif count == 1:
        told = _("%(requests)s by %(day)s")
    else:
        told = _("%(requests)s, the nearest by %(day)s")
    return told % {"requests": words, "day": short_day(due)}


def title_of_readings(count: int) -> str:
    """Tell how often figures of the reader were read."""
    if not count:
        return _("Nobody has read figures of mine in the last twelve months")
    told = ngettext(
        "Figures of mine were read %(shown)s time in the last twelve months",
        "Figures of mine were read %(shown)s times in the last twelve months",
        count,
    )
    return told % {"shown": number(None, count)}


def clock(request: Any, on: date) -> tuple[str, str]:
    """Give the words and the look of a request's clock, for `ui.badge(*...)`."""
    if request.closed_at:
        words, look = STATES[request.state]
        return _(words), look
    words, look = NEARNESS[nearness(request.due_on, on=on)]
    return f"{_(words)} · {short_day(request.due_on)}", look


def list_of(table: dict[str, str], codes: Sequence[str]) -> str:
    """Give the words of some codes, between commas."""
    return ", ".join(_(table[code]) for code in codes)
