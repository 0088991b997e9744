"""Coaching by program: the same as on the pages, refused by state and by person."""

from datetime import timedelta
from typing import Any

from relais.api.tests.programs import Program
from relais.coaching.actions import measure_plans
from relais.coaching.rules.first_grid import FIRST_GRID
from relais.coaching.rules.grid import as_rows
from relais.coaching.tests.steps import allow, levels, shared
from relais.privacy.models import Disclosure
from tests.persons import World

SEEN, PLANS = "/coaching/observations", "/coaching/plans"


def begin(world: World, program: Program, **more: Any) -> Any:
    told = {"rep_id": f"{world.id('remy')}", "kind": "visit", "on": f"{world.at.date()}"}
    return program.post("maya", SEEN, told | more)


def test_a_program_observes_scores_and_contests(world: World, program: Program) -> None:
    assert begin(world, program).json()["code"] == "checklist_first"
    made = begin(allow(world), program)
    assert made.status_code == 201
    path = f"{SEEN}/{made.json()['id']}"
    victor = {"person_id": f"{world.id('victor')}"}
    assert program.post("maya", f"{path}/observers", victor).status_code == 200
    assert program.post("maya", f"{path}/close").status_code == 409
    for name in ("maya", "remy"):
        told = {"scores": levels(2), "notes": {"need": "Bien"}}
        assert program.post(name, f"{path}/scores", told).status_code == 200
    assert program.post("olga", f"{path}/scores", {"scores": levels(2)}).status_code == 404
    assert [len(program.get(name, path).json()["sheets"]) for name in ("maya", "victor")] == [1, 1]
    assert program.post("maya", f"{path}/close").json()["state"] == "shared"
    assert [len(program.get(name, path).json()["sheets"]) for name in ("maya", "victor")] == [3, 1]
    read = Disclosure.objects.filter(what="coaching").values_list("person_id", flat=True)
    assert set(read) == {world.id("maya"), world.id("victor")}
    assert program.post("maya", f"{path}/cancel").status_code == 409
    other = begin(world, program).json()["id"]
    assert program.post("maya", f"{SEEN}/{other}/cancel").json()["state"] == "cancelled"


def test_a_program_annotates_contests_and_answers(world: World, program: Program) -> None:
    path = f"{SEEN}/{shared(allow(world)).id}"
    said = {"words": "Pas d’accord"}
    assert program.post("remy", f"{path}/annotate", said).status_code == 200
    assert program.post("remy", f"{path}/contest", said).json()["awaits_since"]
    assert program.post("remy", f"{path}/contest", said).status_code == 409
    assert program.post("maya", f"{path}/answer", said).json()["awaits_since"] is None
    kinds = [one["kind"] for one in program.get("remy", path).json()["remarks"]]
    assert kinds == ["annotation", "contest", "answer"]
    assert [len(program.seen_by(name, SEEN)) for name in ("remy", "dora", "olga")] == [1, 0, 0]


def test_a_program_agrees_a_plan(world: World, program: Program) -> None:
    allow(world)
    day = world.at.date()
    act = {"what": "Préparer", "owner": "rep", "due_on": f"{day + timedelta(days=3)}"}
    told = {
        "goal": "Reformuler", "criteria": ["need"], "measure_on": f"{day + timedelta(days=40)}",
        "acts": [act],
    }  # fmt: skip
    remy = {"rep_id": f"{world.id('remy')}"}
    made = program.post("maya", PLANS, told | remy)
    assert made.status_code == 201
    path = f"{PLANS}/{made.json()['id']}"
    assert program.post("maya", PLANS, told | remy).json()["code"] == "plan_open"
    assert program.post("olga", f"{path}/accept").status_code == 404
    another = told | {"goal": "Préparer"}
    assert program.post("remy", f"{path}/counter", another).json()["goal"] == "Préparer"
    assert program.post("remy", f"{path}/accept").status_code == 409
    assert program.post("maya", f"{path}/accept").json()["state"] == "running"
    added = program.post("remy", f"{path}/acts", act)
    assert (added.status_code, added.json()["source"]) == (201, "coaching")
    later = {"measure_on": f"{day + timedelta(days=50)}"}
    assert (
        program.post("remy", f"{path}/measure", later).json()["measure_on"] == (later["measure_on"])
    )
    (line,) = [one for one in program.get("maya", "/coaching/team").json() if one["plan_id"]]
    assert line["next_on"] == act["due_on"]
    world.later(days=50)
    measure_plans(by=world.system, at=world.at)
    found = program.get("remy", path).json()
    assert (found["state"], found["found"]["honour"]["difference"]) == ("measured", None)
    assert program.post("maya", f"{path}/drop", {"words": "Fini"}).status_code == 409


def test_the_grid_and_the_counts(world: World, program: Program) -> None:
    assert program.get("remy", "/coaching/grid").json()["version"] == 1
    assert program.get("tina", "/coaching/grid").status_code == 404
    criteria = {"criteria": as_rows(FIRST_GRID[:4])}
    assert program.post("remy", "/coaching/grid", criteria).status_code == 409
    assert program.post("dora", "/coaching/grid", criteria).json()["version"] == 2
    assert program.get("dora", "/coaching/units").json() == []
    assert program.get("maya", "/coaching/units").status_code == 404
    assert program.get("maya", "/coaching/agreement").json() == []
    assert program.get("dora", "/coaching/team").json() == []
