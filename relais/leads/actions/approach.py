"""The rep's first commercial act towards the prospect."""

from datetime import datetime
from uuid import UUID

from relais.leads.events import Approach, LeadApproachStarted, LeadApproachUndone
from relais.leads.log import append
from relais.leads.models import Lead
from relais.leads.queries import locked
from relais.leads.rules.guards import check_rep
from relais.people.rules.access import Actor


def start_approach(lead_id: UUID, *, means: Approach, by: Actor, at: datetime) -> Lead:
    """Log the call, mail or proposal with which the rep approached the prospect.

    :raises OfferedToAnother: when the lead is with another rep.
    :raises NotAllowed: unless the lead was taken up, and only once.
    """
    with locked(lead_id, organization_id=by.organization_id) as lead:
        check_rep(lead, by=by)
        append(lead, LeadApproachStarted(means), by=by, at=at)
    return lead


def undo_approach(lead_id: UUID, *, by: Actor, at: datetime) -> Lead:
    """Say that the approach was logged by mistake.

    :raises OfferedToAnother: when the lead is with another rep.
    :raises NotAllowed: unless the lead is in approach.
    """
    with locked(lead_id, organization_id=by.organization_id) as lead:
        check_rep(lead, by=by)
        append(lead, LeadApproachUndone(), by=by, at=at)
    return lead
