"""Appointments: diaries and free slots, booking, moving, cancelling, and what became of them."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel

from relais.api.door import Deed, Key, Unreadable, caller_of, do
from relais.api.fields import In, Listing, Moment, Out, Page, one_of
from relais.api.leads.deeds import do_to_lead
from relais.api.leads.deeds import router as leads
from relais.api.paging import page_of
from relais.appointments import actions
from relais.appointments.queries import (
    CancelCause,
    Mode,
    Outcome,
    Status,
    appointments_of,
    appointments_visible_to,
    diary_of,
    get_visible_appointment,
    outcomes_due,
)
from relais.leads.queries import get_visible_lead
from relais.lib.words import gettext_noop
from relais.people.queries import Access, Actor
from relais.routing.actions import book_for_routed_rep, slots_for_lead

router: Final = Router(tags=["appointments"], auth=Key("appointments:write"))
READ: Final = Key("appointments:read")
WRITE: Final = Key("appointments:write")
AppointmentStatus = Annotated[Status, one_of(Status)]
LONGEST: Final = timedelta(days=62)


class AppointmentOut(Out):
    """A slot of a rep's diary for a lead, and what became of it."""

    id: UUID
    lead_id: UUID
    rep_id: UUID
    unit_id: UUID | None
    starts_at: datetime
    ends_at: datetime
    first_starts_at: datetime
    outcome_due_at: datetime
    mode: Mode
    status: AppointmentStatus
    moves: int
    booked_at: datetime
    cancel_cause: CancelCause | None
    outcome: Outcome | None
    reason_id: UUID | None
    reported_by_id: UUID | None
    reported_at: datetime | None
    corrected_at: datetime | None
    prospect_said: Outcome | None


class DiaryOut(Out):
    """A stretch of a diary; without an appointment the slot is merely reserved."""

    starts_at: datetime
    ends_at: datetime
    appointment: AppointmentOut | None


class SlotOut(Out):
    """A slot that may be booked."""

    starts_at: datetime
    ends_at: datetime


class SlotsOut(Out):
    """In whose diary a lead would be booked, and when he is free."""

    rep_id: UUID
    slots: list[SlotOut]


class Window(BaseModel):
    """From when to when, 62 days at most."""

    start: Moment
    end: Moment


class SlotWindow(Window):
    """From when to when, and how the two would meet."""

    mode: Mode = Mode.VISIT


class BookIn(In):
    """When; without an end it lasts as long as the campaign says."""

    starts_at: Moment
    ends_at: Moment | None = None
    mode: Mode = Mode.VISIT


class MoveIn(In):
    """To when; it stays with its rep, and as long as it was, unless said otherwise."""

    starts_at: Moment
    ends_at: Moment | None = None
    rep_id: UUID | None = None


class CancelIn(In):
    """Why it is taken out of the diary."""

    cause: CancelCause


class OutcomeIn(In):
    """What became of it; a counted reason where the rep did not honour it."""

    outcome: Outcome
    reason_id: UUID | None = None


class ProspectSaidIn(In):
    """What the prospect says became of it."""

    outcome: Outcome


class AppointmentListing(Listing):
    """Which appointments: of a lead, of a rep, or by where they stand."""

    lead_id: UUID | None = None
    rep_id: UUID | None = None
    status: AppointmentStatus | None = None
    outcome: Outcome | None = None


@router.get("", auth=READ, response=Page[AppointmentOut])
def list_appointments(request: HttpRequest, asked: Query[AppointmentListing]) -> HttpResponse:
    """List the appointments that you may see, the latest start first."""
    columns = asked.model_dump(exclude={"limit", "cursor"}, exclude_none=True)
    rows = appointments_visible_to(caller_of(request).access).filter(**columns)
    return page_of(request, rows, by="-starts_at", asked=asked, out=AppointmentOut)


@router.get("/outcomes-due", auth=READ, response=Page[AppointmentOut])
def list_outcomes_due(request: HttpRequest, asked: Query[Listing]) -> HttpResponse:
    """List the appointments of which nobody has said what became, the oldest first."""
    caller = caller_of(request)
    rows = outcomes_due(caller.access, at=caller.at)
    return page_of(request, rows, by="starts_at", asked=asked, out=AppointmentOut)


