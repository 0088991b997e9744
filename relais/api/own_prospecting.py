"""Reps' own prospecting: logged, taken back, brought in, beside the leads; what is wished of it."""

from datetime import date, datetime
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router

from relais.api.brought import BroughtOut, PreviewedRowsOut, told
from relais.api.door import Key, caller_of, do
from relais.api.fields import Day, In, Line, Listing, Out, Page, Short
from relais.api.paging import page_of
from relais.lib.errors import NotVisible
from relais.measures.queries import own_weeks, read_in, team_prospecting
from relais.people.queries import Access, Actor, Role
from relais.privacy.actions import note_reading
from relais.prospecting import actions
from relais.prospecting.queries import BRING, MOST, OwnKind, own_lines, targets_of

router: Final = Router(tags=["own prospecting"], auth=Key("prospecting:write"))
READ: Final = Key("prospecting:read")
Deeds = Annotated[int, Field(ge=1, le=MOST)]


class OwnLineIn(In):
    """What you did; without a day it is today, where you are."""

    kind: OwnKind
    count: Deeds = 1
    done_on: Day | None = None


class OwnLineOut(Out):
    """A line of your own prospecting."""

    id: UUID
    kind: OwnKind
    count: int
    done_on: date
    logged_at: datetime
    undone_at: datetime | None
    external_key: str | None


class OwnRowIn(In):
    """A row to bring in: day, kind and count as a file tells them; nobody named is yourself."""

    day: Short
    kind: Short
    person: Line = ""
    count: Short = ""
    key: Line = ""


class OwnRowsIn(In):
    """Own prospecting of reps: 5,000 rows at most at a time."""

    rows: Annotated[list[OwnRowIn], Field(min_length=1, max_length=5_000)]


class OwnWeekOut(Out):
    """The week of a Monday: leads received, own prospecting, and how much of it is wished."""

    week: date
    received: int
    own: int
    wished: int | None


class OwnOfOut(Out):
    """The weeks of a rep, or of several together, who then have no id."""

    rep_id: UUID | None
    name: str
    reps: int
    weeks: list[OwnWeekOut]


class TeamProspectingOut(Out):
    """Reps by name, groups of others, all together; `hidden` reps stand in no row."""

    reps: list[OwnOfOut]
    groups: list[OwnOfOut]
    total: OwnOfOut | None
    count: int
    hidden: int
    complete: bool


class TargetOut(Out):
    """What a unit wishes of each rep in a week, from a Monday on; null: nothing of its own."""

    unit_id: UUID
    since: date
    per_week: int | None


class TargetIn(In):
    """From which week on, and how much; null ends what the unit wished itself."""

    since: Day
    per_week: Deeds | None


@router.get("", auth=READ, response=Page[OwnLineOut])
def list_own(request: HttpRequest, asked: Query[Listing]) -> HttpResponse:
    """List your own prospecting but what you took back, the latest first."""
    rows = own_lines(caller_of(request).access)
    return page_of(request, rows, by="-done_on", asked=asked, out=OwnLineOut)


@router.get("/weeks", auth=READ, response=list[OwnWeekOut])
def get_own_weeks(request: HttpRequest) -> Any:
    """Give your last weeks beside the leads that you received, this one first."""
    caller = caller_of(request)
    _check(caller.access, Role.REP)
    return own_weeks(caller.access, at=caller.at)


@router.get("/team", auth=READ, response=TeamProspectingOut)
def get_team(request: HttpRequest) -> Any:
    """Give the last weeks of the reps whom you lead, as far as you may know whose they are."""
    caller = caller_of(request)
    _check(caller.access, Role.MANAGER, Role.DIRECTOR)
    found = team_prospecting(caller.access, at=caller.at)
    if found.reps:
        note_reading("own_prospecting", of=read_in(found), by=caller.by, at=caller.at)
    return found


@router.get("/targets", auth=READ, response=list[TargetOut])
def list_targets(request: HttpRequest) -> Any:
    """List what units wish of their reps, each unit's latest first."""
    access = caller_of(request).access
    _check(access, Role.REP, Role.MANAGER, Role.DIRECTOR)
    return targets_of(access.organization_id)


@router.post("", response={201: OwnLineOut})
def log_own(request: HttpRequest, data: OwnLineIn) -> HttpResponse:
    """Log what you did to find prospects of your own."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.log_own(**dict(data), by=by, at=at)

    return do(request, deed, out=OwnLineOut, sees=_is(Role.REP), status=201)


@router.post("/{line_id}/undo", response=OwnLineOut)
def undo_own(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Take a line of yours back; it counts no more."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.undo_own(line_id, by=by, at=at)

    return do(request, deed, out=OwnLineOut, sees=_is(Role.REP))


@router.put("/targets/{unit_id}", response=TargetOut)
def set_target(request: HttpRequest, unit_id: UUID, data: TargetIn) -> HttpResponse:
    """Say how much own prospecting a unit wishes of each rep in a week."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.set_target(unit_id, **dict(data), by=by, at=at)

    return do(request, deed, out=TargetOut, sees=_is(Role.DIRECTOR))


@router.post("/import", response=BroughtOut)
def bring_own(request: HttpRequest, data: OwnRowsIn) -> HttpResponse:
    """Log the rows that are not there yet: your own, or those of reps for whom you answer."""
    rows = _rows(data)
    return do(
        request, lambda by, at: told(actions.bring_own(rows, by=by, at=at)), out=BroughtOut,
        sees=_is(*BRING),
    )  # fmt: skip


@router.post("/preview", response=PreviewedRowsOut)
def preview_own(request: HttpRequest, data: OwnRowsIn) -> HttpResponse:
    """Say what an import would make of each row; nothing of it stays."""
    rows = _rows(data)
    return do(
        request, lambda by, at: told(actions.preview_own(rows, by=by, at=at)),
        out=PreviewedRowsOut, sees=_is(*BRING),
    )  # fmt: skip


def _rows(data: OwnRowsIn) -> list[actions.OwnRow]:
    return [actions.OwnRow(**one.model_dump()) for one in data.rows]


def _is(*roles: Role) -> Any:
    return lambda access: access.has(*roles)


def _check(access: Access, *roles: Role) -> None:
    if not access.has(*roles):
        raise NotVisible
