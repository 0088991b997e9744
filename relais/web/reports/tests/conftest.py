"""Appointments of a whole team, of which some are honoured."""

from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest

from relais.appointments.actions import report_outcome
from relais.appointments.tests.steps import HOUR, THURSDAY, book, transmit
from relais.leads.events import Mode, Outcome
from relais.people.actions import add_person, give_role
from relais.people.queries import Role
from tests.persons import SINCE, World, build_world, template

Team = Callable[..., None]

DAYS = [timedelta(days=days) for days in (0, 1, 4, 5, 6, 7)]  # Thursday on, weekends left out


POLARISED = {
    "remy": (0, 6), "olga": (0, 6), "rosa": (0, 6), "rita": (6, 6), "rolf": (6, 6),
    "ruth": (6, 6), "rune": (6, 6), "rada": (4, 4),
}  # fmt: skip


@pytest.fixture
def team(world: World) -> Team:
    """Give a function that lets reps of the north honour some of their appointments."""
    return lambda **reps: honour(world, reps)


@pytest.fixture
def polarised(db: None) -> World:
    """Give a world in which three of eight reps honour nothing, built once for all who ask."""
    return template(polarise).lay()


def polarise() -> World:
    """Let three of eight reps honour nothing."""
    world = build_world()
    honour(world, POLARISED)
    return world


def honour(world: World, reps: Mapping[str, tuple[int, int]]) -> None:
    """Let reps of the north honour some of their appointments: so many of so many.

    Afterwards it is a month later: nobody can report any more without being late.
    """
    for name, (honoured, due) in reps.items():
        _hire(world, name)
        for number, day in enumerate(DAYS[:due]):
            lead = transmit(world, world.open_lead(), to=name)
            start = THURSDAY + day
            met = book(world, lead, rep=name, start=start, mode=Mode.PHONE)
            if number < honoured:
                by = world.by(name)
                report_outcome(met.id, outcome=Outcome.HELD, reason_id=None, by=by, at=start + HOUR)
    world.at = THURSDAY + timedelta(days=30)


def _hire(world: World, name: str) -> None:
    if name not in world.people:
        world.people[name] = add_person(name.title(), by=world.system)
        rep_id, unit_id = world.id(name), world.north.id
        give_role(rep_id, Role.REP, since=SINCE, by=world.system, unit_id=unit_id)
