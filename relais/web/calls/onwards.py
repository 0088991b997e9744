"""On to the next prospect, when one thing is done."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from relais.leads.actions import claim_to_call
from relais.lib.errors import Refusal
from relais.web.http import PersonRequest
from relais.wording.refusals import words_of


def to_next(request: PersonRequest, campaign_id: UUID) -> HttpResponse:
    """Take the next prospect of a campaign and go there; say so where there is none."""
    found = claim_to_call(campaign_id, by=request.by, at=request.at)
    if found:
        return redirect("calls:prospect", found.id)
    messages.success(request, _("Nobody is to be called now in this campaign."))
    return redirect("calls:next")


def onwards(request: PersonRequest, campaign_id: UUID) -> HttpResponse:
    """To the next prospect if that is wanted; what was done stays whatever comes of it."""
    if request.POST.get("then") != "next":
        return redirect("calls:next")
    try:
        return to_next(request, campaign_id)
    except Refusal as why:
        messages.warning(request, words_of(why))
        return redirect("calls:next")
