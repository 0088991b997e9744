"""A manager's week: a quarter of an hour, what fell to him, and only then what came of it."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from relais.lib.teams import SMALLEST_TEAM
from relais.measures.queries import OwnOf, team_prospecting
from relais.people.queries import Role
from relais.privacy.actions import note_reading
from relais.steering.queries.cockpit import (
    ROUTINE_MINUTES,
    About,
    Kind,
    Step,
    Team,
    managers_under,
    team_of,
    week_of,
    week_of_manager,
    weeks_by_region,
)
from relais.web.cockpit import words
from relais.web.cockpit.forms import AccompaniedForm, AccompanyForm
from relais.web.http import PersonRequest, page

ENOUGH: Final = 10  # of which a rate is told
TO: Final = {Kind.GIVE: "routing:choose"}
LISTS: Final = {Kind.AGREED: "acts:list", Kind.COACH: "coaching:team"}


@page(Role.MANAGER, Role.DIRECTOR)
def week(request: PersonRequest) -> HttpResponse:
    """Show a manager his week, a director those of managers, by region."""
    return week_page(request)


def week_page(
    request: PersonRequest, sent: dict[str, forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    """Render it; `sent` is a form that came back with errors."""
    access = request.access
    regions, hidden = weeks_by_region(access, at=request.at)
    if of := {person_id for one in regions for person_id in one.tells_of}:
        note_reading("manager_week", of=of, by=request.by, at=request.at)
    context: dict[str, Any] = {
        "regions": regions,
        "hidden": hidden,
        "smallest": SMALLEST_TEAM,
        "directs": access.has(Role.DIRECTOR),
        "w": words,
        "enough": ENOUGH,
        "week": None,
    }
    if access.has(Role.MANAGER):
        team, today = team_of(access, at=request.at), request.at.date()
        found = week_of(access, at=request.at, team=team)
        reps = _offered(team.others_than(access.person_id))
        context |= {
            "week": found,
            "title": words.title_of(found.lines),
            "steps": [(step, _address(step)) for step in found.steps],
            "minutes": sum(step.minutes for step in found.steps),
            "most": ROUTINE_MINUTES,
            "under": managers_under(access, on=today, house=team.house),
            "prospecting": _prospecting(request, team),
            "forms": {
                "plan": AccompanyForm(reps=reps, initial={"due_on": today}),
                "done": AccompaniedForm(reps=reps, auto_id="id_done_%s"),
            }
            | (sent or {}),
        }
    return render(request, "cockpit/week.html", context, status=status)


@page(Role.MANAGER)
def of_manager(request: PersonRequest, manager_id: UUID) -> HttpResponse:
    """Show the week of a manager to his own manager; that it was read is kept."""
    found = week_of_manager(manager_id, access=request.access, at=request.at)
    note_reading("manager_week", of=[manager_id], by=request.by, at=request.at)
    name = managers_under(request.access, on=request.at.date())[manager_id]
    context = {"week": found, "name": name, "w": words, "enough": ENOUGH}
    return render(request, "cockpit/of_manager.html", context)


@page(Role.MANAGER)
def followed(request: PersonRequest) -> HttpResponse:
    """Show what reps honour with and without their manager's follow-up; loads the statistics."""
    module = import_module("relais.steering.queries.honouring")
    one = module.honouring_followed(request.access, at=request.at)
    told = import_module("relais.web.reports.goes_with")
    context = {"one": one, "w": told, "weeks": module.LOOKED_BACK.days // 7}
    return render(request, "cockpit/followed.html", context)


def reps_of(request: PersonRequest) -> list[tuple[str, str]]:
    """Offer the reps under a manager, by name."""
    access = request.access
    return _offered(team_of(access, at=request.at).others_than(access.person_id))


def _offered(reps: Mapping[UUID, str]) -> list[tuple[str, str]]:
    return sorted(((f"{rep_id}", name) for rep_id, name in reps.items()), key=lambda rep: rep[1])


def _prospecting(request: PersonRequest, team: Team) -> OwnOf | None:
    """Give what all reps did themselves; who directs as well leads more than his team."""
    led = None if request.access.has(Role.DIRECTOR) else team.led
    return team_prospecting(request.access, at=request.at, house=team.house, led=led).total


def _address(step: Step[About]) -> str:
    """Where a step is done: on the page of the lead, where its thread and appointment stand.

    Of what is about no lead, where it stands first in a list.
    """
    if step.kind in LISTS:
        return reverse(LISTS[step.kind])
    return reverse(TO.get(step.kind, "leads:detail"), args=[step.about.lead_id])
