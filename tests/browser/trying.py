"""Experiments that were planned or drawn, before somebody goes on with them."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from relais.experiments.actions import plan_experiment, start_experiment
from relais.experiments.models import Experiment
from relais.experiments.rules import Level, Measured, Plan, Tried
from relais.people.actions import add_person, complete_privacy_checklist, give_role
from relais.people.rules.access import Role
from tests.browser.ways import Way
from tests.persons import SINCE, World


def planned(world: World) -> Experiment:
    """Plan one on the reps of the North, from the second Monday on."""
    today = timezone.now().date()
    monday = today + timedelta(days=14 - today.weekday())
    plan = Plan(
        "Suivi", Tried.ROUTINE, "Suivre chaque lead", Level.REP, world.north.id,
        Measured.HONOURED, 20, monday, 2, 1, 4,
    )  # fmt: skip
    return plan_experiment(plan, by=world.by("dora"), at=timezone.now())


def running(world: World) -> Experiment:
    """Draw it, with reps enough."""
    made = hired(world)
    return start_experiment(made.id, size={}, by=world.by("dora"), at=timezone.now())


def hired(world: World) -> Experiment:
    """Plan it, with reps enough to be drawn, and leave to draw them."""
    complete_privacy_checklist(
        works_council_on=SINCE, notice="v1", impact_assessment="A1", by=world.by("ada"), at=world.at
    )
    for number in range(4):
        rep = add_person(f"Rep {number}", by=world.system)
        give_role(rep.id, Role.REP, since=SINCE, unit_id=world.north.id, by=world.system)
    return planned(world)


def of_an_experiment(make: Callable[[World], Experiment], name: str) -> Callable[[World], Way]:
    def way(world: World) -> Way:
        page = f"/experiments/{make(world).id}/"
        return page, f"{page}{name}/"

    return way
