"""Deeds of the relay: validate, return, refuse, and the undo of a refusal."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field

from relais.api.fields import In, Words
from relais.api.leads.deeds import do_to_lead, router
from relais.api.leads.schemas import LeadOut, ReasonIn
from relais.campaigns.queries import SheetField
from relais.leads import actions
from relais.people.queries import Actor
from relais.routing.actions import validate_lead


class ReturnIn(In):
    """What is missing."""

    reason_id: UUID | None = None
    missing: Annotated[list[SheetField], Field(max_length=len(SheetField))] = []
    words: Words = ""


@router.post("/{lead_id}/validate", response=LeadOut)
def validate(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """Validate a lead under your name, and transmit it to the rep whom routing finds."""
    return do_to_lead(request, lead_id, lambda by, at: validate_lead(lead_id, by=by, at=at))


@router.post("/{lead_id}/return", response=LeadOut)
def return_(request: HttpRequest, lead_id: UUID, data: ReturnIn) -> HttpResponse:
    """Send a lead back to its telemarketer."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.return_lead(
            lead_id,
            reason_id=data.reason_id,
            missing=tuple(data.missing),
            words=data.words,
            by=by,
            at=at,
        )

    return do_to_lead(request, lead_id, deed)


@router.post("/{lead_id}/refuse", response=LeadOut)
def refuse(request: HttpRequest, lead_id: UUID, data: ReasonIn) -> HttpResponse:
    """Set a lead aside, with a counted reason."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.refuse_lead(
            lead_id, reason_id=data.reason_id, words=data.words, by=by, at=at
        )

    return do_to_lead(request, lead_id, deed)


@router.post("/{lead_id}/reopen-review", response=LeadOut)
def reopen_review(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """Put a refused lead back under review."""
    return do_to_lead(request, lead_id, lambda by, at: actions.reopen_review(lead_id, by=by, at=at))
