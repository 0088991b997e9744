"""Own prospecting by programs: as by its pages."""

from relais.api.tests.programs import Program
from tests.persons import World

BASE = "/own-prospecting"
CALL = {"kind": "call", "count": 2}


def test_a_program_logs_reads_and_takes_back(program: Program) -> None:
    made = program.post("remy", BASE, CALL)
    assert (made.status_code, made.json()["done_on"]) == (201, "2026-03-10")
    line_id = made.json()["id"]
    assert program.get("remy", f"{BASE}/weeks").json()[0]["own"] == 2
    assert program.seen_by("remy", BASE) == {line_id}
    assert program.seen_by("olga", BASE) == set()
    undo = f"{BASE}/{line_id}/undo"
    assert program.post("olga", undo).status_code == 404
    assert [program.post("remy", undo).status_code for _ in "12"] == [200, 409]
    assert program.seen_by("remy", BASE) == set()


def test_who_is_no_rep_finds_nothing_to_log(program: Program) -> None:
    for name in ("maya", "dora", "tina", "ada"):
        assert program.post(name, BASE, CALL).status_code == 404
        assert program.get(name, f"{BASE}/weeks").status_code == 404


def test_who_leads_reads_the_team(program: Program) -> None:
    found = program.get("maya", f"{BASE}/team").json()
    assert (found["count"], found["reps"], found["total"]) == (2, [], None)
    assert program.get("remy", f"{BASE}/team").status_code == 404


def test_a_director_sets_what_is_wished(world: World, program: Program) -> None:
    path, target = f"{BASE}/targets/{world.north.id}", {"since": "2026-03-10", "per_week": 10}
    assert program.send("put", "dora", path, target).json()["since"] == "2026-03-09"
    assert program.send("put", "maya", path, target).status_code == 404
    past = target | {"since": "2026-03-02"}
    assert program.send("put", "dora", path, past).json()["code"] == "target_of_the_past"
    assert [one["per_week"] for one in program.get("remy", f"{BASE}/targets").json()] == [10]
    assert program.get("sam", f"{BASE}/targets").status_code == 404


def test_rows_come_in_previewed_and_twice_change_nothing(program: Program) -> None:
    rows = {
        "rows": [{"day": "09/03/2026", "kind": "appels", "count": "8"}, {"day": "", "kind": ""}]
    }

    def told(what: str, name: str = "remy") -> list[str]:
        answer = program.post(name, f"{BASE}/{what}", rows)
        return [one["verdict"] for one in answer.json()["verdicts"]]

    assert told("preview") == told("preview") == ["created", "skipped"]
    assert (told("import"), told("import")) == (["created", "skipped"], ["matched", "skipped"])
    assert told("import", "dora") == ["skipped", "skipped"]
    assert program.post("tina", f"{BASE}/import", rows).status_code == 404
