"""Reading campaigns and what belongs to them."""

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from relais.api.campaigns.schemas import (
    CampaignOut,
    CampaignStatus,
    CostOut,
    DefinitionOut,
    EngagementOut,
    ExchangeRateOut,
    ObjectiveOut,
    ReasonOut,
)
from relais.api.door import Key, caller_of
from relais.api.fields import Listing, Page
from relais.api.paging import page_of
from relais.campaigns.queries import (
    ReasonKind,
    campaigns_visible_to,
    costs_visible_to,
    definitions_of,
    engagements_of,
    get_visible_campaign,
    latest_rates,
    objectives_of,
    reasons_for,
)

router: Final = Router(tags=["campaigns"], auth=Key("campaigns:write"))
objectives: Final = Router(tags=["campaigns"], auth=Key("campaigns:write"))
costs: Final = Router(tags=["campaigns"], auth=Key("campaigns:write"))
rates: Final = Router(tags=["campaigns"], auth=Key("campaigns:write"))
reasons: Final = Router(tags=["campaigns"], auth=Key("campaigns:write"))
READ: Final = Key("campaigns:read")


class CampaignListing(Listing):
    """Which campaigns."""

    status: CampaignStatus | None = None


@router.get("", auth=READ, response=Page[CampaignOut])
def list_campaigns(request: HttpRequest, asked: Query[CampaignListing]) -> HttpResponse:
    """List the campaigns that you may see, the latest first."""
    caller = caller_of(request)
    rows = campaigns_visible_to(caller.access, on=caller.at.date())
    if asked.status:
        rows = rows.filter(status=asked.status.value)
    return page_of(request, rows, by="-starts_on", asked=asked, out=CampaignOut)


@router.get("/{campaign_id}", auth=READ, response=CampaignOut)
def get_campaign(request: HttpRequest, campaign_id: UUID) -> Any:
    """Get one campaign."""
    return _campaign(request, campaign_id)


@router.get("/{campaign_id}/definitions", auth=READ, response=list[DefinitionOut])
def list_definitions(request: HttpRequest, campaign_id: UUID) -> Any:
    """List the versions of whom a campaign looks for, the latest first."""
    return definitions_of(_campaign(request, campaign_id))


@router.get("/{campaign_id}/objectives", auth=READ, response=list[ObjectiveOut])
def list_objectives(request: HttpRequest, campaign_id: UUID) -> Any:
    """List what a campaign wants."""
    return objectives_of(_campaign(request, campaign_id))


@router.get("/{campaign_id}/costs", auth=READ, response=list[CostOut])
def list_costs(request: HttpRequest, campaign_id: UUID) -> Any:
    """List what a campaign pays; a call center sees what concerns itself."""
    return costs_visible_to(caller_of(request).access, campaign=_campaign(request, campaign_id))


@router.get("/{campaign_id}/engagements", auth=READ, response=list[EngagementOut])
def list_engagements(request: HttpRequest, campaign_id: UUID) -> Any:
    """List which call centers work for a campaign; a call center sees itself."""
    access = caller_of(request).access
    return engagements_of(_campaign(request, campaign_id), access=access)


@reasons.get("", auth=READ, response=list[ReasonOut])
def list_reasons(request: HttpRequest, kind: ReasonKind, campaign_id: UUID | None = None) -> Any:
    """List the reasons that can be chosen for a deed: the organization's and the campaign's."""
    if campaign_id:
        _campaign(request, campaign_id)
    access = caller_of(request).access
    return reasons_for(kind, organization_id=access.organization_id, campaign_id=campaign_id)


def _campaign(request: HttpRequest, campaign_id: UUID) -> Any:
    caller = caller_of(request)
    return get_visible_campaign(campaign_id, access=caller.access, on=caller.at.date())


@rates.get("", auth=READ, response=list[ExchangeRateOut])
def list_rates(request: HttpRequest) -> Any:
    """List the exchange rates of the last day that is known; costs keep that of their own day."""
    return latest_rates(caller_of(request).access.organization_id)
