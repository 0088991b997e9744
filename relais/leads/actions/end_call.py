"""Writing down a call, and letting the lead of its contact follow what was said."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from relais.calls.actions import attach_lead, correct_call, record_call
from relais.calls.models import Call
from relais.calls.rules import CallEnd, CallOutcome
from relais.leads.actions.forget import hold_leads_of, withdraw_leads_of
from relais.leads.actions.open import open_lead
from relais.leads.events import WithdrawalCause
from relais.people.rules.access import Actor
from relais.prospecting.models import Prospect


def end_call(
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
    """Write down a call: one that qualifies opens a lead, credited to the caller; after one that
    ends in "never again" what lives of the contact is withdrawn, and its slots to come are free.

    The same call told twice does nothing more. Where a lead lives already a call that qualifies
    is not written, and the caller is shown that one.
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
    :raises CampaignNotRunning: when a call qualifies and the campaign takes no leads now.
    :raises Objected: when a call qualifies who does not want to be contacted.
    :raises AlreadyOpen: when a call qualifies and a lead lives for this contact, naming it.
    """
    with transaction.atomic():
        if outcome is CallOutcome.DO_NOT_CALL:  # leads are held before prospects, everywhere
            hold_leads_of(_contact_of(prospect_id, by), organization_id=by.organization_id)
        call = record_call(
            prospect_id,
            end=end,
            outcome=outcome,
            started_at=started_at,
            ended_at=ended_at,
            callback_at=callback_at,
            note=note,
            by=by,
            at=at,
        )
        if call.outcome == CallOutcome.QUALIFIED and call.lead_id is None:
            _open_for(call, by=by, at=at)
        elif call.outcome == CallOutcome.DO_NOT_CALL:
            cause = WithdrawalCause.OBJECTION
            withdraw_leads_of([call.contact_id], cause=cause, by=by, at=at)
    return call


def correct_ended_call(
    call_id: UUID,
    *,
    end: CallEnd,
    outcome: CallOutcome,
    callback_at: datetime | None,
    by: Actor,
    at: datetime,
) -> Call:
    """Say that a call came to something else; where that is "never again", what lives of the
    contact is withdrawn, as after a call told so at once.

    Refused as `correct_call` is.
    """
    if outcome is not CallOutcome.DO_NOT_CALL:
        return correct_call(
            call_id, end=end, outcome=outcome, callback_at=callback_at, by=by, at=at
        )
    with transaction.atomic():
        calls = Call.objects.of(by.organization_id).filter(id=call_id)
        contacts = list(calls.values_list("contact_id", flat=True))
        hold_leads_of(contacts, organization_id=by.organization_id)
        call = correct_call(
            call_id, end=end, outcome=outcome, callback_at=callback_at, by=by, at=at
        )
        withdraw_leads_of([call.contact_id], cause=WithdrawalCause.OBJECTION, by=by, at=at)
    return call


def _contact_of(prospect_id: UUID, by: Actor) -> list[UUID]:
    rows = Prospect.objects.of(by.organization_id).filter(id=prospect_id)
    return list(rows.values_list("contact_id", flat=True))


def _open_for(call: Call, *, by: Actor, at: datetime) -> None:
    lead = open_lead(call.contact_id, campaign_id=call.campaign_id, by=by, at=at, call_id=call.id)
    attach_lead(call.id, lead_id=lead.id, by=by)
    call.lead_id = lead.id
