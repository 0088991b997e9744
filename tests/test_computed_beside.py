"""What is too large for a page: asked for once, computed in the worker, told as if at once."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from relais.api.tests.programs import Program
from relais.cli import clock
from relais.cli.worker import computing
from relais.diagnosis.actions import asking, compute_next, compute_waiting, want
from relais.diagnosis.actions.compute import PATIENCE, waiting_for_worker
from relais.diagnosis.models import Computation
from relais.diagnosis.queries import team as few
from relais.diagnosis.queries.kept import Asked
from relais.lib.errors import NotVisible
from relais.notifications.actions import Ticked, tick
from relais.people.rules.access import Access
from relais.web.reports.tests.conftest import polarised
from relais.web.reports.tests.test_diagnosis import complete
from relais.web.tests.steps import Browser, sign_in
from tests.persons import World

__all__ = ["polarised"]

PAGE = "/reports/diagnosis/"
ALL: dict[str, Any] = {"unit_id": None, "campaign_id": None, "start": None, "end": None}


@pytest.fixture
def large(polarised: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Give a world whose forty-six appointments are many."""
    monkeypatch.setattr(few, "MANY", 10)
    return polarised


def access_of(world: World, name: str) -> Access:
    access = world.by(name).access
    assert access
    return access


def page_of(browser: Browser, path: str = PAGE) -> str:
    return str(browser.get(path).content.decode())


def test_a_page_asks_shows_how_far_it_is_and_tells_it_when_it_is_done(large: World) -> None:
    complete(large)
    dora = sign_in(large, "dora")
    page = page_of(dora)
    assert "These figures are being computed" in page
    assert "more than 20,000 appointments" in page
    assert 'hx-trigger="every 2s"' in page
    Computation.objects.update(counted={"due": 46, "honoured": 28, "reps": 8}, step=1, steps=2)
    assert "28 of 46 appointments due were honoured, by 8 reps" in page_of(dora)
    assert Computation.objects.count() == 1

    assert compute_next(large.at) == 1
    assert compute_next(large.at) == 0
    page = page_of(dora)
    assert "Appointments not honoured: concentrated" in page
    assert "3 of the 8 reps" in page
    assert "Remy" not in page  # under a pseudonym, as ever


