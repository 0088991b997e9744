"""A deed under an Idempotency-Key is done once, whatever the network does."""

import pytest

from relais.api.tests.programs import Program, kinds, transmitted
from relais.people.models import ApiToken
from tests.databases import CommittingDatabase
from tests.persons import World, build_world

ONCE = {"Idempotency-Key": "6f1c"}


def test_the_same_request_twice_is_one_deed_and_the_same_answer(
    world: World, program: Program
) -> None:
    lead = transmitted(world)
    first = program.post("remy", f"/leads/{lead.id}/take-up", **ONCE)
    again = program.post("remy", f"/leads/{lead.id}/take-up", **ONCE)
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert kinds(lead.id).count("lead.taken_up") == 1


def test_another_body_under_the_same_key_is_refused(world: World, program: Program) -> None:
    lead = transmitted(world)
    path = f"/leads/{lead.id}/messages"
    assert program.post("remy", path, {"text": "Bonjour"}, **ONCE).status_code == 201
    other = program.post("remy", path, {"text": "Bonsoir"}, **ONCE)
    assert (other.status_code, other.json()["code"]) == (409, "key_reused")


def test_another_lead_under_the_same_key_is_refused(world: World, program: Program) -> None:
    one, other = transmitted(world), transmitted(world)
    assert program.post("remy", f"/leads/{one.id}/take-up", **ONCE).status_code == 200
    assert program.post("remy", f"/leads/{other.id}/take-up", **ONCE).status_code == 409


def test_two_persons_may_use_the_same_key(world: World, program: Program) -> None:
    lead = transmitted(world)
    path = f"/leads/{lead.id}/messages"
    assert program.post("remy", path, {"text": "Bonjour"}, **ONCE).status_code == 201
    assert program.post("tina", path, {"text": "Bonjour"}, **ONCE).status_code == 201


def test_a_refused_deed_may_be_tried_again_under_its_key(world: World, program: Program) -> None:
    lead = transmitted(world)
    assert program.post("remy", f"/leads/{lead.id}/undo-take-up", **ONCE).status_code == 409
    assert program.post("remy", f"/leads/{lead.id}/take-up").status_code == 200
    assert program.post("remy", f"/leads/{lead.id}/undo-take-up", **ONCE).status_code == 200


@pytest.mark.parametrize("key", ["", "a b", "k" * 121, "é", "\x00"])
def test_a_key_that_cannot_be_kept_is_refused(world: World, program: Program, key: str) -> None:
    lead = transmitted(world)
    answer = program.post("remy", f"/leads/{lead.id}/take-up", **{"Idempotency-Key": key})
    assert answer.status_code == 400


def test_a_new_key_s_secret_is_told_once_and_kept_nowhere(world: World, program: Program) -> None:
    path = f"/persons/{world.id('remy')}/tokens"
    body = {"name": "agenda", "scopes": ["leads:read"]}
    first = program.post("remy", path, body, **ONCE)
    again = program.post("remy", path, body, **ONCE)
    assert first.json()["secret"].startswith("relais_")
    assert again.json() == {**first.json(), "secret": None}
    assert ApiToken.objects.filter(name="agenda").count() == 1


def test_of_twenty_at_once_one_does_it_and_all_are_answered_alike(
    committing_db: CommittingDatabase,
) -> None:
    program = Program(build_world())
    lead = transmitted(program.world)
    program.post("remy", f"/leads/{lead.id}/messages", {"text": "Reçu"})
    path = f"/leads/{lead.id}/take-up"
    answers = committing_db.at_once(20, lambda _: program.post("remy", path, **ONCE))
    assert [getattr(answer, "status_code", answer) for answer in answers] == [200] * 20
    told = [answer.json() for answer in answers if not isinstance(answer, Exception)]
    assert told == [told[0]] * 20
    assert kinds(lead.id).count("lead.taken_up") == 1
