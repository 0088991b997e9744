"""Which meetings somebody sees, and all that hangs on one."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q, QuerySet

from relais.database.among import among
from relais.lib.errors import NotVisible
from relais.people.models import Person, Unit
from relais.people.queries import (
    ancestors_of,
    below,
    holders_of,
    organization,
    units_of,
)
from relais.people.rules.access import Access, Role
from relais.steering.models import Minutes, Participant, Point, ReviewMeeting
from relais.steering.rules.meetings import (
    MeetingState,
    MinutesNotReady,
    Span,
    Topic,
    Verdict,
    When,
    may_run,
    next_span,
    next_start,
)
from relais.steering.rules.words import MEASURES, TOPICS

__all__ = [
    "MEASURES",
    "TOPICS",
    "MeetingState",
    "MinutesNotReady",
    "ReviewMeeting",
    "Span",
    "Topic",
    "Verdict",
    "When",
    "candidates",
    "earlier",
    "following",
    "get_meeting",
    "held_of_leads",
    "held_of_person",
    "locked_meeting",
    "may_run",
    "meetings_visible_to",
    "minutes_of",
    "participants_of",
    "points_of",
    "proposed_span",
    "units_led",
    "usual",
]


IN_A_ROOM: Final = 30  # persons


def meetings_visible_to(access: Access) -> QuerySet[ReviewMeeting]:
    """List the meetings that somebody may see, the latest first.

    Those he takes part in or planned, and those of units that he leads; a director sees all.
    """
    rows = ReviewMeeting.objects.of(access.organization_id).select_related("unit", "planned_by")
    rows = rows.order_by("-starts_at", "-id")
    if access.has(Role.DIRECTOR):
        return rows
    invited = Participant.objects.of(access.organization_id).filter(person=access.person_id)
    mine = Q(planned_by=access.person_id) | Q(id__in=invited.values("meeting_id"))
    return rows.filter(mine | below(access, Role.MANAGER))


def get_meeting(meeting_id: UUID, *, access: Access) -> ReviewMeeting:
    """Get a meeting.

    :raises NotVisible: when there is none that this person may see.
    """
    meeting = meetings_visible_to(access).filter(id=meeting_id).first()
    if meeting is None:
        raise NotVisible
    return meeting


@contextmanager
def locked_meeting(
    meeting_id: UUID, *, access: Access | None, organization_id: UUID
) -> Iterator[ReviewMeeting]:
    """Open a transaction and hold a meeting's row until it ends.

    :raises NotVisible: when there is none that this person may see; the system sees all.
    """
    with transaction.atomic():
        rows = ReviewMeeting.objects.of(organization_id).filter(id=meeting_id)
        meeting = rows.select_for_update(of=("self",)).select_related("unit").first()
        if meeting is None:
            raise NotVisible
        if access is not None:
            get_meeting(meeting_id, access=access)
        yield meeting


def participants_of(meeting: ReviewMeeting) -> list[Person]:
    """List who takes part, by name."""
    rows = Participant.objects.of(meeting.organization_id).filter(meeting_id=meeting.id)
    return sorted((row.person for row in rows.select_related("person")), key=str)


def points_of(meeting: ReviewMeeting) -> dict[UUID, Point]:
    """Give what the meeting did with each lead, by the lead's id."""
    rows = Point.objects.of(meeting.organization_id).filter(meeting_id=meeting.id)
    return {row.lead_id: row for row in rows}


def earlier(meeting: ReviewMeeting) -> list[UUID]:
    """Give the ids of the meetings of this unit that were closed before this one, latest first."""
    rows = ReviewMeeting.objects.of(meeting.organization_id).filter(
        unit_id=meeting.unit_id, state=MeetingState.CLOSED.value, starts_at__lt=meeting.starts_at
    )
    return list(rows.order_by("-starts_at").values_list("id", flat=True))


def units_led(access: Access) -> list[Unit]:
    """List the units whose meetings somebody may plan, each after the one above it."""
    units = units_of(access.organization_id)
    return [unit for unit in units if may_run(access, unit.path)]


