"""Minutes on paper: asked for as a meeting closes, made by the worker, anew after an erasure."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from relais.acts.models import Act
from relais.database.among import among
from relais.outbox.actions import Letter, enqueue_many
from relais.people.rules.access import Actor
from relais.steering.models import Minutes, Point, ReviewMeeting
from relais.steering.queries.meetings import participants_of
from relais.steering.rules.letters import CLOSED, PRINT, spoken
from relais.steering.rules.meetings import MeetingState

CHUNK: Final = 200  # meetings, each with its figures


def print_minutes(meeting: ReviewMeeting, *, by: Actor, at: datetime) -> None:
    """Ask for the minutes of a closed meeting in each language of those who take part."""
    reader = meeting.closed_by or meeting.planned_by
    if reader is None:
        return  # nobody runs it: history that was replayed
    readers = [*participants_of(meeting), reader]
    languages = sorted({spoken(person.language) for person in readers})
    letters = [
        Letter(
            f"{PRINT}:{meeting.id}:{language}:{at.isoformat()}",
            PRINT,
            reader.id,
            CLOSED,
            at,
            {"meeting_id": str(meeting.id), "language": language},
        )
        for language in languages
    ]
    enqueue_many(letters, organization_id=by.organization_id, at=at)


def forget_points(
    organization_id: UUID, lead_ids: Collection[UUID], *, by: Actor, at: datetime
) -> int:
    """Empty what meetings said of some leads, and print anew the minutes that told it.

    Gives how many points there were. What was decided stays, without its words. Meetings are
    locked first, as every deed on them does: who prints one of them waits, and then looks again.
    """
    rows = Point.objects.of(organization_id).filter(among("lead_id", lead_ids))
    said = set(rows.values_list("meeting_id", flat=True))
    with transaction.atomic():
        meetings = _locked(organization_id, said | _told_later(organization_id, lead_ids))
        emptied = rows.exclude(words="").update(words="")
        Minutes.objects.of(organization_id).filter(among("meeting_id", list(meetings))).delete()
        for meeting in meetings.values():
            if meeting.state == MeetingState.CLOSED:
                print_minutes(meeting, by=by, at=at)
    return emptied


def _locked(organization_id: UUID, ids: Collection[UUID]) -> dict[UUID, ReviewMeeting]:
    """Lock some meetings until the transaction ends, always in the same order."""
    rows = ReviewMeeting.objects.of(organization_id).filter(among("id", ids))
    rows = rows.select_related("closed_by", "planned_by").order_by("id")
    return {meeting.id: meeting for meeting in rows.select_for_update(of=("self",))}


def _told_later(organization_id: UUID, lead_ids: Collection[UUID]) -> set[UUID]:
    """Find the meetings that show what was agreed about some leads, their own or one before."""
    acts = Act.objects.of(organization_id).filter(among("lead_id", lead_ids))
    agreed = dict(acts.values_list("id", "proposed_at"))
    if not agreed:
        return set()
    wanted = {f"{act_id}" for act_id in agreed}
    meetings = ReviewMeeting.objects.of(organization_id).exclude(shown={})
    known = meetings.filter(
        Q(closed_at=None) | Q(closed_at__gte=min(agreed.values()))
    ).values_list("id", "shown")  # fmt: skip
    return {
        meeting_id
        for meeting_id, shown in known.iterator(chunk_size=CHUNK)
        if not wanted.isdisjoint(_acts_shown(shown))
    }


def _acts_shown(shown: Mapping[str, Any]) -> set[str]:
    return {told["act_id"] for name in ("last", "decisions") for told in shown.get(name, ())}
