"""Setting campaigns: terms, status, target, objectives, costs, call centers, reasons."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from relais.api.campaigns.reading import costs, objectives, rates, reasons, router
from relais.api.campaigns.schemas import (
    CampaignOut,
    CostIn,
    CostOut,
    DefinitionIn,
    DefinitionOut,
    EngagementIn,
    EngagementOut,
    NewReasonIn,
    ObjectiveIn,
    ObjectiveOut,
    RatesIn,
    ReasonOut,
    StatusIn,
    StoredOut,
    TermsIn,
)
from relais.api.door import Deed, caller_of, do
from relais.campaigns import actions
from relais.campaigns.queries import campaigns_visible_to
from relais.people.queries import Access, Actor


@router.post("", response={201: CampaignOut})
def create_campaign(request: HttpRequest, data: TermsIn) -> HttpResponse:
    """Create a campaign as a draft."""
    terms = _terms(data)
    return do(
        request,
        lambda by, at: actions.create_campaign(terms, by=by, at=at),
        out=CampaignOut,
        status=201,
    )


@router.put("/{campaign_id}", response=CampaignOut)
def change_campaign(request: HttpRequest, campaign_id: UUID, data: TermsIn) -> HttpResponse:
    """Change a campaign's terms; clocks that run already keep their deadlines."""
    terms = _terms(data)
    return _do(
        request, campaign_id, lambda by, at: actions.change_campaign(campaign_id, terms, by=by)
    )


@router.post("/{campaign_id}/status", response=CampaignOut)
def set_status(request: HttpRequest, campaign_id: UUID, data: StatusIn) -> HttpResponse:
    """Start, pause, close or reopen a campaign."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.set_status(campaign_id, status=data.status, by=by)

    return _do(request, campaign_id, deed)


@router.post("/{campaign_id}/definitions", response={201: DefinitionOut})
def publish_definition(request: HttpRequest, campaign_id: UUID, data: DefinitionIn) -> HttpResponse:
    """Publish a new version of whom the campaign looks for; earlier leads keep theirs."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.publish_definition(campaign_id, criteria=data.criteria, by=by, at=at)

    return _do(request, campaign_id, deed, out=DefinitionOut, status=201)


@router.post("/{campaign_id}/objectives", response={201: ObjectiveOut})
def set_objective(request: HttpRequest, campaign_id: UUID, data: ObjectiveIn) -> HttpResponse:
    """Set what a campaign wants."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.set_objective(campaign_id, **dict(data), by=by)

    return _do(request, campaign_id, deed, out=ObjectiveOut, status=201)


@router.post("/{campaign_id}/costs", response={201: CostOut})
def add_cost(request: HttpRequest, campaign_id: UUID, data: CostIn) -> HttpResponse:
    """Say what a campaign pays from a day on."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.add_cost(campaign_id, **dict(data), by=by)

    return _do(request, campaign_id, deed, out=CostOut, status=201)


@router.post("/{campaign_id}/engagements", response={201: EngagementOut})
def engage(request: HttpRequest, campaign_id: UUID, data: EngagementIn) -> HttpResponse:
    """Let a call center work for a campaign between two days."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.engage_call_center(campaign_id, **dict(data), by=by)

    return _do(request, campaign_id, deed, out=EngagementOut, status=201)


@objectives.delete("/{objective_id}", response={204: None})
def remove_objective(request: HttpRequest, objective_id: UUID) -> HttpResponse:
    """Take back an objective that was set by mistake."""
    return do(request, lambda by, at: actions.remove_objective(objective_id, by=by), out=None)


@costs.delete("/{cost_id}", response={204: None})
def remove_cost(request: HttpRequest, cost_id: UUID) -> HttpResponse:
    """Take back a cost that was written down by mistake."""
    return do(request, lambda by, at: actions.remove_cost(cost_id, by=by), out=None)


@rates.post("", response=StoredOut)
def store_rates(request: HttpRequest, data: RatesIn) -> HttpResponse:
    """Store exchange rates; those known stay, and costs that waited for one get it."""

    def deed(by: Actor, at: datetime) -> Any:
        return {"stored": actions.store_rates(data.file.encode(), by=by)}

    return do(request, deed, out=StoredOut)


@reasons.post("", response={201: ReasonOut})
def add_reason(request: HttpRequest, data: NewReasonIn) -> HttpResponse:
    """Add a reason to a list: the organization's, or one campaign's own."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.add_reason(**dict(data), by=by)

    return do(request, deed, out=ReasonOut, status=201)


@reasons.post("/{reason_id}/retire", response={204: None})
def retire_reason(request: HttpRequest, reason_id: UUID) -> HttpResponse:
    """Take a reason off its list; what was counted under it stays."""
    return do(request, lambda by, at: actions.retire_reason(reason_id, by=by, at=at), out=None)


def _do(
    request: HttpRequest,
    campaign_id: UUID,
    deed: Deed,
    *,
    out: type[Any] = CampaignOut,
    status: int = 200,
) -> HttpResponse:
    on = caller_of(request).at.date()

    def sees(access: Access) -> bool:
        return campaigns_visible_to(access, on=on).filter(id=campaign_id).exists()

    return do(request, deed, out=out, sees=sees, status=status)


def _terms(data: TermsIn) -> actions.Terms:
    columns = data.model_dump(exclude={"clocks", "sheet_required"})
    return actions.Terms(
        **columns,
        clocks=data.clocks.model_dump(exclude_none=True),
        sheet_required=tuple(data.sheet_required),
    )
