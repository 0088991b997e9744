"""Measuring a plan on its day: the rep beside his own baseline. The clock does it."""

import logging
from datetime import datetime
from uuid import UUID

from relais.coaching.actions.telling import Told, tell_of_plan
from relais.coaching.models import CoachingPlan
from relais.coaching.queries import plans_to_measure
from relais.coaching.queries.plans import locked_plan, stood, stood_before
from relais.coaching.rules.measuring import compare
from relais.coaching.rules.planning import PlanNotRunning, PlanState
from relais.lib.errors import NotVisible, Refusal
from relais.people.rules.access import Actor

log = logging.getLogger(__name__)


def measure_plans(*, by: Actor, at: datetime) -> int:
    """Measure every plan of an organization whose day has come, and give how many.

    What fails is logged and left for the next round: one plan never stops the others.
    :raises RuntimeError: in the end, where one has failed: the round counts it.
    """
    measured = failed = 0
    due = plans_to_measure(by.organization_id, on=at.date())
    for plan_id in list(due.values_list("id", flat=True)):
        try:
            measure_plan(plan_id, by=by, at=at)
        except (Refusal, NotVisible):
            continue  # another process was quicker
        except Exception:
            log.exception("a plan could not be measured")
            failed += 1
        else:
            measured += 1
    if failed:
        raise RuntimeError(f"{failed} plans could not be measured, {measured} were")
    return measured


def measure_plan(plan_id: UUID, *, by: Actor, at: datetime) -> CoachingPlan:
    """Compare what stands with what stood before the plan, and keep both; the plan is over.

    What stood is counted again, so that outcomes told late are in it.
    :raises NotVisible: when there is no such plan.
    :raises PlanNotRunning: unless it runs, and its day has come.
    """
    with locked_plan(plan_id, organization_id=by.organization_id) as plan:
        begun = plan.accepted_at
        if plan.state != PlanState.RUNNING or begun is None or plan.measure_on > at.date():
            raise PlanNotRunning
        home, rep_id = plan.organization_id, plan.rep_id
        before = stood_before(rep_id, organization_id=home, begun=begun, at=at)
        after = stood(rep_id, organization_id=home, start=begun, end=at, at=at)
        plan.found = compare(before, after, plan.criteria)
        plan.state, plan.measured_at, plan.closed_at = PlanState.MEASURED.value, at, at
        plan.save(update_fields=["found", "state", "measured_at", "closed_at"])
        tell_of_plan(plan, Told.MEASURED, by=by, at=at)
    return plan
