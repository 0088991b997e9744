"""Meetings that are planned or held, before somebody goes on with them."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from relais.notifications.tests.steps import contested
from relais.steering.actions.decisions import Decision, decide
from relais.steering.actions.meetings import open_meeting, plan_meeting
from relais.steering.models import ReviewMeeting
from relais.steering.rules.meetings import When
from tests.browser.ways import Way
from tests.persons import World

WEEK = timedelta(days=7)


def planned(world: World) -> ReviewMeeting:
    now = timezone.now()
    return plan_meeting(
        world.north.id,
        When(now + WEEK),
        since=(now - 4 * WEEK).date(),
        until=now.date(),
        participants=[world.id("remy")],
        by=world.by("maya"),
        at=now,
    )


def held(world: World) -> ReviewMeeting:
    contested(world)
    return open_meeting(planned(world).id, by=world.by("maya"), at=timezone.now())


def of_a_meeting(
    make: Callable[[World], ReviewMeeting], name: str, page: str = ""
) -> Callable[[World], Way]:
    def way(world: World) -> Way:
        place = f"/steering/meetings/{make(world).id}/"
        return f"{place}{page}", f"{place}{name}/"

    return way


def postponed(world: World) -> Way:
    meeting = held(world)
    lead_id = meeting.shown["items"][0]["lead_id"]
    place = f"/steering/meetings/{meeting.id}/"
    return f"{place}run/?point=1", f"{place}postpone/{lead_id}/"


def taken_back(world: World) -> Way:
    meeting, now = held(world), timezone.now()
    decision = Decision("Revoir la cible", world.id("maya"), now.date() + WEEK)
    act = decide(meeting.id, decision, by=world.by("maya"), at=now)
    place = f"/steering/meetings/{meeting.id}/"
    return f"{place}run/?point=2", f"{place}take-back/{act.id}/"
