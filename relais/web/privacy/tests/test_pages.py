"""The privacy officer's pages: titles that answer, clocks, empty states, steady queries."""

import json
from datetime import date, timedelta

import pytest

from relais.challenge.tests.test_draw import ended
from relais.erasure.tests.conftest import Asker, asker
from relais.erasure.tests.test_erase import call
from relais.people.actions import choose_language, complete_privacy_checklist
from relais.privacy.models import Certificate, Disclosure, PrivacyRequest
from relais.privacy.rules import RequestKind
from relais.web.tests.steps import at, queries_of, sign_in
from tests.persons import World

__all__ = ["asker"]

PAGES = ("", "find/?q=Petit", "new/", "retention/", "certificates/", "exports/", "mandates/")


def read(world: World, path: str, who: str = "paul") -> str:
    answer = sign_in(world, who).get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def title(page: str) -> str:
    return page.split("<h1>")[1].split("</h1>")[0]


def test_an_empty_desk_says_what_will_fill_it(world: World) -> None:
    page = read(world, "/")
    assert title(page) == "No request waits for an answer"
    for words in (
        "is recorded under “Requests”",
        'hx-get="/privacy/retention/"',
        "The checklist is not complete",
        "Each erasure leaves a certificate here",
        "lacks: written instructions, sub-processors, countries of processing",
    ):
        assert words in page


def test_the_title_tells_how_many_wait_and_until_when(asker: Asker) -> None:
    asker.ask(RequestKind.ACCESS)
    assert title(read(asker.world, "/")) == "1 request to answer by 10 April"
    asker.ask(RequestKind.ERASURE, received_on=date(2026, 2, 12))
    page = read(asker.world, "/")
    assert title(page) == "2 requests to answer, the nearest by 12 March"
    assert "0 overdue, 1 due within a week" in page
    asker.world.later(days=5)
    page = read(asker.world, "/")
    assert title(page) == "2 requests to answer, the oldest overdue since 12 March"
    assert "1 overdue, 0 due within a week" in page


def test_the_desk_tells_of_the_checklist(world: World) -> None:
    complete_privacy_checklist(
        works_council_on=date(2026, 2, 1),
        notice="v1",
        impact_assessment="A1",
        by=world.by("ada"),
        at=world.at,
    )
    assert "notice “v1”, impact assessment “A1”" in read(world, "/")


def test_the_desk_asks_as_many_queries_however_many_wait(asker: Asker) -> None:
    asker.ask(RequestKind.ACCESS)
    browser = sign_in(asker.world, "paul")
    browser.get("/")
    few = queries_of(lambda: browser.get("/"))
    for number in range(5):
        asker.ask(RequestKind.ACCESS, who=f"Anne {number}")
    assert queries_of(lambda: browser.get("/")) == few


def test_a_request_asks_as_many_queries_however_much_is_held(asker: Asker) -> None:
    browser, request = sign_in(asker.world, "paul"), asker.ask(RequestKind.ACCESS)
    address = f"/privacy/requests/{request.id}/"
    few = queries_of(lambda: browser.get(address))
    for _ in range(3):
        browser.post(f"/privacy/requests/{request.id}/is/{asker.world.contact()}/")
    assert queries_of(lambda: browser.get(address)) == few


@pytest.mark.parametrize("place", PAGES)
def test_a_page_is_the_officer_s_alone(asker: Asker, place: str) -> None:
    assert read(asker.world, f"/privacy/{place}")
    for name in ("ada", "dora", "maya", "sam", "tina", "remy", "victor"):
        assert sign_in(asker.world, name).get(f"/privacy/{place}").status_code == 404


def test_whoever_is_found_is_recorded_with_what_is_held(asker: Asker) -> None:
    browser = sign_in(asker.world, "paul")
    found = browser.get("/privacy/find/", q="03 20 12 34 56").content.decode()
    assert title(found) == "1 person found: 03 20 12 34 56"
    assert f'value="{asker.contact.id}"' in found
    form = browser.get("/privacy/new/", contact=str(asker.contact.id)).content.decode()
    assert 'value="anne@petit.example"' in form
    sent = {
        "kind": "access", "who": "Anne Petit", "channel": "mail", "received_on": "2026-03-10",
        "contact_ids": [str(asker.contact.id)],
    }  # fmt: skip
    answer = browser.post("/privacy/add/", **sent)
    request = PrivacyRequest.objects.get()
    assert answer["Location"] == f"/privacy/requests/{request.id}/"
    assert "Anne Petit" in title(browser.get(answer["Location"]).content.decode())
    assert browser.post("/privacy/add/", **sent).status_code == 409
    again = browser.post("/privacy/add/", **sent | {"received_on": ""})
    assert again.status_code == 400
    assert 'value="Anne Petit"' in again.content.decode()


