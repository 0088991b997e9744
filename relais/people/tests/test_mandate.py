"""The mandate of a call center: its access ends with it."""

from datetime import date

import pytest

from relais.database.models import uuid7
from relais.lib.errors import NotVisible
from relais.people.actions import add_call_center, set_mandate
from relais.people.queries import Door, actor_of
from relais.people.rules.offices import ForAdministrators, MandateBackwards
from tests.persons import SINCE, World

UNTIL = date(2026, 3, 9)  # the day before the world's now


def test_after_the_mandate_nobody_of_the_center_sees_anything(world: World) -> None:
    for _ in range(2):
        center = set_mandate(world.center.id, since=SINCE, until=UNTIL, by=world.by("ada"))
    assert (center.mandate_since, center.mandate_until) == (SINCE, UNTIL)
    tina = actor_of(world.id("tina"), on=world.at.date(), door=Door.WEB)
    assert tina is not None
    assert tina.access is not None
    assert not tina.access.roles


def test_only_an_administrator_sets_a_mandate(world: World) -> None:
    with pytest.raises(ForAdministrators):
        set_mandate(world.center.id, since=None, until=None, by=world.by("dora"))


def test_a_call_center_of_elsewhere_is_not_there(world: World) -> None:
    with pytest.raises(NotVisible):
        set_mandate(uuid7(), since=None, until=None, by=world.by("ada"))


def test_a_mandate_does_not_end_before_it_begins(world: World) -> None:
    with pytest.raises(MandateBackwards):
        set_mandate(world.center.id, since=UNTIL, until=SINCE, by=world.by("ada"))
    with pytest.raises(MandateBackwards):
        add_call_center(
            "Ailleurs", kind="outsourced", mandate_since=UNTIL, mandate_until=SINCE,
            by=world.by("ada"),
        )  # fmt: skip
    world.center.refresh_from_db()
    assert world.center.mandate_until is None
