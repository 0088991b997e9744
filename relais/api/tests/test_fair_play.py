"""Fair play by program: the same is seen and done as on the pages, by the same persons."""

import pytest

from relais.api.tests.programs import Program
from relais.challenge.models import FairDrawn
from relais.challenge.tests.fairness import held, with_point
from relais.diagnosis.actions import compute_waiting
from relais.diagnosis.queries import fair
from relais.privacy.models import ReadPerson
from tests.persons import World


def test_a_program_looks_answers_and_annotates(world: World, program: Program) -> None:
    one, point = with_point(world)
    path = f"/fair-play/{one.id}"
    for name in ("remy", "sam", "ada"):
        for there in ("", "/points", "/drawn", f"/points/{point.id}"):
            assert program.get(name, f"{path}{there}").status_code in {403, 404}
    assert program.get("milo", f"{path}/points").json()["items"] == []
    assert program.post("maya", f"{path}/look").status_code == 404
    assert program.post("dora", f"{path}/look").json()["people"] == 3
    [told] = program.get("maya", f"{path}/points").json()["items"]
    assert (told["check_name"], told["about_id"], told["k"]) == (
        "self", str(world.id("remy")), 1,
    )  # fmt: skip
    assert ReadPerson.objects.get().person_id == world.id("remy")
    there = f"{path}/points/{point.id}"
    assert program.post("olga", f"{there}/annotate", {"words": "Non."}).status_code == 404
    assert program.post("remy", f"{there}/annotate", {"words": "Un homonyme."}).status_code == 200
    assert program.post("remy", f"{there}/annotate", {"words": "Un homonyme."}).status_code == 409
    said = {"answer": "talked", "note": "Vu avec lui."}
    assert program.post("remy", f"{there}/answer", said).status_code == 404
    assert program.post("maya", f"{there}/answer", said).json()["answer"] == "talked"
    assert program.post("dora", f"{there}/answer", said).json()["code"] == "fair_answered"
    [mine] = program.get("remy", f"{path}/mine").json()
    assert (mine["note"], mine["remarks"][0]["text"]) == ("Vu avec lui.", "Un homonyme.")
    assert program.get("maya", there).json()["remarks"][0]["text"] == "Un homonyme."


def test_a_program_is_told_that_a_look_at_many_is_under_way(
    world: World, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = with_point(world)
    monkeypatch.setattr(fair, "MANY", 2)
    path = f"/fair-play/{one.id}"
    assert program.get("dora", path).json()["under_way"] is False
    asked = program.post("dora", f"{path}/look")
    assert (asked.status_code, asked.json()["under_way"]) == (200, True)
    assert program.get("maya", path).json()["under_way"] is True
    assert compute_waiting(world.at) == 1
    told = program.get("dora", path).json()
    assert (told["under_way"], told["people"]) == (False, 3)


def test_a_program_asks_what_prospects_say(world: World, program: Program) -> None:
    one, _ = with_point(world)
    appointment = held(world)
    path = f"/fair-play/{one.id}"
    program.post("dora", f"{path}/look")
    [drawn] = program.get("maya", f"{path}/drawn").json()["items"]
    assert (drawn["id"], drawn["prospect_said"]) == (str(appointment.id), None)
    there = f"{path}/drawn/{drawn['drawn_id']}/confirm"
    assert program.post("remy", there, {"outcome": "held"}).status_code == 404
    assert program.post("maya", there, {"outcome": "held"}).json()["prospect_said"] == "held"
    assert program.post("maya", there, {"outcome": "held"}).status_code == 409
    told = program.get("dora", path).json()
    assert told["rounds"][0]["drawn"] == [str(FairDrawn.objects.get().appointment_id)]
    assert program.get("remy", f"{path}/seeds").json() == []