def test_a_worker_is_found_and_his_request_recorded(asker: Asker) -> None:
    browser = sign_in(asker.world, "paul")
    for typed in ("Tina", "tina@example.com"):
        assert "Working here" in browser.get("/privacy/find/", q=typed).content.decode()
    tina = str(asker.world.id("tina"))
    assert f'value="{tina}"' in browser.get("/privacy/new/", person=tina).content.decode()
    browser.post(
        "/privacy/add/", kind="access", who="Tina", channel="in_person", received_on="2026-03-10",
        person_id=tina,
    )  # fmt: skip
    request = PrivacyRequest.objects.get()
    file = browser.post(f"/privacy/requests/{request.id}/file/")
    assert json.loads(file.content)["held"]["people"]["person"][0]["last_name"] == "Tina"


@pytest.mark.parametrize("kind", list(RequestKind))
def test_each_kind_of_request_has_its_own_act(asker: Asker, kind: RequestKind) -> None:
    request = asker.ask(kind)
    page = read(asker.world, f"/privacy/requests/{request.id}/")
    acts = {
        RequestKind.ACCESS: "Make the file, to be read",
        RequestKind.OBJECTION: "Contact this person no more",
        RequestKind.ERASURE: "Erase this person for good",
        RequestKind.RECTIFICATION: "Correct it",
    }
    assert [act for act in acts.values() if act in page] == [acts[kind]]
    assert "Hand-over sheets" in page


def test_the_file_can_be_read(asker: Asker) -> None:
    browser, request = sign_in(asker.world, "paul"), asker.ask(RequestKind.ACCESS)
    answer = browser.post(f"/privacy/requests/{request.id}/file/", form="html")
    assert "attachment" in answer["Content-Disposition"]
    assert "Deux presses pour Anne" in answer.content.decode()
    assert "Made the file of a person who asked" in read(asker.world, "/privacy/exports/")


def test_an_erasure_leads_to_its_certificate(asker: Asker) -> None:
    browser, request = sign_in(asker.world, "paul"), asker.ask(RequestKind.ERASURE)
    answer = browser.post(f"/privacy/requests/{request.id}/erase/", sure="on")
    assert answer["Location"] == f"/privacy/certificates/{Certificate.objects.get().id}/"
    page = browser.get(answer["Location"]).content.decode()
    assert "Leads withdrawn" in page
    assert "Petit" not in page
    closed = browser.get(f"/privacy/requests/{request.id}/").content.decode()
    assert "Somebody who was erased" in closed
    assert "Petit" not in closed
    held = browser.get(f"/privacy/held/{asker.contact.id}/").content.decode()
    assert "Somebody who was erased" in title(held)


def test_nobody_is_erased_by_one_click(asker: Asker) -> None:
    browser, request = sign_in(asker.world, "paul"), asker.ask(RequestKind.ERASURE)
    answer = browser.post(f"/privacy/requests/{request.id}/erase/")
    assert answer.status_code == 400
    assert "Say that you have read this" in answer.content.decode()
    assert not Certificate.objects.exists()
    asker.contact.refresh_from_db()
    assert asker.contact.erased_at is None


def test_promises_to_call_back_are_counted_alike_before_and_after(asker: Asker) -> None:
    call(asker)
    browser, request = sign_in(asker.world, "paul"), asker.ask(RequestKind.ERASURE)
    before = browser.get(f"/privacy/requests/{request.id}/").content.decode()
    assert "<dt>Promises to call back, still to keep</dt><dd>1</dd>" in before
    browser.post(f"/privacy/requests/{request.id}/erase/", sure="on")
    assert Certificate.objects.get().counts["callbacks_ended"] == 1
    after = browser.get(f"/privacy/requests/{request.id}/").content.decode()
    assert "still to keep" not in after


def test_a_lead_of_who_was_erased_can_still_be_read(asker: Asker) -> None:
    sign_in(asker.world, "paul").post(
        f"/privacy/requests/{asker.ask(RequestKind.ERASURE).id}/erase/", sure="on"
    )
    page = read(asker.world, f"/leads/{asker.lead.id}/", "tina")
    assert "Tissages du Nord" in page
    assert "Withdrawn" in page
    assert "Anne" not in page


