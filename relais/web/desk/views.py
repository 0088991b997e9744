"""The first page: for each role that somebody holds, what is his to do now."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from relais.appointments.queries import appointments_visible_to, outcomes_due
from relais.calls.queries import callbacks_due
from relais.challenge.queries import points_of
from relais.leads.queries import State, leads_visible_to
from relais.people.queries import Role
from relais.routing.queries import queue_visible_to
from relais.web.desk.configuration import campaigns_section, house_section
from relais.web.desk.sections import Section, appointments, callbacks, leads, paths
from relais.web.http import PersonRequest, page
from relais.web.screen import screen_of

CONTESTED = [s.value for s in State if s.value.startswith("contested")]


@page()
def home(request: PersonRequest) -> HttpResponse:
    """Show what this person has to do at his desk, the most urgent first."""
    make = DESKS.get(screen_of(request, request.access).desk)
    sections = make(request) if make else []
    return render(request, "desk/home.html", {"sections": sections, "points": _points(request)})


def _points(request: PersonRequest) -> int | None:
    """The points of a rep, at his desk."""
    access = request.access
    if screen_of(request, access).desk != Role.REP:
        return None
    return points_of(access.person_id, organization_id=access.organization_id)


def _telemarketer(request: PersonRequest) -> list[Section]:
    access = request.access
    mine = leads_visible_to(access).filter(originator_id=access.person_id)
    return [
        leads(_("Sent back to you"), mine.filter(state=State.RETURNED.value), "late"),
        callbacks(_("To call back"), callbacks_due(access, at=request.at), "due"),
        leads(_("Being qualified"), mine.filter(state=State.QUALIFYING.value), "next"),
        paths(_("My leads, to their end"), mine.exclude(submitted_at=None)),
    ]


def _supervisor(request: PersonRequest) -> list[Section]:
    access = request.access
    theirs = leads_visible_to(access).filter(call_center_id__in=access.call_centers)
    return [
        leads(_("In dispute"), theirs.filter(state__in=CONTESTED).order_by("due_at"), "late"),
        leads(_("Sent back to be completed"), theirs.filter(state=State.RETURNED.value), "late"),
        callbacks(_("To call back"), callbacks_due(access, at=request.at), "due"),
        paths(_("Our leads, to their end"), theirs.exclude(submitted_at=None)),
    ]


def _relay(request: PersonRequest) -> list[Section]:
    rows = leads_visible_to(request.access).filter(state=State.SUBMITTED.value)
    return [leads(_("To review"), rows.order_by("due_at"), "next")]


def _rep(request: PersonRequest) -> list[Section]:
    access, at = request.access, request.at
    mine = leads_visible_to(access).filter(rep_id=access.person_id)
    offered = mine.filter(state=State.TRANSMITTED.value).order_by("due_at")
    diary = appointments_visible_to(access).filter(rep_id=access.person_id)
    due = outcomes_due(access, at=at).filter(rep_id=access.person_id)
    coming = diary.filter(starts_at__gt=at, occupying=True).order_by("starts_at")
    return [
        leads(_("To take up"), offered, "next"),
        appointments(_("What became of these appointments?"), due, "due"),
        appointments(_("To come"), coming),
        leads(_("Taken up"), mine.filter(state=State.TAKEN_UP.value)),
        leads(_("Approach started"), mine.filter(state=State.IN_APPROACH.value)),
    ]


def _manager(request: PersonRequest) -> list[Section]:
    access, at = request.access, request.at
    rows = leads_visible_to(access)
    late = rows.filter(state=State.TRANSMITTED.value, due_at__lte=at).order_by("due_at")
    return [
        leads(_("Disputes to judge"), rows.filter(state__in=CONTESTED).order_by("due_at"), "late"),
        leads(_("Waiting for a rep"), queue_visible_to(access), "due"),
        leads(_("Take-ups overdue"), late, "late"),
        appointments(_("Outcomes nobody has told"), outcomes_due(access, at=at), "due"),
    ]


def _director(request: PersonRequest) -> list[Section]:
    return [*_manager(request), campaigns_section(request)]


def _admin(request: PersonRequest) -> list[Section]:
    both = request.access.has(Role.DIRECTOR)
    return [house_section(request), *([] if both else [campaigns_section(request)])]


DESKS: dict[Role | None, Callable[[PersonRequest], list[Section]]] = {
    Role.TELEMARKETER: _telemarketer,
    Role.SUPERVISOR: _supervisor,
    Role.RELAY: _relay,
    Role.REP: _rep,
    Role.MANAGER: _manager,
    Role.DIRECTOR: _director,
    Role.ADMIN: _admin,
}
