"""Synthesis meetings: planned, prepared, held, closed; what they show, decide and put off."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router

from relais.api.acts import ActOut
from relais.api.door import Key, caller_of, do
from relais.api.fields import (
    Day,
    In,
    Language,
    Line,
    Listing,
    Moment,
    Out,
    Page,
    one_of,
)
from relais.api.paging import page_of
from relais.api.reports import RateOut
from relais.people.queries import Access, units_visible_to
from relais.steering.actions import decisions
from relais.steering.actions import meetings as actions
from relais.steering.queries.meetings import (
    MeetingState,
    Topic,
    Verdict,
    When,
    get_meeting,
    meetings_visible_to,
    minutes_of,
    participants_of,
)
from relais.steering.queries.sheet import sheet_of

router: Final = Router(tags=["meetings"], auth=Key("steering:write"))
READ: Final = Key("steering:read")

PDF: Final = {
    "description": "OK",
    "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
}
Persons = Annotated[list[UUID], Field(max_length=60)]
Lasts = Annotated[int, Field(ge=15, le=480)]


class MeetingOut(Out):
    """A meeting of a unit about a period; `sequence` counts its changes, as calendars do."""

    id: UUID
    unit_id: UUID
    since: date
    until: date
    starts_at: datetime
    minutes: int
    place: str
    state: Annotated[MeetingState, one_of(MeetingState)]
    sequence: int
    previous_id: UUID | None
    opened_at: datetime | None
    closed_at: datetime | None
    cancelled_at: datetime | None
    words: str


class AgreedOut(Out):
    """What was decided: who does it, until when, about which lead, and whether it is done."""

    id: UUID
    what: str
    owner_id: UUID | None
    due_on: date | None
    lead_id: UUID | None
    done: bool


class OnAgendaOut(Out):
    """A lead of the agenda: why, since when, and what the meeting did with it."""

    number: int
    topic: Annotated[Topic, one_of(Topic)]
    lead_id: UUID
    since: datetime | None
    account: str
    state: str
    rep_id: UUID | None
    verdict: str
    words: str
    decisions: list[AgreedOut]


class UnitMeasuresOut(Out):
    """The measures of a unit; without a name, of all those with fewer than five reps."""

    name: str
    reps: int
    rates: dict[str, RateOut]


class MeetingFiguresOut(Out):
    """What is counted; nothing, and `told` false, where it would tell of fewer than five reps."""

    reps: int
    told: bool
    opened: int | None
    transmitted: int | None
    won: int | None
    rates: dict[str, RateOut]
    before: dict[str, RateOut]
    units: list[UnitMeasuresOut]


class MeetingSheetOut(Out):
    """All that a meeting shows: as things stand while it is planned, as they stood afterwards."""

    meeting: MeetingOut
    participants: list[UUID]
    figures: MeetingFiguresOut
    items: list[OnAgendaOut]
    counts: dict[str, int]
    last: list[AgreedOut]
    decisions: list[AgreedOut]


class PutOffOut(Out):
    """What the meeting did with a lead."""

    meeting_id: UUID
    lead_id: UUID
    verdict: Annotated[Verdict, one_of(Verdict)]
    words: str


class WhenIn(In):
    """When and where."""

    starts_at: Moment
    minutes: Lasts = 60
    place: Line = ""


class MeetingIn(WhenIn):
    """A new meeting."""

    unit_id: UUID
    since: Day
    until: Day
    participants: Persons = []


class ParticipantsIn(In):
    """Who takes part."""

    participants: Persons


class MeetingWordsIn(In):
    """Why, or a last word."""

    words: Line = ""


class DecisionIn(In):
    """What is to be done, who does it, until when; about a lead of the agenda, or about none."""

    what: Line
    owner_id: UUID
    due_on: Day
    lead_id: UUID | None = None


class PostponedIn(MeetingWordsIn):
    """A lead that is put off, and why."""

    lead_id: UUID


class TakenBackIn(In):
    """A decision that is taken back."""

    act_id: UUID


class MinutesIn(In):
    """In which language."""

    language: Language = "fr"


@router.get("", auth=READ, response=Page[MeetingOut])
def list_meetings(request: HttpRequest, asked: Query[Listing]) -> HttpResponse:
    """List the meetings that one takes part in or may run, the latest first."""
    rows = meetings_visible_to(caller_of(request).access)
    return page_of(request, rows, by="-starts_at", asked=asked, out=MeetingOut)


@router.get("/{meeting_id}", auth=READ, response=MeetingSheetOut)
def get_one_meeting(request: HttpRequest, meeting_id: UUID) -> Any:
    """Get a meeting with all that it shows."""
    caller = caller_of(request)
    meeting = get_meeting(meeting_id, access=caller.access)
    sheet = sheet_of(meeting, access=caller.access, at=caller.at)
    people = [person.id for person in participants_of(meeting)]
    shown = ("meeting", "figures", "items", "counts", "last", "decisions")
    return {"participants": people, **{name: getattr(sheet, name) for name in shown}}


@router.get("/{meeting_id}/minutes", auth=READ, openapi_extra={"responses": {200: PDF}})
def get_minutes(request: HttpRequest, meeting_id: UUID, asked: Query[MinutesIn]) -> HttpResponse:
    """Get the minutes of a closed meeting, a tagged PDF; until it is printed, a refusal."""
    access = caller_of(request).access
    content = minutes_of(meeting_id, access=access, language=asked.language)
    return HttpResponse(content, content_type="application/pdf")


@router.post("", response={201: MeetingOut})
def plan_meeting(request: HttpRequest, data: MeetingIn) -> HttpResponse:
    """Plan a meeting; those who take part are invited by mail."""
    when = When(data.starts_at, data.minutes, data.place)
    period = {"since": data.since, "until": data.until}
    return do(
        request,
        lambda by, at: actions.plan_meeting(
            data.unit_id, when, **period, participants=data.participants, by=by, at=at
        ),
        out=MeetingOut,
        sees=_sees_unit(data.unit_id),
        status=201,
    )


@router.post("/{meeting_id}/move", response=MeetingOut)
def move_meeting(request: HttpRequest, meeting_id: UUID, data: WhenIn) -> HttpResponse:
    """Give a planned meeting another moment, length or place; calendars follow."""
    when = When(**dict(data))
    return do(
        request,
        lambda by, at: actions.move_meeting(meeting_id, when, by=by, at=at),
        out=MeetingOut,
    )


@router.post("/{meeting_id}/participants", response=MeetingOut)
def choose_participants(
    request: HttpRequest, meeting_id: UUID, data: ParticipantsIn
) -> HttpResponse:
    """Say who takes part; who is new is invited, who is left out is told."""
    wanted = data.participants
    return do(
        request,
        lambda by, at: actions.choose_participants(meeting_id, wanted, by=by, at=at),
        out=MeetingOut,
    )


@router.post("/{meeting_id}/cancel", response=MeetingOut)
def cancel_meeting(request: HttpRequest, meeting_id: UUID, data: MeetingWordsIn) -> HttpResponse:
    """Cancel a planned meeting, with the reason that those invited are told."""
    return do(
        request,
        lambda by, at: actions.cancel_meeting(meeting_id, words=data.words, by=by, at=at),
        out=MeetingOut,
    )


@router.post("/{meeting_id}/open", response=MeetingOut)
def open_meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Open a meeting: what it shows stands from now on."""
    return do(
        request, lambda by, at: actions.open_meeting(meeting_id, by=by, at=at), out=MeetingOut
    )


