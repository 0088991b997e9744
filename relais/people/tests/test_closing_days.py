"""A closing day is said, and taken back: done, refused by state, refused by person, done twice."""

from datetime import date, datetime

import pytest

from relais.database.models import uuid7
from relais.lib.errors import NotVisible
from relais.people.actions import close_day, open_day
from relais.people.models import ClosingDay
from relais.people.queries import Calendars, deadline
from relais.people.rules.offices import ForAdministrators
from tests.persons import World

FRIDAY = date(2026, 3, 13)


def closed(world: World) -> ClosingDay:
    return close_day(FRIDAY, country="FR", name="Pont", by=world.by("ada"))


def due(world: World) -> datetime:
    """Give when a clock of four working days that starts on this Tuesday runs out."""
    calendar = Calendars(world.organization.id).of_unit(world.north.id)
    return deadline(calendar, start=world.at, clock="4d")


def test_a_day_that_is_open_again_counts_again(world: World) -> None:
    before, closing = due(world), closed(world)
    assert due(world) > before
    open_day(closing.id, by=world.by("ada"))
    assert due(world) == before


def test_a_day_is_opened_once(world: World) -> None:
    closing = closed(world)
    open_day(closing.id, by=world.by("ada"))
    with pytest.raises(NotVisible):
        open_day(closing.id, by=world.by("ada"))


def test_a_closing_day_of_elsewhere_is_not_there(world: World) -> None:
    with pytest.raises(NotVisible):
        open_day(uuid7(), by=world.by("ada"))


@pytest.mark.once
@pytest.mark.parametrize("person", ["tina", "remy", "maya", "dora", "paul"])
def test_only_an_administrator_opens_a_day(world: World, person: str) -> None:
    closing = closed(world)
    with pytest.raises(ForAdministrators):
        open_day(closing.id, by=world.by(person))
    assert ClosingDay.objects.get() == closing
