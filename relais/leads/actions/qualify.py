"""A call that qualifies opens a lead."""

from datetime import datetime
from uuid import UUID

from relais.calls.rules import CallEnd, CallOutcome
from relais.leads.actions.end_call import end_call
from relais.leads.models import Lead
from relais.leads.queries import get_lead
from relais.lib.errors import NotVisible
from relais.people.rules.access import Actor


def qualify_call(
    prospect_id: UUID,
    *,
    started_at: datetime,
    ended_at: datetime,
    note: str,
    by: Actor,
    at: datetime,
) -> Lead:
    """Write down a call that qualified its prospect, and open the lead, credited to the caller.

    The same call told twice gives the same lead. Where a lead lives already nothing is written,
    and the caller is shown that one.
    :raises NotATelemarketer: for who does not telephone.
    :raises NotVisible: for a prospect that the organization does not have.
    :raises HeldByAnother: while somebody else is calling the prospect.
    :raises WrongTimes: for a call that ends before it starts, or is not over.
    :raises CampaignNotRunning: when the campaign takes no leads now.
    :raises NotEngaged: when the telemarketer's call center does not work for it.
    :raises Objected: when the contact does not want to be contacted.
    :raises AlreadyOpen: when a lead lives for this contact, naming it.
    """
    call = end_call(
        prospect_id,
        end=CallEnd.ANSWERED,
        outcome=CallOutcome.QUALIFIED,
        started_at=started_at,
        ended_at=ended_at,
        callback_at=None,
        note=note,
        by=by,
        at=at,
    )
    if call.lead_id is None:
        raise NotVisible
    return get_lead(call.lead_id, organization_id=by.organization_id)
