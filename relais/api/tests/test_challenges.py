"""Challenges by program: made, published, joined, won points in, ended."""

from datetime import timedelta
from hashlib import sha256

from relais.api.tests.programs import Program
from relais.challenge.actions import WantedPrize, end_challenge
from relais.challenge.rules.game import Rules, Side
from relais.challenge.tests.steps import complete_checklist, draft, signed, started
from relais.privacy.models import ReadPerson
from tests.persons import World

PRIZE = {"words_en": "Wine", "words_fr": "Du vin", "position": 1, "value": 3000}


def test_a_program_makes_a_challenge(world: World, program: Program) -> None:
    wanted = {
        "name": "Printemps", "kind": "ranking", "since": "2026-03-02", "until": "2026-03-29",
        "rules": {"sides": "both", "points": {"won": 5}, "campaigns": [f"{world.campaign.id}"]},
    }  # fmt: skip
    less = {"rules": {"points": {"won": -5}}}
    assert program.post("maya", "/challenges", wanted).status_code == 404
    assert program.post("dora", "/challenges", wanted | less).status_code == 422
    made = program.post("dora", "/challenges", wanted).json()
    assert (made["state"], made["rules"]["points"]) == ("draft", {"won": 5})
    path = f"/challenges/{made['id']}"
    assert program.get("remy", path).status_code == 404
    prize = program.post("dora", f"{path}/prizes", PRIZE).json()
    assert program.post("dora", f"{path}/prizes/{prize['id']}/remove").status_code == 200
    assert program.post("dora", f"{path}/prizes", PRIZE).status_code == 201
    assert program.post("dora", f"{path}/change", wanted | {"rules": {}}).status_code == 200
    assert program.post("dora", f"{path}/start").json()["code"] == "checklist_first"
    complete_checklist(world)
    assert program.post("dora", f"{path}/start").json()["state"] == "started"
    assert program.post("dora", f"{path}/change", wanted).status_code == 409
    assert [each["value"] for each in program.get("remy", f"{path}/prizes").json()] == [3000]


def test_a_program_takes_part_and_reads_the_standing(world: World, program: Program) -> None:
    path = f"/challenges/{started(world).id}"
    part = program.post("remy", f"{path}/join", {"shows_name": True}).json()
    assert (part["side"], part["shows_name"]) == ("rep", True)
    assert program.post("remy", f"{path}/join", {}).status_code == 409
    assert program.post("maya", f"{path}/join", {}).status_code == 409
    signed(world)
    lines = program.get("remy", f"{path}/entries").json()["items"]
    assert {line["rule"]: line["points"] for line in lines} == {
        "taken_up": 1, "approach_started": 3, "won": 10
    }  # fmt: skip
    assert program.get("maya", f"{path}/entries").json()["items"] == []
    standing = program.get("maya", f"{path}/standing").json()
    assert [(team["name"], team["score"]) for team in standing["teams"]] == [("Nord", 14)]
    assert [person["name"] for person in standing["first"]] == ["Remy"]
    assert standing["own"] is None
    assert program.get("remy", f"{path}/standing").json()["own"]["rank"] == 1


def test_a_program_withdraws_and_ends(world: World, program: Program) -> None:
    path = f"/challenges/{started(world).id}"
    program.post("remy", f"{path}/join", {"shows_name": True})
    signed(world)
    assert not program.post("remy", f"{path}/name", {"shows_name": False}).json()["shows_name"]
    assert program.get("maya", f"{path}/standing").json()["first"] == []
    assert program.post("remy", f"{path}/withdraw").json()["withdrew_at"]
    assert program.post("remy", f"{path}/withdraw").status_code == 409
    assert program.post("dora", f"{path}/end").json()["code"] == "still_running"
    world.at += timedelta(days=25)
    assert program.post("dora", f"{path}/end").json()["state"] == "ended"
    assert program.post("dora", f"{path}/cancel", {"words": "tard"}).status_code == 409
    assert program.seen_by("remy", "/challenges") == {path.rsplit("/", 1)[1]}


def test_whom_a_call_center_sends_reads_no_volumes_or_units_of_others(
    world: World, program: Program
) -> None:
    signed(world)
    world.later(days=1)
    units = (world.north.id,)
    rules = Rules(handicap=True, sides=Side.BOTH, units=units, campaigns=(world.campaign.id,))
    path = f"/challenges/{started(world, rules=rules).id}"
    told = program.get("tina", path).json()["rules"]
    assert (told["team_factors"], told["person_factors"], told["units"]) == ({}, {}, [])
    assert told["campaigns"] == [f"{world.campaign.id}"]
    inside = program.get("remy", path).json()["rules"]
    assert inside["team_factors"]
    assert inside["units"] == [f"{world.north.id}"]


def test_numbers_that_no_column_holds_are_refused(world: World, program: Program) -> None:
    path = f"/challenges/{draft(world).id}/prizes"
    for more in ({"position": 32_768}, {"value": 2**63}):
        assert program.post("dora", path, PRIZE | more).status_code == 422


def test_a_program_draws_and_reads_who_won(world: World, program: Program) -> None:
    bike = WantedPrize("A bicycle", "Un vélo", value=90_000)
    path = f"/challenges/{started(world, joined=('remy',), prizes=(bike,)).id}"
    signed(world)
    before = program.get("remy", f"{path}/draw").json()
    assert (len(before["commitment"]), before["seed"], before["tickets"]) == (64, None, [])
    assert program.post("dora", f"{path}/draw").json()["code"] == "not_ended"
    assert program.get("dora", f"{path}/winnings").json()["code"] == "not_ended"
    world.at += timedelta(days=25)
    program.post("dora", f"{path}/end")
    assert program.post("maya", f"{path}/draw").status_code == 404
    assert program.post("dora", f"{path}/draw").json()["state"] == "ended"
    assert program.post("dora", f"{path}/draw").json()["code"] == "drawn_already"
    after = program.get("remy", f"{path}/draw").json()
    assert after["own"] == after["tickets"] == list(after["won"].values())
    assert sha256(after["seed"].encode()).hexdigest() == before["commitment"]
    [won] = program.get("dora", f"{path}/winnings").json()
    assert (won["person_id"], won["value"], won["team"]) == (str(world.id("remy")), 90_000, "Nord")
    assert program.get("remy", f"{path}/winnings").status_code == 404
    assert ReadPerson.objects.get().person_id == world.id("remy")


def test_a_program_puts_the_prizes_into_the_return_once(world: World, program: Program) -> None:
    prize = WantedPrize("Wine", "Du vin", position=1, value=3_000)
    one = started(world, joined=("remy",), rules=Rules(sides=Side.REP), prizes=(prize,))
    signed(world)
    path, told = f"/prizes/{one.id}/charge", {"campaign_id": f"{world.campaign.id}"}
    assert program.post("dora", path, told).json()["code"] == "not_ended"
    end_challenge(one.id, by=world.by("dora"), at=world.later(days=25))
    assert program.post("maya", path, told).status_code == 404
    assert program.post("dora", path, told).json() == {
        "costs": [{"campaign_id": f"{world.campaign.id}", "amount": 3_000, "currency": "EUR"}]
    }
    assert program.post("dora", path, told).json()["code"] == "charged_already"
