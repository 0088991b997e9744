"""A manager's reps as a list of what is next with each; a director's units in counts alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, Max, Min, Q

from relais.acts.queries import ActSource, ActState, acts_visible_to
from relais.coaching.models import OPEN_PLANS, CoachingPlan, Observation
from relais.coaching.queries.team import reps_led
from relais.coaching.rules.observing import ObservationState
from relais.lib.teams import SMALLEST_TEAM
from relais.people.models import Person
from relais.people.queries import Access, Role, holding, units_named

YEAR: Final = timedelta(days=365)


@dataclass(frozen=True)
class TeamLine:
    """A rep: his plan if he has one, when he was last observed, and what comes next."""

    rep: Person
    plan: CoachingPlan | None
    last_on: date | None
    next_on: date | None

    @property
    def begun(self) -> bool:
        """Say whether there is anything to tell of him yet."""
        return bool(self.plan or self.last_on or self.next_on)


@dataclass(frozen=True)
class UnitCounts:
    """How much coaching there is in a unit; `unit_id` is None for the small ones together."""

    unit_id: UUID | None
    name: str
    reps: int
    plans: int
    observations: int


def team_of(access: Access, *, on: date) -> list[TeamLine]:
    """List the reps whom somebody leads directly, by name; as many queries whatever their number.

    By name and not by score: nobody is ranked.
    """
    reps = reps_led(access, on=on)
    rows = CoachingPlan.objects.of(access.organization_id).filter(
        rep_id__in=list(reps), state__in=OPEN_PLANS, forgotten_at=None
    )
    plans = {plan.rep_id: plan for plan in rows}
    seen = Observation.objects.of(access.organization_id).filter(rep_id__in=list(reps))
    seen = seen.exclude(state=ObservationState.CANCELLED.value).order_by()
    days = seen.values_list("rep_id").annotate(
        last=Max("happened_on", filter=Q(happened_on__lte=on)),
        coming=Min("happened_on", filter=Q(happened_on__gt=on)),
    )
    observed = {rep_id: (last, coming) for rep_id, last, coming in days}
    acts = _next_acts(access, plans.values())
    lines = []
    for rep_id, rep in reps.items():
        last, coming = observed.get(rep_id, (None, None))
        plan = plans.get(rep_id)
        lines.append(TeamLine(rep, plan, last, _soonest(plan, acts.get(rep_id), coming)))
    return lines


def counts_by_unit(access: Access, *, on: date) -> list[UnitCounts]:
    """Count open plans, and observations shared within a year, by unit of at least five reps.

    A unit counts its own reps, so that no difference of two lines is a person; those with fewer
    stand together, if they are five in all.
    """
    posts = holding(access.organization_id, on=on).filter(role=Role.REP.value, unit__isnull=False)
    reps = _counted(posts.values_list("unit_id").annotate(n=Count("person_id", distinct=True)))
    plans = CoachingPlan.objects.of(access.organization_id).filter(state__in=OPEN_PLANS)
    seen = Observation.objects.of(access.organization_id).filter(
        state=ObservationState.SHARED.value, happened_on__gt=on - YEAR
    )
    planned = _counted(plans.order_by().values_list("unit_id").annotate(n=Count("id")))
    observed = _counted(seen.order_by().values_list("unit_id").annotate(n=Count("id")))
    names = units_named(access.organization_id, list(reps))
    large = sorted((unit for unit in reps if reps[unit] >= SMALLEST_TEAM), key=lambda u: names[u])
    found = [
        UnitCounts(unit, names[unit], reps[unit], planned.get(unit, 0), observed.get(unit, 0))
        for unit in large
    ]
    small = [unit for unit in reps if unit not in large]
    together = sum(reps[unit] for unit in small)
    if together >= SMALLEST_TEAM:
        sums = (sum(each.get(unit, 0) for unit in small) for each in (planned, observed))
        found.append(UnitCounts(None, "", together, *sums))
    return found


def _counted(rows: Iterable[tuple[UUID, int]]) -> dict[UUID, int]:
    return dict(rows)


def _next_acts(access: Access, plans: Iterable[CoachingPlan]) -> dict[UUID, date]:
    """Give the soonest day of the open acts of each rep's plan."""
    rows = acts_visible_to(access).filter(
        source=ActSource.COACHING.value,
        source_id__in=[plan.id for plan in plans],
        state=ActState.AGREED.value,
    )
    found = rows.order_by().values_list("person_id").annotate(soonest=Min("due_on"))
    return {rep_id: day for rep_id, day in found if rep_id and day}


def _soonest(plan: CoachingPlan | None, act: date | None, coming: date | None) -> date | None:
    measured = plan.measure_on if plan and plan.accepted_at else None
    return min((day for day in (act, coming, measured) if day), default=None)
