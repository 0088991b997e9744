"""Every read of campaigns."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple, Protocol
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Subquery

from relais.campaigns.models import (
    Campaign,
    Cost,
    Engagement,
    ExchangeRate,
    Objective,
    Reason,
    TargetDefinition,
)
from relais.campaigns.rules.access import CampaignNotRunning, NotEngaged, WrongReason
from relais.campaigns.rules.rates import LARGEST as LARGEST_FILE
from relais.campaigns.rules.rates import OLDEST, exchanged
from relais.campaigns.rules.target import Kind
from relais.campaigns.rules.target_json import parse_target
from relais.campaigns.rules.terms import (
    NEXT_STATUS,
    CostKind,
    ReasonKind,
    SheetField,
    Spread,
    Status,
)
from relais.database.prepared import Prepared, PreparedModels
from relais.lib.errors import NotVisible
from relais.people.queries import is_inside
from relais.people.rules.access import Access, Actor

__all__ = [
    "LARGEST_FILE",
    "CostKind",
    "Kind",
    "Reason",
    "ReasonKind",
    "SheetField",
    "Spread",
    "Status",
    "campaign_of",
    "campaigns_visible_to",
    "check_open_for",
    "check_reason",
    "costs_of",
    "costs_visible_to",
    "definitions_of",
    "engagements_of",
    "get_campaign",
    "get_visible_campaign",
    "lacking",
    "latest_definition",
    "latest_rates",
    "objectives_of",
    "price_of",
    "questions_of",
    "rates_around",
    "reasons_for",
    "reasons_named",
    "running_campaign",
    "statuses_after",
]


class OfCampaign(Protocol):
    """Anything that belongs to a campaign."""

    @property
    def organization_id(self) -> UUID: ...

    @property
    def campaign_id(self) -> UUID: ...


def campaign_of(row: OfCampaign) -> Campaign:
    """Get the campaign of a lead."""
    return Campaign.objects.of(row.organization_id).get(id=row.campaign_id)


def get_campaign(campaign_id: UUID, *, organization_id: UUID) -> Campaign:
    """Get a campaign by its id.

    :raises NotVisible: when the organization has none.
    """
    campaign = Campaign.objects.of(organization_id).filter(id=campaign_id).first()
    if campaign is None:
        raise NotVisible
    return campaign


def running_campaign(campaign_id: UUID, *, organization_id: UUID, on: date) -> Campaign:
    """Get a campaign that takes leads on a day.

    :raises NotVisible: when the organization has none.
    :raises CampaignNotRunning: when it is a draft, paused, closed, or outside its dates.
    """
    campaign = get_campaign(campaign_id, organization_id=organization_id)
    outside = on < campaign.starts_on or (campaign.ends_on and on > campaign.ends_on)
    if campaign.status != Status.RUNNING or outside:
        raise CampaignNotRunning(name=campaign.name, day=f"{on:%Y-%m-%d}")
    return campaign


def check_open_for(campaign: Campaign, *, by: Actor, on: date) -> UUID | None:
    """Give the call center for which the actor works in a campaign; None for the house itself.

    :raises NotEngaged: when his call centers are not engaged on it.
    """
    if by.access is None or not by.access.call_centers:
        return None
    engaged = (
        Engagement.objects.of(campaign.organization_id)
        .filter(Q(until=None) | Q(until__gte=on), campaign=campaign, since__lte=on)
        .filter(call_center_id__in=by.access.call_centers)
        .values_list("call_center_id", flat=True)
        .first()
    )
    if engaged is None:
        raise NotEngaged(name=campaign.name)
    return engaged


def campaigns_visible_to(access: Access, *, on: date) -> QuerySet[Campaign]:
    """List the campaigns that a person may see: an outsourced call center only its own."""
    campaigns = Campaign.objects.of(access.organization_id).order_by("-starts_on", "name", "-id")
    if is_inside(access):
        return campaigns
    engaged = Engagement.objects.of(access.organization_id).filter(
        Q(until=None) | Q(until__gte=on), call_center_id__in=access.call_centers, since__lte=on
    )
    return campaigns.filter(id__in=engaged.values("campaign_id"))


def get_visible_campaign(campaign_id: UUID, *, access: Access, on: date) -> Campaign:
    """Get a campaign that a person may see.

    :raises NotVisible: when there is none.
    """
    campaign = campaigns_visible_to(access, on=on).filter(id=campaign_id).first()
    if campaign is None:
        raise NotVisible
    return campaign


class Incomplete(NamedTuple):
    """A running campaign that lacks something, and what: "target", "costs", "objectives"."""

    id: UUID
    name: str
    parts: list[str]


PARTS: Final = {"target": "definitions", "costs": "costs", "objectives": "objectives"}


def lacking(organization_id: UUID) -> list[Incomplete]:
    """List the running campaigns that lack a target, costs or objectives, and what they lack."""
    found = (
        Incomplete(campaign_id, name, [p for p, has in zip(PARTS, held, strict=True) if not has])
        for campaign_id, name, *held in _parts(organization_id)
    )
    return [one for one in found if one.parts]


def _ask_parts(organization_id: UUID) -> "QuerySet[Any, Any]":
    running = Campaign.objects.of(organization_id).filter(status=Status.RUNNING.value)
    counts = {f"{part}_count": Count(rows, distinct=True) for part, rows in PARTS.items()}
    told = running.annotate(**counts).order_by("name", "id")
    return told.values_list("id", "name", *counts)


_parts: Final = Prepared(_ask_parts, examples=(UUID(int=1),))


def latest_definition(campaign: Campaign) -> TargetDefinition | None:
    """Get the version of the target definition in force."""
    return campaign.definitions.order_by("-version").first()


def definitions_of(campaign: Campaign) -> QuerySet[TargetDefinition]:
    """List the versions of a campaign's target definition, the latest first."""
    return campaign.definitions.select_related("published_by").order_by("-version")


