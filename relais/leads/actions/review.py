"""The relay's gate, but for validation, which routes as well (`routing.actions`)."""

from datetime import datetime
from uuid import UUID

from relais.campaigns.queries import campaign_of, check_reason
from relais.campaigns.rules.terms import ReasonKind, SheetField
from relais.leads.actions.sheet import say_why
from relais.leads.events import LeadRefused, LeadReturned, LeadReviewReopened
from relais.leads.log import append
from relais.leads.models import Lead
from relais.leads.queries import locked, unit_path_of
from relais.leads.rules.guards import check_return, check_reviewer
from relais.people.queries import Calendars, deadline
from relais.people.rules.access import Actor


def return_lead(
    lead_id: UUID,
    *,
    reason_id: UUID | None,
    missing: tuple[SheetField, ...],
    words: str,
    by: Actor,
    at: datetime,
) -> Lead:
    """Send a lead back to its telemarketer, saying what is missing.

    :raises NotYours: for anybody but a relay of the lead's unit.
    :raises NothingMissing: for neither a reason nor a field that is missing.
    :raises NotAllowed: unless the lead waits for its review.
    """
    with locked(lead_id, organization_id=by.organization_id) as lead:
        check_reviewer(lead, unit_path_of(lead), by=by)
        check_return(reason_id, missing)
        if reason_id:
            check_reason(reason_id, ReasonKind.RETURN, organization_id=by.organization_id)
        append(lead, LeadReturned(reason_id, missing), by=by, at=at)
        say_why(lead, words, by=by, at=at)
    return lead


def refuse_lead(lead_id: UUID, *, reason_id: UUID, words: str, by: Actor, at: datetime) -> Lead:
    """Set a lead aside, with a counted reason.

    :raises NotYours: for anybody but a relay of the lead's unit.
    :raises NotAllowed: unless the lead waits for its review.
    """
    with locked(lead_id, organization_id=by.organization_id) as lead:
        check_reviewer(lead, unit_path_of(lead), by=by)
        check_reason(reason_id, ReasonKind.REFUSE, organization_id=by.organization_id)
        append(lead, LeadRefused(reason_id), by=by, at=at)
        say_why(lead, words, by=by, at=at)
    return lead


def reopen_review(lead_id: UUID, *, by: Actor, at: datetime) -> Lead:
    """Put a refused lead back under review: the undo of a refusal.

    :raises NotYours: for anybody but a relay of the lead's unit.
    :raises NotAllowed: unless the lead was refused.
    """
    with locked(lead_id, organization_id=by.organization_id) as lead:
        check_reviewer(lead, unit_path_of(lead), by=by)
        calendar = Calendars(lead.organization_id).of_unit(lead.unit_id)
        due_at = deadline(calendar, start=at, clock=campaign_of(lead).review_clock)
        append(lead, LeadReviewReopened(due_at), by=by, at=at)
    return lead
