"""Where each role goes, in the order in which it is shown: data, grouped where there is much of it.

A phone has the first four at hand.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from relais.notifications.queries import unread_count
from relais.people.queries import Role
from relais.web.first_steps import first_steps
from relais.web.screen import screen_of

R = Role
MOST_UNFOLDED = 8  # places that are found at a glance
SEES_PEOPLE = (R.SUPERVISOR, R.MANAGER, R.DIRECTOR, R.ADMIN, R.PRIVACY_OFFICER)
WITH_A_DAY = tuple(role for role in R if role not in (R.RELAY, R.MANAGER))
SEES_LEADS = (R.TELEMARKETER, R.SUPERVISOR, R.RELAY, R.REP, R.MANAGER, R.DIRECTOR)


@dataclass(frozen=True)
class Entry:
    """A place: its address, words, icon, who is shown it (nobody: all), and the key after `g`."""

    name: str
    words: str
    icon: str
    roles: tuple[Role, ...] = ()
    key: str = ""


TODAY = (
    Entry("home", gettext_noop("My day"), "list-check", WITH_A_DAY, key="d"),
    Entry("home", gettext_noop("My acts"), "list-check", (R.MANAGER,), key="d"),
    Entry("cockpit:week", gettext_noop("Week of acts"), "clock", (R.MANAGER,)),
    Entry(
        "calls:next", gettext_noop("To call"), "phone-outgoing", (R.TELEMARKETER, R.SUPERVISOR), "c"
    ),
    Entry("leads:review", gettext_noop("To review"), "checks", (R.RELAY,), "v"),
    Entry("privacy:requests", gettext_noop("Requests"), "shield-lock", (R.PRIVACY_OFFICER,), "q"),
)
LEADS = (
    Entry("leads:list", gettext_noop("Leads"), "inbox", SEES_LEADS, "l"),
    Entry("appointments:list", gettext_noop("Appointments"), "calendar", SEES_LEADS, "r"),
    Entry(
        "accounts:list",
        gettext_noop("Accounts"),
        "building",
        (R.REP, R.MANAGER, R.DIRECTOR, R.ADMIN),
        "a",
    ),
    Entry(
        "routing:queue",
        gettext_noop("Waiting for a rep"),
        "hourglass",
        (R.MANAGER, R.DIRECTOR),
        "w",
    ),
    Entry("campaigns:list", gettext_noop("Campaigns"), "speakerphone", (*SEES_LEADS, R.ADMIN), "k"),
)
TEAM = (
    Entry("coaching:team", gettext_noop("Coaching"), "school", (R.MANAGER,), "o"),
    Entry("coaching:mine", gettext_noop("My coaching"), "school", (R.REP,)),
    Entry("coaching:observing", gettext_noop("Observations"), "school", (R.RELAY,)),
    Entry("coaching:units", gettext_noop("Coaching"), "school", (R.DIRECTOR,)),
    Entry("coaching:grid", gettext_noop("Discovery grid"), "school", (R.ADMIN,)),
    Entry(
        "challenges:list",
        gettext_noop("Challenges"),
        "trophy",
        (R.TELEMARKETER, R.REP, R.MANAGER, R.DIRECTOR),
    ),
    Entry("people:list", gettext_noop("People"), "users", SEES_PEOPLE, "p"),
)
STEERING = (
    Entry(
        "reports:diagnosis", gettext_noop("Diagnosis"), "stethoscope", (R.MANAGER, R.DIRECTOR), "i"
    ),
    Entry("proof:index", gettext_noop("Proof A + B"), "coin-euro", SEES_LEADS),
    Entry(
        "acts:list",
        gettext_noop("Agreed acts"),
        "checklist",
        (R.REP, R.RELAY, R.MANAGER, R.DIRECTOR),
    ),
    Entry(
        "meetings:list",
        gettext_noop("Meetings"),
        "users-group",
        (R.REP, R.RELAY, R.MANAGER, R.DIRECTOR),
        "m",
    ),
    Entry("cockpit:week", gettext_noop("Week of acts"), "clock", (R.DIRECTOR,)),
    Entry("experiments:list", gettext_noop("Experiments"), "test-pipe", (R.MANAGER, R.DIRECTOR)),
)
RETURN = (
    Entry(
        "reports:funnel",
        gettext_noop("Report"),
        "chart-bar",
        (R.SUPERVISOR, R.REP, R.MANAGER, R.DIRECTOR),
        "f",
    ),
    Entry(
        "centers:index",
        gettext_noop("Call centers compared"),
        "chart-bar",
        (R.SUPERVISOR, R.DIRECTOR),
    ),
    Entry("books:list", gettext_noop("Closed months"), "calendar", (R.DIRECTOR,)),
    Entry("statements:list", gettext_noop("Statements"), "coin-euro", (R.SUPERVISOR, R.DIRECTOR)),
)
SETTINGS = (
    Entry("routing:rules", gettext_noop("Rules"), "arrows-split", (R.DIRECTOR, R.ADMIN)),
    Entry("calls:import", gettext_noop("Bring prospects in"), "file-import", (R.DIRECTOR, R.ADMIN)),
    Entry("styleguide:index", gettext_noop("Style guide"), "palette", (R.ADMIN,)),
)
# What is for today is always in sight; of the others that of the page is open, else the first.
GROUPS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (gettext_noop("Today"), TODAY),
    (gettext_noop("Leads"), LEADS),
    (gettext_noop("Team"), TEAM),
    (gettext_noop("Steering"), STEERING),
    (gettext_noop("Return"), RETURN),
    (gettext_noop("Settings"), SETTINGS),
)
ENTRIES = tuple(entry for _words, entries in GROUPS for entry in entries)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Give every page the places of its reader's desk, who he is, and how he has his screen."""
    access = getattr(request, "access", None)
    screen = screen_of(request, access)
    around = {"screen": screen, "languages": settings.LANGUAGES}
    if access is None:
        return {
            **around,
            "places": [],
            "groups": [],
            "person_name": "",
            "organization_name": "",
            "to_read": 0,
            "first_steps": [],
        }
    groups = _groups(screen.desk, request.path, get_language(), get_script_prefix())
    return {
        **around,
        "places": [place for group in groups for place in group["places"]],
        "groups": groups,
        "person_name": getattr(request, "person_name", ""),
        "organization_name": getattr(request, "organization_name", ""),
        "to_read": unread_count(access),
        "first_steps": first_steps(request, access, screen),
    }


