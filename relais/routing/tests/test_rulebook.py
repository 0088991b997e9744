"""The ordered rules: added, moved, retired, by administrators alone."""

import pytest

from relais.lib.errors import NotVisible
from relais.people.rules.offices import ForAdministrators
from relais.routing.actions import add_rule, move_rule, retire_rule
from relais.routing.queries import rules_of
from relais.routing.rules.matching import WrongRule
from tests.persons import World


def order(world: World) -> list[str]:
    return [rule.name for rule in rules_of(world.organization.id)]


def test_rules_keep_their_order(world: World) -> None:
    rules = [add_rule(name=name, unit_id=world.north.id, by=world.by("ada")) for name in "abc"]
    move_rule(rules[2].id, position=1, by=world.by("ada"))
    assert order(world) == ["c", "a", "b"]
    retire_rule(rules[0].id, by=world.by("ada"), at=world.at)
    assert order(world) == ["c", "b"]
    assert [rule.position for rule in rules_of(world.organization.id)] == [1, 2]


def test_a_rule_retired_twice_is_not_there(world: World) -> None:
    rule = add_rule(unit_id=world.north.id, by=world.by("ada"))
    retire_rule(rule.id, by=world.by("ada"), at=world.at)
    with pytest.raises(NotVisible):
        retire_rule(rule.id, by=world.by("ada"), at=world.at)


def test_a_rule_names_one_unit_or_one_person(world: World) -> None:
    with pytest.raises(WrongRule):
        add_rule(by=world.by("ada"))
    with pytest.raises(WrongRule):
        add_rule(unit_id=world.north.id, person_id=world.id("remy"), by=world.by("ada"))


def test_a_manager_does_not_write_rules(world: World) -> None:
    with pytest.raises(ForAdministrators):
        add_rule(unit_id=world.north.id, by=world.by("maya"))
