"""Lists that are turned into SQL once for all who are alike: each reader gets his own rows."""

from dataclasses import replace
from typing import Any

import pytest
from django.db.models import QuerySet

from relais.people.models import Membership, Unit
from relais.people.queries import Access, AskedBy, Listing, Role, below
from tests.persons import World


def posts(access: Access) -> "QuerySet[Any, Any]":
    """List the posts in somebody's units, and in the call centers that he leads."""
    near = below(access, Role.MANAGER) | below(access, Role.RELAY)
    led = Membership.objects.filter(call_center_id__in=access.supervised)
    both = Membership.objects.of(access.organization_id).filter(near) | led
    return both.order_by("person_id", "id")


NAMES = AskedBy(lambda access: posts(access).values_list("person__last_name", "role"))
TWO = Listing(posts, most=2)


def readers(world: World) -> list[Access]:
    """Give who may see what: each of the persons, and who holds his role elsewhere as well."""
    every = [access for name in world.people if (access := world.by(name).access)]
    maya, sam = world.by("maya").access, world.by("sam").access
    assert maya
    assert sam
    north, south, root = world.north.path, world.south.path, world.root.path
    led = (frozenset({north}), frozenset({south}), frozenset({root}), frozenset({north, south}))
    over = [replace(maya, unit_paths={Role.MANAGER: paths}) for paths in led]
    both = frozenset({Role.MANAGER, Role.RELAY})
    paths = {Role.RELAY: frozenset({south}), Role.MANAGER: frozenset({north})}
    centers = frozenset({world.center.id})
    return [
        *every, *over,
        replace(maya, roles=both, unit_paths=paths),
        replace(maya, roles=both, unit_paths={Role.RELAY: paths[Role.MANAGER]}),
        replace(sam, call_centers=frozenset()),
        replace(sam, supervised=frozenset(), call_centers=centers),
    ]  # fmt: skip


def test_each_reader_gets_what_the_same_query_gives_him_by_itself(world: World) -> None:
    for access in readers(world):
        names = posts(access).values_list("person__last_name", "role")
        assert NAMES(access) == list(names), access


def test_who_is_alike_shares_a_query_and_no_row(world: World) -> None:
    maya, milo = world.by("maya").access, world.by("milo").access
    assert maya
    assert milo
    north, south = dict(NAMES(maya)), dict(NAMES(milo))
    assert "Remy" in north
    assert "Sara" in south
    assert not set(north) & set(south)


def test_a_list_shows_the_first_and_counts_them_all(world: World) -> None:
    for access in readers(world):
        ids = list(posts(access).values_list("id", flat=True))
        found = TWO.of(access)
        first = found.first()
        assert first == ids[:2]
        assert found.count(first) == len(ids)


def test_what_makes_something_else_of_a_path_is_refused(world: World) -> None:
    def above(access: Access) -> "QuerySet[Any, Any]":
        parts = [part for path in access.unit_paths[Role.MANAGER] for part in path.split("/")]
        return Unit.objects.filter(path__endswith=f"{parts[-2]}/").values_list("id")

    maya = world.by("maya").access
    assert maya
    with pytest.raises(TypeError, match="makes something else"):
        AskedBy(above)(maya)


def test_what_asks_about_an_id_is_refused(world: World) -> None:
    def of_units(access: Access) -> "QuerySet[Any, Any]":
        units = list(Unit.objects.filter(organization_id=access.organization_id))
        return Membership.objects.filter(unit__in=units).values_list("id")

    maya = world.by("maya").access
    assert maya
    with pytest.raises(TypeError, match="depends on more than roles"):
        AskedBy(of_units)(maya)
