"""Own prospecting on pages: two taps, at once taken back; the team's; targets; a file."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from relais.people.actions import complete_privacy_checklist
from relais.privacy.models import Disclosure, ReadPerson
from relais.prospecting.actions import log_own
from relais.prospecting.models import OwnProspecting, ProspectingTarget
from relais.prospecting.rules.own import OwnKind
from relais.web.tests.steps import Browser, queries_of, sign_in
from tests.persons import SINCE, World

LOG, UNDO, TARGET = "/prospecting/own/log/", "/prospecting/own/undo/", "/prospecting/target/"


def body(browser: Browser, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    page: str = answer.content.decode()
    return page


def test_a_rep_logs_at_his_desk_and_takes_it_back_there(world: World) -> None:
    remy = sign_in(world, "remy")
    assert "0 deeds of my own this week" in body(remy, "/")
    answer = remy.post(LOG, kind="call", done_on="", next="/")
    assert answer["Location"] == "/"
    line = OwnProspecting.objects.get()
    assert (line.kind, line.count, line.done_on) == ("call", 1, world.at.date())
    desk = body(remy, "/")
    assert "1 deed of my own this week" in desk
    assert f'name="line_id" value="{line.id}"' in desk
    assert remy.post(UNDO, line_id=line.id, next="/")["Location"] == "/"
    assert "0 deeds of my own this week" in body(remy, "/")
    assert remy.post(UNDO, line_id=line.id).status_code == 409


def test_under_a_key_a_form_that_comes_again_is_done_once(world: World) -> None:
    remy = sign_in(world, "remy")
    for _ in "12":
        assert remy.post(LOG, kind="visit", done_on="2026-03-09", once="k1").status_code == 302
    assert OwnProspecting.objects.get().done_on == date(2026, 3, 9)


def test_several_on_another_day_and_what_is_wrong_comes_back(world: World) -> None:
    remy = sign_in(world, "remy")
    assert remy.post(LOG, kind="call", count="12", done_on="2026-03-09").status_code == 302
    refused = remy.post(LOG, kind="call", done_on="2026-03-11")
    assert refused.status_code == 409
    assert "still to come" in refused.content.decode()
    assert remy.post(LOG, kind="lunch").status_code == 400
    page = body(remy, "/prospecting/own/")
    assert "12 prospecting deeds, 0 leads received this week" in page


def test_a_day_asks_as_many_queries_whatever_was_logged(world: World) -> None:
    remy = sign_in(world, "remy")
    few = [queries_of(lambda path=path: remy.get(path)) for path in ("/", "/prospecting/own/")]  # type: ignore[misc]
    for _ in range(4):
        log_own(OwnKind.CALL, by=world.by("remy"), at=world.at)
    more = [queries_of(lambda path=path: remy.get(path)) for path in ("/", "/prospecting/own/")]  # type: ignore[misc]
    assert more == few


def test_a_manager_reads_names_after_the_checklist_and_the_reading_is_kept(world: World) -> None:
    maya = sign_in(world, "maya")
    log_own(OwnKind.CALL, count=3, by=world.by("remy"), at=world.at)
    before = body(maya, "/prospecting/team/")
    assert "Remy" not in before
    assert "Fewer than five reps" in before
    assert not Disclosure.objects.exists()
    complete_privacy_checklist(
        works_council_on=SINCE, notice="v1", impact_assessment="r1", by=world.system, at=world.at
    )
    assert "3 of their own, 0 received" in body(maya, "/prospecting/team/")
    assert Disclosure.objects.get().what == "own_prospecting"
    read = set(ReadPerson.objects.values_list("person_id", flat=True))
    assert read == {world.id("remy"), world.id("olga")}
    assert "Remy" not in body(sign_in(world, "dora"), "/prospecting/team/")


def test_a_director_sets_what_is_wished_and_reps_read_it(world: World) -> None:
    dora = sign_in(world, "dora")
    told = {"unit_id": world.root.id, "per_week": "10", "since": "2026-03-10"}
    assert dora.post(TARGET, **told)["Location"] == "/prospecting/team/"
    assert ProspectingTarget.objects.get().since == date(2026, 3, 9)
    assert "10 wished" in body(sign_in(world, "remy"), "/")
    assert dora.post(TARGET, **(told | {"since": "2026-03-02"})).status_code == 409
    assert dora.post(TARGET, **(told | {"per_week": "0"})).status_code == 400
    assert sign_in(world, "maya").post(TARGET, **told).status_code == 404


@pytest.mark.parametrize(
    ("path", "let_in"),
    [
        ("/prospecting/own/", {"remy"}),
        ("/prospecting/team/", {"maya", "dora"}),
        ("/prospecting/bring/", {"remy", "maya", "dora", "ada"}),
    ],
)
def test_others_do_not_find_the_pages(world: World, path: str, let_in: set[str]) -> None:
    names = ("remy", "maya", "dora", "ada", "tina", "victor", "sam", "paul")
    assert {name for name in names if sign_in(world, name).get(path).status_code == 200} == let_in
    for name in {*names} - {"remy"}:
        assert sign_in(world, name).post(LOG, kind="call").status_code == 404
        assert sign_in(world, name).post(UNDO, line_id=world.id("remy")).status_code == 404


def test_a_file_is_shown_then_brought_in(world: World) -> None:
    remy = sign_in(world, "remy")
    file = SimpleUploadedFile("t.csv", b"Jour;Type;Nombre\n09/03/2026;appels;8\n\n9;x;\n")
    shown = remy.post("/prospecting/bring/preview/", file=file).content.decode()
    assert "Of 2 rows, 1 stands" in shown
    assert "is not a day" in shown
    for _ in "12":
        done = remy.post("/prospecting/bring/do/", rows="09/03/2026,appels,8,,\r\n")
        assert done["Location"] == "/prospecting/"
    assert OwnProspecting.objects.get().count == 8
    assert remy.get("/prospecting/")["Location"] == "/prospecting/own/"