@pytest.mark.once  # of SQLite: PostgreSQL looks by itself
def test_sqlite_looks_at_its_tables_before_the_worker_adds_them_up(large: World) -> None:
    page_of(sign_in(large, "maya"))
    compute_next(large.at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT tbl FROM sqlite_stat1 WHERE idx = 'appointment_of_lead'")
        assert cursor.fetchone() == ("appointments_appointment",)


def test_what_was_kept_says_the_same_as_what_is_computed_at_once(large: World) -> None:
    complete(large)
    for name in ("dora", "maya"):
        access = access_of(large, name)
        assert isinstance(asking.ask_diagnosis(access, **ALL, at=large.at), Computation)
        compute_next(large.at)
        kept = asking.ask_diagnosis(access, **ALL, at=large.at)
        now = few.diagnosis_for(access, **ALL, at=large.at)
        assert kept is not None
        assert now is not None
        assert not isinstance(kept, Computation)
        sure = [one.concentrated for one in now.findings]
        assert [one.concentrated for one in kept.findings] == pytest.approx(sure, abs=1e-6)
        rounded = [
            replace(one, concentrated=None, estimate=round(one.estimate, 6))
            for found in (kept, now)
            for one in found.findings
        ]
        assert rounded[: len(rounded) // 2] == rounded[len(rounded) // 2 :]
        assert replace(kept, findings=()) == replace(now, findings=())


def test_what_goes_with_it_and_what_it_proposes_are_computed_beside_as_well(large: World) -> None:
    maya = sign_in(large, "maya")
    for place, words in (("goes-with/", "Their manager did something"), ("acts/", "2 acts")):
        assert "being computed" in page_of(maya, PAGE + place)
        assert compute_next(large.at) == 1
        assert words in page_of(maya, PAGE + place)
    kept = str(list(Computation.objects.values_list("result", flat=True)))
    assert not any(large.id(name).hex in kept for name in ("remy", "olga", "rita"))
    assert maya.post(f"{PAGE}acts/propose/").status_code == 302
    assert "The figures propose nothing new" not in page_of(maya, PAGE + "acts/")
    assert "2 proposed acts to agree" in page_of(maya, PAGE + "acts/")


def test_each_scope_is_asked_for_once_a_day_and_thrown_away_after_it(large: World) -> None:
    maya, dora = access_of(large, "maya"), access_of(large, "dora")
    scope = few.scope_of(maya, None, None, None, None)
    same = [want("verdict", scope, access=maya, at=large.at).id for _ in "12"]
    assert same[0] == same[1]
    north = few.scope_of(dora, large.north.id, None, None, None)
    assert want("verdict", north, access=dora, at=large.at).id not in same
    with pytest.raises(NotVisible):
        few.scope_of(maya, large.south.id, None, None, None)
    assert tick(large.at).failed == 0
    assert not Computation.objects.exclude(done_at=None).exists()  # a round waits for none of it
    assert compute_waiting(large.at) == 2
    assert compute_waiting(large.at) == 0
    tick(large.at + timedelta(days=1))
    assert not Computation.objects.exists()


def test_a_round_from_the_command_line_computes_once_all_the_rest_is_done(
    large: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    maya = access_of(large, "maya")
    scope = few.scope_of(maya, None, None, None, None)
    row = want("verdict", scope, access=maya, at=large.at)
    monkeypatch.setattr("relais.cli.clock.timezone.now", lambda: large.at)
    before = []

    def tick_first(at: datetime) -> Ticked:
        before.append(tick(at))
        row.refresh_from_db()
        assert row.done_at is None
        return before[0]

    monkeypatch.setattr(clock, "tick_now", tick_first)
    clock.tick()
    row.refresh_from_db()
    assert row.done_at == large.at
    assert before[0].figures == 1


def test_who_leads_nobody_asks_for_nothing_and_few_reps_stay_hidden(large: World) -> None:
    remy = sign_in(large, "remy")
    assert remy.get(f"{PAGE}goes-with/").status_code == 404
    assert not Computation.objects.exists()
    maya = access_of(large, "maya")
    row = want("verdict", few.scope_of(maya, None, None, None, None), access=maya, at=large.at)
    compute_next(large.at)
    row.refresh_from_db()
    row.result["team"] = row.result["team"][:4]
    row.save()
    assert "Too few reps to be shown" in page_of(sign_in(large, "maya"))


def test_what_another_worker_computes_is_left_until_its_patience_ends(large: World) -> None:
    maya = access_of(large, "maya")
    want("verdict", Asked(("",)), access=maya, at=large.at)
    Computation.objects.update(claimed_until=large.at + PATIENCE)
    assert compute_next(large.at) == 0
    assert not waiting_for_worker(large.at)
    assert compute_next(large.at + PATIENCE + timedelta(seconds=1)) == 1


def test_what_fails_is_told_and_does_not_stop_the_next(large: World) -> None:
    maya = access_of(large, "maya")
    scope = few.scope_of(maya, None, None, None, None)
    want("verdict", scope, access=maya, at=large.at)
    Computation.objects.update(asked={})  # as no version of ours writes it
    assert compute_next(large.at) == 1
    row = Computation.objects.get()
    assert (row.error, row.done_at) == ("KeyError", None)
    assert compute_next(large.at) == 0
    assert "could not be computed" in page_of(sign_in(large, "maya"))


def test_the_worker_begins_a_thread_only_when_something_waits(large: World) -> None:
    assert computing(None) is None


def test_programs_are_told_to_come_again(large: World) -> None:
    program, where = Program(large), "/reports/diagnosis"
    answer = program.get("dora", where)
    assert answer.status_code == 202
    assert answer.json()["kind"] == "verdict"
    assert program.get("dora", f"{where}/acts").json()["computing"]["kind"] == "proposals"
    assert program.get("dora", f"{where}/associations").status_code == 202
    while compute_next(large.at):
        pass
    told = program.get("dora", where).json()
    assert (told["verdict"], told["due"], told["reps"]) == ("polarised", 46, 8)
    assert told["shown"] == []
    assert "factor" in program.get("dora", f"{where}/associations").json()["associations"][0]


def test_programs_read_figures_of_persons_behind_the_checklist(polarised: World) -> None:
    program, where = Program(polarised), "/reports/diagnosis"
    assert program.get("maya", where).json()["shown"] == []
    complete(polarised)
    assert {one["rep"] for one in program.get("maya", where).json()["shown"]} >= {"Remy", "Olga"}
    assert "Remy" not in str(program.get("dora", where).json()["shown"])
    for who in ("remy", "tina", "sam", "ada"):
        assert program.get(who, where).status_code == 404
        assert program.get(who, f"{where}/associations").status_code == 404
    query = {"unit_id": str(polarised.north.id)}
    assert program.get("milo", where, **query).status_code == 404
