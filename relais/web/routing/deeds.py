"""Every deed of routing, by POST: give a lead, route now, add, move and retire rules."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from relais.leads.queries import MovedOn, get_visible_lead
from relais.routing import actions
from relais.web.http import PersonRequest, deed, done
from relais.web.leads.detail import reps_for
from relais.web.leads.unmoved import moved_on, unmoved
from relais.web.routing.forms import AssignForm
from relais.web.routing.pages import rule_form
from relais.web.routing.views import assign_page, rules_page


@deed
def assign(request: PersonRequest, lead_id: UUID) -> HttpResponse:
    """Give a waiting lead to a rep."""
    lead = get_visible_lead(lead_id, access=request.access)
    form = AssignForm(request.POST, reps=reps_for(request))
    if not form.is_valid():
        return assign_page(request, lead_id, form, status=400)
    try:
        with unmoved(request, lead):
            actions.assign_lead(lead_id, **form.cleaned_data, by=request.by, at=request.at)
    except MovedOn as why:
        return moved_on(request, lead, why)
    return done(request, _("Given to the rep."), reverse("routing:queue"))


@deed
def route_now(request: PersonRequest) -> HttpResponse:
    """Route all that waits, without waiting for the clock."""
    given = actions.route_now(by=request.by, at=request.at)
    words = ngettext("%(n)s lead found a rep.", "%(n)s leads found a rep.", given) % {"n": given}
    return done(request, words, reverse("routing:queue"))


@deed
def add(request: PersonRequest) -> HttpResponse:
    """Add a rule at the end of the list."""
    form = rule_form(request, request.POST)
    if not form.is_valid():
        return rules_page(request, form, status=400)
    actions.add_rule(**form.rule(), by=request.by)
    return done(request, _("The rule stands at the end of the list."), _rules())


@deed
def move(request: PersonRequest, rule_id: UUID, position: int) -> HttpResponse:
    """Put a rule at another place in the order."""
    actions.move_rule(rule_id, position=position, by=request.by)
    return done(request, _("The order has changed."), _rules())


@deed
def retire(request: PersonRequest, rule_id: UUID) -> HttpResponse:
    """Take a rule out of the list."""
    actions.retire_rule(rule_id, by=request.by, at=request.at)
    return done(request, _("The rule is out; what was decided by it stays."), _rules())


def _rules() -> str:
    return reverse("routing:rules")
