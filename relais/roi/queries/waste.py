"""What was paid for nothing, by campaign: the leads of each line, and what these have cost."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Case, Count, Q, QuerySet, Sum, Value, When

from relais.appointments.models import Appointment
from relais.campaigns.models import Campaign
from relais.leads.models import Lead
from relais.roi.queries.charges import Charges, charges_of, whole_of
from relais.roi.queries.pools import leads_of
from relais.roi.queries.returns import Line, wasted
from relais.roi.rules.costs import Waste, Wasted

NO_LINE: Final = ""
Key = tuple[UUID, str]


def waste_of(campaign: Campaign, *, at: datetime) -> Waste:
    """Count the leads of a campaign that were paid for nothing, and add up what each has cost."""
    return wastes_of([campaign], at=at)[campaign.id]


def wastes_of(campaigns: Sequence[Campaign], *, at: datetime) -> dict[UUID, Waste]:
    """Tell, by campaign, what was paid for nothing: as the proof of its leads does, to the cent.

    Ten queries at most, however many campaigns and leads there are.
    """
    if not campaigns:
        return {}
    home, charges = campaigns[0].organization_id, charges_of(campaigns, at=at)
    lines = {line: wasted(line, organization_id=home, at=at) for line in Line}
    leads = leads_of(campaigns).filter(validated_at__isnull=False).order_by()
    counts, amounts = _by_line(leads, lines, charges)
    for line, of in lines.items():
        for campaign_id, paid in _for_visits(leads.filter(of), charges, home):
            amounts[campaign_id, line.value] += paid
    return {each.id: _waste(each, counts, amounts) for each in campaigns}


def _by_line(
    leads: QuerySet[Lead], lines: dict[Line, Q], charges: Charges
) -> tuple[dict[Key, int], dict[Key, int]]:
    """Count the leads that were paid, and add up what they are charged, by campaign and line."""
    line = Case(
        *(When(of, then=Value(name.value)) for name, of in lines.items()), default=Value(NO_LINE)
    )
    told: Any = leads.annotate(line=line).values_list("campaign_id", "line")
    rows = list(told.annotate(n=Count("id"), paid=Sum(whole_of(charges.leads))))
    counts = {(campaign_id, of): n for campaign_id, of, n, _paid in rows}
    return counts, {(campaign_id, of): paid or 0 for campaign_id, of, _n, paid in rows}


def _for_visits(leads: QuerySet[Lead], charges: Charges, home: UUID) -> list[tuple[UUID, int]]:
    """Add up what the appointments of some leads are charged, by campaign."""
    if not charges.visits:
        return []
    visits = Appointment.objects.of(home).filter(lead__in=leads).order_by()
    paid: Any = visits.values_list("lead__campaign_id").annotate(paid=Sum(whole_of(charges.visits)))
    return [(campaign_id, amount or 0) for campaign_id, amount in paid]


def _waste(campaign: Campaign, counts: dict[Key, int], amounts: dict[Key, int]) -> Waste:
    lines = {
        line.value: Wasted(
            counts.get((campaign.id, line.value), 0), amounts.get((campaign.id, line.value), 0)
        )
        for line in Line
    }
    paid = sum(n for (campaign_id, _line), n in counts.items() if campaign_id == campaign.id)
    return Waste(campaign.currency, paid, lines)
