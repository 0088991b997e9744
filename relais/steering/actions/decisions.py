"""What is decided in a meeting, about a lead or not, and what is put off."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from relais.acts.actions import Wanted, drop_act, plan_act
from relais.acts.models import Act
from relais.acts.rules import ActKind, ActSource, check_what
from relais.lib.errors import NotVisible
from relais.people.rules.access import Actor
from relais.steering.models import Point, ReviewMeeting
from relais.steering.queries.meetings import candidates, locked_meeting, participants_of
from relais.steering.queries.sheet import acts_decided
from relais.steering.rules.meetings import (
    NotOnAgenda,
    SaidAlready,
    Topic,
    Verdict,
    check_may_run,
    check_open,
    check_participants,
    one_line,
)

KINDS: Final[dict[Topic | None, ActKind]] = {
    Topic.DISPUTE: ActKind.HEAR_DISPUTES,
    Topic.OUTCOME: ActKind.ASK_OUTCOMES,
    Topic.OVERDUE: ActKind.FOLLOW_LEADS,
    Topic.NO_REP: ActKind.REASSIGN,
    Topic.PROPOSAL: ActKind.FOLLOW_LEADS,
    Topic.STUCK: ActKind.FOLLOW_LEADS,
    Topic.RECOVERY: ActKind.RECOVER,
}


@dataclass(frozen=True)
class Decision:
    """What is to be done, who does it, until when; about a lead of the agenda, or about none."""

    what: str
    owner_id: UUID
    due_on: date
    lead_id: UUID | None = None


def decide(meeting_id: UUID, decision: Decision, *, by: Actor, at: datetime) -> Act:
    """Record a decision of the meeting as an act, with who does it and until when.

    :raises NotVisible: for who may not see it.
    :raises MeetingNotYours: for who does not lead the unit.
    :raises NotHeldOpen: unless the meeting is held open.
    :raises NotOfUnit: for an owner who has no part in the unit.
    :raises NotOnAgenda: for a lead that is not on the agenda.
    :raises SaidAlready: when the meeting has decided the same.
    :raises WhatMissing: without words.
    :raises DueBefore: for a day that is past.
    """
    with locked_meeting(meeting_id, access=by.access, organization_id=by.organization_id) as found:
        _check(found, decision.lead_id, by)
        known = {person.id for person in candidates(found.unit, on=at.date())}
        check_participants(
            [decision.owner_id], among={*known, *(one.id for one in participants_of(found))}
        )
        told = (check_what(decision.what), decision.owner_id, decision.lead_id)
        if told in {(act.what, act.owner_id, act.lead_id) for act in acts_decided(found)}:
            raise SaidAlready
        wanted = Wanted(
            decision.what,
            found.unit_id,
            kind=_kind(found, decision.lead_id),
            source=ActSource.MEETING,
            source_id=found.id,
            lead_id=decision.lead_id,
        )
        act = plan_act(wanted, owner_id=decision.owner_id, due_on=decision.due_on, by=by, at=at)
        if decision.lead_id:
            _note(found, decision.lead_id, Verdict.DECIDED, "", by, at)
        return act


def take_back(meeting_id: UUID, act_id: UUID, *, by: Actor, at: datetime) -> Act:
    """Take a decision back while the meeting is held; the lead is open again if it had no other.

    :raises NotVisible: for who may not see it, and for an act that is not one of its decisions.
    :raises MeetingNotYours: for who does not lead the unit.
    :raises NotHeldOpen: unless the meeting is held open.
    :raises NotOpen: when the act is done or dropped already.
    """
    with locked_meeting(meeting_id, access=by.access, organization_id=by.organization_id) as found:
        _check(found, None, by)
        rows = Act.objects.of(by.organization_id).filter(id=act_id, source_id=found.id)
        if not rows.exists():
            raise NotVisible
        act = drop_act(act_id, words="taken back in the meeting", by=by, at=at)
        if act.lead_id and act.lead_id not in {one.lead_id for one in acts_decided(found)}:
            points = Point.objects.of(by.organization_id).filter(meeting_id=found.id)
            points.filter(lead_id=act.lead_id).delete()
        return act


def postpone(meeting_id: UUID, lead_id: UUID, *, words: str = "", by: Actor, at: datetime) -> Point:
    """Put a lead of the agenda off; said once more, the last words count.

    :raises NotVisible: for who may not see it.
    :raises MeetingNotYours: for who does not lead the unit.
    :raises NotHeldOpen: unless the meeting is held open.
    :raises NotOnAgenda: for a lead that is not on the agenda.
    :raises SaidAlready: when something was decided about it.
    """
    with locked_meeting(meeting_id, access=by.access, organization_id=by.organization_id) as found:
        _check(found, lead_id, by)
        if lead_id in {act.lead_id for act in acts_decided(found)}:
            raise SaidAlready
        return _note(found, lead_id, Verdict.POSTPONED, one_line(words), by, at)


def _check(meeting: ReviewMeeting, lead_id: UUID | None, by: Actor) -> None:
    check_may_run(by, meeting.unit.path)
    check_open(meeting.state)
    agenda = {told["lead_id"] for told in meeting.shown["items"]}
    if lead_id is not None and str(lead_id) not in agenda:
        raise NotOnAgenda


def _kind(meeting: ReviewMeeting, lead_id: UUID | None) -> ActKind:
    """Tell of which kind an act is, by why its lead is on the agenda."""
    topics = {told["lead_id"]: Topic(told["topic"]) for told in meeting.shown["items"]}
    return KINDS.get(topics.get(str(lead_id)), ActKind.OTHER)


def _note(
    meeting: ReviewMeeting, lead_id: UUID, verdict: Verdict, words: str, by: Actor, at: datetime
) -> Point:
    said = {"verdict": verdict.value, "words": words, "said_at": at, "said_by_id": by.person_id}
    point, _new = Point.objects.update_or_create(
        organization_id=meeting.organization_id,
        meeting_id=meeting.id,
        lead_id=lead_id,
        defaults=said,
    )
    return point
