"""Saying that a call came to something else than was told: a wrong key, a slip."""

from datetime import datetime
from uuid import UUID

from relais.calls.actions.record import follow
from relais.calls.models import Call, CallCorrection
from relais.calls.queries import promise_of
from relais.calls.rules import (
    CalledSince,
    CallEnd,
    CallOutcome,
    check_callback,
    check_correctable,
    check_outcome,
    check_own_call,
)
from relais.campaigns.queries import check_open_for
from relais.lib.errors import NotVisible
from relais.people.rules.access import Actor
from relais.privacy.rules import Objected
from relais.prospecting.actions import take_back_attempt
from relais.prospecting.models import Prospect
from relais.prospecting.queries import locked
from relais.prospecting.rules import ClosedAs, check_free_for, check_telephones


def correct_call(
    call_id: UUID,
    *,
    end: CallEnd,
    outcome: CallOutcome,
    callback_at: datetime | None,
    by: Actor,
    at: datetime,
) -> Call:
    """Say how a prospect's last call ended and what it achieved, other than was told.

    The prospect goes where that leaves him; what was told first stays beside. Told as it stands,
    nothing changes.

    :raises NotATelemarketer: for who does not telephone.
    :raises NotVisible: for a call that the organization does not have.
    :raises NotEngaged: when the telemarketer's call center does not work for the campaign.
    :raises NotYourCall: for anybody but who made the call, or a supervisor of his call center.
    :raises WrongOutcome: for an outcome that a call that ended so cannot have.
    :raises CallStands: when it opened a lead, was an objection, or is too old to be known.
    :raises QualifyInstead: for the outcome that opens a lead.
    :raises CalledSince: when the prospect was called again.
    :raises Objected: when he does not want to be called any more.
    :raises CallbackMissing: for a callback without a time.
    :raises CallbackInVain: for a time to call back after an outcome that ends it all.
    :raises CallbackPast: for a time to call back that is over.
    :raises HeldByAnother: while somebody else is calling the prospect.
    """
    check_telephones(by)
    check_outcome(end, outcome)
    rows = Call.objects.of(by.organization_id).filter(id=call_id)
    prospect_id = rows.values_list("prospect_id", flat=True).first()
    if prospect_id is None:
        raise NotVisible
    with locked(prospect_id, organization_id=by.organization_id) as prospect:
        check_open_for(prospect.campaign, by=by, on=at.date())
        call = rows.get()
        check_own_call(call.person_id, call_center_id=call.call_center_id, by=by)
        if (end, outcome, callback_at) == (call.end, call.outcome, call.callback_at):
            return call
        check_correctable(CallOutcome(call.outcome), outcome, known=call.found is not None)
        _check_last(prospect, call)
        check_callback(outcome, callback_at, at=at)
        check_free_for(prospect.claimed_by_id, claimed_until=prospect.claimed_until, by=by, at=at)
        _keep_what_was_told(call, by=by, at=at)
        _go_back(prospect, call, at=at)
        call.end, call.outcome, call.callback_at = end.value, outcome.value, callback_at
        call.save(update_fields=["end", "outcome", "callback_at"])
        follow(prospect, call, by=by)
    return call


def _check_last(prospect: Prospect, call: Call) -> None:
    if prospect.calls.filter(started_at__gt=call.started_at).exists():
        raise CalledSince
    if prospect.closed_outcome == ClosedAs.DO_NOT_CALL:
        raise Objected


def _keep_what_was_told(call: Call, *, by: Actor, at: datetime) -> None:
    CallCorrection.objects.create(
        organization_id=call.organization_id,
        call=call,
        person_id=by.person_id,
        corrected_at=at,
        end=call.end,
        outcome=call.outcome,
        callback_at=call.callback_at,
    )


def _go_back(prospect: Prospect, call: Call, *, at: datetime) -> None:
    """Let the prospect stand where the call found him, its own promise void, others' as before."""
    prospect.callbacks.filter(done_at=call.ended_at).update(done_at=None)
    prospect.callbacks.filter(source=call.source, done_at=None).update(done_at=at)
    promise = promise_of(prospect.id, organization_id=prospect.organization_id)
    take_back_attempt(prospect, call.found or {}, promise=promise)
