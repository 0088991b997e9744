"""What somebody was doing when he was signed out: which deed, about which company, with what."""

from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

from django.urls import ResolverMatch, resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from relais.appointments.queries import get_visible_appointment
from relais.campaigns.queries import reasons_named
from relais.leads.queries import get_visible_lead
from relais.lib.errors import NotVisible
from relais.people.queries import persons_named
from relais.prospecting.queries import get_prospect
from relais.web.http import PersonRequest
from relais.web.typed import Fields, Typed, readable
from relais.web.words import reason

ON_LEADS: Final = {
    "message": gettext_noop("Message"),
    "sheet": gettext_noop("Write the sheet"),
    "submit": gettext_noop("Submit for review"),
    "drop": gettext_noop("Give up"),
    "return": gettext_noop("Send back"),
    "refuse": gettext_noop("Set it aside"),
    "validate": gettext_noop("Validate and transmit under my name"),
    "reopen-review": gettext_noop("Put back under review"),
    "take-up": gettext_noop("Take it up"),
    "undo-take-up": gettext_noop("Take the take-up back"),
    "start-approach": gettext_noop("Log an approach"),
    "undo-approach": gettext_noop("The approach had not started"),
    "win": gettext_noop("Log a signature"),
    "cancel-win": gettext_noop("The signature did not stand"),
    "lose": gettext_noop("Close without a signature"),
    "reopen": gettext_noop("Bring back into approach"),
    "contest": gettext_noop("Contest"),
    "dismiss-contest": gettext_noop("The lead stands"),
    "uphold-contest": gettext_noop("It should not have been transmitted"),
    "send-back": gettext_noop("It is to be completed"),
    "reroute": gettext_noop("It is good, but for another rep"),
    "assign": gettext_noop("Give to a rep"),
    "release": gettext_noop("Take back and route again"),
    "recover": gettext_noop("Recover into a campaign"),
    "withdraw": gettext_noop("The prospect objects: stop for good"),
}
ON_APPOINTMENTS: Final = {
    "cancel": gettext_noop("Cancel"),
    "report": gettext_noop("Save the outcome"),
    "correct": gettext_noop("Correct the outcome"),
    "prospect": gettext_noop("The prospect’s version"),
}
ELSEWHERE: Final = {
    "appointments:take": gettext_noop("Book an appointment"),
    "appointments:move": gettext_noop("Move"),
    "calls:record": gettext_noop("What became of the call"),
    "calls:send": gettext_noop("Hand-over sheet"),
}

NOBODY: Final = UUID(int=0)


class Resumed(NamedTuple):
    """A form that waits to be sent: the deed and the company in words, and what was typed."""

    what: str
    typed: Fields


def resumed(request: PersonRequest, carried: Typed) -> Resumed:
    """Say what was under way, as far as its person may see it."""
    match = resolve(urlsplit(carried.to).path)
    parts = (_deed(match), _company(request, match.kwargs))
    return Resumed(" · ".join(filter(None, parts)), readable(_named(request, carried.fields)))


def _deed(match: ResolverMatch) -> str:
    name, tables = (
        match.kwargs.get("name", ""),
        {"leads": ON_LEADS, "appointments": ON_APPOINTMENTS},
    )
    table = tables.get(match.app_name, {})
    words = table.get(name) or ELSEWHERE.get(match.view_name)
    return _(words) if words else ""


def _company(request: PersonRequest, about: dict[str, Any]) -> str:
    """Name the company that a deed is about; nothing where its person may not see it."""
    access = request.access
    try:
        if lead_id := about.get("lead_id"):
            return str(get_visible_lead(lead_id, access=access).account.name)
        if appointment_id := about.get("appointment_id"):
            return str(get_visible_appointment(appointment_id, access=access).lead.account.name)
        if prospect_id := about.get("prospect_id"):
            found = get_prospect(prospect_id, access=access, on=request.at.date())
            return str(found.contact.account.name)
    except NotVisible:
        pass
    return ""


def _named(request: PersonRequest, fields: Fields) -> Fields:
    """Put the reason and the person that were chosen in words: ids say nothing to anybody."""
    home = request.access.organization_id
    chosen = {name: _id(value) for name, value in fields if name in ("reason_id", "rep_id")}
    found = persons_named(home, [chosen.get("rep_id")])
    if chosen.get("reason_id"):
        found |= {row_id: reason(row) for row_id, row in reasons_named(home).items()}
    return [(name, found.get(chosen.get(name) or NOBODY, value)) for name, value in fields]


def _id(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None
