"""Every deed of a manager's week that has no page of its own, by POST."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from relais.lib.errors import Refusal
from relais.people.queries import Role
from relais.steering.actions.accompany import note_accompanied, plan_accompanying
from relais.web.cockpit.forms import AccompaniedForm, AccompanyForm
from relais.web.cockpit.views import reps_of, week_page
from relais.web.http import PersonRequest, deed, done, page
from relais.wording.refusals import words_of


@deed
@page(Role.MANAGER)
def plan(request: PersonRequest) -> HttpResponse:
    """Plan to go along with a rep."""
    form = AccompanyForm(request.POST, reps=reps_of(request))
    if not form.is_valid():
        return week_page(request, {"plan": form}, status=400)
    try:
        plan_accompanying(
            **form.cleaned_data, what=_("Go along on a visit"), by=request.by, at=request.at
        )
    except Refusal as why:
        form.add_error(None, words_of(why))
        return week_page(request, {"plan": form}, status=409)
    return done(request, _("Planned: it stands among your agreed acts."), _week())


@deed
@page(Role.MANAGER)
def accompanied(request: PersonRequest) -> HttpResponse:
    """Write down that one went along with a rep today."""
    form = AccompaniedForm(request.POST, reps=reps_of(request), auto_id="id_done_%s")
    if not form.is_valid():
        return week_page(request, {"done": form}, status=400)
    note_accompanied(
        form.cleaned_data["rep_id"], what=_("Go along on a visit"), by=request.by, at=request.at
    )
    return done(request, _("Written down: done."), _week())


def _week() -> str:
    return reverse("cockpit:week")
