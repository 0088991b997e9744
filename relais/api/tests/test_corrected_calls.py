"""Calls by programs: as by the pages."""

from datetime import timedelta

from relais.api.tests.programs import Program
from relais.calls.rules import CallOutcome
from relais.calls.tests.steps import bring, call
from tests.persons import World

BUSY = {"end": "busy", "outcome": "unreachable"}


def test_a_program_corrects_a_call_as_its_page_does(world: World, program: Program) -> None:
    prospect = bring(world)
    made = call(world, prospect, CallOutcome.NOT_INTERESTED)
    path = f"/prospects/{prospect.id}/calls/{made.id}/correct"
    for name, status, code in (("remy", 404, None), ("theo", 409, "not_your_call")):
        answer = program.post(name, path, BUSY)
        assert (answer.status_code, answer.json().get("code")) == (status, code or "not_found")
    for _ in "12":
        answer = program.post("tina", path, BUSY)
        assert (answer.status_code, answer.json()["end"]) == (200, "busy")
    assert made.corrections.count() == 1
    world.at += timedelta(hours=1)
    call(world, prospect)
    told = {"end": "answered", "outcome": "not_now"}
    assert program.post("tina", path, told).json()["code"] == "called_since"


def test_a_call_is_found_at_its_own_prospect_alone(world: World, program: Program) -> None:
    made = call(world, bring(world), CallOutcome.NOT_NOW)
    other = world.contact()
    assert (
        program.post("tina", f"/prospects/{other}/calls/{made.id}/correct", BUSY).status_code == 404
    )
