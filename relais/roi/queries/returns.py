"""Cost per stage, what it gave, and waste; of one campaign or of many, as many questions."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q, QuerySet, Sum

from relais.appointments.models import Appointment
from relais.appointments.queries import is_due
from relais.appointments.rules import HONOURED
from relais.campaigns.models import Campaign
from relais.campaigns.queries import costs_of
from relais.campaigns.rules.terms import CostKind
from relais.leads.events import Outcome
from relais.leads.models import Lead, LeadEvent
from relais.leads.queries import State
from relais.measures.rules import days
from relais.people.queries import organization
from relais.roi.rules import (
    CostLine,
    Money,
    Return,
    Waste,
    fixed_and_hourly,
    per_piece,
    per_stage,
)

WAITING: Final = [State.VALIDATED.value, State.TRANSMITTED.value, State.CONTESTED_NEW.value]
REACHED: Final = ("transmitted", "taken_up", "won")
PIECES: Final = {CostKind.PER_LEAD: "validated_at", CostKind.PER_APPOINTMENT: "starts_at"}

Priced = tuple[UUID, CostLine]  # of which campaign


class Line(StrEnum):
    """For what a lead was paid in vain: the first of these that is true of it."""

    UPHELD = "upheld"
    NOT_HONOURED = "not_honoured"
    NEVER_TAKEN_UP = "never_taken_up"


def money_of(campaign: Campaign, *, at: datetime) -> Money:
    """Give what a campaign has cost until a moment, in all and for one of each stage."""
    leads = _leads([campaign])
    found = returns_of([campaign], at=at)[campaign.id]
    counts = {"opened": leads.count(), **found.counts}
    return Money(campaign.currency, found.cost, per_stage(found.cost, counts))


def returns_of(campaigns: Sequence[Campaign], *, at: datetime) -> dict[UUID, Return]:
    """Give what some campaigns of an organization have cost until a moment, and what they gave.

    Six queries, however many there are. Amounts in another currency than the campaign's are left
    out of its money.
    """
    if not campaigns:
        return {}
    costs = costs_until(campaigns, at=at)
    counts = _counts(campaigns, at)
    return {campaign.id: _return(campaign, costs[campaign.id], counts) for campaign in campaigns}


def cost_of(campaign: Campaign, *, at: datetime) -> int:
    """Add up all that a campaign has cost until a moment."""
    return costs_until([campaign], at=at)[campaign.id]


def costs_until(campaigns: Sequence[Campaign], *, at: datetime) -> dict[UUID, int]:
    """Add up all that some campaigns of an organization have cost until a moment.

    A lead is paid for when the relay validated it, an appointment when its start has come.
    """
    organization_id = campaigns[0].organization_id
    zone = ZoneInfo(organization(organization_id).timezone)
    rows = costs_of([each.id for each in campaigns], organization_id=organization_id)
    lines = [
        (r.campaign_id, CostLine(CostKind(r.kind), r.amount, r.since, r.until, r.hours))
        for r in rows
    ]
    leads = _leads(campaigns)
    starts = Appointment.objects.of(organization_id).filter(is_due(at), lead__in=leads)
    pieces = [
        *_pieces(leads.filter(validated_at__lte=at), lines, CostKind.PER_LEAD, zone),
        *_pieces(starts, lines, CostKind.PER_APPOINTMENT, zone),
    ]
    today = at.astimezone(zone).date()
    return {
        campaign.id: fixed_and_hourly(
            [line for row_id, line in lines if row_id == campaign.id], since=date.min, until=today
        )
        + per_piece((line, count) for row_id, line, count in pieces if row_id == campaign.id)
        for campaign in campaigns
    }


def waste_of(campaign: Campaign, *, at: datetime) -> Waste:
    """Count the leads of a campaign that were paid for nothing, each in one line only."""
    costs = costs_until([campaign], at=at)
    return wastes_of([campaign], costs=costs, at=at)[campaign.id]


def wastes_of(
    campaigns: Sequence[Campaign], *, costs: Mapping[UUID, int], at: datetime
) -> dict[UUID, Waste]:
    """Count, by campaign, the leads that were paid for nothing, each in one line only."""
    if not campaigns:
        return {}
    organization_id = campaigns[0].organization_id
    lines = {
        line.value: Count("id", filter=wasted(line, organization_id=organization_id, at=at))
        for line in Line
    }
    counted = _leads(campaigns).filter(validated_at__isnull=False).order_by().values("campaign_id")
    rows: dict[UUID, dict[str, int]] = {
        row_id: {"paid": paid, **dict(zip(lines, counts, strict=True))}
        for row_id, paid, *counts in counted.annotate(paid=Count("id"), **lines).values_list(
            "campaign_id", "paid", *lines
        )
    }
    return {each.id: _waste(each, costs[each.id], rows.get(each.id, {})) for each in campaigns}


def wasted(line: Line, *, organization_id: UUID, at: datetime) -> Q:
    """Give the predicate of the leads that were paid for nothing, in one of the three lines.

    Never taken up: its turns have run out, or its clock has, and nobody took it up.
    """
    events = LeadEvent.objects.of(organization_id).filter(inferred=False)
    meetings = Appointment.objects.of(organization_id)
    upheld = Q(id__in=events.filter(kind="lead.contest_upheld").values("lead_id"))
    missed = Q(id__in=meetings.filter(_not_honoured(at)).values("lead_id"))
    kept = Q(id__in=meetings.filter(outcome=Outcome.HELD.value).values("lead_id"))
    lapsed = Q(due_at__lte=at) | Q(lapsed_turns__gt=0)
    waiting = Q(taken_up_at=None, state__in=WAITING)
    unvisited = missed & ~kept
    paid = Q(validated_at__isnull=False)
    return {
        Line.UPHELD: paid & upheld,
        Line.NOT_HONOURED: paid & unvisited & ~upheld,
        Line.NEVER_TAKEN_UP: paid & lapsed & waiting & ~unvisited & ~upheld,
    }[line]


def _return(campaign: Campaign, cost: int, counts: dict[UUID, dict[str, int]]) -> Return:
    found = counts.get(campaign.id, {})
    stages = {stage: found.get(stage, 0) for stage in ("transmitted", "taken_up", "held", "won")}
    money = {name: int(found.get(name) or 0) for name in ("signed_for", "margin", "told")}
    return Return(campaign.currency, stages, cost, per_stage(cost, stages), **money)


def _counts(campaigns: Sequence[Campaign], at: datetime) -> dict[UUID, dict[str, int]]:
    """Count, by campaign, how far leads came, and add up what was signed."""
    signed = Q(won_at__isnull=False, currency=F("campaign__currency"))
    leads = _leads(campaigns).order_by().values("campaign_id")
    rows: Any = leads.annotate(
        **{stage: Count(f"{stage}_at") for stage in REACHED},
        signed_for=Sum("amount", filter=signed),
        told=Count("margin", filter=signed),
        gained=Sum("margin", filter=signed),
    )
    due = Appointment.objects.of(campaigns[0].organization_id).filter(is_due(at))
    held = due.filter(outcome=Outcome.HELD.value, lead__in=_leads(campaigns)).order_by()
    visits = dict(held.values_list("lead__campaign_id").annotate(Count("id")))
    return {
        row["campaign_id"]: {
            **{name: row[name] for name in (*REACHED, "signed_for", "told")},
            "held": visits.get(row["campaign_id"], 0),
            "margin": row["gained"],
        }
        for row in rows
    }


def _pieces(
    rows: QuerySet[Any], lines: Sequence[Priced], kind: CostKind, zone: ZoneInfo
) -> list[tuple[UUID, CostLine, int]]:
    """Count what each line of a kind pays for: a column for each, in one question."""
    paying = [(row_id, line) for row_id, line in lines if line.kind is kind]
    if not paying:
        return []
    of_campaign = "campaign_id" if kind is CostKind.PER_LEAD else "lead__campaign_id"
    columns = {}
    for number, (row_id, line) in enumerate(paying):
        period = days(line.since, line.until, zone=zone)
        within = Q((f"{PIECES[kind]}__gte", period.start), (f"{PIECES[kind]}__lt", period.end))
        columns[f"n_{number}"] = Count("id", filter=within & Q((of_campaign, row_id)))
    counted = rows.order_by().aggregate(**columns)
    return [(row_id, line, counted[f"n_{number}"]) for number, (row_id, line) in enumerate(paying)]


def _waste(campaign: Campaign, cost: int, counts: dict[str, int]) -> Waste:
    per_lead = per_stage(cost, {"paid": counts.get("paid", 0)})["paid"]
    lines = {line.value: counts.get(line.value, 0) for line in Line}
    return Waste(currency=campaign.currency, per_lead=per_lead, **lines)


def _not_honoured(at: datetime) -> Q:
    honoured = Q(outcome__in=[outcome.value for outcome in HONOURED])
    return is_due(at) & (Q(outcome=None) | ~honoured)


def _leads(campaigns: Sequence[Campaign]) -> QuerySet[Lead]:
    leads = Lead.objects.of(campaigns[0].organization_id).filter(
        campaign_id__in=[campaign.id for campaign in campaigns]
    )
    return leads.exclude(state=State.VOIDED.value)
