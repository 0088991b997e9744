"""Forgetting what was said and scored of persons long ago; what happened stays to be counted."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from relais.acts.actions import forget_acts_from
from relais.acts.rules import ActSource
from relais.coaching.models import CoachingPlan, Observation, Remark, ScoreSheet
from relais.coaching.queries import observations_over, plans_over
from relais.coaching.rules.planning import PlanState
from relais.outbox.actions import forget_answers


def forget_coaching(organization_id: UUID, *, before: date, at: datetime) -> dict[str, int]:
    """Erase for good what observations and plans from before a day say; give how many there were.

    Words, levels and figures go, from the plans' acts and from the answers kept for requests too;
    that somebody was observed, or had a plan, stays in counts.
    """
    with transaction.atomic():
        return {
            "observations": _forget_observations(organization_id, before=before, at=at),
            "plans": _forget_plans(organization_id, before=before, at=at),
        }


def _forget_observations(organization_id: UUID, *, before: date, at: datetime) -> int:
    ids = list(observations_over(organization_id, before=before).values_list("id", flat=True))
    sheets = ScoreSheet.objects.of(organization_id).filter(observation_id__in=ids)
    sheets.update(scores={}, notes={})
    words = Remark.objects.of(organization_id).filter(observation_id__in=ids)
    words.exclude(text="").update(text="")
    forget_answers(organization_id, ids)
    return (
        Observation.objects.of(organization_id)
        .filter(id__in=ids)
        .update(forgotten_at=at, awaits_since=None, appointment_id=None, call_id=None)
    )


def _forget_plans(organization_id: UUID, *, before: date, at: datetime) -> int:
    ids = list(plans_over(organization_id, before=before).values_list("id", flat=True))
    rows = CoachingPlan.objects.of(organization_id).filter(id__in=ids)
    acts = forget_acts_from(organization_id, ActSource.COACHING, ids)
    forget_answers(organization_id, [*ids, *acts])
    rows.filter(state=PlanState.PROPOSED.value).update(state=PlanState.DROPPED.value, closed_at=at)
    return rows.update(goal="", why="", acts=[], baseline={}, found={}, forgotten_at=at)
