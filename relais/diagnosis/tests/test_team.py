"""The diagnosis of a team from the database: whose appointments, and as whom they are shown."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from relais.appointments.tests.steps import access, met
from relais.database.models import uuid7
from relais.diagnosis.queries.team import diagnosis_for, reaches_back, scope_of
from relais.diagnosis.rules import Diagnosis
from relais.lib.errors import NotVisible
from relais.measures.queries import TooFewBehind
from relais.people.actions import add_call_center, complete_privacy_checklist
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


def test_of_one_call_center_only_what_its_telemarketers_found_counts(world: World) -> None:
    met(world)
    complete_privacy_checklist(
        works_council_on=date(2026, 2, 1),
        notice="v1",
        impact_assessment="A1",
        by=world.by("ada"),
        at=world.at,
    )
    other = add_call_center("Autre voix", kind="outsourced", by=world.system)
    found = [diagnosed(world, center) for center in (None, world.center.id, other.id)]
    assert [one and one.due for one in found] == [1, 1, 0]


def test_a_call_center_of_few_is_not_told_apart_before_the_checklist(world: World) -> None:
    met(world)
    with pytest.raises(TooFewBehind):
        diagnosed(world, world.center.id)


def test_a_call_center_of_elsewhere_is_not_there(world: World) -> None:
    with pytest.raises(NotVisible):
        diagnosed(world, uuid7())


def diagnosed(world: World, call_center_id: UUID | None) -> Diagnosis | None:
    """Diagnose one call center's leads, as the director, once all has had its time."""
    return diagnosis_for(
        access(world, "dora"), unit_id=None, campaign_id=None, start=None, end=None,
        at=world.at + timedelta(days=60), call_center_id=call_center_id,
    )  # fmt: skip


def test_of_single_persons_nothing_older_than_twelve_months_is_shown(world: World) -> None:
    rows, of = access(world, "maya"), world.organization.id
    met(world)
    world.later(days=7)
    whole = scope_of(rows, None, None, None, None)
    assert not reaches_back(of, whole, at=world.at)
    world.later(days=400)
    assert reaches_back(of, whole, at=world.at)
    assert not reaches_back(of, replace(whole, start=world.at - timedelta(days=200)), at=world.at)
