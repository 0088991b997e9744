"""What has come to a desk since it was drawn, asked every few seconds: few queries, no page."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from relais.people.queries import Role
from relais.web.desk import lists
from relais.web.desk.day import day_version, say_what_came
from relais.web.desk.setting import setting_version
from relais.web.http import PersonRequest, page
from relais.web.live import drawn_at, told, unchanged, version_of
from relais.web.privacy.desk import requests_version
from relais.web.screen import screen_of

Come = list[tuple[Any, list[Any], str]]  # a plural to be filled in, what came, where it is
Look = Callable[[PersonRequest, datetime], Come]
Version = Callable[[PersonRequest], str]


@page()
def news(request: PersonRequest) -> HttpResponse:
    """Say what has come since a desk was drawn; nothing where nothing has."""
    if again := AGAIN.get(screen_of(request, request.access).desk):
        return _again(request, *again)
    look = LOOKS.get(screen_of(request, request.access).desk)
    since = drawn_at(request)
    found = [one for one in look(request, since) if one[1]] if look else []
    version = version_of((address, *map(str, ids)) for _what, ids, address in found)
    if answer := unchanged(request, version):
        return answer
    said = [(words % {"n": len(ids)}, address) for words, ids, address in found]
    return told(version, "desk/_news.html", {"said": said, "since": since})


def _again(request: PersonRequest, version_now: Version, look: Look) -> HttpResponse:
    """Say that a desk is to be drawn anew where it is no more as it was, and what has come."""
    version = version_now(request)
    if answer := unchanged(request, version):
        return answer
    since = drawn_at(request)
    said = [(words % {"n": len(ids)}, to) for words, ids, to in look(request, since) if ids]
    context = {
        "said": said or [(_("Your desk has changed"), reverse("home"))],
        "since": since,
        "anew": reverse("home"),
        "parts": "#title,#day,#bell",
    }
    return told(version, "desk/_news.html", context)


def _nothing_named(request: PersonRequest, since: datetime) -> Come:
    return []


def _calls(request: PersonRequest, since: datetime) -> Come:
    back = lists.CAME_BACK.of(request.access, since).first()
    return [
        (COME_BACK, back, reverse("home")),
        (FELL_DUE, _fell_due(request, since), reverse("calls:callbacks")),
    ]


def _center(request: PersonRequest, since: datetime) -> Come:
    new = lists.CENTER_CAME_BACK.of(request.access, since).first()
    return [
        (CAME_BACK, new, reverse("home")),
        (FELL_DUE, _fell_due(request, since), reverse("home")),
    ]


def _acts(request: PersonRequest, since: datetime) -> Come:
    stuck = lists.CAME_STUCK.of(request.access, since, request.at.date()).first()
    late = lists.FELL_LATE.of(request.access, since, request.at).first()
    over = lists.CAME_OVER.of(request.access, since, request.at).first()
    home = reverse("home")
    return [(TO_DECIDE, stuck, home), (LATE, late, home), (OVER, over, home)]


def _fell_due(request: PersonRequest, since: datetime) -> list[UUID]:
    return lists.FELL_DUE.of(request.access, since, request.at, request.at.date()).first()


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
LATE: Final = ngettext_lazy(
    "%(n)s lead was not taken up in time", "%(n)s leads were not taken up in time", "n"
)
OVER: Final = ngettext_lazy(
    "%(n)s appointment is over: what became of it?",
    "%(n)s appointments are over: what became of them?",
    "n",
)
LOOKS: Final[dict[Role | None, Look]] = {
    Role.TELEMARKETER: _calls,
    Role.SUPERVISOR: _center,
    Role.MANAGER: _acts,
    Role.DIRECTOR: _acts,
}
AGAIN: Final[dict[Role | None, tuple[Version, Look]]] = {  # drawn anew by themselves
    Role.REP: (day_version, say_what_came),
    Role.ADMIN: (setting_version, _nothing_named),
    Role.PRIVACY_OFFICER: (requests_version, _nothing_named),
}
