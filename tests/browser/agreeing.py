"""Acts that were proposed, agreed or done, before somebody goes on with them."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from relais.acts.actions import Wanted, do_act, plan_act, propose_act
from relais.acts.models import Act
from tests.browser.ways import Way
from tests.persons import World

WEEK = timedelta(days=7)


def proposed(world: World) -> Act:
    wanted = Wanted("Accompagner deux visites", world.north.id)
    return propose_act(wanted, by=world.system, at=timezone.now())


def agreed(world: World) -> Act:
    wanted, maya = Wanted("Suivre les leads le lundi", world.north.id), world.id("maya")
    due_on = timezone.now().date() + WEEK
    by = world.by("maya")
    return plan_act(wanted, owner_id=maya, due_on=due_on, by=by, at=timezone.now())


def closed(world: World) -> Act:
    return do_act(agreed(world).id, by=world.by("maya"), at=timezone.now())


def of_an_act(make: Callable[[World], Act], name: str) -> Callable[[World], Way]:
    def way(world: World) -> Way:
        act_id: UUID = make(world).id
        return f"/acts/?act={act_id}", f"/acts/{act_id}/{name}/"

    return way
