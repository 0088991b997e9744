"""Plans as the two concerned see them: the rep and his direct manager, nobody else."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from relais.appointments.queries import chosen, due_counts
from relais.coaching.models import CoachingPlan, Observation
from relais.coaching.queries.team import of_reps_led
from relais.coaching.rules.measuring import BEFORE_DAYS, Stood
from relais.coaching.rules.observing import ObservationState
from relais.coaching.rules.planning import PlanState
from relais.lib.errors import NotVisible
from relais.people.queries import Access


def plans_visible_to(access: Access, *, on: date) -> QuerySet[CoachingPlan]:
    """List somebody's own plans, and those of the reps whom he leads directly, the latest first."""
    rows = CoachingPlan.objects.of(access.organization_id).filter(
        Q(rep_id=access.person_id) | of_reps_led(access, on=on), forgotten_at=None
    )
    return rows.select_related("rep", "manager", "unit").order_by("-proposed_at", "-id")


def get_plan(plan_id: UUID, *, access: Access, on: date) -> CoachingPlan:
    """Get a plan.

    :raises NotVisible: when there is none that this person may see.
    """
    found = plans_visible_to(access, on=on).select_related("grid").filter(id=plan_id).first()
    if found is None:
        raise NotVisible
    return found


def plans_to_measure(organization_id: UUID, *, on: date) -> QuerySet[CoachingPlan]:
    """List the plans whose day to measure again has come."""
    rows = CoachingPlan.objects.of(organization_id).filter(state=PlanState.RUNNING.value)
    return rows.filter(measure_on__lte=on).order_by("measure_on", "id")


@contextmanager
def locked_plan(plan_id: UUID, *, organization_id: UUID) -> Iterator[CoachingPlan]:
    """Open a transaction and hold a plan's row until it ends.

    :raises NotVisible: when the organization has none, or what it said is forgotten.
    """
    with transaction.atomic():
        rows = CoachingPlan.objects.of(organization_id).filter(id=plan_id, forgotten_at=None)
        found = rows.select_related("grid", "unit").select_for_update(of=("self",)).first()
        if found is None:
            raise NotVisible
        yield found


def stood_before(rep_id: UUID, *, organization_id: UUID, begun: datetime, at: datetime) -> Stood:
    """Give what stood in the half year before a moment, as far as it is known at another."""
    start = begun - timedelta(days=BEFORE_DAYS)
    return stood(rep_id, organization_id=organization_id, start=start, end=begun, at=at)


def stood(
    rep_id: UUID, *, organization_id: UUID, start: datetime, end: datetime, at: datetime
) -> Stood:
    """Give what a rep honoured of what was due in a stretch of time, and how he was scored.

    Observers' levels alone, a visit that several saw counting once, by their mean. A visit of the
    day on which one stretch ends and the other begins belongs to the first.
    """
    rows = chosen(organization_id, start=start, end=end, rep_ids=[rep_id])
    counts = next(iter(due_counts(rows, at=at)), None)
    found = Observation.objects.of(organization_id).filter(
        rep_id=rep_id,
        state=ObservationState.SHARED.value,
        forgotten_at=None,
        happened_on__gt=start.date(),
        happened_on__lte=end.date(),
    )
    levels: dict[str, list[float]] = {}
    for observation in found.prefetch_related("sheets").order_by("happened_on", "id"):
        scored = [one.scores for one in observation.sheets.all() if one.scorer_id != rep_id]
        for code in {code for scores in scored for code in scores}:
            given = [scores[code] for scores in scored if scores.get(code) is not None]
            if given:
                levels.setdefault(code, []).append(sum(given) / len(given))
    if counts is None:
        return Stood(levels=levels)
    return Stood(counts.due, counts.honoured, counts.silent, levels)
