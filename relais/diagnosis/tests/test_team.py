"""The diagnosis of a team from the database: whose appointments, and as whom they are shown."""

from uuid import UUID

import pytest

from relais.appointments.tests.steps import access
from relais.database.models import uuid7
from relais.diagnosis.queries.team import diagnosis_for
from relais.diagnosis.rules import Diagnosis
from relais.lib.errors import NotVisible
from tests.persons import World


def asked(world: World, who: str, unit_id: UUID | None = None) -> Diagnosis | None:
    return diagnosis_for(
        access(world, who), unit_id=unit_id, campaign_id=None, start=None, end=None, at=world.at
    )


@pytest.mark.parametrize("who", ["milo", "remy", "tina"])
def test_a_unit_that_one_does_not_lead_is_not_there(world: World, who: str) -> None:
    with pytest.raises(NotVisible):
        asked(world, who, world.north.id)


def test_a_unit_of_elsewhere_is_not_there(world: World) -> None:
    with pytest.raises(NotVisible):
        asked(world, "dora", uuid7())


def test_of_no_appointment_nothing_is_said(world: World) -> None:
    found = asked(world, "maya", world.north.id)
    assert found is not None
    assert (found.due, found.findings) == (0, ())
