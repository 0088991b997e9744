"""Lists of campaigns, the page of one, and the forms of its terms and of its target."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from relais.campaigns.queries import (
    campaigns_visible_to,
    get_visible_campaign,
    latest_definition,
    latest_rates,
)
from relais.web.campaigns import words
from relais.web.campaigns.detail import SETTERS, campaign_page, terms_form
from relais.web.campaigns.forms import RatesForm
from relais.web.campaigns.target import target_form
from relais.web.http import PersonRequest, page


@page()
def index(request: PersonRequest) -> HttpResponse:
    """List the campaigns that somebody may see, the latest first."""
    rows = campaigns_visible_to(request.access, on=request.at.date()).select_related("owner")
    campaigns = list(rows)
    running = sum(campaign.status == "running" for campaign in campaigns)
    context = {
        "campaigns": campaigns,
        "running": running,
        "w": words,
        "may_set": request.access.has(*SETTERS),
    }
    return render(request, "campaigns/list.html", context)


@page()
def detail(request: PersonRequest, campaign_id: UUID) -> HttpResponse:
    """Show one campaign: its brief, target, objectives, costs, clocks, reasons, call centers."""
    campaign = get_visible_campaign(campaign_id, access=request.access, on=request.at.date())
    return campaign_page(request, campaign)


@page(*SETTERS)
def new(request: PersonRequest) -> HttpResponse:
    """Ask for the terms of a new campaign."""
    context = {"campaign": None, "form": terms_form(request)}
    return render(request, "campaigns/terms.html", context)


@page(*SETTERS)
def change(request: PersonRequest, campaign_id: UUID) -> HttpResponse:
    """Ask for other terms of a campaign."""
    campaign = get_visible_campaign(campaign_id, access=request.access, on=request.at.date())
    context = {"campaign": campaign, "form": terms_form(request, campaign)}
    return render(request, "campaigns/terms.html", context)


@page(*SETTERS)
def target(request: PersonRequest, campaign_id: UUID) -> HttpResponse:
    """Ask for a new version of whom a campaign looks for, beginning with the one in force."""
    campaign = get_visible_campaign(campaign_id, access=request.access, on=request.at.date())
    rows = target_form(latest_definition(campaign))
    return render(request, "campaigns/target.html", {"campaign": campaign, "rows": rows})


@page(*SETTERS)
def rates(request: PersonRequest) -> HttpResponse:
    """Show the last exchange rates, and ask for others."""
    return rates_page(request, RatesForm())


def rates_page(request: PersonRequest, form: RatesForm, status: int = 200) -> HttpResponse:
    """Render the page of exchange rates."""
    context = {"rates": latest_rates(request.access.organization_id), "form": form}
    return render(request, "campaigns/rates.html", context, status=status)
