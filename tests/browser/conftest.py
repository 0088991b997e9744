"""The real site on a database of the test's own, and windows of Chromium on it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from json import loads
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password

from relais.cli.tests.test_serve import answers
from relais.people.actions import give_login
from relais.people.models import Login, Person
from tests.browser.chrome import Chrome
from tests.browser.screen import Screen
from tests.databases import CommittingDatabase
from tests.persons import World, build_world
from tests.processes import finished, free_port, running, until

PASSWORD = "un mot de passe à elle"


@dataclass(frozen=True)
class Site:
    """The site that one test is served: its world, where it answers, where it works."""

    world: World
    address: str
    environment: dict[str, str]

    def speak(self, language: str) -> None:
        """Let everybody have his screens in a language."""
        Person.objects.update(language=language)

    def verify(self) -> None:
        """Prove that every table says what the log says."""
        said = finished("verify", "--json", environment=self.environment)
        assert (said.returncode, loads(said.stdout)["mismatches"]) == (0, 0), said.stderr


SignIn = Callable[..., Screen]


@pytest.fixture(scope="package")
def chrome() -> Iterator[Chrome]:
    """Give the browser that all tests of this folder share."""
    browser = Chrome()
    yield browser
    browser.close()


@pytest.fixture
def site(committing_db: CommittingDatabase, tmp_path: Path) -> Iterator[Site]:
    """Serve the world of the tests, in which everybody has a password."""
    world = build_world()
    give_logins(world)
    port = free_port()
    environment = {
        **committing_db.environment,
        "RELAIS_HOME": str(tmp_path),
        "RELAIS_SECRET_KEY": settings.SECRET_KEY,
    }
    arguments = ("serve", "--port", str(port), "--workers", "1")
    with running(*arguments, environment=environment) as process:
        until(lambda: answers(port) or process.poll() is not None)
        assert process.poll() is None, process.communicate()[0]
        yield Site(world, f"http://127.0.0.1:{port}", environment)
        process.terminate()
        said = process.stdout.read() if process.stdout else ""
    assert "Traceback" not in said, said


@pytest.fixture
def sign_in(site: Site, chrome: Chrome) -> Iterator[SignIn]:
    """Give a function that signs a person in, in a window of his own."""
    screens: list[Screen] = []

    def sign_in(name: str, *, language: str, scripts: bool) -> Screen:
        profile = chrome.profile(locale=language, java_script_enabled=scripts)
        screens.append(Screen(chrome, profile, address=site.address, language=language))
        screens[-1].sign_in(f"{name}@example.com", PASSWORD)
        return screens[-1]

    yield sign_in
    for screen in screens:
        screen.close()
    assert [fault for screen in screens for fault in screen.faults] == []


def give_logins(world: World) -> None:
    """Let everybody sign in with one password, whose slow fingerprint is taken once."""
    for name, person in world.people.items():
        give_login(person.id, email=f"{name}@example.com", password=None, by=world.system)
    Login.objects.update(password=fingerprint())


@cache
def fingerprint() -> str:
    """Give what is kept of the password."""
    return make_password(PASSWORD)
