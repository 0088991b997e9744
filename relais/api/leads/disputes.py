"""A dispute: the rep contests, a judge who had no part decides."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field

from relais.api.fields import In, Words
from relais.api.leads.deeds import do_to_lead, router
from relais.api.leads.schemas import LeadOut, WordsIn
from relais.leads import actions
from relais.leads.queries import Evidence
from relais.people.queries import Actor
from relais.routing.actions import reroute_contested


class ContestIn(In):
    """Why, what it rests on, and words for the judge."""

    reason_id: UUID
    evidence: Annotated[list[Evidence], Field(max_length=len(Evidence))] = []
    words: Words


class VerdictIn(In):
    """The verdict's words; the reason that was contested unless another is named."""

    reason_id: UUID | None = None
    words: Words = ""


@router.post("/{lead_id}/contest", response=LeadOut)
def contest(request: HttpRequest, lead_id: UUID, data: ContestIn) -> HttpResponse:
    """Contest a lead before its judge."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.contest_lead(
            lead_id,
            reason_id=data.reason_id,
            evidence=tuple(data.evidence),
            words=data.words,
            by=by,
            at=at,
        )

    return do_to_lead(request, lead_id, deed)


@router.post("/{lead_id}/dismiss-contest", response=LeadOut)
def dismiss_contest(request: HttpRequest, lead_id: UUID, data: WordsIn) -> HttpResponse:
    """Judge that the lead stands."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.dismiss_contest(lead_id, words=data.words, by=by, at=at)

    return do_to_lead(request, lead_id, deed)


@router.post("/{lead_id}/uphold-contest", response=LeadOut)
def uphold_contest(request: HttpRequest, lead_id: UUID, data: VerdictIn) -> HttpResponse:
    """Judge that the lead should not have been transmitted."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.uphold_contest(
            lead_id, reason_id=data.reason_id, words=data.words, by=by, at=at
        )

    return do_to_lead(request, lead_id, deed)


@router.post("/{lead_id}/send-back", response=LeadOut)
def send_back(request: HttpRequest, lead_id: UUID, data: WordsIn) -> HttpResponse:
    """Judge that a contested lead is to be completed and reviewed again."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.send_back_contested(lead_id, words=data.words, by=by, at=at)

    return do_to_lead(request, lead_id, deed)


@router.post("/{lead_id}/reroute", response=LeadOut)
def reroute(request: HttpRequest, lead_id: UUID, data: WordsIn) -> HttpResponse:
    """Judge that a contested lead is good, but for another rep."""

    def deed(by: Actor, at: datetime) -> Any:
        return reroute_contested(lead_id, words=data.words, by=by, at=at)

    return do_to_lead(request, lead_id, deed)