def candidates(unit: Unit, *, on: date) -> list[Person]:
    """List who may take part, by name: who leads the unit or works in it, and the directors."""
    found: dict[UUID, Person] = {}
    inside = Q(unit__path__startswith=unit.path)
    near = {
        Role.MANAGER: inside | Q(unit_id__in=ancestors_of(unit)),
        Role.REP: inside,
        Role.RELAY: inside,
        Role.DIRECTOR: Q(),
    }
    for role, where in near.items():
        for post in holders_of(unit.organization_id, role, on=on).filter(where):
            found[post.person_id] = post.person
    return sorted(found.values(), key=str)


def usual(unit: Unit, *, on: date) -> list[Person]:
    """List who is proposed for a first meeting: who leads the unit or one below, and its reps.

    Where they would not fit in a room, those who lead alone.
    """
    found: dict[UUID, Person] = {}
    for role in (Role.MANAGER, Role.REP):
        posts = holders_of(unit.organization_id, role, on=on)
        near = list(posts.filter(unit__path__startswith=unit.path))
        if len(found) + len(near) <= IN_A_ROOM:
            found |= {post.person_id: post.person for post in near}
    return sorted(found.values(), key=str)


def proposed_span(at: datetime, *, organization_id: UUID) -> Span:
    """Give the period of a first meeting: the month before this one."""
    zone = ZoneInfo(organization(organization_id).timezone)
    first = at.astimezone(zone).date().replace(day=1)
    last = first - timedelta(days=1)
    return Span(last.replace(day=1), last)


def following(meeting: ReviewMeeting) -> tuple[Span, datetime]:
    """Give the period and the beginning of the meeting after one."""
    span = next_span(Span(meeting.since, meeting.until))
    zone = ZoneInfo(organization(meeting.organization_id).timezone)
    return span, next_start(meeting.starts_at, span, zone=zone)


def minutes_of(meeting_id: UUID, *, access: Access, language: str) -> bytes:
    """Give the printed minutes of a closed meeting, in a language if there are any in it.

    :raises NotVisible: for who may not see the meeting, and before it is closed.
    :raises MinutesNotReady: while they are being printed.
    """
    meeting = get_meeting(meeting_id, access=access)
    if meeting.state != MeetingState.CLOSED:
        raise NotVisible
    papers = Minutes.objects.of(meeting.organization_id).filter(meeting_id=meeting_id)
    found = {paper.language: paper for paper in papers}
    if not found:
        raise MinutesNotReady
    paper = found.get(language[:2]) or found[min(found)]
    return bytes(paper.content)


def held_of_person(organization_id: UUID, person_id: UUID) -> dict[str, QuerySet[Any, Any]]:
    """Give what this room holds about somebody who works here: where he takes or took part."""
    invited = Participant.objects.of(organization_id).filter(person=person_id)
    shown = ("meeting_id", "meeting__unit__name", "meeting__starts_at", "meeting__state")
    run = ReviewMeeting.objects.of(organization_id).filter(
        Q(planned_by=person_id)
        | Q(opened_by=person_id)
        | Q(closed_by=person_id)
        | Q(cancelled_by=person_id)
    )
    said = Point.objects.of(organization_id).filter(said_by=person_id)
    return {
        "meetings": invited.order_by("meeting__starts_at", "id").values(*shown),
        "meetings_run": run.order_by("starts_at", "id").values("id", "starts_at", "state", "words"),
        "said_in_meetings": said.order_by("said_at", "id").values("verdict", "words", "said_at"),
    }


def held_of_leads(
    organization_id: UUID, lead_ids: Collection[UUID]
) -> dict[str, QuerySet[Any, Any]]:
    """Give what meetings did with some leads."""
    rows = Point.objects.of(organization_id).filter(among("lead_id", lead_ids))
    columns = ("meeting_id", "lead_id", "verdict", "words", "said_at")
    return {"points": rows.order_by("said_at", "id").values(*columns)}
