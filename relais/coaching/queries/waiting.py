"""What waits for a manager in coaching: contests to answer, plans countered, visits to score."""

from datetime import datetime
from itertools import chain
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, Q

from relais.coaching.models import CoachingPlan, Observation, ScoreSheet
from relais.coaching.queries.team import reps_led
from relais.coaching.rules.observing import ObservationState
from relais.coaching.rules.planning import PlanState
from relais.people.queries import Access


class Waiting(NamedTuple):
    """In whose coaching somebody is waited for, and since when."""

    rep_id: UUID
    rep: str
    since: datetime


def waits_for_manager(access: Access, *, at: datetime) -> list[Waiting]:
    """List each rep in whose coaching a manager is waited for, the longest waiting first.

    Three queries, however much waits.
    """
    home, led = access.organization_id, list(reps_led(access, on=at.date()))
    mine = ScoreSheet.objects.of(home).filter(scorer_id=access.person_id, scored_at=None)
    to_answer = Q(awaits_since__isnull=False, rep_id__in=led)
    to_score = Q(
        state=ObservationState.OPEN.value,
        happened_on__lte=at.date(),
        id__in=mine.values("observation_id"),
    )
    seen = Observation.objects.of(home).filter(to_answer | to_score, forgotten_at=None)
    seen = seen.exclude(rep_id=access.person_id)
    plans = CoachingPlan.objects.of(home).filter(
        rep_id__in=led, state=PlanState.PROPOSED.value, proposed_by_id=F("rep_id")
    )
    rows = chain(
        ((one.rep, one.awaits_since or one.begun_at) for one in seen.select_related("rep")),
        ((plan.rep, plan.proposed_at) for plan in plans.select_related("rep")),
    )
    found: dict[UUID, Waiting] = {}
    for rep, since in rows:
        before = found[rep.id].since if rep.id in found else since
        found[rep.id] = Waiting(rep.id, f"{rep}", min(since, before))
    return sorted(found.values(), key=lambda one: (one.since, one.rep_id))
