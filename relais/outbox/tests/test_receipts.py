"""A request that comes twice is done once and answered alike."""

from typing import Any

import pytest

from relais.outbox.actions import KeyReused, answer_once
from relais.outbox.models import Receipt
from relais.outbox.rules.receipts import KeyTooLong
from relais.people.models import ClosingDay
from relais.people.rules.access import Actor
from tests.databases import CommittingDatabase
from tests.persons import World, build_world


class Deed:
    """Counts how often it is done."""

    def __init__(self) -> None:
        self.done = 0

    def __call__(self) -> tuple[int, dict[str, Any]]:
        self.done += 1
        return 201, {"done": self.done}


def ask(by: Actor, world: World, deed: Any, *, key: str = "k", fingerprint: str = "f") -> Any:
    return answer_once(key, by=by, fingerprint=fingerprint, at=world.at, deed=deed)


def test_the_same_request_gets_the_same_answer_without_a_deed(world: World) -> None:
    deed, remy = Deed(), world.by("remy")

    assert ask(remy, world, deed) == (201, {"done": 1})
    assert ask(remy, world, deed) == (201, {"done": 1})
    assert deed.done == 1


def test_another_request_under_the_same_key_is_refused(world: World) -> None:
    deed, remy = Deed(), world.by("remy")
    ask(remy, world, deed)

    with pytest.raises(KeyReused):
        ask(remy, world, deed, fingerprint="other")
    assert deed.done == 1


def test_keys_are_each_persons_own(world: World) -> None:
    deed = Deed()
    ask(world.by("remy"), world, deed)
    assert ask(world.by("olga"), world, deed, fingerprint="other") == (201, {"done": 2})


def test_a_deed_that_is_refused_leaves_no_receipt(world: World) -> None:
    def refused() -> tuple[int, dict[str, Any]]:
        raise KeyTooLong(longest=0)

    with pytest.raises(KeyTooLong):
        ask(world.by("remy"), world, refused)
    assert ask(world.by("remy"), world, Deed()) == (201, {"done": 1})


def test_a_key_that_cannot_be_kept_is_refused(world: World) -> None:
    with pytest.raises(KeyTooLong):
        ask(world.by("remy"), world, Deed(), key="k" * 121)


def test_the_system_has_no_keys(world: World) -> None:
    with pytest.raises(ValueError, match="belongs to a person"):
        ask(world.system, world, Deed())


def test_of_many_at_once_exactly_one_does_it(committing_db: CommittingDatabase) -> None:
    world = build_world()
    remy, organization_id = world.by("remy"), world.organization.id

    def deed() -> tuple[int, dict[str, Any]]:
        day = ClosingDay.objects.create(organization_id=organization_id, country="FR", day=world.at)
        return 201, {"day": str(day.id)}

    answers = committing_db.at_once(12, lambda _: ask(remy, world, deed))

    assert ClosingDay.objects.count() == 1
    assert answers == [(201, {"day": str(ClosingDay.objects.get().id)})] * 12
    assert Receipt.objects.count() == 1
