"""The first page: for each role that somebody holds, what is his to do now."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from relais.calls.queries import callbacks_due
from relais.people.queries import Role
from relais.web.challenges.card import cards_of, team_cards_of
from relais.web.desk import lists
from relais.web.desk.acts import week_of
from relais.web.desk.attention import places
from relais.web.desk.beginning import beginning, beginning_section
from relais.web.desk.day import rep_day
from relais.web.desk.sections import Section, Words, callbacks, leads, paths
from relais.web.desk.setting import setting_of, version_of_steps
from relais.web.desk.stuck import director_desk
from relais.web.desk.team import WEEKS, honoured, reps_of
from relais.web.desk.titles import fills, title_of
from relais.web.http import PersonRequest, page
from relais.web.leads.life import way_of
from relais.web.privacy.desk import privacy_desk
from relais.web.screen import screen_of

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
        "cards": cards_of(request) if desk == Role.TELEMARKETER else None,
        "way_of": way_of,
        "at": request.at,
        "version": version_of_steps(sections) if desk == Role.ADMIN else "",
        "set_at": places() if desk == Role.ADMIN else [],
        "beginning": tasks,
    }
    return render(request, "desk/home.html", context)


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


WHOLE: dict[Role | None, Callable[[PersonRequest], HttpResponse]] = {
    Role.REP: rep_day,
    Role.MANAGER: _acts,
    Role.DIRECTOR: director_desk,
    Role.PRIVACY_OFFICER: privacy_desk,
}
DESKS: dict[Role | None, Callable[[PersonRequest], list[Section]]] = {
    Role.TELEMARKETER: _telemarketer,
    Role.SUPERVISOR: _supervisor,
    Role.ADMIN: setting_of,
}
