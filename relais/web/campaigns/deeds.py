"""Every deed on a campaign, by POST: read the form, one call, back to the campaign."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from relais.campaigns import actions
from relais.campaigns.actions import Terms
from relais.campaigns.queries import Status, get_visible_campaign, latest_definition
from relais.lib.errors import Refusal
from relais.web.campaigns.detail import SETTERS, campaign_page, make, terms_form
from relais.web.campaigns.forms import RatesForm
from relais.web.campaigns.target import criteria_of, target_form
from relais.web.campaigns.views import rates_page
from relais.web.campaigns.words import TAKEN
from relais.web.filters import to_minor
from relais.web.http import PersonRequest, deed, done
from relais.wording.refusals import words_of

Set = Callable[[Any, forms.Form, PersonRequest], Any]


@deed
def create(request: PersonRequest) -> HttpResponse:
    """Create a campaign as a draft."""
    form = terms_form(request, data=request.POST)
    if not form.is_valid():
        context = {"campaign": None, "form": form}
        return render(request, "campaigns/terms.html", context, status=400)
    campaign = actions.create_campaign(Terms(**form.terms()), by=request.by, at=request.at)
    return _done(request, campaign.id, _("The campaign is there, as a draft."))


@deed
def save(request: PersonRequest, campaign_id: UUID) -> HttpResponse:
    """Change the terms of a campaign."""
    campaign = _campaign(request, campaign_id)
    form = terms_form(request, campaign, request.POST)
    if not form.is_valid():
        context = {"campaign": campaign, "form": form}
        return render(request, "campaigns/terms.html", context, status=400)
    terms = Terms(**form.terms(), external_key=campaign.external_key)
    actions.change_campaign(campaign_id, terms, by=request.by)
    return _done(request, campaign_id, _("The terms were changed."))


@deed
def set_status(request: PersonRequest, campaign_id: UUID, status: str) -> HttpResponse:
    """Start, pause, close or reopen a campaign."""
    _campaign(request, campaign_id)
    actions.set_status(campaign_id, status=Status(status), by=request.by)
    return _done(request, campaign_id, _(TAKEN[status]))


@deed
def publish(request: PersonRequest, campaign_id: UUID) -> HttpResponse:
    """Publish a new version of whom a campaign looks for."""
    campaign = _campaign(request, campaign_id)
    rows = target_form(latest_definition(campaign), request.POST)
    if not rows.is_valid():
        context = {"campaign": campaign, "rows": rows}
        return render(request, "campaigns/target.html", context, status=400)
    by, at = request.by, request.at
    actions.publish_definition(campaign_id, criteria=criteria_of(rows), by=by, at=at)
    return _done(request, campaign_id, _("The target was published; earlier leads keep theirs."))


@deed
def add(request: PersonRequest, campaign_id: UUID, name: str) -> HttpResponse:
    """Set an objective, add a cost or a reason, engage a call center."""
    campaign = _campaign(request, campaign_id)
    form = make(request, name, request.POST)
    if not form.is_valid():
        return campaign_page(request, campaign, {name: form}, status=400)
    ADD[name][0](campaign, form, request)
    return _done(request, campaign_id, _(ADD[name][1]))


@deed
def remove_objective(request: PersonRequest, campaign_id: UUID, objective_id: UUID) -> HttpResponse:
    """Take back an objective that was set by mistake."""
    _campaign(request, campaign_id)
    actions.remove_objective(objective_id, by=request.by)
    return _done(request, campaign_id, _("The objective was taken back."))


@deed
def remove_cost(request: PersonRequest, campaign_id: UUID, cost_id: UUID) -> HttpResponse:
    """Take back a cost that was written down by mistake."""
    _campaign(request, campaign_id)
    actions.remove_cost(cost_id, by=request.by)
    return _done(request, campaign_id, _("The cost was taken back."))


@deed
def store_rates(request: PersonRequest) -> HttpResponse:
    """Store exchange rates from a file of the European Central Bank."""
    if not request.access.has(*SETTERS):
        raise Http404
    form = RatesForm(request.POST, request.FILES)
    if not form.is_valid():
        return rates_page(request, form, status=400)
    try:
        new = actions.store_rates(form.cleaned_data["file"].read(), by=request.by)
    except Refusal as refusal:
        form.add_error("file", words_of(refusal))
        return rates_page(request, form, status=400)
    said = ngettext("%(num)s new rate is stored.", "%(num)s new rates are stored.", new)
    return done(request, said % {"num": new}, reverse("campaigns:rates"))


@deed
def retire_reason(request: PersonRequest, campaign_id: UUID, reason_id: UUID) -> HttpResponse:
    """Take a reason off its list."""
    _campaign(request, campaign_id)
    actions.retire_reason(reason_id, by=request.by, at=request.at)
    return _done(request, campaign_id, _("The reason is off the list; what was counted stays."))


def _objective(campaign: Any, form: forms.Form, request: PersonRequest) -> Any:
    return actions.set_objective(campaign.id, **form.cleaned_data, by=request.by)


def _cost(campaign: Any, form: forms.Form, request: PersonRequest) -> Any:
    said = form.cleaned_data
    said["currency"] = said["currency"] or campaign.currency
    said["amount"] = to_minor(said["amount"], said["currency"])
    return actions.add_cost(campaign.id, **said, by=request.by)


def _reason(campaign: Any, form: Any, request: PersonRequest) -> Any:
    said = form.cleaned_data
    return actions.add_reason(
        said["kind"],
        code=form.code(),
        label_en=said["label_en"],
        label_fr=said["label_fr"],
        campaign_id=None if said["shared"] else campaign.id,
        by=request.by,
    )


def _engagement(campaign: Any, form: forms.Form, request: PersonRequest) -> Any:
    return actions.engage_call_center(campaign.id, **form.cleaned_data, by=request.by)


ADD: dict[str, tuple[Set, str]] = {
    "objective": (_objective, gettext_noop("The objective is set.")),
    "cost": (_cost, gettext_noop("The cost is written down.")),
    "reason": (_reason, gettext_noop("The reason is on the list.")),
    "engagement": (_engagement, gettext_noop("The call center is engaged.")),
}


def _campaign(request: PersonRequest, campaign_id: UUID) -> Any:
    return get_visible_campaign(campaign_id, access=request.access, on=request.at.date())


def _done(request: PersonRequest, campaign_id: UUID, words: str) -> HttpResponse:
    return done(request, words, reverse("campaigns:detail", args=[campaign_id]))
