"""Challenges at each of their stages, before somebody goes on with them."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from relais.challenge.actions import (
    WantedChallenge,
    WantedPrize,
    create_challenge,
    draw_prizes,
    end_challenge,
    join_challenge,
    look_at_challenge,
    start_challenge,
)
from relais.challenge.models import Challenge, FairDrawn, FairPoint, Total
from relais.challenge.rules.game import ChallengeKind, Rules
from relais.challenge.tests.fairness import held, taken
from relais.people.actions import complete_privacy_checklist
from tests.browser.ways import Way
from tests.persons import SINCE, World


def drafted(world: World) -> Challenge:
    """Make a draft with a prize, once the checklist is complete."""
    complete_privacy_checklist(
        works_council_on=SINCE, notice="v1", impact_assessment="A1", by=world.by("ada"), at=world.at
    )
    at = timezone.now()
    wanted = WantedChallenge(
        "Printemps", ChallengeKind.RANKING, at.date(), at.date() + timedelta(days=30), Rules(),
        prizes=(WantedPrize("Wine", "Du vin", position=1), WantedPrize("Bike", "Un vélo")),
    )  # fmt: skip
    return create_challenge(wanted, by=world.by("dora"), at=at)


def published(world: World) -> Challenge:
    """Publish it."""
    return start_challenge(drafted(world).id, by=world.by("dora"), at=timezone.now())


def joined(world: World) -> Challenge:
    """Let Remy join it."""
    one = published(world)
    join_challenge(one.id, by=world.by("remy"), at=timezone.now())
    return one


def past(world: World) -> Challenge:
    """Let its last day pass."""
    one = published(world)
    day = timedelta(days=9)
    Challenge.objects.filter(id=one.id).update(since=one.since - day, until=one.since - day)
    return one


def drawing(world: World) -> Way:
    """Let a challenge end in which Remy has a ticket: its draw, and the deed."""
    one, at = joined(world), timezone.now()
    Total.objects.filter(challenge=one, person_id=world.id("remy")).update(points=1)
    day = timedelta(days=9)
    Challenge.objects.filter(id=one.id).update(since=one.since - day, until=one.since - day)
    end_challenge(one.id, by=world.by("dora"), at=at)
    page = f"/challenges/{one.id}/draw/"
    return page, f"{page}do/"


def charging(world: World) -> Way:
    """Let it be drawn what Remy has won: its page, and the deed that puts the prizes into the
    return."""
    drawing(world)
    one = Challenge.objects.get()
    one.prizes.update(value=1_000)
    draw_prizes(one.id, by=world.by("dora"), at=timezone.now())
    page = f"/challenges/{one.id}/"
    return page, f"{page}charge/"


def fair(name: str) -> Callable[[World], Way]:
    """Give a page of fair play with a point and a drawn appointment, and a deed of it."""

    def way(world: World) -> Way:
        one, at = published(world), timezone.now()
        join_challenge(one.id, by=world.by("remy"), at=world.at)
        minutes = timedelta(minutes=5)
        start = world.at + minutes
        world.later(days=-1)  # nobody books at so short notice
        held(world, start=start, after=minutes)
        world.last_name = "Remy"
        taken(world, world.open_lead())
        look_at_challenge(one.id, by=world.by("dora"), at=at)
        page = f"/challenges/{one.id}/fair-play/"
        point, drawn = FairPoint.objects.get(), FairDrawn.objects.get()
        there = f"{page}mine/" if name == "annotate" else page
        on = {"look": "", "confirm": f"{drawn.id}/"}.get(name, f"{point.id}/")
        return there, f"{page}{on}{name}/"

    return way


def of_a_challenge(make: Callable[[World], Challenge], name: str) -> Callable[[World], Way]:
    """Give the page of a challenge, and the deed of it."""

    def way(world: World) -> Way:
        one = make(world)
        page = f"/challenges/{one.id}/"
        prize = one.prizes.first()
        return page, f"{page}{name.format(prize.id if prize else '')}/"

    return way


def of_a_desk(name: str) -> Callable[[World], Way]:
    """Give a desk at which a challenge is open to join, and the deed of its invitation."""
    return lambda world: ("/", f"/challenges/{published(world).id}/{name}/")
