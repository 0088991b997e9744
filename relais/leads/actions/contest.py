"""A dispute: the rep contests with evidence, a judge who had no part decides."""

from datetime import datetime
from uuid import UUID

from relais.campaigns.queries import campaign_of, check_reason
from relais.campaigns.rules.terms import ReasonKind
from relais.leads.actions.sheet import say, say_why
from relais.leads.events import (
    Event,
    Evidence,
    LeadContestDismissed,
    LeadContested,
    LeadContestSentBack,
    LeadContestUpheld,
    State,
)
from relais.leads.log import append
from relais.leads.models import Lead
from relais.leads.queries import locked, unit_path_of
from relais.leads.rules.guards import check_contest_window, check_judge, check_rep
from relais.people.queries import Calendars, deadline
from relais.people.rules.access import Actor


def contest_lead(
    lead_id: UUID,
    *,
    reason_id: UUID,
    evidence: tuple[Evidence, ...],
    words: str,
    by: Actor,
    at: datetime,
) -> Lead:
    """Contest a lead before contact, or within the campaign's window; its clock stops.

    :raises OfferedToAnother: when the lead is with another rep.
    :raises WindowClosed: after the window, once the approach has started.
    :raises NothingSaid: without words for the judge.
    :raises NotAllowed: when the lead is not with a rep, or contested already.
    """
    with locked(lead_id, organization_id=by.organization_id) as lead:
        check_rep(lead, by=by)
        check_reason(reason_id, ReasonKind.CONTEST, organization_id=by.organization_id)
        campaign = campaign_of(lead)
        calendar = Calendars(lead.organization_id).of_unit(lead.unit_id)
        closes_at = lead.turn_at and deadline(
            calendar, start=lead.turn_at, clock=campaign.contest_window
        )
        check_contest_window(State(lead.state), closes_at=closes_at, at=at)
        due_at = deadline(calendar, start=at, clock=campaign.judgment_clock)
        rep_id = lead.rep_id or UUID(int=0)
        append(lead, LeadContested(rep_id, reason_id, evidence, due_at), by=by, at=at)
        say(lead, words, by=by, at=at, about=lead.sequence)
    return lead


def dismiss_contest(lead_id: UUID, *, words: str, by: Actor, at: datetime) -> Lead:
    """Say that the lead stands: it goes on where it was, its take-up clock starts anew.

    :raises NotTheJudge: for who had a part in the lead, or does not manage its unit.
    :raises NotAllowed: unless the lead is contested.
    """
    with locked(lead_id, organization_id=by.organization_id) as lead:
        due_at = None
        if lead.state == State.CONTESTED_NEW:
            calendar = Calendars(lead.organization_id).of_unit(lead.unit_id)
            due_at = deadline(calendar, start=at, clock=campaign_of(lead).take_up_clock)
        _judge(lead, LeadContestDismissed(due_at), words=words, by=by, at=at)
    return lead


def uphold_contest(
    lead_id: UUID, *, reason_id: UUID | None, words: str, by: Actor, at: datetime
) -> Lead:
    """Say that the lead should not have been transmitted; the reason is counted for both sides.

    :raises NotTheJudge: for who had a part in the lead, or does not manage its unit.
    :raises NotAllowed: unless the lead is contested.
    """
    with locked(lead_id, organization_id=by.organization_id) as lead:
        verdict = LeadContestUpheld(reason_id or lead.reason_id)
        _judge(lead, verdict, words=words, by=by, at=at)
    return lead


def send_back_contested(lead_id: UUID, *, words: str, by: Actor, at: datetime) -> Lead:
    """Send a contested lead back to its telemarketer, to be completed and reviewed again.

    :raises NotTheJudge: for who had a part in the lead, or does not manage its unit.
    :raises NotAllowed: unless the lead is contested.
    """
    with locked(lead_id, organization_id=by.organization_id) as lead:
        _judge(lead, LeadContestSentBack(), words=words, by=by, at=at)
    return lead


def _judge(lead: Lead, verdict: Event, *, words: str, by: Actor, at: datetime) -> None:
    check_judge(lead, unit_path_of(lead), by=by)
    append(lead, verdict, by=by, at=at)
    say_why(lead, words, by=by, at=at)
