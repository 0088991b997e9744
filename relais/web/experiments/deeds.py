"""Every deed on experiments, by POST."""

from importlib import import_module
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from relais.experiments import actions
from relais.experiments.queries import MENDABLE, Plan, get_experiment
from relais.web.experiments import forms as f
from relais.web.experiments.views import DIRECTOR, experiment_page, new_page, plan_form
from relais.web.http import PersonRequest, deed, done, page
from relais.wording.refusals import words_of


@deed
@page(DIRECTOR)
def add(request: PersonRequest) -> HttpResponse:
    """Plan an experiment."""
    form = plan_form(request, request.POST)
    if not form.is_valid():
        return new_page(request, form, status=400)
    try:
        made = actions.plan_experiment(_plan(form), by=request.by, at=request.at)
    except MENDABLE as why:
        form.add_error(None, words_of(why))
        return new_page(request, form, status=409)
    return _done(request, made.id, _("Planned: nobody is drawn yet."))


@deed
@page(DIRECTOR)
def change(request: PersonRequest, experiment_id: UUID) -> HttpResponse:
    """Change a plan."""
    form = plan_form(request, request.POST)
    if not form.is_valid():
        return experiment_page(request, experiment_id, ("change", form), status=400)
    try:
        actions.change_plan(experiment_id, _plan(form), by=request.by, at=request.at)
    except MENDABLE as why:
        form.add_error(None, words_of(why))
        return experiment_page(request, experiment_id, ("change", form), status=409)
    return _done(request, experiment_id, _("The plan is changed."))


@deed
@page(DIRECTOR)
def start(request: PersonRequest, experiment_id: UUID) -> HttpResponse:
    """Draw who begins when."""
    plan = get_experiment(experiment_id, access=request.access).plan
    trials = import_module("relais.diagnosis.queries.trials")
    ours = request.access.organization_id
    size = trials.known_before(plan, organization_id=ours, at=request.at)
    actions.start_experiment(experiment_id, size=size, by=request.by, at=request.at)
    return _done(request, experiment_id, _("Drawn: who leads those who begin has an act for it."))


@deed
@page(DIRECTOR)
def stop(request: PersonRequest, experiment_id: UUID) -> HttpResponse:
    """Stop before the day."""
    form = f.StopForm(request.POST)
    if not form.is_valid():
        return experiment_page(request, experiment_id, ("stop", form), status=400)
    words = form.cleaned_data["words"]
    actions.stop_experiment(experiment_id, words=words, by=request.by, at=request.at)
    return _done(request, experiment_id, _("Stopped, with its reason."))


@deed
@page(DIRECTOR)
def drop(request: PersonRequest, experiment_id: UUID) -> HttpResponse:
    """Drop a plan."""
    actions.drop_experiment(experiment_id, by=request.by, at=request.at)
    return done(request, _("The plan is dropped."), reverse("experiments:list"))


def _plan(form: f.PlanForm) -> Plan:
    told = form.cleaned_data
    return Plan(**told | {"unit_id": UUID(told["unit_id"])})


def _done(request: PersonRequest, experiment_id: UUID, words: str) -> HttpResponse:
    return done(request, words, reverse("experiments:detail", args=[experiment_id]))
