"""Taking a lead up: the rep's own act, once, timed."""

from datetime import datetime
from uuid import UUID

from relais.leads.events import LeadTakenUp, LeadTakeUpUndone
from relais.leads.log import append
from relais.leads.models import Lead
from relais.leads.queries import locked, turn_due_at
from relais.leads.rules.guards import check_rep
from relais.people.rules.access import Actor


def take_up_lead(lead_id: UUID, *, by: Actor, at: datetime) -> Lead:
    """Take up a lead that was transmitted to the rep.

    :raises OfferedToAnother: when the lead is with another rep.
    :raises NotAllowed: when it is not waiting for a take-up.
    """
    with locked(lead_id, organization_id=by.organization_id) as lead:
        check_rep(lead, by=by)
        append(lead, LeadTakenUp(rep_id=_rep_of(lead)), by=by, at=at)
    return lead


def undo_take_up(lead_id: UUID, *, by: Actor, at: datetime) -> Lead:
    """Take a take-up back; the clock of the turn goes on as if it had not been.

    :raises OfferedToAnother: when the lead is with another rep.
    :raises NotAllowed: unless it was taken up and no approach started.
    """
    with locked(lead_id, organization_id=by.organization_id) as lead:
        check_rep(lead, by=by)
        append(lead, LeadTakeUpUndone(due_at=turn_due_at(lead)), by=by, at=at)
    return lead


def _rep_of(lead: Lead) -> UUID:
    """A lead without a rep is in a state that refuses the event: the nil id is never written."""
    return lead.rep_id or UUID(int=0)
