"""What a challenge did, for programs."""

from relais.api.tests.programs import Program
from relais.challenge.tests.steps import draft, started
from tests.persons import World


def test_a_program_reads_what_a_challenge_did(world: World, program: Program) -> None:
    path = f"/reports/effects/{started(world).id}"
    assert program.get("maya", path).status_code == 404
    told = program.get("dora", path).json()
    assert told["verdict"] == "not_enough"
    assert told["effect"]["reading"]["needed"] == 8
    assert told["effect"]["held"]["compared"]["needed"] == 30


def test_a_draft_has_no_effect(world: World, program: Program) -> None:
    told = program.get("dora", f"/reports/effects/{draft(world).id}").json()
    assert told == {"verdict": "not_enough", "agree": True, "effect": None}
