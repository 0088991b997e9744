"""A session that ends in the midst of a form: nothing typed is lost, and no password is kept."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from relais.campaigns.rules.terms import ReasonKind
from relais.leads.models import Lead
from relais.leads.queries import thread_of
from relais.notifications.tests.steps import submitted, transmitted
from relais.people.actions import choose_language, give_login
from relais.people.models import Login
from relais.web.account.views import TRIES
from relais.web.tests.steps import at, sign_in
from tests.persons import World

PASSWORD = "un mot de passe à elle"
WORDS = "Le bail finit en juin ; « voir » <Mme Le Goff> & شركة 🖨️\nElle rappelle."

pytestmark = pytest.mark.once  # nothing here depends on the database
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@pytest.fixture
def lead(world: World) -> Lead:
    """Let Tina have a password, and a lead."""
    give_login(world.id("tina"), email="tina@example.com", password=PASSWORD, by=world.system)
    cache.clear()
    return world.open_lead()


def page_of(answer: Any) -> str:
    return str(answer.content.decode())


def hidden_in(page: str, *, action: str) -> list[tuple[str, str]]:
    """Give the hidden fields of the form of a page that goes somewhere, as a browser sends them."""
    [form] = re.findall(rf'<form[^>]*action="{re.escape(action)}".*?</form>', page, re.DOTALL)
    return [(unescape(name), unescape(value)) for name, value in HIDDEN.findall(form)]


def posted(client: Client, path: str, fields: list[tuple[str, str]], **more: str) -> Any:
    data: dict[str, list[str]] = {}
    for name, value in [*fields, *more.items()]:
        data.setdefault(name, []).append(value)
    return client.post(path, data)


def write_without_session(client: Client, lead: Lead) -> Any:
    data = {"text": WORDS, "old_password": PASSWORD, "csrfmiddlewaretoken": "x"}
    back = f"http://testserver/leads/{lead.id}/"
    return client.post(f"/leads/{lead.id}/message/", data, headers={"Referer": back})


def test_what_was_typed_is_sent_once_one_has_signed_in_again(world: World, lead: Lead) -> None:
    client = Client()
    with at(world.at):
        asked = write_without_session(client, lead)
        carried = hidden_in(page_of(asked), action="/sign-in/")
        shown = posted(client, "/sign-in/", carried, username="tina@example.com", password=PASSWORD)
        assert not thread_of(lead)
        again = hidden_in(page_of(shown), action=f"/leads/{lead.id}/message/")
        done = posted(client, f"/leads/{lead.id}/message/", again)

    assert (asked.status_code, shown.status_code, done.status_code) == (401, 200, 302)
    assert f'href="/leads/{lead.id}/"' in page_of(shown)
    assert [one.text.replace("\r\n", "\n") for one in thread_of(lead)] == [WORDS]


def test_no_password_is_kept_and_none_is_shown(world: World, lead: Lead) -> None:
    client = Client()
    with at(world.at):
        asked = write_without_session(client, lead)
        carried = hidden_in(page_of(asked), action="/sign-in/")
        shown = posted(client, "/sign-in/", carried, username="tina@example.com", password=PASSWORD)
        assert all(key.startswith("_auth_user") for key in dict(client.session))

    assert PASSWORD not in page_of(asked)
    assert PASSWORD not in page_of(shown)
    assert "Le Goff" in page_of(shown)


def test_a_wrong_password_loses_nothing(lead: Lead) -> None:
    client = Client()
    carried = hidden_in(page_of(write_without_session(client, lead)), action="/sign-in/")
    for failed, status in ((0, 200), (TRIES, 429)):
        cache.set("sign-in:127.0.0.1:tina@example.com", failed)
        answer = posted(client, "/sign-in/", carried, username="tina@example.com", password="no")
        assert answer.status_code == status
        assert dict(hidden_in(page_of(answer), action="/sign-in/"))["typed:text"] == WORDS
    cache.clear()


def test_a_file_has_to_be_chosen_again(world: World, lead: Lead) -> None:
    client = Client()
    sent = {"file": SimpleUploadedFile("units.csv", b"Unit\n")}
    carried = hidden_in(page_of(client.post("/people/units/bring/", sent)), action="/sign-in/")
    with at(world.at):
        shown = posted(client, "/sign-in/", carried, username="tina@example.com", password=PASSWORD)

    assert ("typed-files", "yes") in carried
    assert "choose" in page_of(shown) or "choisissez" in page_of(shown)


@pytest.mark.parametrize("to", ["https://elsewhere.example/", "//elsewhere.example/", "/nowhere/"])
def test_nothing_is_sent_to_what_is_no_page_of_ours(world: World, lead: Lead, to: str) -> None:
    fields = [("typed-to", to), ("typed:text", WORDS)]
    client = Client()
    answer = posted(client, "/sign-in/", fields, username="tina@example.com", password=PASSWORD)

    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize(("origin", "kept"), [("http://testserver", True), ("null", False)])
def test_a_form_that_is_too_old_gives_back_what_was_typed_here(
    lead: Lead, origin: str, kept: bool
) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(
        f"/leads/{lead.id}/message/", {"text": "Elle rappelle"}, headers={"Origin": origin}
    )

    assert answer.status_code == (401 if kept else 403)
    assert ("Elle rappelle" in page_of(answer)) is kept


def test_who_is_signed_in_sends_a_form_that_is_too_old_after_all(world: World, lead: Lead) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(Login.objects.get(email="tina@example.com"))
    path, headers = f"/leads/{lead.id}/message/", {"Origin": "http://testserver"}
    with at(world.at):
        shown = client.post(path, {"text": "Elle rappelle"}, headers=headers)
        assert (shown.status_code, len(thread_of(lead))) == (403, 0)
        assert f"Message · {lead.account.name}</h1>" in page_of(shown)
        again = hidden_in(page_of(shown), action=path)
        assert posted(client, path, again).status_code == 302
    assert [one.text for one in thread_of(lead)] == ["Elle rappelle"]


def test_a_sign_in_that_was_open_too_long_is_offered_anew(lead: Lead) -> None:
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    typed = {"username": "tina@example.com", "password": PASSWORD}
    shown = client.post("/sign-in/", typed, headers={"Origin": "http://testserver"})
    assert shown.status_code == 403
    assert "sign in once more" in page_of(shown)
    assert PASSWORD not in page_of(shown)
    fields = hidden_in(page_of(shown), action="/sign-in/")
    assert posted(client, "/sign-in/", fields, **typed).headers["Location"] == "/"


def test_what_waits_to_be_sent_says_which_deed_on_whom_and_what_was_chosen(world: World) -> None:
    lead = submitted(world)
    give_login(world.id("victor"), email="victor@example.com", password=PASSWORD, by=world.system)
    choose_language(world.id("victor"), language="en", by=world.system)
    reason_id = str(world.reason(ReasonKind.RETURN, "sheet_incomplete"))
    fields = [
        ("typed-to", f"/leads/review/{lead.id}/return/"),
        ("typed:reason_id", reason_id),
        ("typed:missing", "need"),
        ("typed:words", WORDS),
    ]
    with at(world.at):
        shown = posted(
            Client(), "/sign-in/", fields, username="victor@example.com", password=PASSWORD
        )
    page = unescape(page_of(shown))
    assert f"<h1>Not sent yet: Send back · {lead.account.name}</h1>" in page
    named = re.findall(r'<label class="form-label"[^>]*>(.*?)</label>', page)
    assert named == ["Reason", "What is missing", "In a few words"]
    assert reason_id not in page.split("</form>")[-1]
    assert 'value="Need"' in page


def test_a_company_that_one_may_not_see_is_not_named(world: World) -> None:
    lead = submitted(world)
    fields = [("typed-to", f"/leads/{lead.id}/take-up/")]
    choose_language(world.id("olga"), language="en", by=world.system)
    give_login(world.id("olga"), email="olga@example.com", password=PASSWORD, by=world.system)
    with at(world.at):
        shown = posted(
            Client(), "/sign-in/", fields, username="olga@example.com", password=PASSWORD
        )
    assert "<h1>Not sent yet: Take it up</h1>" in page_of(shown)
    assert lead.account.name not in page_of(shown)


def test_a_page_that_asks_by_itself_is_told_once_and_at_its_edge() -> None:
    asked = {"HX-Request": "true", "HX-Current-URL": "http://testserver/leads/review/?lead=1"}
    answer = Client(headers={"accept-language": "en"}).get("/news/", headers=asked)

    assert answer.status_code == 286
    assert (answer["HX-Retarget"], answer["HX-Reselect"]) == ("#toasts", "#ended")
    assert "You were signed out" in page_of(answer)
    assert "/sign-in/?next=/leads/review/%3Flead%3D1" in page_of(answer)


def test_who_goes_on_to_a_page_signs_in_first() -> None:
    for headers in ({}, {"HX-Request": "true", "HX-Boosted": "true"}):
        answer = Client().get("/leads/review/", headers=headers)
        assert answer.headers["Location"] == "/sign-in/?next=/leads/review/"


def test_a_form_that_is_asked_who_it_is_leaves_the_address_as_it_was(lead: Lead) -> None:
    assert write_without_session(Client(), lead).headers["HX-Push-Url"] == "false"


def test_a_refusal_shows_short_and_long_words_alike(world: World) -> None:
    sent = {"need": "Deux presses", "context": WORDS}
    answer = sign_in(world, "tina").post(f"/leads/{transmitted(world).id}/sheet/", **sent)

    assert answer.status_code == 409
    assert "Deux presses" in page_of(answer)
    assert "Le Goff" in page_of(answer)
