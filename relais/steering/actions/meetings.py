"""Planning, moving, cancelling, opening and closing a meeting; each tells those who take part."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from relais.lib.errors import NotVisible
from relais.outbox.actions import Letter, enqueue_many
from relais.people.models import Unit
from relais.people.rules.access import Actor
from relais.steering.actions.printing import print_minutes
from relais.steering.models import Participant, ReviewMeeting
from relais.steering.queries.meetings import candidates, earlier, locked_meeting, participants_of
from relais.steering.queries.sheet import acts_decided, freeze, keep
from relais.steering.rules.letters import CANCELLED, CLOSED, INVITED, MOVED
from relais.steering.rules.meetings import (
    MeetingState,
    PlannedAlready,
    When,
    check_cancel_words,
    check_may_run,
    check_open,
    check_participants,
    check_period,
    check_planned,
    check_when,
    one_line,
)


def plan_meeting(
    unit_id: UUID,
    when: When,
    *,
    since: date,
    until: date,
    participants: Sequence[UUID],
    by: Actor,
    at: datetime,
) -> ReviewMeeting:
    """Plan the meeting of a unit about a period, and invite those who take part by mail.

    :raises NotVisible: for a unit that the organization does not have.
    :raises MeetingNotYours: for who does not lead the unit.
    :raises NotOfUnit: for a participant who has no part in the unit.
    :raises PeriodWrong: for a period that is none, or longer than a year.
    :raises InThePast: for a beginning that is past.
    :raises LastsWrong: for a length out of bounds.
    :raises TooMany: beyond sixty participants.
    :raises PlannedAlready: when the unit has a meeting at this moment.
    """
    unit = Unit.objects.of(by.organization_id).filter(id=unit_id).first()
    if unit is None:
        raise NotVisible
    check_may_run(by, unit.path)
    check_period(since, until)
    check_when(when, at=at)
    invited = check_participants(participants, among=_known(unit, at))
    try:
        with transaction.atomic():
            meeting = ReviewMeeting.objects.create(
                organization_id=by.organization_id,
                unit=unit,
                since=since,
                until=until,
                starts_at=when.starts_at,
                minutes=when.minutes,
                place=one_line(when.place),
                state=MeetingState.PLANNED.value,
                planned_at=at,
                planned_by_id=by.person_id,
            )
            _invite(meeting, invited, at)
    except IntegrityError as error:
        raise PlannedAlready from error
    return meeting


def move_meeting(meeting_id: UUID, when: When, *, by: Actor, at: datetime) -> ReviewMeeting:
    """Give a planned meeting another moment, length or place; the invitations are updated.

    The same once more changes nothing, and writes to nobody.
    :raises NotVisible: for who may not see it.
    :raises MeetingNotYours: for who does not lead the unit.
    :raises NotPlanned: once it is open, closed or cancelled.
    :raises InThePast: for a beginning that is past.
    :raises LastsWrong: for a length out of bounds.
    :raises PlannedAlready: when the unit has another meeting at this moment.
    """
    with locked_meeting(meeting_id, access=by.access, organization_id=by.organization_id) as found:
        check_may_run(by, found.unit.path)
        check_planned(found.state)
        check_when(when, at=at)
        place = one_line(when.place)
        if (found.starts_at, found.minutes, found.place) != (when.starts_at, when.minutes, place):
            found.starts_at, found.minutes, found.place = when.starts_at, when.minutes, place
            _step(found)
            _write(found, MOVED, _persons(found), at)
        return found


def choose_participants(
    meeting_id: UUID, person_ids: Sequence[UUID], *, by: Actor, at: datetime
) -> ReviewMeeting:
    """Say who takes part; who is new is invited, and who is left out is told by mail.

    :raises NotVisible: for who may not see it.
    :raises MeetingNotYours: for who does not lead the unit.
    :raises NotPlanned: once it is open, closed or cancelled.
    :raises NotOfUnit: for a participant who has no part in the unit.
    :raises TooMany: beyond sixty participants.
    """
    with locked_meeting(meeting_id, access=by.access, organization_id=by.organization_id) as found:
        check_may_run(by, found.unit.path)
        check_planned(found.state)
        known = _persons(found)
        wanted = check_participants(person_ids, among={*known, *_known(found.unit, at)})
        out = [one for one in known if one not in wanted]
        if set(known) != set(wanted):
            _step(found)
        rows = Participant.objects.of(by.organization_id).filter(meeting_id=found.id)
        rows.filter(person_id__in=out).delete()
        _invite(found, [one for one in wanted if one not in known], at)
        _write(found, CANCELLED, out, at)
        return found


def cancel_meeting(meeting_id: UUID, *, words: str, by: Actor, at: datetime) -> ReviewMeeting:
    """Cancel a planned meeting with its reason, and tell those who were invited.

    :raises NotVisible: for who may not see it.
    :raises MeetingNotYours: for who does not lead the unit.
    :raises NotPlanned: once it is open, closed or cancelled.
    :raises CancelWhy: without a reason.
    """
    with locked_meeting(meeting_id, access=by.access, organization_id=by.organization_id) as found:
        check_may_run(by, found.unit.path)
        check_planned(found.state)
        found.words = check_cancel_words(words)
        found.state = MeetingState.CANCELLED.value
        found.cancelled_at, found.cancelled_by_id = at, by.person_id
        _step(found)
        _write(found, CANCELLED, _persons(found), at)
        return found


def open_meeting(meeting_id: UUID, *, by: Actor, at: datetime) -> ReviewMeeting:
    """Open a meeting: what it shows stands from now on, whatever happens while it is held.

    :raises NotVisible: for who may not see it.
    :raises MeetingNotYours: for who does not lead the unit.
    :raises NotPlanned: once it is open, closed or cancelled.
    """
    with locked_meeting(meeting_id, access=by.access, organization_id=by.organization_id) as found:
        check_may_run(by, found.unit.path)
        check_planned(found.state)
        before = earlier(found)
        found.shown = freeze(found, at=at)
        found.previous_id = before[0] if before else None
        found.state = MeetingState.OPEN.value
        found.opened_at, found.opened_by_id = at, by.person_id
        found.save()
        return found


def close_meeting(meeting_id: UUID, *, words: str = "", by: Actor, at: datetime) -> ReviewMeeting:
    """Close a meeting: its decisions are kept beside what it showed, its minutes go to all.

    :raises NotVisible: for who may not see it.
    :raises MeetingNotYours: for who does not lead the unit.
    :raises NotHeldOpen: unless it is held open.
    """
    with locked_meeting(meeting_id, access=by.access, organization_id=by.organization_id) as found:
        check_may_run(by, found.unit.path)
        check_open(found.state)
        decided = acts_decided(found)
        found.shown = {**found.shown, "decisions": [keep(act) for act in decided]}
        found.words = one_line(words)
        found.state = MeetingState.CLOSED.value
        found.closed_at, found.closed_by_id = at, by.person_id
        found.save()
        print_minutes(found, by=by, at=at)
        _write(found, CLOSED, _persons(found), at, count=str(len(decided)))
        return found


def _invite(meeting: ReviewMeeting, person_ids: Iterable[UUID], at: datetime) -> None:
    ids = list(person_ids)
    ours = {"organization_id": meeting.organization_id, "meeting_id": meeting.id}
    Participant.objects.bulk_create([Participant(**ours, person_id=one) for one in ids])
    _write(meeting, INVITED, ids, at)


def _write(
    meeting: ReviewMeeting, template: str, to: Iterable[UUID], at: datetime, **more: str
) -> None:
    """Write to some of a meeting; what it was when the letter was written goes with it."""
    data = {
        "meeting_id": str(meeting.id),
        "path": f"/steering/meetings/{meeting.id}/",
        "unit": meeting.unit.name,
        "starts_at": meeting.starts_at.isoformat(),
        "lasts": meeting.minutes,
        "place": meeting.place or "–",
        "sequence": meeting.sequence,
        "words": meeting.words or "–",
        **more,
    }
    letters = [
        Letter(f"{template}:{meeting.id}:{meeting.sequence}:{one}", "mail", one, template, at, data)
        for one in to
    ]
    enqueue_many(letters, organization_id=meeting.organization_id, at=at)


def _step(meeting: ReviewMeeting) -> None:
    """Count a change as calendars do, and keep it."""
    meeting.sequence += 1
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError as error:
        raise PlannedAlready from error


def _known(unit: Unit, at: datetime) -> set[UUID]:
    return {person.id for person in candidates(unit, on=at.date())}


def _persons(meeting: ReviewMeeting) -> list[UUID]:
    return [person.id for person in participants_of(meeting)]