@lru_cache(maxsize=1024)  # the places of a desk are the same for all who are there
def _groups(
    desk: Role | None, path: str, language: str | None, prefix: str
) -> list[dict[str, Any]]:
    """Give the places of a desk by group; few places stay in sight, and one alone in its group."""
    found: list[dict[str, Any]] = []
    for words, entries in GROUPS:
        shown = [entry for entry in entries if not entry.roles or desk in entry.roles]
        if places := [place for entry in shown if (place := _place(entry, path))]:
            found.append({"words": _(words), "places": places})
    _stand_once([place for group in found for place in group["places"]])
    many = sum(len(group["places"]) for group in found) > MOST_UNFOLDED
    for number, group in enumerate(found):
        group["folds"] = many and number > 0 and len(group["places"]) > 1
        for place in group["places"]:
            place["in_sight"] = not group["folds"]
    folding = [group for group in found if group["folds"]]
    here = [group for group in found if any(place["here"] for place in group["places"])]
    for group in folding:
        group["open"] = group in (here if any(each["folds"] for each in here) else folding[:1])
    return found


def _stand_once(places: list[dict[str, Any]]) -> None:
    """Of the places in which the reader could be, he is in the innermost."""
    inner = max((len(place["address"]) for place in places if place["here"]), default=0)
    for place in places:
        place["here"] = place["here"] and len(place["address"]) == inner


def _place(entry: Entry, path: str) -> dict[str, Any] | None:
    try:
        address = reverse(entry.name)
    except NoReverseMatch:
        return None
    here = path == address if address == "/" else path.startswith(address)
    return {
        "address": address,
        "words": _(entry.words),
        "icon": entry.icon,
        "key": entry.key,
        "here": here,
    }