def statuses_after(campaign: Campaign) -> list[Status]:
    """List what a campaign can become from where it is in its life."""
    after = NEXT_STATUS[Status(campaign.status)]
    return [status for status in Status if status in after]


def objectives_of(campaign: Campaign) -> QuerySet[Objective]:
    """List what a campaign wants; telemarketers see it."""
    return campaign.objectives.order_by("since", "measure", "id")


def costs_of(campaign_ids: Collection[UUID], *, organization_id: UUID) -> QuerySet[Cost]:
    """List what some campaigns pay."""
    return (
        Cost.objects.of(organization_id)
        .filter(campaign_id__in=campaign_ids)
        .order_by("since", "id")
    )


def with_costs(campaign_ids: Collection[UUID], *, organization_id: UUID) -> set[UUID]:
    """Give which of some campaigns have any cost written down."""
    rows = Cost.objects.of(organization_id).filter(campaign_id__in=campaign_ids).order_by()
    return set(rows.values_list("campaign_id", flat=True).distinct())


def price_of(cost: Cost, *, currency: str) -> int | None:
    """Give a cost's amount in the campaign's currency by the rate kept with it; None without."""
    if cost.currency == currency:
        return cost.amount
    if cost.rate is None:
        return None
    return exchanged(cost.amount, cost.rate, of=cost.currency, to=currency)


def rates_around(day: date, *, organization_id: UUID) -> dict[tuple[date, str], Decimal]:
    """Give how much of each currency one euro was, on a day and in the week before."""
    rows = ExchangeRate.objects.of(organization_id).filter(day__lte=day, day__gte=day - OLDEST)
    return {(row.day, row.currency): row.per_euro for row in rows}


def latest_rates(organization_id: UUID) -> list[ExchangeRate]:
    """List the rates of the last day that is known."""
    rows = ExchangeRate.objects.of(organization_id)
    return list(
        rows.filter(day=Subquery(rows.order_by("-day").values("day")[:1])).order_by("currency")
    )


def costs_visible_to(access: Access, *, campaign: Campaign) -> QuerySet[Cost]:
    """List what a campaign pays; whom a call center sends sees what concerns that one."""
    rows = costs_of([campaign.id], organization_id=campaign.organization_id)
    return rows if is_inside(access) else rows.filter(call_center_id__in=access.call_centers)


def engagements_of(campaign: Campaign, *, access: Access | None = None) -> QuerySet[Engagement]:
    """List which call centers work for a campaign; whom one of them sends sees that one."""
    rows = campaign.engagements.select_related("call_center").order_by("since", "id")
    if access is None or is_inside(access):
        return rows
    return rows.filter(call_center_id__in=access.call_centers)


def reasons_for(
    kind: ReasonKind, *, organization_id: UUID, campaign_id: UUID | None
) -> list[Reason]:
    """List the reasons that can be chosen: the organization's and the campaign's own."""
    rows = _reasons(organization_id, kind.value)
    return [row for row in rows if row.campaign_id in (None, campaign_id)]


def _ask_reasons(organization_id: UUID, kind: str) -> QuerySet[Reason]:
    rows = Reason.objects.of(organization_id).filter(kind=kind, retired_at=None)
    return rows.order_by("position", "code")


_reasons: Final = PreparedModels(_ask_reasons, examples=(UUID(int=1), "-"))


def reasons_named(organization_id: UUID) -> dict[UUID, Reason]:
    """Give all reasons that an organization ever counted under, retired ones included."""
    return {row.id: row for row in _all_reasons(organization_id)}


def _ask_all_reasons(organization_id: UUID) -> QuerySet[Reason]:
    return Reason.objects.of(organization_id)


_all_reasons: Final = PreparedModels(_ask_all_reasons, examples=(UUID(int=1),))


def check_reason(reason_id: UUID, kind: ReasonKind, *, organization_id: UUID) -> None:
    """Refuse a reason that is not on the list for this deed.

    :raises WrongReason: for another kind, another organization, or a retired reason.
    """
    rows = Reason.objects.of(organization_id).filter(id=reason_id, kind=kind.value, retired_at=None)
    if not rows.exists():
        raise WrongReason


def questions_of(definition: TargetDefinition | None) -> list[tuple[str, str]]:
    """Give the free criteria of a definition as questions that the telemarketer answers."""
    target = parse_target(definition.criteria) if definition else ()
    return [(one.code, one.question) for one in target if one.kind is Kind.FREE]
