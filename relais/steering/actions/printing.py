"""Minutes on paper: asked for as a meeting closes, made by the worker, anew after an erasure."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from relais.database.among import among
from relais.outbox.actions import Letter, enqueue_many
from relais.people.rules.access import Actor
from relais.steering.models import Minutes, Point, ReviewMeeting
from relais.steering.queries.meetings import participants_of
from relais.steering.rules.letters import CLOSED, PRINT, spoken
from relais.steering.rules.meetings import MeetingState


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

    Gives how many points there were. What was decided stays, without its words.
    """
    rows = Point.objects.of(organization_id).filter(among("lead_id", lead_ids))
    meetings = set(rows.values_list("meeting_id", flat=True))
    emptied = rows.exclude(words="").update(words="")
    Minutes.objects.of(organization_id).filter(meeting_id__in=meetings).delete()
    closed = ReviewMeeting.objects.of(organization_id).filter(
        id__in=meetings, state=MeetingState.CLOSED.value
    )
    for meeting in closed.select_related("closed_by", "planned_by"):
        print_minutes(meeting, by=by, at=at)
    return emptied
