"""What has come to a desk since it was drawn, asked every few seconds: two queries."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import ngettext_lazy

from relais.appointments.queries import outcomes_due
from relais.calls.queries import callbacks_since
from relais.leads.queries import State, leads_visible_to
from relais.people.queries import Role
from relais.web.http import PersonRequest, page
from relais.web.live import drawn_at, told, unchanged, version_of
from relais.web.screen import screen_of

MOST: Final = 100
TO_JUDGE: Final = [s.value for s in State if s.value.startswith("contested")]

Come = list[tuple[Any, list[Any], str]]  # a plural to be filled in, what came, where it is


@page()
def news(request: PersonRequest) -> HttpResponse:
    """Say what has come since a desk was drawn; nothing where nothing has."""
    look = LOOKS.get(screen_of(request, request.access).desk)
    since = drawn_at(request)
    found = [one for one in look(request, since) if one[1]] if look else []
    version = version_of((address, *map(str, ids)) for _words, ids, address in found)
    if answer := unchanged(request, version):
        return answer
    said = [(words % {"n": len(ids)}, address) for words, ids, address in found]
    return told(version, "desk/_news.html", {"said": said, "since": since})


def _calls(request: PersonRequest, since: datetime) -> Come:
    access = request.access
    back = leads_visible_to(access).filter(
        originator_id=access.person_id, state=State.RETURNED.value, state_since__gt=since
    )
    due = callbacks_since(access, since=since, at=request.at)
    return [
        (COME_BACK, _ids(back), reverse("home")),
        (FELL_DUE, _ids(due), reverse("calls:callbacks")),
    ]


def _center(request: PersonRequest, since: datetime) -> Come:
    access = request.access
    theirs = leads_visible_to(access).filter(call_center_id__in=access.supervised)
    new = theirs.filter(state__in=[*TO_JUDGE, State.RETURNED.value], state_since__gt=since)
    due = callbacks_since(access, since=since, at=request.at)
    return [(CAME_BACK, _ids(new), reverse("home")), (FELL_DUE, _ids(due), reverse("home"))]


def _acts(request: PersonRequest, since: datetime) -> Come:
    leads = leads_visible_to(request.access).filter(state_since__gt=since)
    stuck = leads.filter(state__in=[*TO_JUDGE, State.VALIDATED.value])
    over = outcomes_due(request.access, at=request.at).filter(starts_at__gt=since)
    return [(TO_DECIDE, _ids(stuck), reverse("home")), (OVER, _ids(over), reverse("home"))]


def _ids(rows: Any) -> list[Any]:
    return list(rows.select_related(None).order_by("id").values_list("id", flat=True)[:MOST])


COME_BACK: Final = ngettext_lazy(
    "%(n)s lead was sent back to you", "%(n)s leads were sent back to you", "n"
)
CAME_BACK: Final = ngettext_lazy(
    "%(n)s lead came back to your call center", "%(n)s leads came back to your call center", "n"
)
FELL_DUE: Final = ngettext_lazy(
    "%(n)s prospect is to be called back now", "%(n)s prospects are to be called back now", "n"
)
TO_DECIDE: Final = ngettext_lazy("%(n)s new lead to decide on", "%(n)s new leads to decide on", "n")
OVER: Final = ngettext_lazy(
    "%(n)s appointment is over: what became of it?",
    "%(n)s appointments are over: what became of them?",
    "n",
)
LOOKS: Final[dict[Role | None, Callable[[PersonRequest, datetime], Come]]] = {
    Role.TELEMARKETER: _calls,
    Role.SUPERVISOR: _center,
    Role.MANAGER: _acts,
    Role.DIRECTOR: _acts,
}
