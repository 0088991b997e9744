"""On which day somebody can leave, and what then becomes of his roles."""

from datetime import date, timedelta

import pytest

from relais.people.actions import add_person, change_person, give_role
from relais.people.models import Membership
from relais.people.rules.access import Role
from relais.people.rules.offices import LeavesBeforeJoining
from relais.routing.actions import person_leaves
from tests.persons import World

DAY = timedelta(days=1)


def test_nobody_leaves_before_he_came(world: World) -> None:
    ada, came = world.by("ada"), date(2026, 3, 1)
    person = add_person("Neuf", joined_on=came, by=ada)
    with pytest.raises(LeavesBeforeJoining):
        person_leaves(person.id, on=came - DAY, by=ada, at=world.at)
    person_leaves(person.id, on=came, by=ada, at=world.at)
    with pytest.raises(LeavesBeforeJoining):
        change_person(
            person.id, last_name="Neuf", first_name="", email="", phone="", country="FR",
            subdivision="", timezone="Europe/Paris", joined_on=came + DAY, by=ada,
        )  # fmt: skip


def test_a_role_of_the_future_ends_on_its_first_day_when_somebody_leaves(world: World) -> None:
    later = world.at.date() + 30 * DAY
    give_role(
        world.id("olga"), Role.MANAGER, since=later, unit_id=world.north.id, by=world.by("ada")
    )
    person_leaves(world.id("olga"), on=world.at.date(), by=world.by("ada"), at=world.at)
    rows = Membership.objects.filter(person_id=world.id("olga"), role=Role.MANAGER.value)
    assert rows.get().until == later
