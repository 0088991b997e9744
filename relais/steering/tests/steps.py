"""Meetings of the tests: Maya's, of the north, about February."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from relais.steering.actions.decisions import Decision, decide
from relais.steering.actions.meetings import close_meeting, open_meeting, plan_meeting
from relais.steering.models import ReviewMeeting
from relais.steering.queries.meetings import get_meeting
from relais.steering.queries.sheet import Sheet, sheet_of
from relais.steering.rules.meetings import When
from tests.persons import World

FEBRUARY: dict[str, Any] = {"since": date(2026, 2, 1), "until": date(2026, 2, 28)}
WEDNESDAY = datetime(2026, 3, 11, 13, 30, tzinfo=UTC)


def planned(world: World, *, by: str = "maya", unit: Any = None, **more: Any) -> ReviewMeeting:
    told = {**FEBRUARY, "participants": [world.id("remy"), world.id("olga")], **more}
    when = told.pop("when", When(WEDNESDAY, 60, "Lille, salle 2"))
    unit_id: UUID = (unit or world.north).id
    return plan_meeting(unit_id, when, by=world.by(by), at=world.at, **told)


def opened(world: World, **more: Any) -> ReviewMeeting:
    return open_meeting(planned(world, **more).id, by=world.by("maya"), at=world.at)


def decided(world: World, meeting: ReviewMeeting, *, what: str = "Rappeler", **more: Any) -> Any:
    told = {"owner_id": world.id("remy"), "due_on": date(2026, 3, 20), **more}
    decision = Decision(what, **told)
    return decide(meeting.id, decision, by=world.by("maya"), at=world.at)


def closed(world: World, meeting: ReviewMeeting | None = None) -> ReviewMeeting:
    found = meeting or opened(world)
    return close_meeting(found.id, words="", by=world.by("maya"), at=world.at)


def sheet(world: World, meeting: ReviewMeeting, name: str = "maya") -> Sheet:
    access = world.by(name).access
    assert access
    found = get_meeting(meeting.id, access=access)
    return sheet_of(found, access=access, at=world.at)
