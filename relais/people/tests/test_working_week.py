"""The working week of a country or a person, as it is kept."""

from datetime import UTC, datetime, time

import pytest

from relais.people.actions import set_working_week
from relais.people.models import WorkingPeriod
from relais.people.queries import Calendars, deadline
from relais.people.rules.offices import ForAdministrators
from relais.people.rules.working_time import WrongOpeningHours
from tests.persons import World

TUESDAY = 1
EVENING = (TUESDAY, time(18), time(0))


def test_an_evening_ends_at_midnight(world: World) -> None:
    for _ in range(2):
        set_working_week([EVENING], person_id=world.id("remy"), by=world.by("ada"))
    assert WorkingPeriod.objects.get().ends == time(0)
    calendar = Calendars(world.organization.id).of_person(world.id("remy"))
    midnight = datetime(2026, 3, 10, 23, tzinfo=UTC)  # in Paris
    assert deadline(calendar, start=world.at, clock="6h") == midnight


@pytest.mark.parametrize(
    "hours",
    [
        [(TUESDAY, time(9), time(9))],
        [(TUESDAY, time(22), time(6))],
        [EVENING, (TUESDAY, time(23), time(23, 30))],
    ],
)
def test_a_stretch_across_midnight_or_over_another_is_refused_in_words(
    world: World, hours: list[tuple[int, time, time]]
) -> None:
    with pytest.raises(WrongOpeningHours):
        set_working_week(hours, country="FR", by=world.by("ada"))
    assert not WorkingPeriod.objects.exists()


def test_only_an_administrator_sets_a_week(world: World) -> None:
    with pytest.raises(ForAdministrators):
        set_working_week([EVENING], country="FR", by=world.by("dora"))
