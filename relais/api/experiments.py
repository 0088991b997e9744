"""Experiments: planned, drawn by lot, read on their day."""

from dataclasses import asdict
from datetime import date, datetime
from importlib import import_module
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router

from relais.api.acts import ActReasonIn
from relais.api.door import Key, caller_of, do, json_of
from relais.api.fields import NO_NUL, Day, In, Listing, Name, Out, Page, one_of
from relais.api.paging import page_of
from relais.experiments import actions
from relais.experiments.queries import (
    ExperimentState,
    Level,
    Measured,
    Plan,
    Tried,
    arms_of,
    experiments_visible_to,
    get_experiment,
    readable_on,
)

READ: Final = Key("steering:read")

router: Final = Router(tags=["experiments"], auth=Key("steering:write"))


class PlanIn(In):
    """What is tried, on whom, when, by which figure; `gain` in points."""

    name: Name
    tried: Tried
    words: Annotated[str, Field(min_length=1, max_length=400, pattern=NO_NUL)]
    level: Level
    unit_id: UUID
    measured: Measured
    gain: Annotated[int, Field(ge=1, le=99)]
    starts_on: Day
    waves: Annotated[int, Field(ge=1, le=6)]
    weeks_between: Annotated[int, Field(ge=1, le=26)]
    weeks: Annotated[int, Field(ge=1, le=52)]


class ExperimentOut(Out):
    """An experiment. `size` is what was known before the draw; `seed` draws the same again."""

    id: UUID
    name: str
    tried: Tried
    words: str
    level: Level
    unit_id: UUID
    measured: Measured
    gain: int
    starts_on: date
    waves: int
    weeks_between: int
    weeks: int
    state: Annotated[ExperimentState, one_of(ExperimentState)]
    size: dict[str, Any]
    seed: int | None
    planned_at: datetime
    drawn_at: datetime | None
    closed_at: datetime | None
    closed_for: str


class ArmOut(Out):
    """Who was drawn into which wave; 0 goes on as before."""

    member_id: UUID
    wave: int
    starts_on: date | None


class ReadingOut(Out):
    """What an experiment told; null before its day."""

    readable_on: date
    reading: dict[str, Any] | None


@router.get("", auth=READ, response=Page[ExperimentOut])
def list_experiments(request: HttpRequest, asked: Query[Listing]) -> HttpResponse:
    """List the experiments, the latest first."""
    rows = experiments_visible_to(caller_of(request).access)
    return page_of(request, rows, by="-starts_on", asked=asked, out=ExperimentOut)


@router.get("/{experiment_id}", auth=READ, response=ExperimentOut)
def get_one_experiment(request: HttpRequest, experiment_id: UUID) -> Any:
    """Get an experiment."""
    return get_experiment(experiment_id, access=caller_of(request).access)


@router.get("/{experiment_id}/arms", auth=READ, response=list[ArmOut])
def list_arms(request: HttpRequest, experiment_id: UUID) -> Any:
    """List who was drawn into which wave."""
    access = caller_of(request).access
    return list(arms_of(get_experiment(experiment_id, access=access), access=access))


@router.get("/{experiment_id}/reading", auth=READ, response=ReadingOut)
def read_experiment(request: HttpRequest, experiment_id: UUID) -> HttpResponse:
    """Read an experiment, from its day on: the effect, the trend before, each arm."""
    caller = caller_of(request)
    experiment = get_experiment(experiment_id, access=caller.access)
    trials = import_module("relais.diagnosis.queries.trials")  # SciPy, when somebody asks
    found = trials.reading_of(experiment, at=caller.at)
    told = ReadingOut(readable_on=readable_on(experiment), reading=asdict(found) if found else None)
    return json_of(told.model_dump(mode="json"))


@router.get("/{experiment_id}/size", auth=READ, response=dict[str, Any])
def size_experiment(request: HttpRequest, experiment_id: UUID) -> HttpResponse:
    """Say what a plan can find, from the twelve weeks before today."""
    caller = caller_of(request)
    plan = get_experiment(experiment_id, access=caller.access).plan
    return json_of(_size(plan, caller))


@router.post("", response={201: ExperimentOut})
def plan_experiment(request: HttpRequest, data: PlanIn) -> HttpResponse:
    """Plan an experiment; nobody is drawn yet."""
    plan = Plan(**dict(data))
    return do(
        request,
        lambda by, at: actions.plan_experiment(plan, by=by, at=at),
        out=ExperimentOut,
        status=201,
    )


@router.post("/{experiment_id}/change", response=ExperimentOut)
def change_plan(request: HttpRequest, experiment_id: UUID, data: PlanIn) -> HttpResponse:
    """Change an experiment that nobody was drawn for yet."""
    plan = Plan(**dict(data))
    return do(
        request,
        lambda by, at: actions.change_plan(experiment_id, plan, by=by, at=at),
        out=ExperimentOut,
    )


@router.post("/{experiment_id}/start", response=ExperimentOut)
def start_experiment(request: HttpRequest, experiment_id: UUID) -> HttpResponse:
    """Draw who begins when, for good."""
    caller = caller_of(request)
    size = _size(get_experiment(experiment_id, access=caller.access).plan, caller)
    return do(
        request,
        lambda by, at: actions.start_experiment(experiment_id, size=size, by=by, at=at),
        out=ExperimentOut,
    )


@router.post("/{experiment_id}/stop", response=ExperimentOut)
def stop_experiment(request: HttpRequest, experiment_id: UUID, data: ActReasonIn) -> HttpResponse:
    """Stop an experiment before its day, with the reason."""
    words = data.words
    return do(
        request,
        lambda by, at: actions.stop_experiment(experiment_id, words=words, by=by, at=at),
        out=ExperimentOut,
    )


@router.post("/{experiment_id}/drop", response=ExperimentOut)
def drop_experiment(request: HttpRequest, experiment_id: UUID) -> HttpResponse:
    """Drop an experiment that nobody was drawn for."""
    return do(
        request,
        lambda by, at: actions.drop_experiment(experiment_id, by=by, at=at),
        out=ExperimentOut,
    )


def _size(plan: Plan, caller: Any) -> dict[str, Any]:
    trials = import_module("relais.diagnosis.queries.trials")
    found: dict[str, Any] = trials.known_before(
        plan, organization_id=caller.access.organization_id, at=caller.at
    )
    return found
