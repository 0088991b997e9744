"""Deeds of the telemarketer: open, write the sheet, submit, drop, recover, withdraw."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field

from relais.api.door import do
from relais.api.fields import LARGEST, In, Words
from relais.api.leads.deeds import do_to_lead, router
from relais.api.leads.schemas import LeadOut, MessageOut, ReasonIn, SheetOut
from relais.campaigns.queries import SheetField
from relais.leads import actions
from relais.leads.queries import WithdrawalCause
from relais.people.queries import Actor
from relais.routing.actions import submit_lead

Criterion = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00]+$")]
Number = Annotated[int, Field(ge=0, le=LARGEST)]


class OpenIn(In):
    """For whom a lead is opened, and where."""

    contact_id: UUID
    campaign_id: UUID


class SheetIn(In):
    """Fields to write; those left out keep what they held. Answers are to the target's criteria."""

    fields: dict[SheetField, Words] = {}
    answers: Annotated[dict[Criterion, bool | Number], Field(max_length=100)] = {}


class MessageIn(In):
    """A word for the thread."""

    text: Words


class RecoverIn(In):
    """Into which campaign."""

    campaign_id: UUID


class WithdrawIn(In):
    """Why nobody works on it any more."""

    cause: WithdrawalCause


@router.post("", response={201: LeadOut})
def open_lead(request: HttpRequest, data: OpenIn) -> HttpResponse:
    """Open a lead for a contact, credited to you; 409 names the one that lives already."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.open_lead(data.contact_id, campaign_id=data.campaign_id, by=by, at=at)

    return do(request, deed, out=LeadOut, status=201)


@router.post("/{lead_id}/sheet", response=SheetOut)
def write_sheet(request: HttpRequest, lead_id: UUID, data: SheetIn) -> HttpResponse:
    """Write the hand-over sheet."""
    return do_to_lead(
        request,
        lead_id,
        lambda by, at: actions.write_sheet(
            lead_id, fields=data.fields, answers=data.answers, by=by, at=at
        ),
        out=SheetOut,
    )


@router.post("/{lead_id}/messages", response={201: MessageOut})
def post_message(request: HttpRequest, lead_id: UUID, data: MessageIn) -> HttpResponse:
    """Add a word to a lead's thread."""
    return do_to_lead(
        request,
        lead_id,
        lambda by, at: actions.post_message(lead_id, text=data.text, by=by, at=at),
        out=MessageOut,
        status=201,
    )


@router.post("/{lead_id}/submit", response=LeadOut)
def submit(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """Ask the relay for his review."""
    return do_to_lead(request, lead_id, lambda by, at: submit_lead(lead_id, by=by, at=at))


@router.post("/{lead_id}/drop", response=LeadOut)
def drop(request: HttpRequest, lead_id: UUID, data: ReasonIn) -> HttpResponse:
    """Give a lead up before its review."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.drop_lead(lead_id, reason_id=data.reason_id, by=by, at=at)

    return do_to_lead(request, lead_id, deed)


@router.post("/{lead_id}/recover", response={201: LeadOut})
def recover(request: HttpRequest, lead_id: UUID, data: RecoverIn) -> HttpResponse:
    """End this cycle and open a new one in a later campaign; the answer is the new lead."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.recover_lead(lead_id, campaign_id=data.campaign_id, by=by, at=at)

    return do_to_lead(request, lead_id, deed, status=201)


@router.post("/{lead_id}/withdraw", response=LeadOut)
def withdraw(request: HttpRequest, lead_id: UUID, data: WithdrawIn) -> HttpResponse:
    """Stop all work on a lead because the prospect said no."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.withdraw_lead(lead_id, cause=data.cause, by=by, at=at)

    return do_to_lead(request, lead_id, deed)