def test_a_reason_is_asked_for_and_what_was_typed_comes_back(asker: Asker) -> None:
    browser, request = sign_in(asker.world, "paul"), asker.ask(RequestKind.RECTIFICATION)
    assert browser.post(f"/privacy/requests/{request.id}/refuse/", words="").status_code == 400
    sent = {"contact_id": str(asker.contact.id), "last_name": "", "first_name": "Zoé"}
    answer = browser.post(f"/privacy/requests/{request.id}/correct/", **sent)
    assert answer.status_code == 400
    assert 'value="Zoé"' in answer.content.decode()


def test_retention_is_shown_by_campaign_and_year_before_anything_goes(world: World) -> None:
    now, world.at = world.at, world.at.replace(year=2020)
    world.contact()
    world.at = now
    page = read(world, "/privacy/retention/")
    assert title(page) == '<span id="due">1 contact to erase</span>'
    assert "In no campaign" in page
    assert ">2020<" in page
    assert "12 months" in page


def test_what_a_challenge_told_of_persons_is_erased_after_a_year(world: World) -> None:
    one = ended(world)
    one.refresh_from_db()
    assert one.ended_at is not None
    world.at = one.ended_at + timedelta(days=366)
    with at(world.at):  # a session of that year
        paul, dora = sign_in(world, "paul"), sign_in(world, "dora")
    page = paul.get("/privacy/retention/").content.decode()
    assert title(page) == '<span id="due">1 challenge to forget in detail</span>'
    assert "what their teams won stays" in page
    certificate = paul.get(paul.post("/privacy/retention/run/")["Location"])
    assert "Challenges: what single persons won" in certificate.content.decode()
    assert "Nobody is held too long" in title(paul.get("/privacy/retention/").content.decode())
    told = dora.get(f"/challenges/{one.id}/").content.decode()
    assert "what it told of single persons was erased" in told


def test_everybody_takes_his_file_from_his_settings(world: World) -> None:
    for name in ("tina", "remy", "maya", "ada"):
        assert "/privacy/mine/" in read(world, "/me/", name)
        told = sign_in(world, name).post("/privacy/mine/")
        assert told["Cache-Control"] == "no-store"
        assert told.json()["held"]["people"]["roles"]
    assert Disclosure.objects.count() == 4
    assert title(read(world, "/privacy/exports/")) == "4 exports and reads"


def test_who_reads_figures_of_single_persons_is_written_down_once_a_day(world: World) -> None:
    complete_privacy_checklist(
        works_council_on=date(2026, 2, 1),
        notice="v1",
        impact_assessment="A1",
        by=world.by("ada"),
        at=world.at,
    )
    for _ in range(2):
        read(world, "/reports/funnel/?by=rep", "maya")
    read(world, "/reports/funnel/?by=month", "dora")
    kept = Disclosure.objects.get()
    assert (kept.kind, kept.what, kept.person_id) == (
        "individual_figures", "funnel", world.id("maya"),
    )  # fmt: skip
    assert "· The report" in read(world, "/privacy/exports/")
    world.later(days=1)
    read(world, "/reports/funnel/?by=rep", "maya")
    assert Disclosure.objects.count() == 2


def test_no_file_is_given_without_being_written_down(asker: Asker) -> None:
    request = asker.ask(RequestKind.ACCESS)
    for who, path in (("tina", "mine/"), ("paul", f"requests/{request.id}/file/")):
        answer = sign_in(asker.world, who).post(f"/privacy/{path}", once="a-key-of-a-phone")
        assert answer.status_code == 404
    assert not Disclosure.objects.exists()


def test_what_is_held_of_somebody_is_counted_in_both_languages(asker: Asker) -> None:
    browser = sign_in(asker.world, "paul")
    address = f"/privacy/held/{asker.contact.id}/"
    assert title(browser.get(address).content.decode()) == "Anne Petit: 5 things held"
    choose_language(asker.world.id("paul"), language="fr", by=asker.world.system)
    page = browser.get(address).content.decode()
    assert title(page) == "Anne Petit\u00a0: 5 éléments détenus"
    answer = browser.post(f"{address}hold/", words="Procès")
    assert answer["Location"] == address
    assert "Procès" in browser.get(address).content.decode()
