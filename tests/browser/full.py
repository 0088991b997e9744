"""A house in which every page has something to show, and a link that leads there."""

from datetime import timedelta

from django.utils import timezone

from relais.challenge.actions import draw_prizes
from relais.challenge.models import Challenge
from relais.coaching.actions import accept_plan
from relais.coaching.tests.steps import proposed, shared
from relais.people.actions import give_role
from relais.people.queries import Role
from relais.roi.actions import close_month
from relais.roi.queries.months import turn
from tests.browser.coached import today
from tests.browser.racing import drawing, fair
from tests.browser.steps import busy
from tests.browser.trying import running
from tests.persons import SINCE, World


def full(world: World) -> None:
    """Fill the house, and let its people play, coach, try, agree and close a month."""
    busy(world)
    running(world)
    played(world)
    today(world)
    shared(world)
    accept_plan(proposed(world).id, by=world.by("remy"), at=world.at)
    give_role(world.id("milo"), Role.MANAGER, since=SINCE, unit_id=world.root.id, by=world.system)
    close_months(world)


def played(world: World) -> None:
    """Let a challenge have been drawn, and another run in which play was looked at."""
    drawing(world)
    Challenge.objects.update(name="Automne")
    draw_prizes(Challenge.objects.get().id, by=world.by("dora"), at=timezone.now())
    fair("look")(world)


def close_months(world: World) -> None:
    """Let the books of each month but the last that is over be closed."""
    by, at = world.by("dora"), timezone.now()
    last = (at - timedelta(days=at.day)).date().replace(day=1)
    while (one := turn(world.organization.id, at=at)) and one.month < last:
        close_month(one.month, by=by, at=at)
