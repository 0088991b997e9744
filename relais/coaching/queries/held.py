"""What coaching holds about somebody, and whose words have been kept long enough."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from relais.coaching.models import CoachingPlan, Grid, Observation, Remark, ScoreSheet
from relais.coaching.rules.observing import ObservationState
from relais.coaching.rules.planning import PlanState


def held_of_person(organization_id: UUID, person_id: UUID) -> dict[str, QuerySet[Any, Any]]:
    """Give what this room holds about somebody: his plans, observations, sheets and words.

    Of what he observed and led himself: that he did it and when, without what was scored.

    Others' sheets about him are his to read once they are shared, as on his page.
    """
    observed = Observation.objects.of(organization_id).filter(rep_id=person_id)
    plans = CoachingPlan.objects.of(organization_id).filter(rep_id=person_id)
    about = Q(
        observation__rep_id=person_id, observation__state=ObservationState.SHARED.value
    )  # fmt: skip
    sheets = ScoreSheet.objects.of(organization_id).filter(Q(scorer_id=person_id) | about)
    words = Remark.objects.of(organization_id).filter(
        Q(author_id=person_id) | Q(observation__rep_id=person_id)
    )
    made = Observation.objects.of(organization_id).filter(observer_id=person_id)
    grids = Grid.objects.of(organization_id).filter(published_by_id=person_id)
    led = CoachingPlan.objects.of(organization_id).filter(
        Q(manager_id=person_id) | Q(proposed_by_id=person_id)
    )
    return {
        "observations_made": made.order_by("happened_on", "id").values(
            "id", "kind", "state", "happened_on", "shared_at"
        ),
        "plans_led": led.order_by("proposed_at", "id").values(
            "id", "state", "proposed_at", "accepted_at", "closed_at"
        ),
        "grids_published": grids.order_by("version").values("version", "published_at"),
        "observations": observed.order_by("happened_on", "id").values(
            "id", "kind", "state", "happened_on", "shared_at", "observer_id"
        ),
        "sheets": sheets.order_by("id").values(
            "observation_id", "scorer_id", "scores", "notes", "scored_at",
            grid=F("observation__grid__version"),
        ),
        "remarks": words.order_by("written_at", "id").values(
            "observation_id", "kind", "text", "written_at"
        ),
        "plans": plans.order_by("proposed_at", "id").values(
            "id", "state", "goal", "criteria", "acts", "measure_on", "proposed_at", "accepted_at",
            "baseline", "measured_at", "found", "closed_at", "why",
        ),
    }  # fmt: skip


def observations_over(organization_id: UUID, *, before: date) -> QuerySet[Observation]:
    """List the observations from before a day whose words and levels are still held."""
    rows = Observation.objects.of(organization_id).filter(forgotten_at=None)
    return rows.filter(happened_on__lt=before)


def plans_over(organization_id: UUID, *, before: date) -> QuerySet[CoachingPlan]:
    """List the plans closed, or proposed in vain, before a day, whose words are still held."""
    rows = CoachingPlan.objects.of(organization_id).filter(forgotten_at=None)
    in_vain = Q(state=PlanState.PROPOSED.value, proposed_at__date__lt=before)
    return rows.filter(Q(closed_at__date__lt=before) | in_vain)
