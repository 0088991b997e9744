"""A plan: proposed, accepted or answered by another, its acts agreed, put off, dropped."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from relais.acts.actions import Wanted, drop_act, plan_act
from relais.acts.queries import Act, ActKind, ActSource, ActState
from relais.acts.rules import check_why
from relais.coaching.actions.grid import grid_in_force
from relais.coaching.actions.telling import Told, tell_of_plan
from relais.coaching.models import CoachingPlan
from relais.coaching.queries import get_plan
from relais.coaching.queries.plans import locked_plan, stood_before
from relais.coaching.queries.team import leads_directly, manager_of, unit_of_rep
from relais.coaching.rules.measuring import as_baseline
from relais.coaching.rules.observing import ChecklistFirst
from relais.coaching.rules.planning import (
    NotYourTurn,
    Owner,
    PlannedAct,
    PlanNotProposed,
    PlanNotRunning,
    PlanOpen,
    PlanOver,
    PlanState,
    Terms,
    check_days,
    check_measure_on,
    check_terms,
)
from relais.people.models import Unit
from relais.people.queries import actor_of, managers_of, organization
from relais.people.rules.access import Actor

OPEN = (PlanState.PROPOSED, PlanState.RUNNING)


def propose_plan(rep_id: UUID, terms: Terms, *, by: Actor, at: datetime) -> CoachingPlan:
    """Propose a plan to a rep; it begins when he accepts it.

    :raises NotVisible: for a rep whom the actor does not lead directly.
    :raises ChecklistFirst: before the organization's privacy checklist is complete.
    :raises PlanUnreadable: without a goal or a criterion of the grid, or with too many acts.
    :raises MeasureDay: unless it is measured ahead, within a year.
    :raises ActAfter: for an act outside the plan's days.
    :raises PlanOpen: while the rep has another that is proposed or runs.
    """
    unit = unit_of_rep(rep_id, by=by, on=at.date())
    if not organization(by.organization_id).works_council_on:
        raise ChecklistFirst
    grid = grid_in_force(by=by, at=at)
    check_terms(terms, codes=[row["code"] for row in grid.criteria], today=at.date())
    try:
        with transaction.atomic():
            plan = CoachingPlan.objects.create(
                organization_id=by.organization_id,
                rep_id=rep_id,
                manager_id=by.person_id,
                unit=unit,
                grid=grid,
                proposed_at=at,
                proposed_by_id=by.person_id,
                **_columns(terms),
            )
            tell_of_plan(plan, Told.PROPOSED, by=by, at=at)
    except IntegrityError as error:
        raise PlanOpen from error
    return plan


def counter_plan(plan_id: UUID, terms: Terms, *, by: Actor, at: datetime) -> CoachingPlan:
    """Propose another in the place of what the other has proposed.

    :raises NotVisible: for anybody but the rep and who leads him directly.
    :raises PlanNotProposed: when it was accepted or dropped already.
    :raises NotYourTurn: for who proposed it.
    :raises Refusal: for its words and days, as `propose_plan`.
    """
    with _held(plan_id, by=by, at=at) as plan:
        _check_turn(plan, by)
        check_terms(terms, codes=[row["code"] for row in plan.grid.criteria], today=at.date())
        for name, value in _columns(terms).items():
            setattr(plan, name, value)
        plan.proposed_at, plan.proposed_by_id = at, by.person_id
        if not by.is_person(plan.rep_id):
            plan.manager_id = by.person_id
        plan.save()
        tell_of_plan(plan, Told.PROPOSED, by=by, at=at)
    return plan


def accept_plan(plan_id: UUID, *, by: Actor, at: datetime) -> CoachingPlan:
    """Accept a plan: it begins, its acts are agreed, and what stands now is its baseline.

    :raises NotVisible: for anybody but the rep and who leads him directly.
    :raises PlanNotProposed: when it was accepted or dropped already.
    :raises NotYourTurn: for who proposed it.
    :raises MeasureDay: when the day to measure again has come meanwhile.
    :raises ActAfter: when the day of an act is past meanwhile.
    """
    with _held(plan_id, by=by, at=at) as plan:
        _check_turn(plan, by)
        acts = _read(plan.acts)
        check_measure_on(plan.measure_on, today=at.date())
        check_days(acts, measure_on=plan.measure_on, today=at.date())
        stands = stood_before(
            plan.rep_id, organization_id=plan.organization_id, begun=at, at=at
        )  # fmt: skip
        plan.state, plan.accepted_at = PlanState.RUNNING.value, at
        plan.baseline = as_baseline(stands, plan.criteria)
        plan.save(update_fields=["state", "accepted_at", "baseline"])
        for act in acts:
            _agree(plan, act, by=by, at=at)
        tell_of_plan(plan, Told.ACCEPTED, by=by, at=at)
    return plan


def add_to_plan(plan_id: UUID, act: PlannedAct, *, by: Actor, at: datetime) -> Act:
    """Agree one more act of a plan that runs; a rep takes on his own only.

    :raises NotVisible: for anybody but the rep and who leads him directly.
    :raises PlanNotRunning: unless it runs.
    :raises ActAfter: for a day after the plan is measured, or past.
    :raises NotYours: for a rep who would give one to his manager.
    :raises WhatMissing: without words.
    """
    with _held(plan_id, by=by, at=at) as plan:
        if plan.state != PlanState.RUNNING:
            raise PlanNotRunning
        check_days([act], measure_on=plan.measure_on, today=at.date())
        return _plan_act(plan, act, by=by, at=at)


def put_off_measure(
    plan_id: UUID, *, measure_on: date, by: Actor, at: datetime
) -> CoachingPlan:  # fmt: skip
    """Measure a plan on another day; one that was measured goes on until then.

    :raises NotVisible: for anybody but the rep and who leads him directly.
    :raises PlanNotRunning: for one that is only proposed, or dropped.
    :raises MeasureDay: unless that day lies ahead, within a year.
    :raises PlanOpen: when the rep has begun another meanwhile.
    """
    with _held(plan_id, by=by, at=at) as plan:
        if plan.state not in (PlanState.RUNNING, PlanState.MEASURED):
            raise PlanNotRunning
        check_measure_on(measure_on, today=at.date())
        plan.state, plan.measure_on, plan.closed_at = PlanState.RUNNING.value, measure_on, None
        try:
            with transaction.atomic():
                plan.save(update_fields=["state", "measure_on", "closed_at"])
        except IntegrityError as error:
            raise PlanOpen from error
    return plan


def drop_plan(plan_id: UUID, *, words: str, by: Actor, at: datetime) -> CoachingPlan:
    """Drop a plan, with the reason; its open acts are dropped with it.

    :raises NotVisible: for anybody but the rep and who leads him directly.
    :raises PlanOver: when it is measured or dropped already.
    :raises WhyMissing: without a reason.
    """
    why = check_why(words)
    with _held(plan_id, by=by, at=at) as plan:
        if plan.state not in OPEN:
            raise PlanOver
        plan.state, plan.closed_at, plan.why = PlanState.DROPPED.value, at, why
        plan.save(update_fields=["state", "closed_at", "why"])
        system = Actor(by.organization_id, by.door)
        for act_id in _open_acts(plan):
            drop_act(act_id, words=why, by=system, at=at)
        tell_of_plan(plan, Told.DROPPED, by=by, at=at)
    return plan


@contextmanager
def _held(plan_id: UUID, *, by: Actor, at: datetime) -> Iterator[CoachingPlan]:
    """Hold a plan for the rep or who leads him directly."""
    if by.access is not None:
        get_plan(plan_id, access=by.access, on=at.date())
    with locked_plan(plan_id, organization_id=by.organization_id) as plan:
        yield plan


def _check_turn(plan: CoachingPlan, by: Actor) -> None:
    if plan.state != PlanState.PROPOSED:
        raise PlanNotProposed
    his = by.is_person(plan.rep_id)
    if his != plan.awaits_rep and not by.is_system:
        raise NotYourTurn


def _agree(plan: CoachingPlan, act: PlannedAct, *, by: Actor, at: datetime) -> Act:
    """Agree an act that one of the two proposed and the other has accepted.

    What the rep accepts for his manager, his manager has proposed: it is agreed in his name, as
    long as he leads the rep.
    """
    if act.owner is Owner.REP or not by.is_person(plan.rep_id):
        return _plan_act(plan, act, by=by, at=at)
    proposer = plan.proposed_by_id
    manager = actor_of(proposer, on=at.date(), door=by.door) if proposer else None
    if manager is None or not leads_directly(manager, plan.rep_id, on=at.date()):
        manager = Actor(by.organization_id, by.door)
    return _plan_act(plan, act, by=manager, at=at)


def _plan_act(plan: CoachingPlan, act: PlannedAct, *, by: Actor, at: datetime) -> Act:
    """Agree an act for the unit in which the rep is today: plans go with him when he changes."""
    unit = _unit_of(plan, by=by, on=at.date())
    wanted = Wanted(
        act.what,
        unit.id,
        ActKind.COACH,
        ActSource.COACHING,
        plan.id,
        person_id=plan.rep_id,
    )
    owner_id = plan.rep_id if act.owner is Owner.REP else _manager_of(plan, unit, by=by, at=at)
    return plan_act(wanted, owner_id=owner_id, due_on=act.due_on, by=by, at=at)


def _unit_of(plan: CoachingPlan, *, by: Actor, on: date) -> Unit:
    his = by.is_person(plan.rep_id)
    return unit_of_rep(plan.rep_id, by=Actor(by.organization_id, by.door) if his else by, on=on)


def _manager_of(plan: CoachingPlan, unit: Unit, *, by: Actor, at: datetime) -> UUID:
    """Give who acts for the plan as the rep's manager: the actor, unless he is the rep.

    Else the manager of the plan, as long as he leads the rep's unit, and who leads it after him.
    """
    if by.person_id and not by.is_person(plan.rep_id):
        return by.person_id
    leading = {one.id for one in managers_of(unit, on=at.date())}
    if plan.manager_id in leading:
        return plan.manager_id
    return manager_of(unit, on=at.date()) or plan.manager_id or plan.rep_id


def _open_acts(plan: CoachingPlan) -> list[UUID]:
    rows = Act.objects.of(plan.organization_id).filter(
        source=ActSource.COACHING.value, source_id=plan.id, state=ActState.AGREED.value
    )
    return list(rows.order_by("id").values_list("id", flat=True))


def _columns(terms: Terms) -> dict[str, Any]:
    acts = [{"what": a.what, "owner": a.owner, "due_on": f"{a.due_on}"} for a in terms.acts]
    return {
        "goal": " ".join(terms.goal.split()),
        "criteria": list(terms.criteria),
        "measure_on": terms.measure_on,
        "acts": acts,
    }


def _read(rows: Sequence[Mapping[str, str]]) -> list[PlannedAct]:
    return [
        PlannedAct(row["what"], Owner(row["owner"]), date.fromisoformat(row["due_on"]))
        for row in rows
    ]
