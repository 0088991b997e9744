"""Where each role goes: data only, in the order in which it is shown."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from relais.notifications.queries import unread_count
from relais.people.queries import Role

R = Role
SEES_PEOPLE = (R.SUPERVISOR, R.MANAGER, R.DIRECTOR, R.ADMIN, R.PRIVACY_OFFICER)
SEES_LEADS = (R.TELEMARKETER, R.SUPERVISOR, R.RELAY, R.REP, R.MANAGER, R.DIRECTOR)


@dataclass(frozen=True)
class Entry:
    """A place of the navigation: its address, its words, and who is shown it (nobody: all)."""

    name: str
    words: str
    roles: tuple[Role, ...] = ()


ENTRIES = (
    Entry("home", gettext_noop("My day")),
    Entry("calls:next", gettext_noop("To call"), (R.TELEMARKETER, R.SUPERVISOR)),
    Entry("calls:import", gettext_noop("Bring prospects in"), (R.DIRECTOR, R.ADMIN)),
    Entry("leads:review", gettext_noop("To review"), (R.RELAY,)),
    Entry("leads:list", gettext_noop("Leads"), SEES_LEADS),
    Entry("appointments:list", gettext_noop("Appointments"), SEES_LEADS),
    Entry("routing:queue", gettext_noop("Waiting for a rep"), (R.MANAGER, R.DIRECTOR)),
    Entry("accounts:list", gettext_noop("Accounts"), (R.REP, R.MANAGER, R.DIRECTOR, R.ADMIN)),
    Entry("campaigns:list", gettext_noop("Campaigns"), (*SEES_LEADS, R.ADMIN)),
    Entry("reports:funnel", gettext_noop("Report"), (R.SUPERVISOR, R.REP, R.MANAGER, R.DIRECTOR)),
    Entry("reports:diagnosis", gettext_noop("Diagnosis"), (R.MANAGER, R.DIRECTOR)),
    Entry("people:list", gettext_noop("People"), SEES_PEOPLE),
    Entry("routing:rules", gettext_noop("Rules"), (R.DIRECTOR, R.ADMIN)),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Give every page the places that its reader may go to, and who he is."""
    access = getattr(request, "access", None)
    if access is None:
        return {"places": [], "person_name": "", "organization_name": "", "to_read": 0}
    shown = [entry for entry in ENTRIES if not entry.roles or access.has(*entry.roles)]
    return {
        "places": [place for entry in shown if (place := _place(entry, request.path))],
        "person_name": getattr(request, "person_name", ""),
        "organization_name": getattr(request, "organization_name", ""),
        "to_read": unread_count(access),
    }


def _place(entry: Entry, path: str) -> dict[str, Any] | None:
    try:
        address = reverse(entry.name)
    except NoReverseMatch:
        return None
    here = path == address if address == "/" else path.startswith(address)
    return {"address": address, "words": _(entry.words), "here": here}
