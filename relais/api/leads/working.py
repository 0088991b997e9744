"""Deeds of the rep, and of the manager who gives and takes leads."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from relais.api.fields import In, Words
from relais.api.leads.deeds import do_to_lead, router
from relais.api.leads.schemas import LeadOut, WordsIn
from relais.leads import actions
from relais.leads.queries import Approach
from relais.people.queries import Actor
from relais.routing import actions as routing


class ApproachIn(In):
    """With what the approach started."""

    means: Approach


class AssignIn(In):
    """To whom, and why."""

    rep_id: UUID
    words: Words = ""


@router.post("/{lead_id}/take-up", response=LeadOut)
def take_up(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """Take up a lead that was transmitted to you."""
    return do_to_lead(request, lead_id, lambda by, at: actions.take_up_lead(lead_id, by=by, at=at))


@router.post("/{lead_id}/undo-take-up", response=LeadOut)
def undo_take_up(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """Take a take-up back; the clock of your turn goes on."""
    return do_to_lead(request, lead_id, lambda by, at: actions.undo_take_up(lead_id, by=by, at=at))


@router.post("/{lead_id}/start-approach", response=LeadOut)
def start_approach(request: HttpRequest, lead_id: UUID, data: ApproachIn) -> HttpResponse:
    """Log your first commercial act towards the prospect."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.start_approach(lead_id, means=data.means, by=by, at=at)

    return do_to_lead(request, lead_id, deed)


@router.post("/{lead_id}/undo-approach", response=LeadOut)
def undo_approach(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """Say that the approach was logged by mistake."""
    return do_to_lead(request, lead_id, lambda by, at: actions.undo_approach(lead_id, by=by, at=at))


@router.post("/{lead_id}/assign", response=LeadOut)
def assign(request: HttpRequest, lead_id: UUID, data: AssignIn) -> HttpResponse:
    """Give a lead to a rep, as his manager."""

    def deed(by: Actor, at: datetime) -> Any:
        return routing.assign_lead(lead_id, rep_id=data.rep_id, words=data.words, by=by, at=at)

    return do_to_lead(request, lead_id, deed)


@router.post("/{lead_id}/release", response=LeadOut)
def release(request: HttpRequest, lead_id: UUID, data: WordsIn) -> HttpResponse:
    """Take a lead from its rep, as his manager, and route it again."""

    def deed(by: Actor, at: datetime) -> Any:
        return routing.release_lead(lead_id, words=data.words, by=by, at=at)

    return do_to_lead(request, lead_id, deed)
