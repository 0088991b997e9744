"""Signing in with a password, one's language, and keys for programs."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from relais.people.actions import give_login
from relais.people.models import ApiToken, Person
from relais.web.tests.steps import sign_in
from tests.persons import World

PASSWORD = "un mot de passe à elle"


def try_to_sign_in(password: str, name: str = "tina@example.com") -> Any:
    return Client().post("/sign-in/", {"username": name, "password": password})


@pytest.fixture
def with_password(world: World) -> None:
    """Let Tina have a password, and nobody have tried one."""
    give_login(world.id("tina"), email="tina@example.com", password=PASSWORD, by=world.system)
    cache.clear()


@pytest.mark.usefixtures("with_password")
def test_who_knows_the_password_comes_in() -> None:
    assert try_to_sign_in(PASSWORD).headers["Location"] == "/"
    assert try_to_sign_in("un autre").status_code == 200


@pytest.mark.usefixtures("with_password")
def test_after_ten_wrong_passwords_even_the_right_one_has_to_wait() -> None:
    for _ in range(10):
        try_to_sign_in("un autre")
    for name in ("tina@example.com", "  tina@example.com ", "TINA@example.com"):
        assert try_to_sign_in(PASSWORD, name).status_code == 429
    cache.clear()


def test_a_stranger_is_sent_to_sign_in(world: World) -> None:
    assert Client().get("/me/").headers["Location"] == "/sign-in/?next=/me/"


def test_everybody_sees_his_settings(world: World) -> None:
    for name in world.people:
        assert sign_in(world, name).get("/me/").status_code == 200, name


def test_one_chooses_one_s_language(world: World) -> None:
    browser = sign_in(world, "tina")
    assert browser.post("/me/language/", language="fr").status_code == 302
    assert Person.objects.get(id=world.id("tina")).language == "fr"
    assert browser.post("/me/language/", language="tlh").status_code == 400
    assert Person.objects.get(id=world.id("tina")).language == "fr"


def test_a_key_is_shown_once_and_ended_at_once(world: World) -> None:
    browser = sign_in(world, "tina")
    answer = browser.post("/me/keys/", name="Tableur", scopes=["leads:read"])
    assert answer.status_code == 201
    secret = answer.content.decode().split('<code class="words">')[1].split("<")[0]
    assert secret not in browser.get("/me/").content.decode()
    asked = Client(headers={"Authorization": f"Bearer {secret}"})
    assert asked.get("/api/v1/leads").status_code == 200
    path = f"/me/keys/{ApiToken.objects.get().id}/revoke/"
    assert [browser.post(path).status_code for _ in "12"] == [302, 302]
    assert asked.get("/api/v1/leads").status_code == 401


def test_a_key_without_a_name_comes_back(world: World) -> None:
    answer = sign_in(world, "tina").post("/me/keys/", scopes=["leads:read"])
    assert answer.status_code == 400
    assert not ApiToken.objects.exists()


def test_nobody_ends_the_key_of_another(world: World) -> None:
    sign_in(world, "tina").post("/me/keys/", name="Tableur", scopes=["leads:read"])
    path = f"/me/keys/{ApiToken.objects.get().id}/revoke/"
    assert sign_in(world, "theo").post(path).status_code == 409
    assert ApiToken.objects.get().revoked_at is None
