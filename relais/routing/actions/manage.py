"""What a manager decides: who gets a lead, and that one goes back."""

from datetime import datetime
from uuid import UUID

from relais.appointments.actions import carry_appointments
from relais.campaigns.queries import campaign_of
from relais.leads.actions.sheet import say_why
from relais.leads.events import (
    AssignmentReason,
    LeadAssigned,
    LeadContestRerouted,
    LeadReassigned,
    LeadReleased,
    LeadTakeUpExpired,
    ReleaseReason,
    State,
)
from relais.leads.log import append
from relais.leads.models import Lead
from relais.leads.queries import locked, unit_path_of
from relais.leads.rules.guards import check_judge, check_manager
from relais.people.queries import Calendars, away_until, deadline, holders_of
from relais.people.rules.access import Actor, Role
from relais.routing.actions.route import leave_queue, route_one, route_waiting
from relais.routing.rules.submission import NotARep, check_present, check_turn_over


def assign_lead(lead_id: UUID, *, rep_id: UUID, words: str, by: Actor, at: datetime) -> Lead:
    """Give a lead to a rep by a manager's decision; the appointment goes along if he is free.

    :raises NotYours: for anybody but a manager of the lead's unit, or a director.
    :raises NotARep: for somebody who is not a rep in post.
    :raises RepAway: for somebody who is away now.
    :raises NotAllowed: before validation, during a dispute, or after the end.
    """
    with locked(lead_id, organization_id=by.organization_id) as lead:
        check_manager(unit_path_of(lead), by=by)
        unit_id = _unit_of_rep(rep_id, by=by, at=at)
        check_present(away_until(rep_id, organization_id=by.organization_id, at=at))
        calendar = Calendars(lead.organization_id).of_person(rep_id)
        due_at = deadline(calendar, start=at, clock=campaign_of(lead).take_up_clock)
        reason = AssignmentReason.MANAGER
        if lead.state == State.VALIDATED:
            append(lead, LeadAssigned(rep_id, reason, unit_id, due_at=due_at), by=by, at=at)
        else:
            append(lead, LeadReassigned(rep_id, reason, unit_id, due_at), by=by, at=at)
        carry_appointments([lead], by=by, at=at)
        leave_queue([lead])
        say_why(lead, words, by=by, at=at)
    return lead


def release_lead(lead_id: UUID, *, words: str, by: Actor, at: datetime) -> Lead:
    """Take a lead from its rep by a manager's decision, and route it again.

    :raises NotYours: for anybody but a manager of the lead's unit, or a director.
    :raises NotAllowed: when no rep has the lead, or it is in dispute.
    """
    with locked(lead_id, organization_id=by.organization_id) as lead:
        check_manager(unit_path_of(lead), by=by)
        append(lead, LeadReleased(ReleaseReason.MANAGER), by=by, at=at)
        say_why(lead, words, by=by, at=at)
        route_one(lead, by=by, at=at)
    return lead


def route_now(*, by: Actor, at: datetime) -> int:
    """Route all that waits without waiting for the clock; give how many leads found a rep.

    :raises NotYours: for anybody but a director, or a manager of the whole organization.
    """
    check_manager(None, by=by)
    return route_waiting(by.organization_id, by=by, at=at)


def expire_turn(lead_id: UUID, *, by: Actor, at: datetime) -> Lead:
    """End the turn of a rep who let it lapse, and route the lead to the next one.

    After two lapsed turns the lead waits for the manager.
    :raises StillRunning: before the clock has run out.
    :raises NotAllowed: unless the lead waits for a take-up.
    """
    with locked(lead_id, organization_id=by.organization_id) as lead:
        event = LeadTakeUpExpired(rep_id=lead.rep_id or UUID(int=0))
        if lead.state == State.TRANSMITTED:
            check_turn_over(lead.due_at, at=at)
        append(lead, event, by=by, at=at)
        route_one(lead, by=by, at=at)
    return lead


def reroute_contested(lead_id: UUID, *, words: str, by: Actor, at: datetime) -> Lead:
    """Judge that a contested lead is good, but for another rep, and route it.

    :raises NotTheJudge: for who had a part in the lead, or does not manage its unit.
    :raises NotAllowed: unless the lead is contested.
    """
    with locked(lead_id, organization_id=by.organization_id) as lead:
        check_judge(lead, unit_path_of(lead), by=by)
        append(lead, LeadContestRerouted(), by=by, at=at)
        say_why(lead, words, by=by, at=at)
        route_one(lead, by=by, at=at)
    return lead


def _unit_of_rep(rep_id: UUID, *, by: Actor, at: datetime) -> UUID | None:
    posts = holders_of(by.organization_id, Role.REP, on=at.date()).filter(person_id=rep_id)
    post = posts.first()
    if post is None:
        raise NotARep
    return post.unit_id
