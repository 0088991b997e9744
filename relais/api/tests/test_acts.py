"""Acts by program: agreed, done, refused by state and by person."""

from datetime import timedelta
from uuid import uuid4

import pytest

from relais.acts.actions import Wanted, propose_act
from relais.acts.rules import ActSource
from relais.api.tests.programs import Program
from tests.persons import World


@pytest.mark.parametrize("name", ["maya", "dora"])
def test_a_program_does_the_same(world: World, program: Program, name: str) -> None:
    due_on = f"{world.at.date() + timedelta(days=7)}"
    told = {"what": "Suivre", "unit_id": f"{world.north.id}", "owner_id": f"{world.id('maya')}"}
    made = program.post(name, "/acts", told | {"due_on": due_on})
    assert made.status_code == 201
    unseen = told | {"due_on": due_on, "lead_id": str(uuid4())}
    assert program.post(name, "/acts", unseen).status_code == 404
    path = f"/acts/{made.json()['id']}"
    assert program.seen_by(name, "/acts") == {made.json()["id"]}
    assert program.get("olga", path).status_code == 404
    assert program.post("olga", f"{path}/done").status_code == 404
    put_off = program.post(name, f"{path}/put-off", {"due_on": f"{world.at.date()}"})
    assert put_off.json()["due_on"] == f"{world.at.date()}"
    assert program.post(name, f"{path}/done", {"note": "ok"}).json()["state"] == "done"
    assert program.post(name, f"{path}/done").status_code == 409
    assert program.post(name, f"{path}/reopen").json()["state"] == "agreed"
    assert program.post(name, f"{path}/drop", {"words": "non"}).json()["note"] == "non"
    wanted = Wanted("Idée", world.north.id)
    idea = propose_act(wanted, by=world.system, at=world.at)
    agreed = {"owner_id": told["owner_id"], "due_on": due_on}
    assert program.post(name, f"/acts/{idea.id}/agree", agreed).json()["state"] == "agreed"
    assert program.post(name, f"/acts/{idea.id}/agree", agreed).status_code == 409


def test_a_program_is_told_proposals_in_the_language_that_it_asks_for(
    world: World, program: Program
) -> None:
    baseline = {"rule": "contacted", "of": 0, "about": ""}
    english = "Let reps call the prospect before each visit."
    wanted = Wanted(english, world.north.id, source=ActSource.DIAGNOSIS, baseline=baseline)
    act = propose_act(wanted, by=world.system, at=world.at)
    for asked, said in (("fr", "Faire appeler le prospect"), ("en", "Let reps call")):
        for path in (f"/acts/{act.id}", "/acts", "/reports/diagnosis/acts"):
            answer = program.send("get", "maya", path, **{"Accept-Language": asked})
            assert said in answer.content.decode(), (asked, path)
