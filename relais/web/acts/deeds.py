"""Every deed on acts, by POST."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from relais.acts import actions
from relais.acts.actions import Wanted
from relais.web.acts import forms as f
from relais.web.acts.views import ROLES, acts_page, owners, plan_form
from relais.web.http import PersonRequest, deed, done, page


@deed
@page(*ROLES)
def add(request: PersonRequest) -> HttpResponse:
    """Agree something: who does it, until when."""
    form = plan_form(request, owners(request), request.POST)
    if not form.is_valid():
        return acts_page(request, ("add", None, form), status=400)
    told = form.cleaned_data
    wanted = Wanted(told["what"], UUID(told["unit_id"]))
    owner_id, due_on = UUID(told["owner_id"]), told["due_on"]
    actions.plan_act(wanted, owner_id=owner_id, due_on=due_on, by=request.by, at=request.at)
    return done(request, _("Agreed."), _list())


@deed
@page(*ROLES)
def agree(request: PersonRequest, act_id: UUID) -> HttpResponse:
    """Agree what was proposed."""
    form = f.AgreeForm(request.POST, owners=owners(request))
    if not form.is_valid():
        return _again(request, "agree", act_id, form)
    told = form.cleaned_data
    owner_id, due_on = UUID(told["owner_id"]), told["due_on"]
    actions.agree_act(act_id, owner_id=owner_id, due_on=due_on, by=request.by, at=request.at)
    return done(request, _("Agreed."), _list())


@deed
@page(*ROLES)
def do(request: PersonRequest, act_id: UUID) -> HttpResponse:
    """Say that it is done."""
    form = f.NoteForm(request.POST)
    if not form.is_valid():
        return _again(request, "done", act_id, form)
    actions.do_act(act_id, note=form.cleaned_data["note"], by=request.by, at=request.at)
    return done(request, _("Done. You can take that back among what is closed."), _list())


@deed
@page(*ROLES)
def reopen(request: PersonRequest, act_id: UUID) -> HttpResponse:
    """Take back that it is done or dropped."""
    actions.reopen_act(act_id, by=request.by, at=request.at)
    return done(request, _("It is open again."), _list())


@deed
@page(*ROLES)
def drop(request: PersonRequest, act_id: UUID) -> HttpResponse:
    """Drop what is not to be done after all."""
    form = f.WhyForm(request.POST)
    if not form.is_valid():
        return _again(request, "drop", act_id, form)
    actions.drop_act(act_id, words=form.cleaned_data["words"], by=request.by, at=request.at)
    return done(request, _("Dropped, with its reason."), _list())


@deed
@page(*ROLES)
def put_off(request: PersonRequest, act_id: UUID) -> HttpResponse:
    """Give it another day."""
    form = f.DueForm(request.POST)
    if not form.is_valid():
        return _again(request, "put_off", act_id, form)
    actions.put_off_act(act_id, due_on=form.cleaned_data["due_on"], by=request.by, at=request.at)
    return done(request, _("Put off."), _list())


def _again(request: PersonRequest, name: str, act_id: UUID, form: forms.Form) -> HttpResponse:
    return acts_page(request, (name, act_id, form), status=400)


def _list() -> str:
    return reverse("acts:list")