@router.post("/{meeting_id}/decide", response={201: ActOut})
def decide(request: HttpRequest, meeting_id: UUID, data: DecisionIn) -> HttpResponse:
    """Record a decision as an act, with who does it and until when."""
    decision = decisions.Decision(**dict(data))
    return do(
        request,
        lambda by, at: decisions.decide(meeting_id, decision, by=by, at=at),
        out=ActOut,
        status=201,
    )


@router.post("/{meeting_id}/postpone", response=PutOffOut)
def postpone(request: HttpRequest, meeting_id: UUID, data: PostponedIn) -> HttpResponse:
    """Put a lead of the agenda off."""
    return do(
        request,
        lambda by, at: decisions.postpone(meeting_id, data.lead_id, words=data.words, by=by, at=at),
        out=PutOffOut,
    )


@router.post("/{meeting_id}/take-back", response=ActOut)
def take_back(request: HttpRequest, meeting_id: UUID, data: TakenBackIn) -> HttpResponse:
    """Take a decision back while the meeting is held."""
    return do(
        request,
        lambda by, at: decisions.take_back(meeting_id, data.act_id, by=by, at=at),
        out=ActOut,
    )


@router.post("/{meeting_id}/close", response=MeetingOut)
def close_meeting(request: HttpRequest, meeting_id: UUID, data: MeetingWordsIn) -> HttpResponse:
    """Close a meeting; its minutes go to all who took part."""
    return do(
        request,
        lambda by, at: actions.close_meeting(meeting_id, words=data.words, by=by, at=at),
        out=MeetingOut,
    )


def _sees_unit(unit_id: UUID) -> Callable[[Access], bool]:
    return lambda access: units_visible_to(access).filter(id=unit_id).exists()
