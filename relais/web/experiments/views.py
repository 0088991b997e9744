"""What is tried: the list, the plan, and what it told."""

from collections import defaultdict
from dataclasses import asdict
from datetime import timedelta
from importlib import import_module
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from relais.acts.queries import ActSource, ActState, acts_from, acts_of_source
from relais.experiments.queries import (
    Experiment,
    ExperimentState,
    Level,
    arms_of,
    experiments_visible_to,
    get_experiment,
    readable_on,
    sizes,
    starts_of,
)
from relais.people.queries import Role, units_named, units_of
from relais.web.experiments import forms as f
from relais.web.experiments import words
from relais.web.http import PersonRequest, page

PER_PAGE: Final = 50
DIRECTOR: Final = Role.DIRECTOR
READERS: Final = (Role.DIRECTOR, Role.MANAGER, Role.REP)


@page(*READERS)
def experiments(request: PersonRequest) -> HttpResponse:
    """List the experiments that somebody may see, the latest first."""
    rows = experiments_visible_to(request.access)
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "today": request.at.date(),
        "w": words,
    }
    return render(request, "experiments/list.html", context)


@page(DIRECTOR)
def new(request: PersonRequest) -> HttpResponse:
    """Ask what is to be tried."""
    return new_page(request, plan_form(request))


def new_page(request: PersonRequest, form: forms.Form, status: int = 200) -> HttpResponse:
    """Render the form of a new experiment."""
    return render(request, "experiments/new.html", {"form": form}, status=status)


@page(*READERS)
def one(request: PersonRequest, experiment_id: UUID) -> HttpResponse:
    """Show an experiment: its plan, who was drawn, and what it told once its day has come."""
    return experiment_page(request, experiment_id)


def experiment_page(
    request: PersonRequest,
    experiment_id: UUID,
    sent: tuple[str, forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render an experiment; `sent` is the form of a deed that came back."""
    experiment = get_experiment(experiment_id, access=request.access)
    trials = import_module("relais.diagnosis.queries.trials")  # SciPy, when somebody asks
    planned = experiment.state == ExperimentState.PLANNED
    reading = trials.reading_of(experiment, at=request.at)
    size = experiment.size
    if planned:
        ours = experiment.organization_id
        size = asdict(trials.size_of(experiment.plan, organization_id=ours, at=request.at))
    made = {
        "change": plan_form(request, initial=_initial(experiment)),
        "stop": f.StopForm(),
    }
    context = {
        "one": experiment,
        "plan": experiment.plan,
        "size": size,
        "reading": reading,
        "read_on": readable_on(experiment),
        "arms": _arms(request, experiment),
        "tried": _tried(request, experiment),
        "starts": lambda wave: starts_of(experiment.plan, wave),
        "directs": request.access.has(DIRECTOR),
        "forms": made | dict([sent] if sent else []),
        "today": request.at.date(),
        "w": words,
    }
    return render(request, "experiments/detail.html", context, status=status)


def plan_form(request: PersonRequest, data: Any = None, initial: Any = None) -> f.PlanForm:
    """Make the form of a plan, for the second Monday from now unless it is told."""
    today = request.at.date()
    monday = today + timedelta(days=14 - today.weekday())
    units = [
        (f"{unit.id}", "\N{EN SPACE}" * (unit.path.count("/") - 2) + unit.name)
        for unit in units_of(request.access.organization_id)
    ]
    return f.PlanForm(data, units=units, initial={"starts_on": monday} | (initial or {}))


def _tried(request: PersonRequest, experiment: Experiment) -> tuple[int, int]:
    """Count the acts agreed for it that are done, of all: a director's of the whole house."""
    source, one = ActSource.EXPERIMENT, experiment.id
    if request.access.has(DIRECTOR):
        acts = acts_from(experiment.organization_id, source, [one])
    else:
        acts = acts_of_source(source, one, access=request.access)
    states = [act.state for act in acts if act.state != ActState.DROPPED]
    return states.count(ActState.DONE), len(states)


def _initial(experiment: Experiment) -> dict[str, Any]:
    return {name: getattr(experiment, name) for name in f.PlanForm.base_fields}


def _arms(request: PersonRequest, experiment: Experiment) -> list[tuple[int, int, list[str]]]:
    """Give each wave with how many are in it, and the names of teams; reps are not named."""
    arms = list(arms_of(experiment, access=request.access))
    names: dict[UUID, str] = {}
    if experiment.level == Level.UNIT:
        names = units_named(experiment.organization_id, [arm.member_id for arm in arms])
    named: defaultdict[int, list[str]] = defaultdict(list)
    for arm in arms:
        named[arm.wave] += [names[arm.member_id]] if arm.member_id in names else []
    counted = sizes({arm.member_id: arm.wave for arm in arms})
    return [(wave, count, sorted(named[wave])) for wave, count in counted.items()]
