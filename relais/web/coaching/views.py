"""A rep's own coaching, an observation, a plan, the grid."""

from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from relais.acts.queries import ActSource, ActState, acts_of_source
from relais.coaching.queries import (
    CoachingPlan,
    ObservationState,
    PlanState,
    Seen,
    get_plan,
    grid_of,
    grids_of,
    has_come,
    observations_visible_to,
    observers_for,
    plans_visible_to,
    seen_observation,
    suffices,
    to_score,
    view_of,
)
from relais.people.queries import Role
from relais.privacy.actions import note_reading
from relais.web.acts.forms import NoteForm
from relais.web.coaching import forms as f
from relais.web.coaching import words
from relais.web.http import PersonRequest, page

SHOWN: Final = 30
A_MONTH: Final = timedelta(days=30)
COACHED: Final = (Role.REP, Role.MANAGER, Role.RELAY)
SETS_GRID: Final = (Role.DIRECTOR, Role.ADMIN)

Sent = tuple[str, forms.Form]


@page(Role.REP)
def mine(request: PersonRequest) -> HttpResponse:
    """Show a rep his coaching: what waits for him first, then his plan and his observations."""
    access, on = request.access, request.at.date()
    plans = list(plans_visible_to(access, on=on).filter(rep_id=access.person_id)[:SHOWN])
    seen = observations_visible_to(access, on=on).filter(rep_id=access.person_id)[:SHOWN]
    scores = list(to_score(access, on=on).filter(rep_id=access.person_id))
    to_accept = [plan for plan in plans if plan.awaits_rep]
    context = {
        "title": words.waiting(len(scores) + len(to_accept)),
        "scores": scores,
        "to_accept": to_accept,
        "plans": [plan for plan in plans if plan not in to_accept],
        "observations": [one for one in seen if one not in scores],
        "w": words,
    }
    return render(request, "coaching/mine.html", context)


@page(*COACHED)
def observation(request: PersonRequest, observation_id: UUID) -> HttpResponse:
    """Show an observation: one's own scores, and the others' once all are shared."""
    return observation_page(request, observation_id)


def observation_page(
    request: PersonRequest, observation_id: UUID, sent: Sent | None = None, status: int = 200
) -> HttpResponse:
    """Render an observation; `sent` is a form of it that came back."""
    on = request.at.date()
    seen = seen_observation(observation_id, access=request.access, on=on)
    if not seen.viewer.is_rep:
        rep_id = seen.observation.rep_id
        note_reading("coaching", of=[rep_id], by=request.by, at=request.at)
    found = seen.observation
    is_open = found.state == ObservationState.OPEN
    own = seen.own
    context = {
        "seen": seen,
        "one": found,
        "is_open": is_open,
        "may_score": is_open and own is not None and has_come(found, at=request.at),
        "may_end": is_open and found.observer_id == request.access.person_id,
        "talks": seen.viewer.is_rep or seen.viewer.is_manager,
        "rows": rows_of(seen),
        "forms": forms_of(request, seen) | dict([sent] if sent else []),
        "w": words,
    }
    return render(request, "coaching/observation.html", context, status=status)


def forms_of(request: PersonRequest, seen: Seen) -> dict[str, forms.Form]:
    """Give the forms of an observation, as far as its reader may need them."""
    own = seen.own
    made: dict[str, forms.Form] = {
        name: f.WordsForm(auto_id=f"id_{name}_%s") for name in ("annotate", "contest", "answer")
    }
    if own is not None:
        made["score"] = f.ScoreForm(grid=seen.grid.criteria, own=own)
    if seen.observation.observer_id == request.access.person_id:
        made["invite"] = invite_form(request, seen)
    return made


def invite_form(request: PersonRequest, seen: Seen, data: Any = None) -> f.InviteForm:
    """Make the form by which another observer is invited."""
    found = seen.observation
    known = {found.rep_id, request.access.person_id}
    offered = observers_for(
        found.rep_id, organization_id=found.organization_id, on=request.at.date()
    )  # fmt: skip
    observers = [(f"{one.id}", f"{one}") for one in offered if one.id not in known]
    return f.InviteForm(data, observers=observers)


