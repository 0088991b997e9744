"""A manager's week: a quarter of an hour, what fell to him, and only then what came of it."""

from importlib import import_module
from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from relais.lib.teams import SMALLEST_TEAM
from relais.measures.queries import team_prospecting
from relais.people.queries import Role, below, holders_of
from relais.privacy.actions import note_reading
from relais.steering.queries.cockpit import (
    ROUTINE_MINUTES,
    About,
    Kind,
    Step,
    managers_under,
    week_of,
    week_of_manager,
    weeks_by_region,
)
from relais.web.cockpit import words
from relais.web.cockpit.forms import AccompaniedForm, AccompanyForm
from relais.web.http import PersonRequest, page

ENOUGH: Final = 10  # of which a rate is told
TO: Final = {Kind.GIVE: "routing:choose", Kind.AGREED: "acts:list"}


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
        found = week_of(access, at=request.at)
        reps = reps_of(request)
        today = request.at.date()
        context |= {
            "week": found,
            "title": words.title_of(found.lines),
            "steps": [(step, _address(step)) for step in found.steps],
            "minutes": sum(step.minutes for step in found.steps),
            "most": ROUTINE_MINUTES,
            "under": managers_under(access, on=request.at.date()),
            "prospecting": team_prospecting(access, at=request.at).total,
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
    posts = holders_of(access.organization_id, Role.REP, on=request.at.date())
    led = posts.filter(below(access, Role.MANAGER)).exclude(person_id=access.person_id)
    names = {f"{post.person_id}": f"{post.person}" for post in led}
    return sorted(names.items(), key=lambda pair: pair[1])


def _address(step: Step[About]) -> str:
    """Where a step is done: on the page of the lead, where its thread and appointment stand."""
    if step.kind is Kind.AGREED:
        return reverse(TO[step.kind])
    return reverse(TO.get(step.kind, "leads:detail"), args=[step.about.lead_id])
