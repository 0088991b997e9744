"""Plans: proposed, accepted or answered by another, measured again."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from relais.api.acts import ActOut
from relais.api.coaching.schemas import (
    CoachingPlanIn,
    CoachingPlanOut,
    DropIn,
    MeasureIn,
    PlannedActIn,
    PlanTermsIn,
)
from relais.api.door import Key, caller_of, do
from relais.api.fields import Listing, Page
from relais.api.paging import page_of
from relais.coaching import actions
from relais.coaching.queries import PlannedAct, Terms, get_plan, plans_visible_to
from relais.people.queries import Actor
from relais.privacy.actions import note_reading

READ: Final = Key("steering:read")

router: Final = Router(tags=["coaching"], auth=Key("steering:write"))


class PlanListing(Listing):
    """Which plans are asked for."""

    rep_id: UUID | None = None


@router.get("", auth=READ, response=Page[CoachingPlanOut])
def list_plans(request: HttpRequest, asked: Query[PlanListing]) -> HttpResponse:
    """List your own plans, and those of the reps whom you lead directly, the latest first."""
    caller = caller_of(request)
    rows = plans_visible_to(caller.access, on=caller.at.date())
    rows = rows.filter(rep_id=asked.rep_id) if asked.rep_id else rows
    others = rows.exclude(rep_id=caller.access.person_id).order_by()
    if of := set(others.values_list("rep_id", flat=True)):
        note_reading("coaching", of=of, by=caller.by, at=caller.at)
    return page_of(request, rows, by="-proposed_at", asked=asked, out=CoachingPlanOut)


@router.get("/{plan_id}", auth=READ, response=CoachingPlanOut)
def get_one_plan(request: HttpRequest, plan_id: UUID) -> Any:
    """Get a plan; its acts, once agreed, are those of `/acts` with it as their source."""
    caller = caller_of(request)
    plan = get_plan(plan_id, access=caller.access, on=caller.at.date())
    if plan.rep_id != caller.access.person_id:
        note_reading("coaching", of=[plan.rep_id], by=caller.by, at=caller.at)
    return plan


@router.post("", response={201: CoachingPlanOut})
def propose_plan(request: HttpRequest, data: CoachingPlanIn) -> HttpResponse:
    """Propose a plan to a rep whom you lead directly; it begins when he accepts it."""
    terms = _terms(data)

    def deed(by: Actor, at: datetime) -> Any:
        return actions.propose_plan(data.rep_id, terms, by=by, at=at)

    return do(request, deed, out=CoachingPlanOut, status=201)


@router.post("/{plan_id}/counter", response=CoachingPlanOut)
def counter_plan(request: HttpRequest, plan_id: UUID, data: PlanTermsIn) -> HttpResponse:
    """Propose another in the place of what the other has proposed."""
    terms = _terms(data)
    return do(
        request,
        lambda by, at: actions.counter_plan(plan_id, terms, by=by, at=at),
        out=CoachingPlanOut,
    )


@router.post("/{plan_id}/accept", response=CoachingPlanOut)
def accept_plan(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Accept a plan: it begins, its acts are agreed, and what stands now is its baseline."""
    return _do(request, actions.accept_plan, plan_id)


@router.post("/{plan_id}/acts", response={201: ActOut})
def add_to_plan(request: HttpRequest, plan_id: UUID, data: PlannedActIn) -> HttpResponse:
    """Agree one more act of a plan that runs; a rep takes on his own only."""
    act = PlannedAct(**dict(data))
    return do(
        request,
        lambda by, at: actions.add_to_plan(plan_id, act, by=by, at=at),
        out=ActOut,
        status=201,
    )


@router.post("/{plan_id}/measure", response=CoachingPlanOut)
def put_off_measure(request: HttpRequest, plan_id: UUID, data: MeasureIn) -> HttpResponse:
    """Measure a plan on another day; one that was measured goes on until then."""
    return _do(request, actions.put_off_measure, plan_id, measure_on=data.measure_on)


@router.post("/{plan_id}/drop", response=CoachingPlanOut)
def drop_plan(request: HttpRequest, plan_id: UUID, data: DropIn) -> HttpResponse:
    """Drop a plan, with the reason; its open acts are dropped with it."""
    return _do(request, actions.drop_plan, plan_id, words=data.words)


def _do(request: HttpRequest, deed: Callable[..., Any], plan_id: UUID, **told: Any) -> HttpResponse:
    return do(request, lambda by, at: deed(plan_id, **told, by=by, at=at), out=CoachingPlanOut)


def _terms(data: PlanTermsIn) -> Terms:
    acts = tuple(PlannedAct(**dict(act)) for act in data.acts)
    return Terms(data.goal, tuple(data.criteria), data.measure_on, acts)
