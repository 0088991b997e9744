"""What a simulated world answers to the article's question: read from the database, as any."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from relais.appointments.queries import chosen, due_counts, unvisited_per_week
from relais.campaigns.models import Campaign, Objective
from relais.challenge.models import Challenge
from relais.diagnosis.queries.effect import Effect, effect_of
from relais.diagnosis.queries.plain import Diagnosis, RepCounts, diagnose
from relais.leads.models import Lead, LeadEvent
from relais.measures.queries import Rate, View, take_up_by_week
from relais.people.models import Membership, Organization
from relais.people.rules.access import Role
from relais.roi.queries import waste_of
from relais.roi.rules.costs import Waste
from relais.simulation.rules import SCENARIOS, Scenario
from relais.simulation.staff import CHALLENGE, PASSWORD
from relais.simulation.waves import NAME

__all__ = [
    "PASSWORD",
    "SCENARIOS",
    "Answer",
    "BeforeAndAfter",
    "Effect",
    "Inventory",
    "Scenario",
    "answer_of",
    "inventory_of",
    "logins_of",
    "organization_of",
    "slug_of",
]

HORIZON = 14  # working days after transmission


@dataclass(frozen=True)
class Inventory:
    """How much there is of a world."""

    leads: int
    events: int
    appointments: int
    reps: int
    telemarketers: int
    regions: int


@dataclass(frozen=True)
class BeforeAndAfter:
    """The take-up of the leads transmitted before a challenge began, and of those since."""

    began_on: date
    before: Rate
    after: Rate


@dataclass(frozen=True)
class Answer:
    """Who does not honour appointments, what it costs, and what a challenge changed."""

    diagnosis: Diagnosis
    waste: Waste
    unvisited: int
    prospects: int
    challenge: BeforeAndAfter | None
    effect: Effect | None


def slug_of(scenario: Scenario, *, seed: int) -> str:
    """Give the short name of a scenario's organization; its sign-ins lie under it."""
    name = "" if scenario.name == "tribune" else f"-{scenario.name.replace('_', '-')}"
    return f"demo{name}" if seed == 1 else f"demo{name}-{seed}"


def organization_of(slug: str) -> Organization | None:
    """Find a world that was built already."""
    return Organization.objects.filter(slug=slug).first()


def logins_of(organization_id: UUID) -> dict[str, str]:
    """Give the addresses with which one signs in, by role."""
    rows = Membership.objects.of(organization_id).filter(person__login__isnull=False)
    return dict(rows.order_by("person_id").values_list("role", "person__login__email"))


def inventory_of(organization_id: UUID) -> Inventory:
    """Count what a world holds."""
    roles = Membership.objects.of(organization_id)
    units = roles.filter(role=Role.RELAY.value).values("unit_id").distinct()
    return Inventory(
        leads=Lead.objects.of(organization_id).count(),
        events=LeadEvent.objects.of(organization_id).count(),
        appointments=chosen(organization_id).count(),
        reps=roles.filter(role=Role.REP.value).count(),
        telemarketers=roles.filter(role=Role.TELEMARKETER.value).count(),
        regions=units.count(),
    )


def answer_of(organization_id: UUID, *, at: datetime) -> Answer:
    """Answer the article's question for a world, as known at a moment."""
    appointments = chosen(organization_id)
    team = [
        RepCounts(str(row.rep_id), row.due, row.honoured, row.silent)
        for row in due_counts(appointments, at=at)
    ]
    zone = ZoneInfo(Organization.objects.get(id=organization_id).timezone)
    weeks = unvisited_per_week(appointments, zone=zone, at=at)
    campaign = Campaign.objects.of(organization_id).order_by("created_at", "id").first()
    if campaign is None:
        raise LookupError(organization_id)
    return Answer(
        diagnosis=diagnose(team),
        waste=waste_of(campaign, at=at),
        unvisited=sum(week.unvisited for week in weeks),
        prospects=sum(week.prospects for week in weeks),
        challenge=_before_and_after(campaign, at=at),
        effect=_effect(organization_id, at=at),
    )


def _effect(organization_id: UUID, *, at: datetime) -> Effect | None:
    """Read the challenge that began in waves, these together; others are play."""
    started = Challenge.objects.of(organization_id).filter(
        started_at__isnull=False, name__startswith=NAME
    )
    first = started.order_by("since", "id").first()
    return effect_of(first, at=at) if first else None


def _before_and_after(campaign: Campaign, *, at: datetime) -> BeforeAndAfter | None:
    rows = Objective.objects.of(campaign.organization_id).filter(measure=CHALLENGE)
    began_on = rows.values_list("since", flat=True).first()
    if began_on is None:
        return None
    weeks = take_up_by_week(View(campaign.organization_id), at=at)
    told = [week for week in weeks if week.horizon == HORIZON and week.complete]
    return BeforeAndAfter(
        began_on,
        before=_together([week.rate for week in told if week.week < began_on]),
        after=_together([week.rate for week in told if week.week >= began_on]),
    )


def _together(rates: list[Rate]) -> Rate:
    return Rate.of(sum(r.numerator for r in rates), sum(r.denominator for r in rates))
