"""A manager's week by programs: as on its page."""

from relais.api.tests.programs import Program
from relais.notifications.tests.steps import contested
from tests.persons import World


def test_a_program_reads_the_week_of_its_manager(world: World, program: Program) -> None:
    lead = contested(world)
    found = program.get("maya", "/steering/week").json()
    heard = next(line for line in found["lines"] if line["kind"] == "hear")
    assert heard["weeks"][0] == {"week": "2026-03-09", "done": 0, "due": 1, "open": 1}
    (step,) = found["steps"]
    assert (step["kind"], step["minutes"], step["about"]["lead_id"]) == ("hear", 5, str(lead.id))
    assert program.get("maya", "/steering/followed").json()["followed"]["needed"] == 30
    assert program.get("dora", "/steering/regions").json() == {"regions": [], "hidden": 2}
    for name in ("remy", "tina", "dora"):
        assert program.get(name, "/steering/week").status_code == 404
    assert program.get("maya", "/steering/regions").status_code == 404


def test_a_program_writes_down_who_was_accompanied(world: World, program: Program) -> None:
    rep = {"rep_id": str(world.id("remy"))}
    plan = rep | {"due_on": "2026-03-13"}
    planned = program.post("maya", "/steering/accompany", plan)
    assert (planned.status_code, planned.json()["state"]) == (201, "agreed")
    statuses = [program.post("maya", "/steering/accompanied", rep).status_code for _ in "12"]
    assert statuses == [201, 409]
    assert program.post("milo", "/steering/accompanied", rep).status_code == 404
    assert program.post("remy", "/steering/accompany", plan).status_code == 404
