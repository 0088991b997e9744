"""Submission and validation: the two deeds that put a lead on its way to a rep."""

from datetime import datetime
from uuid import UUID

from relais.appointments.queries import to_come
from relais.campaigns.models import Campaign
from relais.campaigns.queries import campaign_of, latest_definition
from relais.campaigns.rules.terms import SheetField
from relais.leads.actions import filled_in
from relais.leads.events import LeadSubmitted, LeadValidated
from relais.leads.lifecycle import after
from relais.leads.log import append
from relais.leads.models import Lead
from relais.leads.queries import State, locked, score_of, sheet_of, unit_path_of
from relais.leads.rules.guards import check_originator, check_reviewer
from relais.people.queries import Calendars, deadline
from relais.people.rules.access import Actor
from relais.people.rules.notice import last_moment_before
from relais.people.rules.working_time import Calendar, Span, add_span
from relais.routing.actions.route import route_one
from relais.routing.queries import load_router, requests_for
from relais.routing.rules import Decision
from relais.routing.rules.submission import check_sheet


def submit_lead(lead_id: UUID, *, by: Actor, at: datetime) -> Lead:
    """Ask the relay for his review; without a relay, validate at once and route.

    The lead is scored against the definition in force, and put before the relay of the unit in
    which routing sees its rep. The review is due by its clock, earlier if an appointment is near.
    :raises NotYours: for anybody but the telemarketer who found the lead, or his supervisor.
    :raises NotAllowed: unless the lead is being qualified or was returned.
    :raises SheetIncomplete: when the sheet lacks what the campaign requires.
    """
    with locked(lead_id, organization_id=by.organization_id) as lead:
        check_originator(lead, by=by)
        after(State(lead.state), LeadSubmitted())
        campaign, sheet = campaign_of(lead), sheet_of(lead)
        filled = filled_in(sheet)
        check_sheet(filled, required=[SheetField(name) for name in campaign.sheet_required])
        definition = latest_definition(campaign)
        score = score_of(lead, definition=definition, sheet=sheet)
        unit_id = preview(lead, at=at).unit_id
        event = LeadSubmitted(
            unit_id=unit_id,
            definition_id=definition.id if definition else None,
            score=score.points if score else None,
            sheet=filled,
            due_at=_review_due(lead, campaign, unit_id=unit_id, at=at),
        )
        append(lead, event, by=by, at=at)
        if not campaign.relay_required:
            _validate(lead, relay_id=campaign.owner_id, relay_skipped=True, by=by, at=at)
    return lead


def validate_lead(lead_id: UUID, *, by: Actor, at: datetime) -> Lead:
    """Validate a lead under the relay's name, and transmit it to the rep whom routing finds.

    :raises NotYours: for anybody but a relay of the lead's unit.
    :raises OwnLead: for who found the lead himself.
    :raises NotAllowed: unless the lead waits for its review.
    """
    with locked(lead_id, organization_id=by.organization_id) as lead:
        check_reviewer(lead, unit_path_of(lead), by=by)
        _validate(lead, relay_id=by.person_id, relay_skipped=False, by=by, at=at)
    return lead


def preview(lead: Lead, *, at: datetime) -> Decision:
    """Say to whom routing would give a lead now, and why; nothing is written."""
    router = load_router(lead.organization_id, at=at)
    return router.decide(requests_for([lead], organization_id=lead.organization_id, at=at)[lead.id])


def _validate(
    lead: Lead, *, relay_id: UUID | None, relay_skipped: bool, by: Actor, at: datetime
) -> None:
    event = LeadValidated(relay_id, lead.definition_id, relay_skipped)
    append(lead, event, by=by, at=at)
    route_one(lead, by=by, at=at)


def _review_due(lead: Lead, campaign: Campaign, *, unit_id: UUID | None, at: datetime) -> datetime:
    calendar = Calendars(lead.organization_id).of_unit(unit_id)
    to_go = to_come(lead.organization_id, at=at).filter(lead_id=lead.id)
    starts_at = to_go.values_list("starts_at", flat=True).first()
    return review_due_at(calendar, campaign, starts_at=starts_at, at=at)


def review_due_at(
    calendar: Calendar, campaign: Campaign, *, starts_at: datetime | None, at: datetime
) -> datetime:
    """Give when a review is due: at its clock's end, earlier if an appointment leaves no notice."""
    clock_ends = deadline(calendar, start=at, clock=campaign.review_clock)
    notice = Span.parse(campaign.review_notice)
    if starts_at is None or add_span(calendar, start=clock_ends, span=notice) <= starts_at:
        return clock_ends
    notice_ends = last_moment_before(calendar, end=starts_at, span=notice)
    return max(min(clock_ends, notice_ends), at)
