"""Calling: the next prospect, what became of the call, callbacks, what was called."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from relais.calls.actions import finish_callback
from relais.calls.queries import (
    CallEnd,
    CallOutcome,
    callbacks_due,
    callbacks_visible_to,
    calls_of_person,
    calls_visible_to,
    moment_of,
    zone_of_contact,
)
from relais.campaigns.queries import campaigns_visible_to
from relais.leads.actions import end_call, qualify_call
from relais.leads.queries import with_open_lead
from relais.lib.errors import NotVisible, Refusal
from relais.people.queries import Role
from relais.prospecting.actions import release_claim
from relais.prospecting.queries import get_prospect, prospects_visible_to, to_call_now
from relais.web.calls.correcting import may_correct, noticed, told_of, with_last
from relais.web.calls.failed import failed_for
from relais.web.calls.forms import CallForm
from relais.web.calls.mine import mine_of
from relais.web.calls.onwards import onwards, to_next
from relais.web.calls.prospect import prospect_page
from relais.web.calls.words import ENDS, OUTCOMES, WHYS
from relais.web.filters import moment
from relais.web.http import PersonRequest, deed, done, page
from relais.web.zones import their_moment
from relais.wording.refusals import words_of

CALLERS = (Role.TELEMARKETER, Role.SUPERVISOR)
PER_PAGE = 50


@page(*CALLERS)
def next_prospect(request: PersonRequest) -> HttpResponse:
    """Go to the prospect that one holds, else let one choose for which campaign to call."""
    access, on = request.access, request.at.date()
    prospects = prospects_visible_to(access, on=on)
    held = prospects.filter(claimed_by_id=access.person_id, claimed_until__gt=request.at).first()
    if held:
        return redirect("calls:prospect", held.id)
    leave = with_open_lead(access.organization_id)
    counts = to_call_now(access, at=request.at, leave=leave)
    campaigns = [
        (campaign, counts[campaign.id])
        for campaign in campaigns_visible_to(access, on=on).filter(status="running")
    ]
    context = {
        "campaigns": sorted(campaigns, key=lambda each: not each[1]),  # none to call: at the end
        "callbacks": callbacks_due(access, at=request.at).count(),
        "mine": mine_of(access),
    }
    return render(request, "calls/next.html", context)


@deed
def claim(request: PersonRequest, campaign_id: UUID) -> HttpResponse:
    """Take the next prospect of a campaign, for half an hour."""
    return to_next(request, campaign_id)


@page(*CALLERS, Role.DIRECTOR)
def prospect(request: PersonRequest, prospect_id: UUID) -> HttpResponse:
    """Show one prospect: who, what was said before, what to ask, and what became of the call."""
    access, on = request.access, request.at.date()
    return prospect_page(request, get_prospect(prospect_id, access=access, on=on))


@deed
def record(request: PersonRequest, prospect_id: UUID) -> HttpResponse:
    """Write a call down, and go on: to the lead that it opened, else to the next prospect."""
    found = get_prospect(prospect_id, access=request.access, on=request.at.date())
    form = CallForm(request.POST)
    if not form.is_valid():
        return prospect_page(request, found, form, status=400)
    try:
        return _record(request, found, form)
    except Refusal as why:
        form.add_error(None, words_of(why))
        return prospect_page(request, found, form, status=409)


@deed
def release(request: PersonRequest, prospect_id: UUID) -> HttpResponse:
    """Give a prospect back without a call."""
    get_prospect(prospect_id, access=request.access, on=request.at.date())
    release_claim(prospect_id, by=request.by, at=request.at)
    return done(request, _("The prospect is back in the queue."), reverse("calls:next"))


@page(*CALLERS)
def callbacks(request: PersonRequest) -> HttpResponse:
    """List whom to call back, the longest due first."""
    rows = Paginator(callbacks_due(request.access, at=request.at), PER_PAGE)
    due = rows.get_page(request.GET.get("page"))
    beside = [(one, their_moment(one.due_at, zone_of_contact(one.contact))) for one in due]
    context = {"page": due, "callbacks": beside, "whys": WHYS}
    context["failed"] = failed_for(request, due)
    return render(request, "calls/callbacks.html", context)


@deed
def finish(request: PersonRequest, callback_id: UUID) -> HttpResponse:
    """Say that a promise to call back is kept, or needs no keeping."""
    seen = callbacks_visible_to(request.access, on=request.at.date())
    if not seen.filter(id=callback_id).exists():
        raise NotVisible
    finished = finish_callback(callback_id, by=request.by, at=request.at)
    if "then" not in request.POST:
        return done(request, _("The callback is done."), reverse("calls:callbacks"))
    messages.success(request, _("The callback is done."))
    return onwards(request, finished.campaign_id)


@page(*CALLERS, Role.DIRECTOR)
def history(request: PersonRequest) -> HttpResponse:
    """List the calls that one made; of a whole call center for who supervises it."""
    access, on = request.access, request.at.date()
    if access.has(Role.SUPERVISOR, Role.DIRECTOR):
        rows = calls_visible_to(access, on=on).order_by("-started_at", "-id")
    else:
        rows = calls_of_person(access.person_id, access=access, on=on)
    rows = with_last(rows.select_related("campaign", "person", "contact__account"))
    listed = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    correctable = {one.id for one in listed if may_correct(request, one)}
    context = {"calls": listed, "ends": ENDS, "outcomes": OUTCOMES, "correctable": correctable}
    return render(request, "calls/history.html", context)


def _record(request: PersonRequest, prospect: Any, form: CallForm) -> HttpResponse:
    end, outcome = form.told()
    told = {
        "started_at": form.cleaned_data["started_at"],
        "ended_at": request.at,
        "note": form.cleaned_data["note"],
        "by": request.by,
        "at": request.at,
    }
    if (end, outcome) == (CallEnd.ANSWERED, CallOutcome.QUALIFIED):
        lead = qualify_call(prospect.id, **told)
        said = _("The lead is open: write its sheet, book, and submit it.")
        return done(request, said, reverse("calls:hand_over", args=[lead.id]))
    zone, callback = zone_of_contact(prospect.contact), form.callback()
    callback_at = moment_of(callback, zone=zone) if callback else None
    call = end_call(prospect.id, end=end, outcome=outcome, callback_at=callback_at, **told)
    said = (
        _saved(callback_at, their_moment(callback_at, zone))
        if callback_at
        else _("The call was saved as “%(told)s”.") % {"told": told_of(call)}
    )
    messages.success(request, noticed(call, prospect.contact.account.name, said))
    return onwards(request, prospect.campaign_id)


def _saved(callback_at: Any, there: str) -> str:
    said = _("The call was saved; call back: %(start)s") % {"start": moment(None, callback_at)}
    return f"{said} ({_('there: %(start)s') % {'start': there}})." if there else f"{said}."
