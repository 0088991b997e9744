"""A manager's reps, one of them, how far observers agree; what an observer has to score; units."""

from datetime import datetime, timedelta
from importlib import import_module
from typing import Final
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from relais.coaching.queries import (
    PlanState,
    calls_to_listen,
    counts_by_unit,
    grid_of,
    observations_visible_to,
    plans_visible_to,
    reps_led,
    team_of,
    to_answer,
    to_score,
    visits_to_observe,
)
from relais.lib.errors import NotVisible
from relais.lib.teams import SMALLEST_TEAM
from relais.people.queries import Role, organization
from relais.privacy.actions import note_reading
from relais.web.coaching import forms as f
from relais.web.coaching import words
from relais.web.filters import moment
from relais.web.http import PersonRequest, page

SHOWN: Final = 20
FRESH: Final = timedelta(days=30)
TWO_MONTHS: Final = timedelta(days=61)

Sent = tuple[str, forms.Form]


@page(Role.MANAGER)
def team(request: PersonRequest) -> HttpResponse:
    """List the reps whom somebody leads, by name, after what waits for him."""
    access, on = request.access, request.at.date()
    plans = plans_visible_to(access, on=on).exclude(rep_id=access.person_id)
    measured = plans.filter(state=PlanState.MEASURED.value, measured_at__gte=request.at - FRESH)
    proposed = plans.filter(state=PlanState.PROPOSED.value)
    contests, scores = list(to_answer(access, on=on)), list(to_score(access, on=on))
    countered = [plan for plan in proposed if plan.awaits_manager]
    context = {
        "title": words.waiting(len(contests) + len(countered) + len(scores)),
        "contests": contests,
        "plans": countered,
        "scores": scores,
        "measured": list(measured),
        "lines": team_of(access, on=on),
        "allowed": _allowed(request),
        "on": on,
        "w": words,
    }
    return render(request, "coaching/team.html", context)


@page(Role.MANAGER)
def rep(request: PersonRequest, rep_id: UUID) -> HttpResponse:
    """Show the coaching of a rep to who leads him directly."""
    return rep_page(request, rep_id)


def rep_page(
    request: PersonRequest, rep_id: UUID, sent: Sent | None = None, status: int = 200
) -> HttpResponse:
    """Render the coaching of a rep; `sent` is a form of it that came back.

    :raises NotVisible: for a rep whom the reader does not lead directly.
    """
    access, on = request.access, request.at.date()
    person = reps_led(access, on=on).get(rep_id)
    if person is None:
        raise NotVisible
    note_reading("coaching", of=[rep_id], by=request.by, at=request.at)
    plans = list(plans_visible_to(access, on=on).filter(rep_id=rep_id)[:SHOWN])
    openings = (PlanState.PROPOSED.value, PlanState.RUNNING.value)
    context = {
        "rep": person,
        "allowed": _allowed(request),
        "plans": plans,
        "open": next((plan for plan in plans if plan.state in openings), None),
        "observations": list(observations_visible_to(access, on=on).filter(rep_id=rep_id)[:SHOWN]),
        "forms": {
            "observe": observe_form(request, rep_id),
            "propose": plan_form(request),
        }
        | dict([sent] if sent else []),
        "on": on,
        "w": words,
    }
    return render(request, "coaching/rep.html", context, status=status)


def _allowed(request: PersonRequest) -> bool:
    """Say whether anybody may be observed yet: once the privacy checklist is complete."""
    return bool(organization(request.access.organization_id).works_council_on)


def observe_form(
    request: PersonRequest, rep_id: UUID, data: object = None
) -> f.ObserveForm:  # fmt: skip
    """Make the form by which an observation begins, with the rep's visits and calls."""
    home, on = request.access.organization_id, request.at.date()
    visits = visits_to_observe(rep_id, organization_id=home, on=on)[:SHOWN]
    calls = calls_to_listen(rep_id, organization_id=home, on=on)[:SHOWN]
    return f.ObserveForm(
        data,
        initial={"on": on},
        visits=[_choice(one.id, one.starts_at, one.lead.account.name) for one in visits],
        calls=[_choice(one.id, one.started_at, one.contact.account.name) for one in calls],
    )


def _choice(row_id: UUID, at: datetime, company: str) -> tuple[str, str]:
    return f"{row_id}", f"{moment(None, at)} · {company}"


def plan_form(request: PersonRequest, data: object = None) -> f.PlanForm:
    """Make the form of a plan, on the grid in force."""
    grid = grid_of(request.access.organization_id).criteria
    initial = {"measure_on": request.at.date() + TWO_MONTHS}
    return f.PlanForm(data, grid=grid, initial=initial)


@page(Role.MANAGER)
def agreement(request: PersonRequest) -> HttpResponse:
    """Show how far observers of the same visits agree; NumPy is loaded when somebody asks."""
    asked = import_module("relais.coaching.queries.agreement")
    found = asked.agreement_of(request.access, on=request.at.date())
    if found:
        note_reading(
            "coaching-agreement", of=asked.observers_in(found), by=request.by, at=request.at
        )
    context = {"found": found, "fewest": asked.FEWEST_VISITS, "w": words}
    return render(request, "coaching/agreement.html", context)


@page(Role.MANAGER, Role.RELAY)
def observing(request: PersonRequest) -> HttpResponse:
    """List the visits that somebody was invited to score, and those that he has scored."""
    access, on = request.access, request.at.date()
    waits = list(to_score(access, on=on))
    known = {one.id for one in waits}
    mine = observations_visible_to(access, on=on).filter(sheets__scorer_id=access.person_id)
    context = {
        "title": words.waiting(len(waits)),
        "scores": waits,
        "others": [one for one in mine[: SHOWN + len(known)] if one.id not in known],
        "w": words,
    }
    return render(request, "coaching/observing.html", context)


@page(Role.DIRECTOR)
def units(request: PersonRequest) -> HttpResponse:
    """Count plans and observations by unit; nothing of single persons."""
    rows = counts_by_unit(request.access, on=request.at.date())
    plans = sum(row.plans for row in rows)
    seen = sum(row.observations for row in rows)
    title = words.counted_in_all(plans, seen)
    context = {"title": title, "rows": rows, "fewest": SMALLEST_TEAM}
    return render(request, "coaching/units.html", context)
