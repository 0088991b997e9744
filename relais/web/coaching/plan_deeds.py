"""Every deed on plans, by POST."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from relais.coaching import actions
from relais.coaching.queries import MENDABLE, get_plan
from relais.people.queries import Role
from relais.web.coaching import forms as f
from relais.web.coaching.team import plan_form, rep_page
from relais.web.coaching.views import counter_form, plan_page
from relais.web.http import PersonRequest, deed, done, page
from relais.wording.refusals import words_of

BOTH = (Role.REP, Role.MANAGER)


@deed
@page(Role.MANAGER)
def propose(request: PersonRequest, rep_id: UUID) -> HttpResponse:
    """Propose a plan to a rep."""
    form = plan_form(request, request.POST)
    if not form.is_valid():
        return rep_page(request, rep_id, ("propose", form), status=400)
    try:
        plan = actions.propose_plan(rep_id, form.terms, by=request.by, at=request.at)
    except MENDABLE as why:
        form.add_error(None, words_of(why))
        return rep_page(request, rep_id, ("propose", form), status=409)
    return _done(request, plan.id, _("Proposed: it begins when the rep accepts it."))


@deed
@page(*BOTH)
def counter(request: PersonRequest, plan_id: UUID) -> HttpResponse:
    """Propose another in its place."""
    found = get_plan(plan_id, access=request.access, on=request.at.date())
    form = counter_form(found, request.POST)
    if not form.is_valid():
        return plan_page(request, plan_id, ("counter", form), status=400)
    try:
        actions.counter_plan(plan_id, form.terms, by=request.by, at=request.at)
    except MENDABLE as why:
        form.add_error(None, words_of(why))
        return plan_page(request, plan_id, ("counter", form), status=409)
    return _done(request, plan_id, _("Proposed: it begins when the other accepts it."))


@deed
@page(*BOTH)
def accept(request: PersonRequest, plan_id: UUID) -> HttpResponse:
    """Accept a plan."""
    actions.accept_plan(plan_id, by=request.by, at=request.at)
    return _done(request, plan_id, _("The plan runs, and its acts are agreed."))


@deed
@page(*BOTH)
def add_act(request: PersonRequest, plan_id: UUID) -> HttpResponse:
    """Agree one more act."""
    form = f.ActForm(request.POST, auto_id="id_act_%s")
    if not form.is_valid():
        return plan_page(request, plan_id, ("act", form), status=400)
    try:
        actions.add_to_plan(plan_id, form.act, by=request.by, at=request.at)
    except MENDABLE as why:
        form.add_error(None, words_of(why))
        return plan_page(request, plan_id, ("act", form), status=409)
    return _done(request, plan_id, _("Agreed."))


@deed
@page(*BOTH)
def put_off(request: PersonRequest, plan_id: UUID) -> HttpResponse:
    """Measure on another day."""
    form = f.MeasureForm(request.POST, auto_id="id_measure_%s")
    if not form.is_valid():
        return plan_page(request, plan_id, ("measure", form), status=400)
    try:
        actions.put_off_measure(plan_id, **form.cleaned_data, by=request.by, at=request.at)
    except MENDABLE as why:
        form.add_error(None, words_of(why))
        return plan_page(request, plan_id, ("measure", form), status=409)
    return _done(request, plan_id, _("It is measured on that day."))


@deed
@page(*BOTH)
def drop(request: PersonRequest, plan_id: UUID) -> HttpResponse:
    """Drop a plan, with the reason."""
    form = f.WhyForm(request.POST, auto_id="id_drop_%s")
    if not form.is_valid():
        return plan_page(request, plan_id, ("drop", form), status=400)
    actions.drop_plan(plan_id, **form.cleaned_data, by=request.by, at=request.at)
    return _done(request, plan_id, _("Dropped, with its reason."))


def _done(request: PersonRequest, plan_id: UUID, said: str) -> HttpResponse:
    return done(request, said, reverse("coaching:plan", args=[plan_id]))
