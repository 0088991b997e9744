"""Theme, keys, desk and language: chosen by plain forms, kept, told to the page."""

from typing import Any

import pytest
from django.test import Client

from relais.people.actions import give_role
from relais.people.models import Person
from relais.people.queries import Role
from relais.web.tests.steps import sign_in
from tests.persons import SINCE, World

SIGN_IN = "/sign-in/"


def both_desks(world: World) -> Any:
    """Let Remy telephone as well, and give his browser."""
    center_id = world.center.id
    give_role(
        world.id("remy"), Role.TELEMARKETER, since=SINCE, call_center_id=center_id, by=world.system
    )
    return sign_in(world, "remy")


@pytest.mark.parametrize(
    ("chosen", "theme", "scheme"),
    [("dark", "dark", "dark"), ("light", "light", "light"), ("auto", "auto", "light dark")],
)
def test_the_look_is_kept_before_one_has_signed_in(chosen: str, theme: str, scheme: str) -> None:
    client = Client()
    answer = client.post("/screen/", {"theme": chosen, "next": SIGN_IN})
    page = client.get(SIGN_IN).content.decode()

    assert answer.headers["Location"] == SIGN_IN
    assert f'data-bs-theme="{theme}"' in page
    assert f'<meta name="color-scheme" content="{scheme}">' in page


@pytest.mark.parametrize(("language", "words"), [("fr", "Se connecter"), ("en", "Sign in")])
def test_a_stranger_chooses_his_language(language: str, words: str) -> None:
    client = Client(headers={"accept-language": "de"})
    client.post("/screen/", {"language": language})

    assert words in client.get(SIGN_IN).content.decode()


def test_the_language_of_who_has_signed_in_is_his_everywhere(world: World) -> None:
    browser = sign_in(world, "tina")
    browser.post("/screen/", language="fr")

    assert Person.objects.get(id=world.id("tina")).language == "fr"
    assert '<html lang="fr"' in browser.get("/").content.decode()


@pytest.mark.parametrize(
    "told", [{}, {"theme": "pink"}, {"language": "tlh"}, {"desk": "king"}, {"keys": "perhaps"}]
)
def test_what_cannot_be_chosen_is_refused(told: dict[str, str]) -> None:
    answer = Client().post("/screen/", told)

    assert answer.status_code == 400
    assert not answer.cookies


def test_a_choice_leads_to_no_other_site() -> None:
    answer = Client().post("/screen/", {"theme": "dark", "next": "https://elsewhere.example/"})

    assert answer.headers["Location"] == "/"


def test_a_choice_is_made_by_a_form_alone() -> None:
    assert Client().get("/screen/").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/screen/", {"theme": "dark"}).status_code == 403


def test_who_holds_two_roles_switches_desk(world: World) -> None:
    browser = both_desks(world)
    first = browser.get("/").content.decode()
    browser.post("/screen/", desk="rep")
    second = browser.get("/").content.decode()

    assert "/calls/" in first
    assert "My points" not in first
    assert "/calls/" not in second
    assert "My points" in second
    assert all("Your desk" in page for page in (first, second))


def test_a_desk_that_is_not_one_s_own_is_not_taken(world: World) -> None:
    browser = sign_in(world, "remy")
    browser.post("/screen/", desk="director")
    page = browser.get("/").content.decode()

    assert "Your desk" not in page
    assert "/routing/rules/" not in page


def test_keys_are_named_until_they_are_turned_off(world: World) -> None:
    browser = sign_in(world, "remy")
    on = browser.get("/").content.decode()
    browser.post("/screen/", keys="off")
    off = browser.get("/").content.decode()

    assert "data-key=" in on
    assert "aria-keyshortcuts" in on
    assert "data-key=" not in off
    assert "aria-keyshortcuts" not in off
