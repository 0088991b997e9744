"""Experiments by program: planned, drawn, stopped, read."""

from datetime import date, timedelta

from relais.api.tests.programs import Program
from relais.people.actions import add_person, add_unit, give_role
from relais.people.rules.access import Role
from tests.persons import SINCE, World


def test_a_program_experiments(world: World, program: Program) -> None:
    for number in range(5):
        unit = add_unit(f"A{number}", kind="agency", parent_id=world.north.id, by=world.system)
        rep = add_person(f"R{number}", by=world.system)
        give_role(rep.id, Role.REP, since=SINCE, unit_id=unit.id, by=world.system)
    plan = {
        "name": "Suivi", "tried": "routine", "words": "Suivre", "level": "unit",
        "unit_id": f"{world.north.id}", "measured": "honoured", "gain": 20,
        "starts_on": f"{date(2026, 3, 16)}", "waves": 2, "weeks_between": 1, "weeks": 4,
    }  # fmt: skip
    assert program.post("maya", "/experiments", plan).status_code == 404
    made = program.post("dora", "/experiments", plan)
    assert made.status_code == 201
    path = f"/experiments/{made.json()['id']}"
    assert program.get("dora", f"{path}/size").json()["members"] == 6
    assert program.post("dora", f"{path}/change", plan | {"gain": 30}).json()["gain"] == 30
    started = program.post("dora", f"{path}/start").json()
    assert (started["state"], started["size"]["members"]) == ("running", 6)
    assert program.post("dora", f"{path}/start").status_code == 409
    assert len(program.get("maya", f"{path}/arms").json()) == 6
    assert program.get("sara", path).status_code == 404
    assert program.post("maya", f"{path}/stop", {"words": "non"}).status_code == 404
    reading = program.get("dora", f"{path}/reading").json()
    assert reading == {"readable_on": "2026-04-27", "reading": None}
    world.at += timedelta(days=60)
    reading = program.get("dora", f"{path}/reading").json()["reading"]
    assert (reading["verdict"], reading["cases"]) == ("not_enough", 0)
    assert program.post("dora", f"{path}/stop", {"words": "tard"}).status_code == 409
    assert program.seen_by("dora", "/experiments") == {made.json()["id"]}
