"""A draw on its page: checked by the very lines that it shows; who won what, for payroll."""

import json
import subprocess
import sys
from html import unescape
from io import BytesIO
from pathlib import Path
from re import search
from zipfile import ZipFile

from relais.challenge.actions import (
    WantedPrize,
    draw_prizes,
    end_challenge,
    withdraw_from_challenge,
)
from relais.challenge.models import Challenge, Drawn
from relais.challenge.queries import Rules, Side, Tickets
from relais.challenge.tests.steps import signed, started
from relais.people.actions import choose_language
from relais.privacy.models import Disclosure, ReadPerson
from relais.web.challenges.tests.test_challenges import read
from relais.web.tests.steps import sign_in
from tests.persons import World

HOWTO = Path(__file__).parents[4] / "docs" / "howto" / "check-a-draw.md"
PRIZES = (
    WantedPrize("=1+1", "Du vin", position=1, value=3_000),
    WantedPrize("A bicycle", "Un vélo", value=90_000),
    WantedPrize("A dinner", "Un dîner", threshold=10, for_team=True),
)


def played(world: World) -> Challenge:
    """Let Remy and Tina win fourteen points each, and more; the last day is past."""
    rules = Rules(sides=Side.BOTH, tickets=Tickets.POINTS, draw_from=10)
    one = started(world, joined=("remy", "olga", "tina"), rules=rules, prizes=PRIZES)
    signed(world)
    world.later(days=25)
    return one


def test_it_is_drawn_once_by_its_director(world: World) -> None:
    one = played(world)
    page = f"/challenges/{one.id}/"
    dora, remy = sign_in(world, "dora"), sign_in(world, "remy")
    assert "is to come" in read(remy, f"{page}draw/")
    assert dora.get(f"{page}draw.json").status_code == 404
    assert dora.post(f"{page}draw/do/").status_code == 409
    end_challenge(one.id, by=world.by("dora"), at=world.at)
    assert remy.post(f"{page}draw/do/").status_code == 404
    assert dora.post(f"{page}draw/do/").status_code == 302
    assert dora.post(f"{page}draw/do/").status_code == 409
    told = read(remy, f"{page}draw/")
    assert "Your 14 tickets, for you alone" in told
    assert ("you have won" in told) is (Drawn.objects.get().person_id == world.id("remy"))
    assert "for you alone" not in read(sign_in(world, "maya"), f"{page}draw/")


def run(folder: Path, lines: str, file: str) -> subprocess.CompletedProcess[str]:
    (folder / "check.py").write_text(lines)
    (folder / "draw.json").write_text(file)
    command = [sys.executable, "check.py", "draw.json"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_whoever_runs_the_lines_of_the_page_draws_the_same(world: World, tmp_path: Path) -> None:
    one = played(world)
    page = f"/challenges/{one.id}/"
    remy = sign_in(world, "remy")
    rules = read(remy, f"{page}rules/")
    assert "From 10 points on, each point is a ticket." in rules
    noted = search("to be noted: ([0-9a-f]{64})", rules)
    end_challenge(one.id, by=world.by("dora"), at=world.at)
    draw_prizes(one.id, by=world.by("dora"), at=world.at)
    shown = search(r"(?s)<pre[^>]*><code>(.*?)</code></pre>", read(remy, f"{page}draw/"))
    assert shown
    lines = unescape(shown[1])
    assert lines in HOWTO.read_text()
    told = json.loads(remy.get(f"{page}draw.json").content)
    assert noted
    assert told["commitment"] == noted[1]
    ran = run(tmp_path, lines, json.dumps(told))
    assert ran.stdout == f"A bicycle (€900) {Drawn.objects.get().ticket}\n"
    assert "AssertionError" in run(tmp_path, lines, json.dumps(told | {"seed": "0" * 64})).stderr


def test_prizes_go_to_payroll_and_that_they_did_is_written_down(world: World) -> None:
    one = played(world)
    page = f"/challenges/{one.id}/"
    dora = sign_in(world, "dora")
    assert dora.get(f"{page}prizes.csv").status_code == 404
    end_challenge(one.id, by=world.by("dora"), at=world.at)
    dora.post(f"{page}draw/do/")
    one.refresh_from_db()
    for who in ("remy", "maya", "ada"):
        assert sign_in(world, who).get(f"{page}prizes.csv").status_code == 404
    assert not ReadPerson.objects.exists()
    rows = [line.split(",") for line in
            dora.get(f"{page}prizes.csv").content.decode("utf-8-sig").splitlines()]  # fmt: skip
    told = {(row[1], row[2], row[3], row[4], row[5]) for row in rows[1:]}
    remy, center = str(world.person("remy")), str(world.center)
    winner = Drawn.objects.get().person_id == world.id("remy")
    assert told == {
        (remy, "Nord", "'=1+1", "3000", "EUR"),
        ("", center, "'=1+1", "3000", "EUR"),
        (remy if winner else "", "Nord" if winner else center, "A bicycle", "90000", "EUR"),
        ("", "Nord", "A dinner", "0", "EUR"),
        ("", center, "A dinner", "0", "EUR"),
    }
    assert {row[6] for row in rows[1:] if row[3] != "A bicycle"} == {f"{one.ended_at:%Y-%m-%d}"}
    assert [read.person_id for read in ReadPerson.objects.all()] == [world.id("remy")]
    assert Disclosure.objects.filter(what="prizes").count() == 2
    book = ZipFile(BytesIO(dora.get(f"{page}prizes.xlsx").content))
    assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    assert dora.get(f"{page}prizes.pdf").status_code == 404


def test_who_left_has_no_prize(world: World) -> None:
    one = started(world, joined=("remy",), prizes=PRIZES[:1], rules=Rules())
    signed(world)
    withdraw_from_challenge(one.id, by=world.by("remy"), at=world.at)
    end_challenge(one.id, by=world.by("dora"), at=world.later(days=25))
    file = sign_in(world, "dora").get(f"/challenges/{one.id}/prizes.csv").content.decode()
    assert len(file.splitlines()) == 1


def test_what_the_prizes_cost_is_put_into_the_return_from_its_page(world: World) -> None:
    one = played(world)
    page = f"/challenges/{one.id}/"
    end_challenge(one.id, by=world.by("dora"), at=world.at)
    dora = sign_in(world, "dora")
    assert "Put the prizes into the return" in read(dora, page)
    assert "Put the prizes into the return" not in read(sign_in(world, "maya"), page)
    told = {"campaign_id": f"{world.campaign.id}"}
    assert sign_in(world, "maya").post(f"{page}charge/", **told).status_code == 404
    assert dora.post(f"{page}charge/").status_code == 400
    assert dora.post(f"{page}charge/", **told).status_code == 409  # the draw comes first
    dora.post(f"{page}draw/do/")
    assert dora.post(f"{page}charge/", **told).status_code == 302
    assert dora.post(f"{page}charge/", **told).status_code == 409
    for there in (page, f"{page}effect/"):
        assert "In the return: €960, a cost of" in read(dora, there)
    choose_language(world.id("dora"), language="fr", by=world.system)
    assert "Dans le retour" in read(dora, page)
