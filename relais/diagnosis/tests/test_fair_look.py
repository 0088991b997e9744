"""A look at fair play of many: asked for, done by the worker, asked for again afterwards."""

import pytest

from relais.challenge.actions import cancel_challenge
from relais.challenge.models import FairLook, FairPoint
from relais.challenge.rules.fair import PersonsFirst, TooLongAgo
from relais.challenge.rules.game import NotStarted
from relais.challenge.tests.fairness import ALL, taken
from relais.challenge.tests.steps import draft, started
from relais.diagnosis.actions import compute_waiting
from relais.diagnosis.actions import fair as fair_actions
from relais.diagnosis.actions.fair import ask_look
from relais.diagnosis.models import Computation
from relais.diagnosis.queries import fair
from relais.diagnosis.queries.fair import looking_at
from relais.lib.errors import NotVisible
from relais.people.models import Organization
from tests.persons import World


@pytest.fixture
def many(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Let three who take part be many."""
    monkeypatch.setattr(fair, "MANY", 2)
    return world


def test_many_are_looked_at_beside_the_page_and_twice_is_once(many: World) -> None:
    one = started(many, joined=ALL)
    many.last_name = "Remy"
    taken(many, many.open_lead())
    by, on = many.by("dora"), many.at.date()
    for _ in range(2):
        asked = ask_look(one.id, by=by, at=many.at)
        assert (asked.under_way, asked.failed, asked.looked_at, asked.people) == (
            True, False, None, 0,
        )  # fmt: skip
    assert looking_at(one, on=on).under_way
    assert (FairLook.objects.count(), Computation.objects.count()) == (0, 1)
    assert compute_waiting(many.at) == 1
    told = looking_at(one, on=on)
    assert (told.under_way, told.people, told.looked_at) == (False, 3, many.at)
    assert FairPoint.objects.filter(person_id=many.id("remy")).count() == 1
    again = ask_look(one.id, by=by, at=many.later(minutes=1))
    assert (again.under_way, again.people) == (True, 3)
    assert compute_waiting(many.at) == 1
    assert looking_at(one, on=on).looked_at == many.at
    assert FairPoint.objects.filter(person_id=many.id("remy")).count() == 1


def test_few_and_the_command_line_are_answered_at_once(many: World) -> None:
    one = started(many, joined=ALL)
    assert ask_look(one.id, by=many.system, at=many.at).people == 3
    two = started(many, name="Deux", joined=ALL[:2])
    assert ask_look(two.id, by=many.by("dora"), at=many.at).people == 2
    assert not Computation.objects.exists()


def test_who_may_not_look_asks_for_nothing(many: World) -> None:
    one = started(many, joined=ALL)
    for name in ("maya", "remy", "ada", "sam"):
        with pytest.raises(NotVisible):
            ask_look(one.id, by=many.by(name), at=many.at)
    assert not Computation.objects.exists()


def test_what_cannot_be_looked_at_is_refused_before_the_worker_is_asked(many: World) -> None:
    drafted = draft(many, name="À venir")
    with pytest.raises(NotStarted):
        ask_look(drafted.id, by=many.by("dora"), at=many.at)
    one = started(many, joined=ALL)
    with pytest.raises(TooLongAgo):
        ask_look(one.id, by=many.by("dora"), at=many.at.replace(year=2028))
    Organization.objects.update(works_council_on=None)
    with pytest.raises(PersonsFirst):
        ask_look(one.id, by=many.by("dora"), at=many.at)
    assert not Computation.objects.exists()


def test_one_that_is_cancelled_meanwhile_is_said_to_have_failed(many: World) -> None:
    one = started(many, joined=ALL)
    ask_look(one.id, by=many.by("dora"), at=many.at)
    cancel_challenge(one.id, words="Non", by=many.by("dora"), at=many.at)
    assert compute_waiting(many.at) == 1
    told = looking_at(one, on=many.at.date())
    assert (told.under_way, told.failed, told.looked_at) == (False, True, None)
    assert Computation.objects.get().error == "NotStarted"


def test_a_look_that_failed_is_tried_again_once_it_is_asked_for_again(
    many: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = started(many, joined=ALL)
    with monkeypatch.context() as broken:
        broken.setattr(fair_actions, "look_at_challenge", fails)
        ask_look(one.id, by=many.by("dora"), at=many.at)
        assert compute_waiting(many.at) == 1
    assert looking_at(one, on=many.at.date()).failed
    assert compute_waiting(many.at) == 0

    for _ in range(2):
        assert ask_look(one.id, by=many.by("dora"), at=many.at).under_way
    assert compute_waiting(many.at) == 1
    assert looking_at(one, on=many.at.date()).looked_at == many.at


def fails(*_: object, **__: object) -> None:
    """Fail as nobody has thought of."""
    raise ZeroDivisionError
