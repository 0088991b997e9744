"""The real site on a database of the test's own, and windows of Chromium on it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from json import loads
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection, connections, transaction
from django.test import Client

from relais.cli.tests.test_serve import answers
from relais.people.actions import give_login
from relais.people.models import Login, Person
from tests.browser.chrome import Chrome
from tests.browser.screen import WIDE, Screen, Size
from tests.browser.serving import served
from tests.databases import CommittingDatabase
from tests.persons import World, template
from tests.processes import finished, free_port, running, until

PASSWORD = "un mot de passe à elle"

SLOW = "pbkdf2_sha256"  # the only one that another process knows

# A story is told once beside each database: with scripts in French, without them in English.
BESIDE_SQLITE = connection.vendor == "sqlite"
once_a_database = pytest.mark.parametrize(
    ("language", "scripts"), [("fr", True) if BESIDE_SQLITE else ("en", False)]
)


@dataclass(frozen=True)
class Site:
    """The site that one test is served: its world, where it answers, where it works."""

    world: World
    address: str
    environment: dict[str, str]

    def speak(self, language: str) -> None:
        """Let everybody have his screens in a language."""
        Person.objects.update(language=language)

    def session_of(self, name: str) -> str:
        """Sign somebody in without the page for it, and give his session."""
        client = Client()
        client.force_login(Login.objects.get(email=f"{name}@example.com"))
        return client.cookies["sessionid"].value

    def verify(self) -> None:
        """Prove that every table says what the log says."""
        said = finished("verify", "--json", environment=self.environment)
        assert (said.returncode, loads(said.stdout)["mismatches"]) == (0, 0), said.stderr


Open = Callable[..., Screen]
SignIn = Callable[..., Screen]


@pytest.fixture(scope="package")
def chrome() -> Iterator[Chrome]:
    """Give the browser that all tests of this folder share."""
    browser = Chrome()
    yield browser
    browser.close()


@pytest.fixture(scope="package")
def address() -> Iterator[str]:
    """Answer from this process, with whichever database is pointed at."""
    with served() as address:
        urlopen(f"{address}/sign-in/").close()  # what the first page takes is nobody's to wait for
        yield address


@pytest.fixture
def site(
    committing_db: CommittingDatabase,
    address: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Site:
    """Serve the world of the tests, in which everybody has a password."""
    # The next test has another database: no request leaves its connection to the one that follows.
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    with transaction.atomic():
        world = template().lay()
        give_logins(world, fingerprint=fingerprint("default"))
    return Site(world, address, committing_db.environment)


@pytest.fixture
def started(committing_db: CommittingDatabase, tmp_path: Path) -> Iterator[Site]:
    """Let `relais serve` itself, with its clock, serve the world of the tests."""
    with transaction.atomic():
        world = template().lay()
        give_logins(world, fingerprint=fingerprint(SLOW))
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
def window(site: Site, chrome: Chrome) -> Iterator[Open]:
    """Give a function that opens a window of somebody's own."""
    screens: list[Screen] = []

    def open_window(*, language: str, scripts: bool, size: Size = WIDE) -> Screen:
        seen = {"width": size[0], "height": size[1]}
        profile = chrome.profile(locale=language, java_script_enabled=scripts, viewport=seen)
        screens.append(Screen(chrome, profile, address=site.address, language=language))
        return screens[-1]

    yield open_window
    for screen in screens:
        screen.close()
    assert [fault for screen in screens for fault in screen.faults] == []


@pytest.fixture
def sign_in(window: Open) -> SignIn:
    """Give a function that signs a person in, in a window of his own."""

    def sign_in(name: str, **look: Any) -> Screen:
        screen = window(**look)
        screen.arrive()
        screen.sign_in(f"{name}@example.com", PASSWORD)
        return screen

    return sign_in


def give_logins(world: World, *, fingerprint: str) -> None:
    """Let everybody sign in with one password."""
    for name, person in world.people.items():
        give_login(person.id, email=f"{name}@example.com", password=None, by=world.system)
    Login.objects.update(password=fingerprint)


@cache
def fingerprint(hasher: str) -> str:
    """Give what is kept of the password, taken once."""
    return make_password(PASSWORD, hasher=hasher)
