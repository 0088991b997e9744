"""Appointments of a whole team, of which some are honoured."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from relais.appointments.actions import report_outcome
from relais.appointments.tests.steps import HOUR, THURSDAY, book, transmit
from relais.leads.events import Mode, Outcome
from relais.people.actions import add_person, give_role
from relais.people.queries import Role
from tests.persons import SINCE, World

Team = Callable[..., None]

DAYS = [timedelta(days=days) for days in (0, 1, 4, 5, 6, 7)]  # Thursday on, weekends left out


@pytest.fixture
def team(world: World) -> Team:
    """Give a function that lets reps of the north honour some of their appointments.

    Afterwards it is a month later: nobody can report any more without being late.
    """

    def honour(**reps: tuple[int, int]) -> None:
        for name, (honoured, due) in reps.items():
            _hire(world, name)
            for number, day in enumerate(DAYS[:due]):
                lead = transmit(world, world.open_lead(), to=name)
                start = THURSDAY + day
                met = book(world, lead, rep=name, start=start, mode=Mode.PHONE)
                if number < honoured:
                    by = world.by(name)
                    report_outcome(
                        met.id, outcome=Outcome.HELD, reason_id=None, by=by, at=start + HOUR
                    )
        world.at = THURSDAY + timedelta(days=30)

    return honour


def _hire(world: World, name: str) -> None:
    if name not in world.people:
        world.people[name] = add_person(name.title(), by=world.system)
        rep_id, unit_id = world.id(name), world.north.id
        give_role(rep_id, Role.REP, since=SINCE, by=world.system, unit_id=unit_id)
