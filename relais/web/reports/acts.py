"""Acts that figures propose: proposing, agreeing, doing and dropping them."""

from importlib import import_module
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from relais.acts import actions
from relais.acts.queries import Act, ActSource, get_act
from relais.people.queries import Role
from relais.web.http import PersonRequest, deed, done, page
from relais.web.reports.forms import DropForm

LEADERS = (Role.MANAGER, Role.DIRECTOR)


@page(*LEADERS)
def acts(request: PersonRequest) -> HttpResponse:
    """Show what the figures propose, and what became of what they proposed."""
    answer: HttpResponse = _heavy().proposed_page(request)
    return answer


@deed
@page(*LEADERS)
def propose(request: PersonRequest) -> HttpResponse:
    """Propose what the figures say."""
    new = _heavy().propose(request)
    said = ngettext("%(n)s act is proposed.", "%(n)s acts are proposed.", new) % {"n": new}
    query = request.GET.urlencode()
    return done(request, said, reverse("reports:acts") + (f"?{query}" if query else ""))


@deed
@page(*LEADERS)
def agree(request: PersonRequest, act_id: UUID) -> HttpResponse:
    """Agree who does it, until when."""
    act = _proposed(request, act_id)
    form = _heavy().agree_form(request, act, request.POST)
    if not form.is_valid():
        return _again(request, act_id, "agree", form)
    actions.agree_act(act_id, **form.cleaned_data, by=request.by, at=request.at)
    return done(request, _("It is agreed."), _there(act_id))


@deed
@page(*LEADERS)
def do(request: PersonRequest, act_id: UUID) -> HttpResponse:
    """Say that it is done."""
    _proposed(request, act_id)
    actions.do_act(act_id, by=request.by, at=request.at)
    return done(request, _("It is done; it will be measured again."), _there(act_id))


@deed
@page(*LEADERS)
def drop(request: PersonRequest, act_id: UUID) -> HttpResponse:
    """Drop it, with the reason."""
    _proposed(request, act_id)
    form = DropForm(request.POST)
    if not form.is_valid():
        return _again(request, act_id, "drop", form)
    actions.drop_act(act_id, **form.cleaned_data, by=request.by, at=request.at)
    return done(request, _("It is dropped; it is not proposed again this quarter."), _there(act_id))


def _proposed(request: PersonRequest, act_id: UUID) -> Act:
    """Get an act that came from figures."""
    act = get_act(act_id, access=request.access)
    if act.source != ActSource.DIAGNOSIS:
        raise Http404
    return act


def _again(request: PersonRequest, act_id: UUID, name: str, form: Any) -> HttpResponse:
    answer: HttpResponse = _heavy().proposed_page(request, (act_id, name, form), status=400)
    return answer


def _heavy() -> Any:
    """Load what needs SciPy, once somebody asks."""
    return import_module("relais.web.reports.proposed")


def _there(act_id: UUID) -> str:
    return f"{reverse('reports:acts')}#act-{act_id}"
