"""The end of a lead, and its way back: won, lost, reopened."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from relais.api.fields import Amount, CurrencyCode, Day, In, Signed
from relais.api.leads.deeds import do_to_lead, router
from relais.api.leads.schemas import LeadOut, ReasonIn, WordsIn
from relais.leads import actions
from relais.lib.money import Currency
from relais.people.queries import Actor


class WinIn(In):
    """For how much it was signed, in minor units, and when."""

    amount: Amount
    margin: Signed | None = None
    currency: CurrencyCode = "EUR"
    signed_on: Day


@router.post("/{lead_id}/win", response=LeadOut)
def win(request: HttpRequest, lead_id: UUID, data: WinIn) -> HttpResponse:
    """Log a signature."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.win_lead(
            lead_id,
            amount=data.amount,
            margin=data.margin,
            currency=Currency(data.currency),
            signed_on=data.signed_on,
            by=by,
            at=at,
        )

    return do_to_lead(request, lead_id, deed)


@router.post("/{lead_id}/cancel-win", response=LeadOut)
def cancel_win(request: HttpRequest, lead_id: UUID, data: WordsIn) -> HttpResponse:
    """Say that a signature did not stand."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.cancel_win(lead_id, words=data.words, by=by, at=at)

    return do_to_lead(request, lead_id, deed)


@router.post("/{lead_id}/lose", response=LeadOut)
def lose(request: HttpRequest, lead_id: UUID, data: ReasonIn) -> HttpResponse:
    """Close a lead without a signature."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.lose_lead(lead_id, reason_id=data.reason_id, words=data.words, by=by, at=at)

    return do_to_lead(request, lead_id, deed)


@router.post("/{lead_id}/reopen", response=LeadOut)
def reopen(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """Bring a lost lead back into approach."""
    return do_to_lead(request, lead_id, lambda by, at: actions.reopen_lead(lead_id, by=by, at=at))
