"""Coaching that has begun, before somebody goes on with it."""

from collections.abc import Callable
from uuid import UUID

from django.utils import timezone

from relais.coaching.actions import accept_plan, contest_scores
from relais.coaching.models import CoachingPlan, Observation
from relais.coaching.tests.steps import CODES, allow, observed, proposed, scored, shared
from tests.browser.ways import Way
from tests.persons import World

SCORES = {f"level-{code}": "3" for code in CODES}


def today(world: World) -> World:
    world.at = timezone.now()
    return allow(world)


def of_remy(name: str) -> Callable[[World], Way]:
    def way(world: World) -> Way:
        there = f"/coaching/reps/{today(world).id('remy')}/"
        return there, f"{there}{name}/"

    return way


def begun(world: World) -> UUID:
    return observed(today(world)).id


def half(world: World) -> UUID:
    found: Observation = observed(today(world))
    scored(world, found, "maya", 2)
    return found.id


def told(world: World) -> UUID:
    return shared(today(world)).id


def contested(world: World) -> UUID:
    found = shared(today(world))
    contest_scores(found.id, words="Non", by=world.by("remy"), at=world.at)
    return found.id


def of_an_observation(make: Callable[[World], UUID], name: str) -> Callable[[World], Way]:
    def way(world: World) -> Way:
        there = f"/coaching/observations/{make(world)}/"
        return there, f"{there}{name}/"

    return way


def asked(world: World) -> CoachingPlan:
    return proposed(today(world))


def runs(world: World) -> CoachingPlan:
    return accept_plan(asked(world).id, by=world.by("remy"), at=world.at)


def of_a_plan(make: Callable[[World], CoachingPlan], name: str) -> Callable[[World], Way]:
    def way(world: World) -> Way:
        there = f"/coaching/plans/{make(world).id}/"
        return there, f"{there}{name}/"

    return way
