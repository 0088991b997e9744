"""The end of a lead, and its way back: won, lost, reopened."""

from datetime import date, datetime
from uuid import UUID

from relais.campaigns.queries import check_reason
from relais.campaigns.rules.terms import ReasonKind
from relais.leads.actions.sheet import say_why
from relais.leads.events import (
    Approach,
    LeadApproachStarted,
    LeadLost,
    LeadReopened,
    LeadWinCancelled,
    LeadWon,
    State,
)
from relais.leads.log import append
from relais.leads.models import Lead
from relais.leads.queries import locked, unit_path_of
from relais.leads.rules.guards import check_manager, check_rep_or_manager, check_signed
from relais.lib.errors import Refusal
from relais.lib.money import Currency
from relais.lib.words import gettext_noop
from relais.people.rules.access import Actor


class AmountMissing(Refusal):
    """A signature without an amount proves nothing."""

    code = "amount_missing"
    message = gettext_noop("Say for how much it was signed: an amount of zero or more.")


class MarginAboveAmount(Refusal):
    """A margin is a part of the amount."""

    code = "margin_above_amount"
    message = gettext_noop("The margin cannot be more than the amount signed.")


def win_lead(
    lead_id: UUID,
    *,
    amount: int,
    margin: int | None,
    currency: Currency,
    signed_on: date,
    by: Actor,
    at: datetime,
) -> Lead:
    """Log a signature, in minor units; from "taken up" it starts the approach as well.

    :raises NotYours: for anybody but the rep who has the lead, or his manager.
    :raises AmountMissing: for an amount below zero.
    :raises MarginAboveAmount: for a margin above the amount.
    :raises SignedInFuture: for a day that is still to come.
    :raises SignedBeforeOpened: for a day before the lead was opened.
    :raises NotAllowed: unless the lead is taken up or in approach.
    """
    check_amounts(amount, margin=margin)
    with locked(lead_id, organization_id=by.organization_id) as lead:
        check_rep_or_manager(lead, unit_path_of(lead), by=by)
        check_signed(signed_on, opened_at=lead.opened_at, at=at)
        if lead.state == State.TAKEN_UP:
            append(lead, LeadApproachStarted(Approach.PROPOSAL), by=by, at=at)
        append(lead, LeadWon(amount, margin, currency, signed_on), by=by, at=at)
    return lead


def check_amounts(amount: int, *, margin: int | None) -> None:
    """Refuse a signature without an amount, or with a margin above it.

    :raises AmountMissing: for an amount below zero.
    :raises MarginAboveAmount: for a margin above the amount.
    """
    if amount < 0:
        raise AmountMissing
    if margin is not None and margin > amount:
        raise MarginAboveAmount


def cancel_win(lead_id: UUID, *, words: str, by: Actor, at: datetime) -> Lead:
    """Say that a signature did not stand; the lead is in approach again.

    :raises NotYours: for anybody but the rep who has the lead, or his manager.
    :raises NotAllowed: unless the lead was won.
    """
    with locked(lead_id, organization_id=by.organization_id) as lead:
        check_rep_or_manager(lead, unit_path_of(lead), by=by)
        append(lead, LeadWinCancelled(), by=by, at=at)
        say_why(lead, words, by=by, at=at)
    return lead


def lose_lead(lead_id: UUID, *, reason_id: UUID, words: str, by: Actor, at: datetime) -> Lead:
    """Close a lead without a signature, with a counted reason.

    One that waits for a rep is closed by a manager.
    :raises NotYours: for anybody but the rep who has the lead, or his manager.
    :raises NotAllowed: unless the lead waits for a rep, is taken up or in approach.
    """
    with locked(lead_id, organization_id=by.organization_id) as lead:
        if lead.state == State.VALIDATED:
            check_manager(unit_path_of(lead), by=by)
        else:
            check_rep_or_manager(lead, unit_path_of(lead), by=by)
        check_reason(reason_id, ReasonKind.LOSE, organization_id=by.organization_id)
        append(lead, LeadLost(reason_id), by=by, at=at)
        say_why(lead, words, by=by, at=at)
    return lead


def reopen_lead(lead_id: UUID, *, by: Actor, at: datetime) -> Lead:
    """Bring a lost lead back into approach.

    :raises NotYours: for anybody but the rep who has the lead, or his manager.
    :raises NotAllowed: unless the lead was lost.
    """
    with locked(lead_id, organization_id=by.organization_id) as lead:
        check_rep_or_manager(lead, unit_path_of(lead), by=by)
        append(lead, LeadReopened(), by=by, at=at)
    return lead
