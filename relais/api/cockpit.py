"""A manager's week: done of due, what to do in a quarter of an hour; regions for directors."""

from datetime import date, datetime
from importlib import import_module
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from relais.api.acts import ActOut
from relais.api.door import Key, caller_of, do
from relais.api.fields import Day, In, Out, one_of
from relais.api.reports import RateOut
from relais.lib.errors import NotVisible
from relais.people.queries import Role
from relais.privacy.actions import note_reading
from relais.steering.actions.accompany import note_accompanied, plan_accompanying
from relais.steering.queries.cockpit import Kind, week_of, week_of_manager, weeks_by_region

READ: Final = Key("steering:read")
router: Final = Router(tags=["steering"], auth=Key("steering:write"))


class TallyOut(Out):
    """The week of a Monday: done of due; `open` of it may still be done."""

    week: date
    done: int
    due: int
    open: int


class LineOut(Out):
    """One kind of act, week by week, this one first."""

    kind: Annotated[Kind, one_of(Kind)]
    weeks: list[TallyOut]


class AboutOut(Out):
    """What a step is about: an appointment, a lead or an act; of coaching, the rep."""

    row_id: UUID
    lead_id: UUID | None
    company: str
    contact: str
    rep: str


class StepOut(Out):
    """Something due now, since when, and the minutes that it takes."""

    kind: Annotated[Kind, one_of(Kind)]
    since: datetime
    minutes: int
    about: AboutOut


class WeekOut(Out):
    """What fell to you, what you did of it, and what to do now."""

    lines: list[LineOut]
    steps: list[StepOut]
    more: int
    followed: RateOut
    reps: int


class RegionWeekOut(Out):
    """The weeks of the managers of a region of five reps or more, together."""

    name: str
    reps: int
    lines: list[LineOut]


class RegionsOut(Out):
    """The regions, and how many are of too few reps, or managers, to be shown."""

    regions: list[RegionWeekOut]
    hidden: int


class HonouredOut(Out):
    """Honoured of due."""

    honoured: int
    due: int
    rate: float | None


class DifferenceOut(Out):
    """The rate with follow-up less that without, over so many reps, with its interval."""

    value: float
    low: float
    high: float
    reps: int
    holds: bool


class FollowedOut(Out):
    """An association, not a cause. `needed` more appointments due would let something be said."""

    having: HonouredOut
    lacking: HonouredOut
    between: DifferenceOut | None
    within: DifferenceOut | None
    needed: int | None


class FollowedOrNotOut(Out):
    """Null for so few reps that the figures would be those of persons."""

    followed: FollowedOut | None


class AccompaniedIn(In):
    """With whom you went along today."""

    rep_id: UUID


class AccompanyIn(In):
    """With whom you will go along, and until when."""

    rep_id: UUID
    due_on: Day


@router.get("/week", auth=READ, response=WeekOut)
def get_week(request: HttpRequest) -> Any:
    """Give your week: what fell to you, what you did, a routine of a quarter of an hour."""
    caller = caller_of(request)
    _check(request, Role.MANAGER)
    return week_of(caller.access, at=caller.at)


@router.get("/managers/{manager_id}/week", auth=READ, response=WeekOut)
def get_week_of_manager(request: HttpRequest, manager_id: UUID) -> Any:
    """Give the week of a manager whose own manager you are; that you read it is kept."""
    caller = caller_of(request)
    found = week_of_manager(manager_id, access=caller.access, at=caller.at)
    note_reading("manager_week", of=[manager_id], by=caller.by, at=caller.at)
    return found


@router.get("/regions", auth=READ, response=RegionsOut)
def get_regions(request: HttpRequest) -> Any:
    """Give the weeks of managers, summed by region; of few managers, that you read it is kept."""
    caller = caller_of(request)
    _check(request, Role.DIRECTOR)
    regions, hidden = weeks_by_region(caller.access, at=caller.at)
    if of := {person_id for one in regions for person_id in one.tells_of}:
        note_reading("manager_week", of=of, by=caller.by, at=caller.at)
    return {"regions": regions, "hidden": hidden}


@router.get("/followed", auth=READ, response=FollowedOrNotOut)
def get_followed(request: HttpRequest) -> Any:
    """Compare what was honoured with and without your follow-up."""
    caller = caller_of(request)
    _check(request, Role.MANAGER)
    module = import_module("relais.steering.queries.honouring")
    return {"followed": module.honouring_followed(caller.access, at=caller.at)}


@router.post("/accompanied", response={201: ActOut})
def accompanied(request: HttpRequest, data: AccompaniedIn) -> HttpResponse:
    """Write down that you went along with a rep today; what was planned for it is done."""
    return do(
        request,
        lambda by, at: note_accompanied(data.rep_id, what=_("Go along on a visit"), by=by, at=at),
        out=ActOut,
        status=201,
    )


@router.post("/accompany", response={201: ActOut})
def accompany(request: HttpRequest, data: AccompanyIn) -> HttpResponse:
    """Agree to go along with a rep, until a day."""
    told = dict(data)
    return do(
        request,
        lambda by, at: plan_accompanying(**told, what=_("Go along on a visit"), by=by, at=at),
        out=ActOut,
        status=201,
    )


def _check(request: HttpRequest, *roles: Role) -> None:
    if not caller_of(request).access.has(*roles):
        raise NotVisible
