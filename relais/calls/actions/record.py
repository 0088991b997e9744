"""Writing down a call, and what it makes of the prospect."""

from datetime import datetime
from uuid import UUID

from relais.calls.models import Call, Callback
from relais.calls.queries import kept_by, promise_of
from relais.calls.rules import (
    TRY_AGAIN_AFTER,
    CallbackWhy,
    CallEnd,
    CallOutcome,
    check_callback,
    check_note,
    check_outcome,
    check_times,
    gives_up,
    step_after,
)
from relais.campaigns.queries import check_open_for
from relais.people.rules.access import Actor
from relais.privacy.actions import record_objection
from relais.privacy.queries import check_may_call
from relais.privacy.rules import Objected
from relais.prospecting.actions import close_prospect, count_attempt, standing_of
from relais.prospecting.models import Prospect
from relais.prospecting.queries import locked
from relais.prospecting.rules import ClosedAs, Promise, Status, check_free_for, check_telephones


def record_call(
    prospect_id: UUID,
    *,
    end: CallEnd,
    outcome: CallOutcome,
    started_at: datetime,
    ended_at: datetime,
    callback_at: datetime | None,
    note: str,
    by: Actor,
    at: datetime,
) -> Call:
    """Write down a call: how it ended, what it achieved, when to call back; the claim is over.

    What others promised about a lead stays for them to keep.
    A prospect who is not reached is called again, until the campaign's cap of calls in a row.
    Who does not want to be called is never called again, whatever a later call says. A call that
    started at the same moment is the same call: it is not counted twice.
    :raises WrongOutcome: for an outcome that a call that ended so cannot have.
    :raises WrongTimes: for a call that ends before it starts, or is not over.
    :raises CallbackMissing: for a callback without a time.
    :raises CallbackInVain: for a time to call back after an outcome that ends it all.
    :raises CallbackPast: for a time to call back that is over.
    :raises NoteTooLong: beyond 20,000 characters.
    :raises NotATelemarketer: for who does not telephone.
    :raises NotVisible: for a prospect that the organization does not have.
    :raises NotEngaged: when the telemarketer's call center does not work for the campaign.
    :raises HeldByAnother: while somebody else is calling the prospect.
    """
    check_telephones(by)
    check_outcome(end, outcome)
    check_times(started_at, ended_at, at=at)
    check_note(note)
    with locked(prospect_id, organization_id=by.organization_id) as prospect:
        call_center_id = check_open_for(prospect.campaign, by=by, on=at.date())
        if known := prospect.calls.filter(started_at=started_at).first():
            return known
        check_callback(outcome, callback_at, at=at)
        check_free_for(prospect.claimed_by_id, claimed_until=prospect.claimed_until, by=by, at=at)
        call = Call.objects.create(
            organization_id=by.organization_id,
            prospect=prospect,
            campaign_id=prospect.campaign_id,
            contact_id=prospect.contact_id,
            person_id=by.person_id,
            call_center_id=call_center_id,
            lead_id=_lead_of(prospect, outcome),
            started_at=started_at,
            ended_at=ended_at,
            end=end.value,
            outcome=outcome.value,
            callback_at=callback_at,
            note=note.strip(),
            found=standing_of(prospect),
        )
        follow(prospect, call, by=by)
    return call


def attach_lead(call_id: UUID, *, lead_id: UUID, by: Actor) -> None:
    """Say which lead a call has opened."""
    Call.objects.of(by.organization_id).filter(id=call_id).update(lead_id=lead_id)


def _lead_of(prospect: Prospect, outcome: CallOutcome) -> UUID | None:
    """The lead that a callback was promised about; a call that qualifies may open its own."""
    if outcome is CallOutcome.QUALIFIED:
        return None
    promised = prospect.callbacks.filter(done_at=None, lead_id__isnull=False)
    return promised.order_by("due_at", "id").values_list("lead_id", flat=True).first()


def follow(prospect: Prospect, call: Call, *, by: Actor) -> None:
    """Let the call move the prospect, his promises and his objection."""
    end, outcome, at = CallEnd(call.end), CallOutcome(call.outcome), call.ended_at
    missed, cap = prospect.missed, prospect.campaign.attempt_cap
    step = step_after(
        end,
        outcome,
        callback_at=call.callback_at,
        status=Status(prospect.status),
        missed=missed,
        cap=cap,
        at=at,
    )
    if step.reached or gives_up(end, missed=missed, cap=cap):
        prospect.callbacks.filter(kept_by(by), done_at=None).update(done_at=at)
        count_attempt(prospect, step, promise=_promise(prospect, call, by=by), at=at)
    else:
        again = Promise(at + TRY_AGAIN_AFTER[end], prospect.callback_for_id)
        count_attempt(prospect, step, promise=again if prospect.callback_at else None, at=at)
    _obey(prospect, outcome, by=by, at=at)


def _promise(prospect: Prospect, call: Call, *, by: Actor) -> Promise | None:
    """Write the promise of a call down, if it has one; give the first that is not kept yet."""
    if call.callback_at:
        _write_promise(prospect, call, due_at=call.callback_at, by=by)
    return promise_of(prospect.id, organization_id=prospect.organization_id)


def _write_promise(prospect: Prospect, call: Call, *, due_at: datetime, by: Actor) -> None:
    """A call makes one promise: told anew, it is that one which is kept then."""
    Callback.objects.update_or_create(
        organization_id=prospect.organization_id,
        prospect=prospect,
        lead_id=call.lead_id,
        why=CallbackWhy.ASKED.value,
        source=call.source,
        defaults={"due_at": due_at, "done_at": None},
        create_defaults={
            "due_at": due_at,
            "campaign_id": prospect.campaign_id,
            "contact_id": prospect.contact_id,
            "for_person_id": by.person_id,
            "asked_by_id": by.person_id,
            "asked_at": call.ended_at,
        },
    )


def _obey(prospect: Prospect, outcome: CallOutcome, *, by: Actor, at: datetime) -> None:
    """Write an objection down, and close for good who has objected, now or before."""
    contact = prospect.contact
    if outcome is CallOutcome.DO_NOT_CALL:
        record_objection(contact.number, contact.email, by=by, at=at)
    try:
        check_may_call(contact, at=at)
    except Objected:
        close_prospect(prospect, ClosedAs.DO_NOT_CALL, at=at)
        pending = Callback.objects.of(prospect.organization_id).filter(done_at=None)
        pending.filter(contact_id=contact.id).update(done_at=at)
