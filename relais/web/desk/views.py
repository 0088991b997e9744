"""The first page: for each role that somebody holds, what is his to do now."""

from collections.abc import Callable, Sequence

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from relais.calls.queries import callbacks_due
from relais.challenge.queries import points_of
from relais.people.queries import Role, posts_held
from relais.web.challenges.card import cards_of, team_cards_of
from relais.web.desk import lists
from relais.web.desk.acts import week_of
from relais.web.desk.attention import attention_section, places
from relais.web.desk.beginning import beginning, beginning_section
from relais.web.desk.configuration import campaigns_section, house_section
from relais.web.desk.sections import Section, Words, appointments, callbacks, leads, paths
from relais.web.desk.stuck import TO_TELL, director_desk
from relais.web.desk.team import WEEKS, honoured, reps_of
from relais.web.desk.titles import fills, title_of
from relais.web.http import PersonRequest, page
from relais.web.leads.life import way_of
from relais.web.privacy.desk import privacy_desk
from relais.web.prospecting.card import card_of
from relais.web.prospecting.words import KINDS
from relais.web.screen import screen_of

HELD = 6  # pages of each section
PLAYING = (Role.REP, Role.TELEMARKETER)
TO_COMPLETE = ngettext_lazy("%(shown)s lead to complete", "%(shown)s leads to complete", "n")
TO_CALL_BACK = ngettext_lazy(
    "%(shown)s prospect to call back", "%(shown)s prospects to call back", "n"
)


@page()
def home(request: PersonRequest) -> HttpResponse:
    """Show what this person has to do at his desk, the most urgent first."""
    desk = screen_of(request, request.access).desk
    if desk == Role.RELAY:
        return redirect("leads:review")
    if whole := WHOLE.get(desk):
        return whole(request)
    make = DESKS.get(desk)
    sections = make(request) if make else []
    tasks = beginning(request) if desk == Role.ADMIN else []
    begun = beginning_section(tasks)
    told = [begun] if begun.waits else sections
    context = {
        "title": title_of(told, desk=desk, at=request.at),
        "first": next((section for section in told if section.waits), None),
        "sections": sections,
        "fills": fills(desk),
        "points": _points(request, desk),
        "cards": cards_of(request) if desk in PLAYING else None,
        "own": {"card": card_of(request), "kinds": KINDS} if desk == Role.REP else None,
        "way_of": way_of,
        "at": request.at,
        "hold": _hold(sections, desk),
        "set_at": places() if desk == Role.ADMIN else [],
        "beginning": tasks,
    }
    return render(request, "desk/home.html", context)


def _hold(sections: Sequence[Section], desk: Role | None) -> list[str] | None:
    """Which pages a rep's phone holds for when there is no network: the nearest of each kind.

    None where nothing is held at all; a day without anything is held as well.
    """
    if desk != Role.REP:
        return None
    pages = {"lead": "leads:detail", "appointment": "appointments:detail"}
    held = [
        reverse(pages[section.kind], args=[row.id])
        for section in sections
        for row in section.rows[:HELD]
        if section.kind in pages
    ]
    return [*held, reverse("prospecting:own")]


def _acts(request: PersonRequest) -> HttpResponse:
    """Show a manager who needs him this week, then how his team does and who is in it."""
    context = {
        "week": week_of(request),
        "honoured": honoured(request),
        "weeks": WEEKS,
        "team": reps_of(request),
        "cards": team_cards_of(request),
        "asked": request.GET.get("ask", ""),
        "at": request.at,
    }
    return render(request, "desk/acts.html", context)


def _points(request: PersonRequest, desk: Role | None) -> int | None:
    """The points of a rep, at his desk."""
    access = request.access
    if desk != Role.REP:
        return None
    return points_of(access.person_id, organization_id=access.organization_id)


def _telemarketer(request: PersonRequest) -> list[Section]:
    access = request.access
    back = Words(_("Sent back to you"), TO_COMPLETE, _("Complete it"))
    call = Words(_("To call back"), TO_CALL_BACK, _("Call this prospect back"))
    return [
        leads(back, lists.SENT_BACK.of(access), "late"),
        callbacks(call, callbacks_due(access, at=request.at), "due"),
        leads(Words(_("Being qualified")), lists.IN_HAND.of(access), "next"),
        paths(_("My leads, to their end"), lists.FOUND.of(access)),
    ]


def _supervisor(request: PersonRequest) -> list[Section]:
    access = request.access
    disputes = ngettext_lazy("%(shown)s lead in dispute", "%(shown)s leads in dispute", "n")
    contested = Words(_("In dispute"), disputes, _("Read the dispute"))
    back = Words(_("Sent back to be completed"), TO_COMPLETE, _("See the lead"))
    call = Words(_("To call back"), TO_CALL_BACK, _("Call this prospect back"))
    return [
        leads(contested, lists.CENTER_DISPUTES.of(access), "late"),
        leads(back, lists.CENTER_SENT_BACK.of(access), "late"),
        callbacks(call, callbacks_due(access, at=request.at), "due"),
        paths(_("Our leads, to their end"), lists.CENTER_FOUND.of(access)),
    ]


def _rep(request: PersonRequest) -> list[Section]:
    access, at = request.access, request.at
    take = ngettext_lazy("%(shown)s lead to take up", "%(shown)s leads to take up", "n")
    offered = Words(_("To take up"), take, _("Read it and take it up"))
    tell = Words(_("What became of these appointments?"), TO_TELL, _("Tell what happened"))
    return [
        leads(offered, lists.OFFERED.of(access), "next"),
        appointments(tell, lists.OWN_DUE.of(access, at), "due"),
        appointments(Words(_("To come")), lists.COMING.of(access, at)),
        leads(Words(_("Taken up")), lists.TAKEN_UP.of(access)),
        leads(Words(_("Approach started")), lists.APPROACHED.of(access)),
    ]


def _admin(request: PersonRequest) -> list[Section]:
    both = request.access.has(Role.DIRECTOR)
    posts = posts_held(request.access.organization_id, on=request.at.date())
    return [
        house_section(request, posts),
        attention_section(request, posts),
        *([] if both else [campaigns_section(request)]),
    ]


WHOLE: dict[Role | None, Callable[[PersonRequest], HttpResponse]] = {
    Role.MANAGER: _acts,
    Role.DIRECTOR: director_desk,
    Role.PRIVACY_OFFICER: privacy_desk,
}
DESKS: dict[Role | None, Callable[[PersonRequest], list[Section]]] = {
    Role.TELEMARKETER: _telemarketer,
    Role.SUPERVISOR: _supervisor,
    Role.REP: _rep,
    Role.ADMIN: _admin,
}
