"""A rep's first page: his appointments of today, what to tell, what to take up; then the rest."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from relais.challenge.queries import points_of
from relais.people.queries import Role
from relais.web.challenges.card import cards_of
from relais.web.desk import lists
from relais.web.desk.sections import Section, Words, appointments, leads
from relais.web.desk.stuck import TO_TELL
from relais.web.desk.titles import fills, title_of
from relais.web.http import PersonRequest
from relais.web.live import version_of
from relais.web.prospecting.card import card_of
from relais.web.prospecting.words import KINDS

HELD: Final = 6  # pages of each section that a phone holds
PAGES: Final = {"lead": "leads:detail", "appointment": "appointments:detail"}
TODAY: Final = ngettext_lazy("%(shown)s appointment today", "%(shown)s appointments today", "n")
TO_TAKE_UP: Final = ngettext_lazy("%(shown)s lead to take up", "%(shown)s leads to take up", "n")


def rep_day(request: PersonRequest) -> HttpResponse:
    """Show a rep his day; what one plays for comes after what one does."""
    access, sections = request.access, day_of(request)
    context = {
        "title": title_of(sections, desk=Role.REP, at=request.at),
        "sections": sections,
        "first": next((section for section in sections if section.waits), None),
        "fills": fills(Role.REP),
        "hold": hold(sections),
        "points": points_of(access.person_id, organization_id=access.organization_id),
        "cards": cards_of(request),
        "own": {"card": card_of(request), "kinds": KINDS},
        "version": day_version(request),
        "at": request.at,
    }
    return render(request, "desk/day.html", context)


def day_of(request: PersonRequest) -> list[Section]:
    """Give the sections of a rep's day: of today, what is over, what is offered, then the rest."""
    access, at = request.access, request.at
    tell = Words(_("What became of these appointments?"), TO_TELL, _("Tell what happened"))
    take = Words(_("To take up"), TO_TAKE_UP, _("Read it and take it up"))
    today, later = _apart(request, appointments(Words(_("To come")), lists.COMING.of(access, at)))
    return [
        today,
        appointments(tell, lists.OWN_DUE.of(access, at), "due"),
        leads(take, lists.OFFERED.of(access), "next"),
        later,
        leads(Words(_("Taken up")), lists.TAKEN_UP.of(access)),
        leads(Words(_("Approach started")), lists.APPROACHED.of(access)),
    ]


def day_version(request: PersonRequest) -> str:
    """Give the entity tag of a rep's day: what is his, as it stands now; two small queries."""
    at, mine = request.at, lists.MINE(request.access)
    told = ((one, sequence, bool(due and due <= at)) for one, sequence, due in mine)
    visits = lists.UNTOLD(request.access)
    slots = ((one, starts_at.timestamp(), starts_at <= at) for one, starts_at in visits)
    today = timezone.localdate(at).isoformat()
    return version_of([(today,), *((str(row[0]), *row[1:]) for row in (*told, *slots))])


def hold(sections: Sequence[Section]) -> list[str]:
    """Name the pages that a phone holds for when there is no network: the nearest of each kind."""
    return [*_pages(sections), reverse("prospecting:own")]


def _pages(sections: Sequence[Section]) -> Iterator[str]:
    for section in sections:
        for row in section.rows[:HELD]:
            yield reverse(PAGES[section.kind], args=[row.id])


def _apart(request: PersonRequest, coming: Section) -> tuple[Section, Section]:
    """Part what is to come into today, in the reader's zone, and later."""
    today = timezone.localdate(request.at)
    count = sum(timezone.localdate(row.starts_at) == today for row in coming.rows)
    words = Words(_("Today"), TODAY, _("Read the sheet"))
    return (
        Section(words, count, coming.rows[:count], coming.kind, "next"),
        Section(coming.words, coming.count - count, coming.rows[count:], coming.kind),
    )


def say_what_came(request: PersonRequest, since: Any) -> list[tuple[Any, list[Any], str]]:
    """Give what has come into a rep's day since it was drawn: leads, and what is over."""
    access, at = request.access, request.at
    offered = lists.CAME_OFFERED.of(access, since).first()
    over = lists.OWN_OVER.of(access, since, at).first()
    return [(NEW, offered, reverse("home")), (OVER, over, reverse("home"))]


NEW: Final = ngettext_lazy("%(n)s new lead to take up", "%(n)s new leads to take up", "n")
OVER: Final = ngettext_lazy(
    "%(n)s appointment has begun: you can tell what came of it",
    "%(n)s appointments have begun: you can tell what came of them",
    "n",
)
