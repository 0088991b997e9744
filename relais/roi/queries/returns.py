"""Cost per stage, what it gave, what was in vain; of one campaign or many, as many questions."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from relais.appointments.models import Appointment
from relais.appointments.queries import is_due
from relais.appointments.rules import HONOURED
from relais.campaigns.models import Campaign
from relais.database.checked import checked
from relais.leads.events import Outcome
from relais.leads.models import LeadEvent
from relais.leads.queries import State
from relais.people.queries import organization
from relais.roi.queries.charges import Priced, aggregated, piece, tariff_of
from relais.roi.queries.pools import leads_of
from relais.roi.rules.costs import (
    OF_LEADS,
    WHATEVER_HAPPENS,
    Money,
    Return,
    fixed_and_hourly,
    per_piece,
    per_stage,
)

WAITING: Final = [State.VALIDATED.value, State.TRANSMITTED.value, State.CONTESTED_NEW.value]
REACHED: Final = ("transmitted", "taken_up", "won")


class Line(StrEnum):
    """For what a lead was paid in vain: the first of these that is true of it."""

    UPHELD = "upheld"
    NOT_HONOURED = "not_honoured"
    NEVER_TAKEN_UP = "never_taken_up"


def money_of(campaign: Campaign, *, at: datetime) -> Money:
    """Give what a campaign has cost until a moment, in all and for one of each stage."""
    leads = leads_of([campaign])
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
    lines = tariff_of(campaigns).lines
    leads = leads_of(campaigns)
    visits = Appointment.objects.of(organization_id).filter(lead__in=leads)
    pieces = [
        *_pieces(leads, [one for one in lines if one.line.kind in OF_LEADS], zone, at),
        *_pieces(visits, [one for one in lines if one.line.kind not in OF_LEADS], zone, at),
    ]
    today = at.astimezone(zone).date()
    return {
        campaign.id: fixed_and_hourly(
            [one.line for one in lines if one.campaign == campaign], since=date.min, until=today
        )
        + per_piece((one.line, count) for one, count in pieces if one.campaign == campaign)
        for campaign in campaigns
    }


def wasted(line: Line, *, organization_id: UUID, at: datetime) -> Q:
    """Give the predicate of the leads that were paid for nothing, in one of the three lines.

    Never taken up: its turns have run out, or its clock has, and nobody took it up.
    """
    events = LeadEvent.objects.of(organization_id).filter(inferred=False)
    meetings = Appointment.objects.of(organization_id)
    upheld = _there(events.filter(checked("kind", "lead.contest_upheld")))
    missed = _there(meetings.filter(_not_honoured(at)))
    kept = _there(meetings.filter(outcome=Outcome.HELD.value))
    lapsed = Q(due_at__lte=at) | Q(lapsed_turns__gt=0)
    waiting = Q(taken_up_at=None, state__in=WAITING)
    unvisited = missed & ~kept
    paid = Q(validated_at__isnull=False)
    return {
        Line.UPHELD: paid & upheld,
        Line.NOT_HONOURED: paid & unvisited & ~upheld,
        Line.NEVER_TAKEN_UP: paid & lapsed & waiting & ~unvisited & ~upheld,
    }[line]


def _there(rows: QuerySet[Any]) -> Q:
    """Give the predicate of the leads of which there is such a row.

    Not as one of a list: with "not" before it, PostgreSQL would read a long one for each lead.
    """
    return Q(Exists(rows.filter(lead_id=OuterRef("id"))))


def _return(campaign: Campaign, cost: int, counts: dict[UUID, dict[str, int]]) -> Return:
    found = counts.get(campaign.id, {})
    stages = {stage: found.get(stage, 0) for stage in ("transmitted", "taken_up", "held", "won")}
    money = {name: int(found.get(name) or 0) for name in ("signed_for", "margin", "told")}
    return Return(campaign.currency, stages, cost, per_stage(cost, stages), **money)


def _counts(campaigns: Sequence[Campaign], at: datetime) -> dict[UUID, dict[str, int]]:
    """Count, by campaign, how far leads came, and add up what was signed."""
    signed = Q(won_at__isnull=False, currency=F("campaign__currency"))
    leads = leads_of(campaigns).order_by().values("campaign_id")
    rows: Any = leads.annotate(
        **{stage: Count(f"{stage}_at") for stage in REACHED},
        signed_for=Sum("amount", filter=signed),
        told=Count("margin", filter=signed),
        gained=Sum("margin", filter=signed),
    )
    due = Appointment.objects.of(campaigns[0].organization_id).filter(is_due(at))
    held = due.filter(outcome=Outcome.HELD.value, lead__in=leads_of(campaigns)).order_by()
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
    rows: QuerySet[Any], lines: Sequence[Priced], zone: ZoneInfo, at: datetime
) -> list[tuple[Priced, int]]:
    """Count what each line pays for by the piece: a column for each."""
    paying = [one for one in lines if one.line.kind not in WHATEVER_HAPPENS]
    if not paying:
        return []
    columns = {
        f"n_{number}": Count("id", filter=piece(one, zone=zone, at=at))
        for number, one in enumerate(paying)
    }
    found = aggregated(rows.order_by(), columns)
    return [(one, found[f"n_{number}"]) for number, one in enumerate(paying)]


def _not_honoured(at: datetime) -> Q:
    honoured = Q(outcome__in=[outcome.value for outcome in HONOURED])
    return is_due(at) & (Q(outcome=None) | ~honoured)
