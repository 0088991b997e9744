"""Roles, parts and days: done, refused by state, refused by person, done twice."""

from datetime import timedelta

import pytest

from relais.lib.errors import NotVisible
from relais.people.actions import change_share, end_role, give_role
from relais.people.models import Membership
from relais.people.rules.access import Role
from relais.people.rules.offices import (
    ForAdministrators,
    HeldOtherwise,
    RoleBackwards,
)
from tests.persons import SINCE, World

DAY = timedelta(days=1)


def post_of(world: World, name: str) -> Membership:
    return Membership.objects.get(person_id=world.id(name))


def given(world: World, weight: int | None = None, capacity: int | None = None) -> Membership:
    return give_role(
        world.id("remy"), Role.REP, since=SINCE, unit_id=world.north.id, weight=weight,
        capacity=capacity, by=world.by("ada"),
    )  # fmt: skip


def test_a_part_changes_and_so_does_the_limit(world: World) -> None:
    for weight, capacity in ((3, 10), (3, 10), (0, None)):
        changed = change_share(
            post_of(world, "remy").id, weight=weight, capacity=capacity, by=world.by("ada")
        )
        assert post_of(world, "remy") == changed
        assert (changed.weight, changed.capacity) == (weight, capacity)


def test_only_an_administrator_changes_it(world: World) -> None:
    with pytest.raises(ForAdministrators):
        change_share(post_of(world, "remy").id, weight=3, capacity=None, by=world.by("maya"))
    assert post_of(world, "remy").weight == 1


def test_only_a_rep_has_a_part(world: World) -> None:
    with pytest.raises(NotVisible):
        change_share(post_of(world, "maya").id, weight=3, capacity=None, by=world.by("ada"))


def test_a_role_that_is_held_is_not_given_with_another_part_in_silence(world: World) -> None:
    held = post_of(world, "remy")
    assert given(world) == given(world, weight=1) == held
    with pytest.raises(HeldOtherwise):
        given(world, weight=2)
    with pytest.raises(HeldOtherwise):
        given(world, capacity=5)
    assert (post_of(world, "remy").weight, post_of(world, "remy").capacity) == (1, None)


def test_a_role_does_not_end_before_it_begins(world: World) -> None:
    held = post_of(world, "remy")
    with pytest.raises(RoleBackwards):
        end_role(held.id, on=SINCE - DAY, by=world.by("ada"))
    assert post_of(world, "remy").until is None
    end_role(held.id, on=SINCE, by=world.by("ada"))
    assert post_of(world, "remy").until == SINCE
