"""Every read that the API describes is answered, whoever asks, of a house where much happened."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from relais.acts.actions import Wanted, propose_act
from relais.acts.rules import ActSource
from relais.api.snapshot import PATH
from relais.api.tests.programs import Program
from relais.coaching.tests.steps import allow
from relais.notifications.adapters import tell
from relais.notifications.rules.notice import Notice
from tests.browser.steps import busy
from tests.persons import World

PEOPLE = ("tina", "victor", "maya", "paul", "sam", "remy", "dora", "ada")
TOLD = {
    "start": "2026-03-01T00:00:00Z",
    "end": "2026-03-08T00:00:00Z",
    "month": "2026-03",
    "q": "durand",
    "number": "1",
    "case": "opened",
    "kind": "lose",
}
BASE = "/api/v1"

Read = Callable[[str, dict[str, str]], Any]


def test_every_read_is_answered_to_everybody(world: World, program: Program) -> None:
    busy(world)
    allow(world)
    notice_about_an_act(world, "maya")
    for name in PEOPLE:
        answered = dict(answers(reading_as(program, name)))
        assert not {path: code for path, code in answered.items() if code >= 500}, name
        assert len(answered) > 100, name


def test_a_notice_about_an_act_names_the_act_and_no_lead(world: World, program: Program) -> None:
    act_id = notice_about_an_act(world, "maya")
    [told] = program.get("maya", "/me/notifications").json()
    assert (told["lead_id"], told["act_id"]) == (None, act_id)


def reading_as(program: Program, name: str) -> Read:
    """Give what reads as a person."""
    return lambda path, query: program.get(name, path, **query)


def notice_about_an_act(world: World, name: str) -> str:
    """Let somebody be told how an act was measured."""
    wanted = Wanted("Appeler", world.north.id, source=ActSource.DIAGNOSIS)
    act = propose_act(wanted, by=world.by("maya"), at=world.at)
    notice = Notice(world.id(name), None, "act_measured", "measured", world.at, {}, act.id)
    tell([notice], organization_id=world.organization.id, at=world.at)
    return str(act.id)


def answers(read: Read) -> Iterator[tuple[str, int]]:
    """Read every list, then a record of each kind that is named in what was answered."""
    paths = json.loads(PATH.read_text("utf-8"))["paths"]
    reads = {path.removeprefix(BASE): told["get"] for path, told in paths.items() if "get" in told}
    known = defaultdict(lambda: "01900000-0000-7000-8000-000000000000", TOLD)
    for path in sorted(reads, key=lambda path: path.count("{")):
        asked = [one["name"] for one in reads[path].get("parameters", ()) if one.get("required")]
        query = {name: known[name] for name in asked if f"{{{name}}}" not in path}
        answer = read(path.format_map(known), query)
        yield path, answer.status_code
        if answer.status_code == 200 and "json" in answer["Content-Type"]:
            _learn(answer.json(), path, known)


def _learn(found: Any, path: str, known: dict[str, str]) -> None:
    """Keep ids by the names under which records are asked for."""
    if isinstance(found, list):
        for one in found:
            _learn(one, path, known)
    elif isinstance(found, dict):
        if "id" in found:
            known.setdefault(path.rsplit("/", 1)[-1].removesuffix("s") + "_id", str(found["id"]))
        for name, value in found.items():
            if name.endswith("_id") and value:
                known.setdefault(name, str(value))
            _learn(value, path, known)
