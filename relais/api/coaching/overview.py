"""The grid, a manager's reps, a director's counts, and how far observers agree."""

from importlib import import_module
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from ninja import Router

from relais.api.coaching.schemas import (
    AgreementOut,
    GridIn,
    GridOut,
    TeamLineOut,
    UnitCountsOut,
)
from relais.api.door import Caller, Key, caller_of, do
from relais.coaching import actions
from relais.coaching.queries import Criterion, counts_by_unit, grid_of, team_of, view_of
from relais.lib.errors import NotVisible
from relais.people.queries import Role
from relais.privacy.actions import note_reading

READ: Final = Key("steering:read")
READS_GRID: Final = (Role.REP, Role.MANAGER, Role.RELAY, Role.DIRECTOR, Role.ADMIN)

router: Final = Router(tags=["coaching"], auth=Key("steering:write"))


@router.get("/grid", auth=READ, response=GridOut)
def get_grid(request: HttpRequest) -> Any:
    """Get the discovery grid in force."""
    caller = _only(caller_of(request), *READS_GRID)
    return grid_of(caller.access.organization_id)


@router.post("/grid", response=GridOut)
def publish_grid(request: HttpRequest, data: GridIn) -> HttpResponse:
    """Publish a version of the grid; what was scored with an older one stays as it is."""
    _only(caller_of(request), *READS_GRID)
    criteria = [
        Criterion(one.code, one.label_fr, one.label_en, tuple(one.levels_fr), tuple(one.levels_en))
        for one in data.criteria
    ]
    return do(
        request,
        lambda by, at: view_of(actions.publish_grid(criteria, by=by, at=at)),
        out=GridOut,
    )


@router.get("/team", auth=READ, response=list[TeamLineOut])
def list_team(request: HttpRequest) -> Any:
    """List the reps whom you lead directly, by name, with what is next with each."""
    caller = caller_of(request)
    lines = team_of(caller.access, on=caller.at.date())
    return [
        {
            "rep_id": line.rep.id,
            "plan_id": line.plan and line.plan.id,
            "last_on": line.last_on,
            "next_on": line.next_on,
        }
        for line in lines
    ]


@router.get("/units", auth=READ, response=list[UnitCountsOut])
def count_units(request: HttpRequest) -> Any:
    """Count plans and observations by unit of at least five reps, for directors."""
    caller = _only(caller_of(request), Role.DIRECTOR)
    return counts_by_unit(caller.access, on=caller.at.date())


@router.get("/agreement", auth=READ, response=list[AgreementOut])
def list_agreement(request: HttpRequest) -> Any:
    """Tell how far observers agree who saw the same visits of your reps."""
    caller = _only(caller_of(request), Role.MANAGER)
    asked = import_module("relais.coaching.queries.agreement")
    found = asked.agreement_of(caller.access, on=caller.at.date())
    if found:
        note_reading("coaching-agreement", of=asked.observers_in(found), by=caller.by, at=caller.at)
    return [
        {
            "names": pair.names,
            "visits": pair.visits,
            "levels": pair.levels,
            "alike": pair.alike,
            "lacking": pair.lacking,
            "kappa": pair.found and pair.found.kappa,
            "low": pair.found and pair.found.low,
            "high": pair.found and pair.found.high,
        }
        for pair in found
    ]


def _only(caller: Caller, *roles: Role) -> Caller:
    if not caller.access.has(*roles):
        raise NotVisible
    return caller