@router.get("/diary/{rep_id}", auth=READ, response=list[DiaryOut])
def get_diary(request: HttpRequest, rep_id: UUID, window: Query[Window]) -> Any:
    """Give what stands in a rep's diary; what you may not see yet is merely reserved."""
    _check(window)
    access = caller_of(request).access
    return diary_of(rep_id, start=window.start, end=window.end, access=access)


@router.get("/{appointment_id}", auth=READ, response=AppointmentOut)
def get_appointment(request: HttpRequest, appointment_id: UUID) -> Any:
    """Get one appointment."""
    return get_visible_appointment(appointment_id, access=caller_of(request).access)


@leads.get(
    "/{lead_id}/appointments", auth=READ, tags=["appointments"], response=list[AppointmentOut]
)
def list_appointments_of_lead(request: HttpRequest, lead_id: UUID) -> Any:
    """List the appointments of a lead, the oldest first."""
    return appointments_of(get_visible_lead(lead_id, access=caller_of(request).access))


@leads.get("/{lead_id}/slots", auth=READ, tags=["appointments"], response=SlotsOut)
def list_slots(request: HttpRequest, lead_id: UUID, window: Query[SlotWindow]) -> Any:
    """List the free slots of the rep who has the lead, else of whom routing would choose."""
    _check(window)
    caller = caller_of(request)
    lead = get_visible_lead(lead_id, access=caller.access)
    rep_id, slots = slots_for_lead(
        lead, start=window.start, end=window.end, mode=window.mode, at=caller.at
    )
    return {"rep_id": rep_id, "slots": [{"starts_at": a, "ends_at": b} for a, b in slots]}


@leads.post(
    "/{lead_id}/appointments", auth=WRITE, tags=["appointments"], response={201: AppointmentOut}
)
def book(request: HttpRequest, lead_id: UUID, data: BookIn) -> HttpResponse:
    """Book a slot with the rep who has the lead, else with whom routing would choose."""

    def deed(by: Actor, at: datetime) -> Any:
        return book_for_routed_rep(lead_id, **dict(data), by=by, at=at)

    return do_to_lead(request, lead_id, deed, out=AppointmentOut, status=201)


@router.post("/{appointment_id}/move", response=AppointmentOut)
def move(request: HttpRequest, appointment_id: UUID, data: MoveIn) -> HttpResponse:
    """Move an appointment before its start: the old slot is freed and the new one taken."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.move_appointment(appointment_id, **dict(data), by=by, at=at)

    return _do(request, appointment_id, deed)


@router.post("/{appointment_id}/cancel", response=AppointmentOut)
def cancel(request: HttpRequest, appointment_id: UUID, data: CancelIn) -> HttpResponse:
    """Take an appointment out of the diary before its start."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.cancel_appointment(appointment_id, cause=data.cause, by=by, at=at)

    return _do(request, appointment_id, deed)


@router.post("/{appointment_id}/report", response=AppointmentOut)
def report_outcome(request: HttpRequest, appointment_id: UUID, data: OutcomeIn) -> HttpResponse:
    """Say what became of an appointment."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.report_outcome(appointment_id, **dict(data), by=by, at=at)

    return _do(request, appointment_id, deed)


@router.post("/{appointment_id}/correct", response=AppointmentOut)
def correct_outcome(request: HttpRequest, appointment_id: UUID, data: OutcomeIn) -> HttpResponse:
    """Say that something else became of it."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.correct_outcome(appointment_id, **dict(data), by=by, at=at)

    return _do(request, appointment_id, deed)


@router.post("/{appointment_id}/prospect-said", response=AppointmentOut)
def say_prospect_version(
    request: HttpRequest, appointment_id: UUID, data: ProspectSaidIn
) -> HttpResponse:
    """Write down what the prospect says became of it."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.say_prospect_version(appointment_id, outcome=data.outcome, by=by, at=at)

    return _do(request, appointment_id, deed)


def _do(request: HttpRequest, appointment_id: UUID, deed: Deed) -> HttpResponse:
    def sees(access: Access) -> bool:
        return appointments_visible_to(access).filter(id=appointment_id).exists()

    return do(request, deed, out=AppointmentOut, sees=sees)


def _check(window: Window) -> None:
    if not timedelta(0) < window.end - window.start <= LONGEST:
        raise Unreadable(422, gettext_noop("A window ends after it starts, 62 days later at most."))
