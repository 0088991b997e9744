"""Every deed on own prospecting, by POST."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from relais.lib.errors import Refusal
from relais.people.queries import Role
from relais.prospecting import actions
from relais.prospecting.queries import OwnKind
from relais.web.http import PersonRequest, deed, done, page
from relais.web.prospecting.forms import LogForm, UndoForm
from relais.web.prospecting.views import own_page, target_form, team_page
from relais.web.prospecting.words import KINDS
from relais.wording.refusals import words_of


@deed
@page(Role.REP)
def log(request: PersonRequest) -> HttpResponse:
    """Log what a rep did; a form that is wrong, or refused, comes back as typed."""
    form = LogForm(request.POST)
    if not form.is_valid():
        return own_page(request, form, status=400)
    said = form.cleaned_data
    try:
        line = actions.log_own(
            OwnKind(said["kind"]),
            count=said["count"] or 1,
            done_on=said["done_on"],
            by=request.by,
            at=request.at,
        )
    except Refusal as why:
        form.add_error(None, words_of(why))
        return own_page(request, form, status=409)
    told = {"what": _(KINDS[line.kind]), "count": line.count}
    return done(request, _("Logged: %(what)s, %(count)s.") % told, reverse("prospecting:own"))


@deed
@page(Role.REP)
def undo(request: PersonRequest) -> HttpResponse:
    """Take a line back."""
    form = UndoForm(request.POST)
    if not form.is_valid():
        return own_page(request, status=400)
    actions.undo_own(form.cleaned_data["line_id"], by=request.by, at=request.at)
    return done(request, _("Taken back: it counts no more."), reverse("prospecting:own"))


@deed
@page(Role.DIRECTOR)
def set_target(request: PersonRequest) -> HttpResponse:
    """Say how much own prospecting a unit wishes of each rep in a week."""
    form = target_form(request, request.POST)
    if not form.is_valid():
        return team_page(request, form, status=400)
    try:
        actions.set_target(**form.cleaned_data, by=request.by, at=request.at)
    except Refusal as why:
        form.add_error(None, words_of(why))
        return team_page(request, form, status=409)
    return done(request, _("The target is set; reps read it from its week on."), _team())


def _team() -> str:
    return reverse("prospecting:team")
