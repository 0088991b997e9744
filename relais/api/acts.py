"""Acts: what somebody is to do until a day, agreed, done, dropped or put off."""

from datetime import date, datetime
from typing import Annotated, Any, Final, Self
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router
from pydantic import model_validator

from relais.acts import actions
from relais.acts.actions import Wanted
from relais.acts.queries import ActKind, ActSource, ActState, acts_visible_to, get_act
from relais.api.door import Key, caller_of, do
from relais.api.fields import NO_NUL, Day, In, Line, Listing, Out, Page, one_of
from relais.api.paging import page_of
from relais.leads.queries import get_visible_lead
from relais.steering.queries.told import what_of

READ: Final = Key("steering:read")
What = Annotated[str, Field(min_length=1, max_length=400, pattern=NO_NUL)]

router: Final = Router(tags=["acts"], auth=Key("steering:write"))


class Told(Out):
    """What an act says; what figures proposed is told in the language that is asked for."""

    what: str
    baseline: dict[str, Any]

    @model_validator(mode="after")
    def in_language_asked_for(self) -> Self:
        """Tell it in the language of the answer."""
        self.what = what_of(self)
        return self


class ActOut(Told):
    """What is to be done, by whom, until when, and what it comes from."""

    id: UUID
    kind: ActKind
    source: ActSource
    source_id: UUID | None
    state: Annotated[ActState, one_of(ActState)]
    unit_id: UUID
    owner_id: UUID | None
    person_id: UUID | None
    lead_id: UUID | None
    due_on: date | None
    proposed_at: datetime
    agreed_at: datetime | None
    agreed_by_id: UUID | None
    closed_at: datetime | None
    note: str
    expected: dict[str, Any]
    measure_on: date | None
    measured_at: datetime | None
    found: dict[str, Any]


class ActIn(In):
    """What is to be done, for which unit, by whom, until when."""

    what: What
    unit_id: UUID
    owner_id: UUID
    due_on: Day
    kind: ActKind = ActKind.OTHER
    person_id: UUID | None = None
    lead_id: UUID | None = None


class AgreeIn(In):
    """Who does what was proposed, until when."""

    owner_id: UUID
    due_on: Day


class DueIn(In):
    """Another day."""

    due_on: Day


class NoteIn(In):
    """What is to be said of it, if anything."""

    note: Line = ""


class ActReasonIn(In):
    """Why, in words."""

    words: What


class ActListing(Listing):
    """Which acts are asked for."""

    state: Annotated[ActState | None, one_of(ActState)] = None
    owner_id: UUID | None = None
    source_id: UUID | None = None


@router.get("", auth=READ, response=Page[ActOut])
def list_acts(request: HttpRequest, asked: Query[ActListing]) -> HttpResponse:
    """List the acts, the latest first."""
    rows = acts_visible_to(caller_of(request).access)
    wanted = {"state": asked.state, "owner": asked.owner_id, "source_id": asked.source_id}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    return page_of(request, rows, by="-proposed_at", asked=asked, out=ActOut)


@router.get("/{act_id}", auth=READ, response=ActOut)
def get_one_act(request: HttpRequest, act_id: UUID) -> Any:
    """Get an act."""
    return get_act(act_id, access=caller_of(request).access)


@router.post("", response={201: ActOut})
def plan_act(request: HttpRequest, data: ActIn) -> HttpResponse:
    """Agree an act: who does it, until when."""
    if data.lead_id:
        get_visible_lead(data.lead_id, access=caller_of(request).access)
    wanted = Wanted(
        data.what, data.unit_id, data.kind, person_id=data.person_id, lead_id=data.lead_id
    )
    return do(
        request,
        lambda by, at: actions.plan_act(
            wanted, owner_id=data.owner_id, due_on=data.due_on, by=by, at=at
        ),
        out=ActOut,
        status=201,
    )


@router.post("/{act_id}/agree", response=ActOut)
def agree_act(request: HttpRequest, act_id: UUID, data: AgreeIn) -> HttpResponse:
    """Agree what was proposed: who does it, until when."""
    told = dict(data)
    return do(request, lambda by, at: actions.agree_act(act_id, **told, by=by, at=at), out=ActOut)


@router.post("/{act_id}/done", response=ActOut)
def do_act(request: HttpRequest, act_id: UUID, data: NoteIn) -> HttpResponse:
    """Say that an act is done."""
    note = data.note
    return do(request, lambda by, at: actions.do_act(act_id, note=note, by=by, at=at), out=ActOut)


@router.post("/{act_id}/reopen", response=ActOut)
def reopen_act(request: HttpRequest, act_id: UUID) -> HttpResponse:
    """Take back that an act is done or dropped."""
    return do(request, lambda by, at: actions.reopen_act(act_id, by=by, at=at), out=ActOut)


@router.post("/{act_id}/drop", response=ActOut)
def drop_act(request: HttpRequest, act_id: UUID, data: ActReasonIn) -> HttpResponse:
    """Drop an act that is not to be done after all, with the reason."""
    words = data.words
    return do(
        request, lambda by, at: actions.drop_act(act_id, words=words, by=by, at=at), out=ActOut
    )


@router.post("/{act_id}/put-off", response=ActOut)
def put_off_act(request: HttpRequest, act_id: UUID, data: DueIn) -> HttpResponse:
    """Give an agreed act another day."""
    due_on = data.due_on
    return do(
        request, lambda by, at: actions.put_off_act(act_id, due_on=due_on, by=by, at=at), out=ActOut
    )
