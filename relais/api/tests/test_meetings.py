"""Meetings by program: planned, held and closed, refused by state and by person."""

from relais.api.tests.programs import Program
from relais.notifications.tests.steps import contested
from relais.steering.models import Minutes
from tests.persons import World


def told(world: World) -> dict[str, object]:
    return {
        "unit_id": f"{world.north.id}",
        "since": "2026-02-01",
        "until": "2026-02-28",
        "starts_at": "2026-03-12T13:30:00Z",
        "participants": [f"{world.id('remy')}"],
    }


def test_a_program_plans_a_meeting(world: World, program: Program) -> None:
    assert program.post("remy", "/meetings", told(world)).status_code == 409
    made = program.post("maya", "/meetings", told(world))
    assert made.status_code == 201
    assert program.post("maya", "/meetings", told(world)).status_code == 409
    path = f"/meetings/{made.json()['id']}"
    assert program.seen_by("remy", "/meetings") == {made.json()["id"]}
    assert program.get("olga", path).status_code == 404
    assert program.post("olga", f"{path}/open").status_code == 404
    moved = program.post("maya", f"{path}/move", {"starts_at": "2026-03-13T13:30:00Z"})
    assert moved.json()["sequence"] == 1
    who = {"participants": [f"{world.id('remy')}", f"{world.id('olga')}"]}
    assert program.post("maya", f"{path}/participants", who).json()["sequence"] == 2
    assert program.post("remy", f"{path}/open").status_code == 409
    assert program.post("maya", f"{path}/cancel", {"words": " "}).status_code == 409
    assert program.post("maya", f"{path}/cancel", {"words": "grève"}).json()["words"] == "grève"
    assert program.post("maya", f"{path}/open").status_code == 409


def test_a_program_holds_a_meeting(world: World, program: Program) -> None:
    lead = contested(world)
    path = f"/meetings/{program.post('maya', '/meetings', told(world)).json()['id']}"
    assert program.post("maya", f"{path}/open").json()["state"] == "open"
    put_off = program.post("maya", f"{path}/postpone", {"lead_id": f"{lead.id}", "words": "été"})
    assert put_off.json()["verdict"] == "postponed"
    wanted = {"what": "Revoir", "owner_id": f"{world.id('maya')}", "due_on": "2026-03-20"}
    act = program.post("maya", f"{path}/decide", wanted).json()
    assert (act["state"], act["source"]) == ("agreed", "meeting")
    assert program.post("maya", f"{path}/take-back", {"act_id": act["id"]}).status_code == 200
    assert program.post("maya", f"{path}/decide", wanted).status_code == 201
    sheet = program.get("remy", path).json()
    assert [item["words"] for item in sheet["items"]] == ["été"]
    assert sheet["figures"]["told"] is False
    assert sheet["figures"]["opened"] is None
    closed = program.post("maya", f"{path}/close", {"words": "Merci"})
    assert closed.json()["state"] == "closed"
    assert program.post("maya", f"{path}/close", {}).status_code == 409
    assert program.get("remy", f"{path}/minutes").status_code == 409
    ours = {"organization_id": world.organization.id, "meeting_id": path.rpartition("/")[2]}
    Minutes.objects.create(**ours, language="fr", content=b"%PDF-1.7")
    assert program.get("remy", f"{path}/minutes").content == b"%PDF-1.7"
    assert program.get("sara", f"{path}/minutes").status_code == 404
