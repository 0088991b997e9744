"""What goes wrong is told in one form, in words and on the clock of who calls."""

from datetime import timedelta
from typing import Any

from relais.api.tests.programs import Program, kinds, submitted, transmitted
from relais.people.actions import choose_language
from relais.routing.actions import declare_absence
from tests.persons import World

NARROW = "\u202f"


def problem(answer: Any, status: int) -> str:
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == status
    return str(answer.json()["detail"])


def test_an_address_that_is_none_is_told_as_a_problem(world: World, program: Program) -> None:
    for path in ("/nope", "/leads/nope/at/all", ""):
        assert problem(program.get("maya", path), 404) == "L’API n’a pas cette adresse."


def test_a_method_that_an_address_does_not_know_is_told_as_a_problem(
    world: World, program: Program
) -> None:
    answer = program.send("delete", "maya", "/leads")
    assert "DELETE" in problem(answer, 405)
    assert "GET" in answer["Allow"]


def test_a_state_is_said_in_the_words_of_pages(world: World, program: Program) -> None:
    lead = transmitted(world)
    program.post("remy", f"/leads/{lead.id}/take-up")
    said = problem(program.post("remy", f"/leads/{lead.id}/take-up"), 409)
    assert "Pris en compte" in said
    assert "taken_up" not in said


def test_fields_that_lack_are_named_in_words(world: World, program: Program) -> None:
    lead = world.open_lead()
    said = problem(program.post("tina", f"/leads/{lead.id}/submit"), 409)
    assert "Besoin, Contexte" in said


def test_a_moment_is_said_on_the_clock_of_who_calls(world: World, program: Program) -> None:
    lead = transmitted(world)
    until = world.at + timedelta(hours=4)
    declare_absence(
        world.id("olga"), starts_at=world.at, ends_at=until, by=world.system, at=world.at
    )
    before = kinds(lead.id)
    said = problem(
        program.post("maya", f"/leads/{lead.id}/assign", {"rep_id": str(world.id("olga"))}), 409
    )
    assert "10/03/2026 14:00" in said
    assert kinds(lead.id) == before


def test_who_reads_english_is_told_in_english(world: World, program: Program) -> None:
    choose_language(world.id("remy"), language="en", by=world.by("remy"))
    lead = transmitted(world)
    path = f"/leads/{lead.id}/undo-take-up"
    assert "Transmitted" in problem(program.post("remy", path), 409)
    french = program.post("remy", path, **{"Accept-Language": "fr"})
    assert "Transmis" in problem(french, 409)


def test_what_cannot_be_read_is_told_in_french(world: World, program: Program) -> None:
    cursor = program.get("maya", "/leads", cursor="nope")
    assert problem(cursor, 400) == "Ce curseur n’est pas des nôtres."
    start, end = world.at.isoformat(), (world.at - timedelta(days=1)).isoformat()
    path = f"/appointments/diary/{world.id('remy')}"
    assert "fenêtre" in problem(program.get("remy", path, start=start, end=end), 422)
    answer = program.post("maya", f"/leads/{transmitted(world).id}/assign", {"to": 1})
    problem(answer, 422)
    told = {one["where"].rsplit(".", 1)[-1]: one["what"] for one in answer.json()["errors"]}
    assert told["rep_id"] == "Ce champ est nécessaire."
    assert told["to"] == "Il n’y a pas de tel champ ici."


def test_a_lead_goes_back_with_a_reason_or_what_lacks(world: World, program: Program) -> None:
    lead = submitted(world)
    said = problem(program.post("victor", f"/leads/{lead.id}/return", {"words": "Non"}), 409)
    assert "motif" in said
    assert kinds(lead.id)[-1] == "lead.submitted"
    told = program.post("victor", f"/leads/{lead.id}/return", {"missing": ["promises"]})
    assert told.status_code == 200


def test_a_part_in_the_rotation_changes(world: World, program: Program) -> None:
    [role] = program.get("ada", f"/persons/{world.id('remy')}/roles").json()
    path = f"/roles/{role['id']}/share"
    told = program.post("ada", path, {"weight": 4, "capacity": 12}).json()
    assert (told["weight"], told["capacity"]) == (4, 12)
    assert problem(program.post("maya", path, {"weight": 1, "capacity": None}), 409)
    again = {"role": "rep", "since": "2026-01-01", "unit_id": str(world.north.id), "weight": 2}
    said = problem(program.post("ada", f"/persons/{world.id('remy')}/roles", again), 409)
    assert "4" in said
