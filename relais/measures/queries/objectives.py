"""How far campaigns are from what they want: each objective with what was done of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from relais.appointments.models import Appointment
from relais.campaigns.models import Campaign, Objective
from relais.campaigns.rules.terms import Status
from relais.leads.events import Outcome
from relais.leads.models import Lead
from relais.leads.queries import State
from relais.lib.periods import Period
from relais.measures.rules import days
from relais.people.queries import organization

OF_LEADS: Final = {
    "opened": "opened_at",
    "validated": "validated_at",
    "taken_up": "taken_up_at",
    "won": "won_at",
}
OF_APPOINTMENTS: Final = {"appointments": "booked_at", "held": "starts_at"}


@dataclass(frozen=True)
class Progress:
    """An objective of a running campaign, and what was done of it within its days."""

    campaign: Campaign
    objective: Objective
    done: int


def progress(organization_id: UUID, *, at: datetime) -> list[Progress]:
    """Count, for each objective of a running campaign that has begun, what was done of it so far.

    Four queries, however many there are. Leads count on the day on which they came so far,
    appointments on that of their booking, those held on that of their start.
    """
    zone = ZoneInfo(organization(organization_id).timezone)
    today = at.astimezone(zone).date()
    running = Objective.objects.of(organization_id).filter(
        campaign__status=Status.RUNNING.value,
        since__lte=today,
        measure__in=[*OF_LEADS, *OF_APPOINTMENTS],
    )
    rows = list(
        running.select_related("campaign").order_by("campaign__name", "since", "measure", "id")
    )
    leads = Lead.objects.of(organization_id).exclude(state=State.VOIDED.value)
    meetings = Appointment.objects.of(organization_id)
    done = {
        **_counted(leads, [one for one in rows if one.measure in OF_LEADS], _reached, zone),
        **_counted(meetings, [one for one in rows if one.measure not in OF_LEADS], _met, zone),
    }
    return [Progress(one.campaign, one, done[one.id]) for one in rows]


def _counted(
    rows: Any,
    objectives: Iterable[Objective],
    predicate: Callable[[Objective, Period], Q],
    zone: ZoneInfo,
) -> dict[UUID, int]:
    """Count for all objectives at once: a column for each."""
    columns = {
        one.id: Count("id", filter=predicate(one, days(one.since, one.until, zone=zone)))
        for one in objectives
    }
    if not columns:
        return {}
    counted = rows.aggregate(**{f"n_{row_id.hex}": count for row_id, count in columns.items()})
    return {row_id: counted[f"n_{row_id.hex}"] for row_id in columns}


def _reached(objective: Objective, period: Period) -> Q:
    column = OF_LEADS[objective.measure]
    within = {f"{column}__gte": period.start, f"{column}__lt": period.end}
    return Q(campaign_id=objective.campaign_id, **within)


def _met(objective: Objective, period: Period) -> Q:
    column = OF_APPOINTMENTS[objective.measure]
    within = {f"{column}__gte": period.start, f"{column}__lt": period.end}
    booked = Q(lead__campaign_id=objective.campaign_id, **within)
    return booked & Q(outcome=Outcome.HELD.value) if objective.measure == "held" else booked
