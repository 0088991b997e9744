"""Every deed on observations and on the grid, by POST."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from relais.coaching import actions
from relais.coaching.actions import Occasion
from relais.coaching.queries import MENDABLE, GridView, grid_of, seen_observation
from relais.people.queries import Role
from relais.web.coaching import forms as f
from relais.web.coaching.team import observe_form, rep_page
from relais.web.coaching.views import (
    COACHED,
    SETS_GRID,
    change_grid_page,
    invite_form,
    observation_page,
)
from relais.web.http import PersonRequest, deed, done, page
from relais.wording.refusals import words_of


@deed
@page(Role.MANAGER)
def observe(request: PersonRequest, rep_id: UUID) -> HttpResponse:
    """Begin to observe a visit or a call of a rep."""
    form = observe_form(request, rep_id, request.POST)
    if not form.is_valid():
        return rep_page(request, rep_id, ("observe", form), status=400)
    occasion = Occasion(rep_id, **form.cleaned_data)
    try:
        begun = actions.begin_observation(occasion, by=request.by, at=request.at)
    except MENDABLE as why:
        form.add_error(None, words_of(why))
        return rep_page(request, rep_id, ("observe", form), status=409)
    return _done(request, begun.id, _("It has begun: each scores alone, then all is shared."))


@deed
@page(*COACHED)
def score(request: PersonRequest, observation_id: UUID) -> HttpResponse:
    """Give one's own scores."""
    on: date = request.at.date()
    seen = seen_observation(observation_id, access=request.access, on=on)
    own = seen.own
    if own is None:
        return observation_page(request, observation_id)
    form = f.ScoreForm(request.POST, grid=seen.grid.criteria, own=own)
    if not form.is_valid():
        return observation_page(request, observation_id, ("score", form), status=400)
    told: dict[str, Any] = {"scores": form.scores, "notes": form.notes}
    actions.score(observation_id, **told, by=request.by, at=request.at)
    return _done(request, observation_id, _("Your scores are kept."))


@deed
@page(*COACHED)
def close(request: PersonRequest, observation_id: UUID) -> HttpResponse:
    """Share the scores though somebody has not given his."""
    actions.close_observation(observation_id, by=request.by, at=request.at)
    return _done(request, observation_id, _("The scores are shared."))


@deed
@page(*COACHED)
def cancel(request: PersonRequest, observation_id: UUID) -> HttpResponse:
    """Call an observation off."""
    actions.cancel_observation(observation_id, by=request.by, at=request.at)
    return done(request, _("Called off: nothing of it is kept."), reverse("coaching:team"))


@deed
@page(*COACHED)
def invite(request: PersonRequest, observation_id: UUID) -> HttpResponse:
    """Invite another observer."""
    seen = seen_observation(observation_id, access=request.access, on=request.at.date())
    form = invite_form(request, seen, request.POST)
    if not form.is_valid():
        return observation_page(request, observation_id, ("invite", form), status=400)
    told = form.cleaned_data
    actions.invite_observer(observation_id, **told, by=request.by, at=request.at)
    return _done(request, observation_id, _("Invited: the visit stands in the list to score."))


@deed
@page(*COACHED)
def annotate(request: PersonRequest, observation_id: UUID) -> HttpResponse:
    """Write beside one's scores."""
    return _say(request, observation_id, "annotate", _("Your words stand beside the scores."))


@deed
@page(*COACHED)
def contest(request: PersonRequest, observation_id: UUID) -> HttpResponse:
    """Contest one's scores."""
    return _say(request, observation_id, "contest", _("Contested: your manager is to answer."))


@deed
@page(*COACHED)
def answer(request: PersonRequest, observation_id: UUID) -> HttpResponse:
    """Answer what the rep contests."""
    return _say(request, observation_id, "answer", _("Your answer stands beside."))


@deed
@page(*SETS_GRID)
def publish(request: PersonRequest) -> HttpResponse:
    """Publish the next version of the grid."""
    in_force: GridView = grid_of(request.access.organization_id)
    asked = f.criterion_forms(in_force.criteria, request.POST)
    wrong = [form for form in asked if not form.is_valid()]
    if wrong:
        return change_grid_page(request, asked, status=400)
    criteria = [form.criterion for form in asked if not form.is_emptied]
    grid = actions.publish_grid(criteria, by=request.by, at=request.at)
    said = _("Version %(version)s of the grid is in force; older scores stay as they are.")
    return done(request, said % {"version": grid.version}, reverse("coaching:grid"))


SAY = {
    "annotate": actions.annotate_scores,
    "contest": actions.contest_scores,
    "answer": actions.answer_contest,
}


def _say(request: PersonRequest, observation_id: UUID, name: str, said: str) -> HttpResponse:
    form = f.WordsForm(request.POST, auto_id=f"id_{name}_%s")
    if not form.is_valid():
        return observation_page(request, observation_id, (name, form), status=400)
    SAY[name](observation_id, **form.cleaned_data, by=request.by, at=request.at)
    return _done(request, observation_id, said)


def _done(request: PersonRequest, observation_id: UUID, said: str) -> HttpResponse:
    return done(request, said, reverse("coaching:observation", args=[observation_id]))
