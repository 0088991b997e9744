"""Cost per stage, and waste."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from relais.appointments.models import Appointment
from relais.appointments.queries import is_due
from relais.appointments.rules import HONOURED
from relais.campaigns.models import Campaign
from relais.campaigns.queries import costs_of
from relais.campaigns.rules.terms import CostKind
from relais.leads.events import Outcome
from relais.leads.models import Lead, LeadEvent
from relais.leads.queries import State
from relais.people.queries import organization
from relais.roi.rules import CostLine, Money, Waste, fixed_and_hourly, per_piece, per_stage

WAITING = [State.VALIDATED.value, State.TRANSMITTED.value, State.CONTESTED_NEW.value]


def money_of(campaign: Campaign, *, at: datetime) -> Money:
    """Give what a campaign has cost until a moment, in all and for one of each stage."""
    leads = _leads(campaign)
    due = Appointment.objects.of(campaign.organization_id).filter(is_due(at), lead__in=leads)
    counts = {
        "opened": leads.count(),
        "transmitted": leads.filter(transmitted_at__isnull=False).count(),
        "taken_up": leads.filter(taken_up_at__isnull=False).count(),
        "held": due.filter(outcome=Outcome.HELD.value).count(),
        "won": leads.filter(won_at__isnull=False).count(),
    }
    cost = cost_of(campaign, at=at)
    return Money(campaign.currency, cost, per_stage(cost, counts))


def cost_of(campaign: Campaign, *, at: datetime) -> int:
    """Add up all that a campaign has cost until a moment.

    A lead is paid for when the relay validated it, an appointment when its start has come.
    """
    lines = [
        CostLine(CostKind(row.kind), row.amount, row.since, row.until, row.hours)
        for row in costs_of([campaign.id], organization_id=campaign.organization_id)
    ]
    zone = ZoneInfo(organization(campaign.organization_id).timezone)
    leads = _leads(campaign).filter(validated_at__lte=at).values_list("validated_at", flat=True)
    rows = Appointment.objects.of(campaign.organization_id).filter(lead__in=_leads(campaign))
    starts = rows.filter(is_due(at)).values_list("starts_at", flat=True)
    return (
        fixed_and_hourly(lines, since=date.min, until=at.astimezone(zone).date())
        + per_piece(lines, kind=CostKind.PER_LEAD, days=_days(leads, zone))
        + per_piece(lines, kind=CostKind.PER_APPOINTMENT, days=_days(starts, zone))
    )


def waste_of(campaign: Campaign, *, at: datetime) -> Waste:
    """Count the leads of a campaign that were paid for nothing, each in one line only.

    Never taken up: its turns have run out, or its clock has, and nobody took it up.
    """
    paid = _leads(campaign).filter(validated_at__isnull=False)
    events = LeadEvent.objects.of(campaign.organization_id).filter(inferred=False)
    meetings = Appointment.objects.of(campaign.organization_id)
    upheld = Q(id__in=events.filter(kind="lead.contest_upheld").values("lead_id"))
    missed = Q(id__in=meetings.filter(_not_honoured(at)).values("lead_id"))
    kept = Q(id__in=meetings.filter(outcome=Outcome.HELD.value).values("lead_id"))
    lapsed = Q(due_at__lte=at) | Q(lapsed_turns__gt=0)
    waiting = Q(taken_up_at=None, state__in=WAITING)
    unvisited = missed & ~kept
    counts = paid.aggregate(
        paid=Count("id"),
        upheld=Count("id", filter=upheld),
        not_honoured=Count("id", filter=unvisited & ~upheld),
        never_taken_up=Count("id", filter=lapsed & waiting & ~unvisited & ~upheld),
    )
    count = counts.pop("paid")
    per_lead = per_stage(cost_of(campaign, at=at), {"paid": count})["paid"]
    return Waste(currency=campaign.currency, per_lead=per_lead, **counts)


def _not_honoured(at: datetime) -> Q:
    honoured = Q(outcome__in=[outcome.value for outcome in HONOURED])
    return is_due(at) & (Q(outcome=None) | ~honoured)


def _leads(campaign: Campaign) -> QuerySet[Lead]:
    leads = Lead.objects.of(campaign.organization_id).filter(campaign_id=campaign.id)
    return leads.exclude(state=State.VOIDED.value)


def _days(moments: Iterable[datetime | None], zone: ZoneInfo) -> list[date]:
    return [moment.astimezone(zone).date() for moment in moments if moment]
