"""Units and call centers are renamed and moved: done, refused by state, by person, twice."""

from uuid import UUID

import pytest

from relais.database.models import uuid7
from relais.lib.errors import NotVisible
from relais.people.actions import add_unit, change_unit, rename_call_center
from relais.people.models import CallCenter, Unit
from relais.people.rules.offices import BelowItself, ForAdministrators
from relais.people.rules.staff import NameNeeded
from tests.persons import World


def change(
    world: World, unit_id: UUID, parent_id: UUID | None, by: str = "ada", name: str = "Lille"
) -> Unit:
    return change_unit(
        unit_id, name=name, kind="agency", parent_id=parent_id, country="FR", subdivision="",
        timezone="Europe/Paris", by=world.by(by),
    )  # fmt: skip


@pytest.fixture
def agency(world: World) -> Unit:
    return add_unit("Lens", kind="agency", parent_id=world.north.id, by=world.system)


def test_a_unit_is_renamed_and_moves_with_all_below(world: World, agency: Unit) -> None:
    below = add_unit("Lens 2", kind="agency", parent_id=agency.id, by=world.system)
    for _ in "12":
        moved = change(world, agency.id, world.south.id)
        below.refresh_from_db()
        assert (moved.name, moved.parent_id) == ("Lille", world.south.id)
        assert moved.path == f"{world.south.path}{agency.id.hex}/"
        assert below.path == f"{moved.path}{below.id.hex}/"
    access = world.by("milo").access
    assert access is not None
    assert any(below.path.startswith(path) for path in access.unit_paths["manager"])  # type: ignore[index]


def test_the_first_unit_is_renamed_and_stays_the_first(world: World) -> None:
    assert change(world, world.root.id, None, name="Maison").path == world.root.path


def test_no_unit_stands_below_itself(world: World, agency: Unit) -> None:
    before = list(Unit.objects.values())
    for unit, above in (
        (agency, agency.id), (world.north, agency.id), (world.root, world.north.id),
        (agency, None),
    ):  # fmt: skip
        with pytest.raises(BelowItself):
            change(world, unit.id, above)
    assert list(Unit.objects.values()) == before


def test_only_an_administrator_changes_units_and_centers(world: World, agency: Unit) -> None:
    with pytest.raises(ForAdministrators):
        change(world, agency.id, world.south.id, by="maya")
    with pytest.raises(ForAdministrators):
        rename_call_center(world.center.id, name="Voix", by=world.by("sam"))


def test_what_is_not_there_or_has_no_name_is_refused(world: World, agency: Unit) -> None:
    with pytest.raises(NotVisible):
        change(world, uuid7(), world.north.id)
    with pytest.raises(NotVisible):
        change(world, agency.id, uuid7())
    with pytest.raises(NameNeeded):
        change(world, agency.id, world.north.id, name=" ")
    with pytest.raises(NotVisible):
        rename_call_center(uuid7(), name="Voix", by=world.by("ada"))


def test_a_call_center_is_renamed(world: World) -> None:
    for _ in "12":
        rename_call_center(world.center.id, name=" Voix ", by=world.by("ada"))
        assert CallCenter.objects.get().name == "Voix"