def rows_of(seen: Seen) -> list[tuple[str, list[tuple[str, int | None, str, str]]]]:
    """Lay the sheets side by side: each criterion, and what each has given it, with its words."""
    rows = []
    for one in seen.grid.criteria:
        told = words.levels(one)
        cells = []
        for sheet in seen.sheets:
            if sheet.scored_at:
                level = sheet.scores.get(one.code)
                note = sheet.notes.get(one.code, "")
                said = "" if level is None else told[level]
                cells.append((f"{sheet.scorer}", level, said, note))
        rows.append((words.criterion(one), cells))
    return rows


@page(Role.REP, Role.MANAGER)
def plan(request: PersonRequest, plan_id: UUID) -> HttpResponse:
    """Show a plan to the rep and to who leads him directly."""
    return plan_page(request, plan_id)


def plan_page(
    request: PersonRequest, plan_id: UUID, sent: Sent | None = None, status: int = 200
) -> HttpResponse:
    """Render a plan; `sent` is a form of it that came back."""
    access, on = request.access, request.at.date()
    found = get_plan(plan_id, access=access, on=on)
    is_rep = found.rep_id == access.person_id
    if not is_rep:
        note_reading("coaching", of=[found.rep_id], by=request.by, at=request.at)
    grid = {one.code: words.criterion(one) for one in view_of(found.grid).criteria}
    context = {
        "plan": found,
        "is_rep": is_rep,
        "his_turn": found.awaits_rep if is_rep else found.awaits_manager,
        "runs": found.state == PlanState.RUNNING,
        "open": found.state in (PlanState.PROPOSED, PlanState.RUNNING),
        "criteria": {code: grid.get(code, code) for code in found.criteria},
        "acts": list(acts_of_source(ActSource.COACHING, found.id, access=access)),
        "agreed": ActState.AGREED.value,
        "enough": bool(found.found) and suffices(found.found),
        "note": lambda act: NoteForm(auto_id=f"id_{act.id}_%s"),
        "forms": plan_forms(found, on) | dict([sent] if sent else []),
        "on": on,
        "w": words,
    }
    return render(request, "coaching/plan.html", context, status=status)


def plan_forms(found: CoachingPlan, on: date) -> dict[str, forms.Form]:
    """Give the forms of a plan, filled in with what it says."""
    later = max(on, found.measure_on) + A_MONTH
    return {
        "counter": counter_form(found),
        "act": f.ActForm(auto_id="id_act_%s"),
        "measure": f.MeasureForm(initial={"measure_on": later}, auto_id="id_measure_%s"),
        "drop": f.WhyForm(auto_id="id_drop_%s"),
    }


def counter_form(found: CoachingPlan, data: Any = None) -> f.PlanForm:
    """Make the form by which another plan is proposed in the place of one."""
    told: dict[str, Any] = {
        "goal": found.goal,
        "criteria": found.criteria,
        "measure_on": found.measure_on,
    }
    for place, act in enumerate(found.acts, start=1):
        told |= {f"what-{place}": act["what"], f"owner-{place}": act["owner"]}
        told[f"due-{place}"] = act["due_on"]
    return f.PlanForm(data, grid=view_of(found.grid).criteria, initial=told)


@page(*COACHED, *SETS_GRID)
def grid(request: PersonRequest) -> HttpResponse:
    """Show the grid in force, and since when it is."""
    home = request.access.organization_id
    context = {
        "grid": grid_of(home),
        "versions": list(grids_of(home)[:SHOWN]),
        "may_set": request.access.has(*SETS_GRID),
        "w": words,
    }
    return render(request, "coaching/grid.html", context)


@page(*SETS_GRID)
def change_grid(request: PersonRequest) -> HttpResponse:
    """Ask what the next version of the grid is to be."""
    asked = f.criterion_forms(grid_of(request.access.organization_id).criteria)
    return change_grid_page(request, asked)


def change_grid_page(
    request: PersonRequest, asked: list[f.CriterionForm], status: int = 200
) -> HttpResponse:
    """Render the form of the next version of the grid."""
    return render(request, "coaching/change_grid.html", {"forms": asked}, status=status)
