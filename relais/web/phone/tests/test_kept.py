"""A form under a key is done once; a phone's script is answered in words that it can read."""

from typing import Any

from django.test import Client

from relais.appointments.tests.steps import met
from relais.leads.events import State
from relais.leads.models import Lead, LeadEvent, Message
from relais.notifications.tests.steps import transmitted
from relais.web.tests.steps import at, sign_in
from tests.persons import World

KEPT = {"X-Relais-Kept": "yes"}


def send(world: World, who: str, path: str, **data: str) -> Any:
    """Send a form as a phone's script does."""
    browser = sign_in(world, who)
    with at(world.at):
        return browser._client.post(path, data, headers=KEPT)


def test_a_form_that_comes_again_is_done_once(world: World) -> None:
    lead = transmitted(world)
    path, browser = f"/leads/{lead.id}/take-up/", sign_in(world, "remy")
    answers = [browser.post(path, once="k1", kept_as="Take up") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert LeadEvent.objects.filter(lead_id=lead.id, kind="lead.taken_up").count() == 1
    assert browser.post(path, once="k2").status_code == 409


def test_a_key_is_of_one_form_and_of_one_person(world: World) -> None:
    lead = transmitted(world)
    path, browser = f"/leads/{lead.id}/message/", sign_in(world, "remy")
    assert browser.post(path, once="k1", text="Un").status_code == 302
    assert browser.post(path, once="k1", text="Deux").status_code == 409
    assert sign_in(world, "tina").post(path, once="k1", text="Trois").status_code == 302
    assert sorted(Message.objects.values_list("text", flat=True)) == ["Trois", "Un"]


def test_a_form_that_was_not_right_leaves_its_key_free(world: World) -> None:
    lead = transmitted(world)
    path, browser = f"/leads/{lead.id}/message/", sign_in(world, "remy")
    assert browser.post(path, once="k1", text="").status_code == 400
    assert browser.post(path, once="k1", text="Bien reçu").status_code == 302


def test_a_script_is_told_what_was_done_and_no_page_says_it_again(world: World) -> None:
    lead = transmitted(world)
    answers = [send(world, "remy", f"/leads/{lead.id}/take-up/", once="k1") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    said = answers[0].json()
    assert said == answers[1].json()
    assert said["to"] == f"/leads/{lead.id}/"
    assert said["words"]
    assert said["words"] not in sign_in(world, "remy").get("/").content.decode()
    assert Lead.objects.get(id=lead.id).state == State.TAKEN_UP


def test_a_script_is_told_why_not(world: World) -> None:
    lead = transmitted(world)
    path = f"/leads/{lead.id}/"
    assert send(world, "remy", f"{path}message/", once="k1", text="").json()["why"]
    early = send(world, "remy", f"{path}undo-take-up/", once="k2")
    assert (early.status_code, bool(early.json()["why"])) == (409, True)
    assert early.json()["todo"].startswith("Open it")
    hidden = send(world, "olga", f"{path}take-up/", once="k4")
    assert (hidden.status_code, bool(hidden.json()["why"])) == (404, True)
    assert "your manager" in hidden.json()["todo"]


def test_a_take_up_that_was_pressed_twice_is_done_once_and_refused_never(world: World) -> None:
    lead = transmitted(world)
    path = f"/leads/{lead.id}/take-up/"
    said = [send(world, "remy", path, once=key) for key in ("k1", "k2")]
    assert [answer.status_code for answer in said] == [200, 200]
    assert said[0].json()["words"] == said[1].json()["words"]
    assert LeadEvent.objects.filter(lead_id=lead.id, kind="lead.taken_up").count() == 1
    assert sign_in(world, "remy").post(path, once="k3").status_code == 409  # here he sees why
    assert send(world, "maya", path, once="k4").status_code == 409


def test_an_outcome_that_was_told_twice_is_told_once_and_another_is_refused(world: World) -> None:
    row = met(world)
    path = f"/appointments/{row.id}/report/"
    for key in ("k1", "k2"):
        assert send(world, "remy", path, once=key, outcome="held").status_code == 200
    told = LeadEvent.objects.filter(kind="appointment.outcome_reported")
    assert told.count() == 1
    assert send(world, "remy", path, once="k3", outcome="prospect_absent").status_code == 409
    assert send(world, "maya", path, once="k4", outcome="held").status_code == 409
    assert told.count() == 1


def test_who_is_not_signed_in_is_told_so(world: World) -> None:
    lead = transmitted(world)
    answer = Client().post(f"/leads/{lead.id}/take-up/", {"once": "k1"}, headers=KEPT)
    assert answer.status_code == 401
    assert Lead.objects.get(id=lead.id).state == State.TRANSMITTED


def test_a_phone_finds_what_it_installs(world: World) -> None:
    card = Client().get("/relais.webmanifest")
    assert card["Content-Type"] == "application/manifest+json"
    assert card.json()["start_url"] == "/"
    script = Client().get("/worker.js")
    assert script["Content-Type"].startswith("text/javascript")
    assert "no-cache" in script["Cache-Control"]
    assert b"addEventListener" in script.getvalue()


def test_only_the_desk_of_a_rep_holds_pages(world: World) -> None:
    lead = transmitted(world)
    desk = sign_in(world, "remy").get("/").content.decode()
    assert f'data-hold="/leads/{lead.id}/ /prospecting/own/"' in desk
    assert "data-who" in desk
    assert "data-who" not in sign_in(world, "tina").get("/").content.decode()
