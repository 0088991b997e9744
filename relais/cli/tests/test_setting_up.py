"""The first sign-in, and what the doctor says of a set-up."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from relais.cli import createadmin as first
from relais.cli import doctor, examinations
from relais.cli.running import run
from relais.outbox.actions import beat
from relais.people.models import Login, Organization, Person
from relais.people.queries import Role, access_of
from tests.persons import NOON, World

Capture = pytest.CaptureFixture[str]
PASSWORD = "une longue phrase secrète"


def createadmin(*arguments: str) -> int:
    return run(first.createadmin, name="createadmin", arguments=arguments, failures=())


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the password on standard input."""
    monkeypatch.setattr("sys.stdin", StringIO(f"{PASSWORD}\n"))


def test_of_several_who_start_at_once_all_have_one_key(tmp_path: Path) -> None:
    said = "from relais.config.settings import SECRET_KEY; print(SECRET_KEY)"
    environment = {**os.environ, "RELAIS_SECRET_KEY": "", "RELAIS_HOME": str(tmp_path)}
    started = [
        subprocess.Popen(
            [sys.executable, "-c", said], env=environment, stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    keys = {each.communicate()[0].strip() for each in started}
    assert len(keys) == 1
    assert len(keys.pop()) > 50
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret_key"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "sqlite:////proc/none/x"),
        ("RELAIS_SMTP_PORT", "a"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_in_a_sentence(name: str, value: str) -> None:
    doctored = "import sys; from relais.cli import run; sys.exit(run('doctor', []))"
    command = [sys.executable, "-c", doctored]
    done = subprocess.run(
        command, env={**os.environ, name: value}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"relais: {name} cannot be used: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.django_db
def test_the_first_administrator_founds_the_organization(typed: None) -> None:
    assert createadmin("--email", "Ada@example.com", "--organization", "Maison Neuve") == 0
    person = Person.objects.get()
    assert (person.organization.slug, person.organization.name) == ("maison-neuve", "Maison Neuve")
    assert Login.objects.get(email="ada@example.com").check_password(PASSWORD)
    access = access_of(person.id, on=person.memberships.get().since)
    assert access is not None
    assert access.has(Role.ADMIN)


def test_a_further_one_joins_the_only_organization(world: World, typed: None) -> None:
    assert createadmin("--email", "eve@example.com", "--name", "Eve") == 0
    assert Organization.objects.count() == 1
    assert Person.objects.get(last_name="Eve").organization == world.organization


@pytest.mark.django_db
def test_done_twice_it_is_refused_in_words(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RELAIS_ADMIN_PASSWORD", PASSWORD)
    assert createadmin("--email", "ada@example.com") == 0
    assert createadmin("--email", "ada@example.com") == 1
    assert "ada@example.com already" in capsys.readouterr().err
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_a_password_that_is_easy_to_guess_is_refused(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RELAIS_ADMIN_PASSWORD", "password12")
    assert createadmin("--email", "ada@example.com") == 2
    assert not Organization.objects.exists()


@pytest.fixture
def well(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set up as one should."""
    (tmp_path / "var").mkdir()
    settings.HOME = tmp_path
    settings.ALLOWED_HOSTS = ["localhost"]
    monkeypatch.setattr(examinations, "journal", lambda: examinations.Finding("ok", "journal", ""))
    beat("tick", at=NOON)


def levels() -> dict[str, str]:
    return {each.about: each.level for each in examinations.all_of_them(NOON)}


def test_a_sound_set_up_has_no_error_but_says_that_mails_reach_nobody(
    world: World, well: None
) -> None:
    found = levels()
    # A server has a clock of its own, which does not show the day of the test.
    wrong = {"mail", "clock"} if connection.vendor == "postgresql" else {"mail"}
    assert {about for about, level in found.items() if level != "ok"} == wrong
    assert found["mail"] == "warning"
    assert {"Python", "guards", "tables", "worker", "outbox"} <= found.keys()


def test_what_is_wrong_is_found(world: World, well: None, settings: Settings) -> None:
    settings.SECRET_KEY = "short"
    settings.ALLOWED_HOSTS = ["*"]
    settings.HOME = Path("missing")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with connection.cursor() as cursor:
        on = " ON leads_leadevent" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER leads_leadevent_no_update{on}")
    beat("tick", at=world.later(hours=-1))
    found = levels()
    for about in ("secret key", "addresses", "folder", "mail", "guards"):
        assert found[about] == "error", about
    assert found["worker"] == "warning"


def test_the_doctor_counts_and_ends_with_one_where_there_is_an_error(
    world: World, well: None, settings: Settings, capsys: Capture
) -> None:
    settings.SECRET_KEY = "short"
    assert run(doctor.doctor, name="doctor", arguments=["--json"], failures=()) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["errors"] >= 1
    assert {"level", "about", "words"} == told["findings"][0].keys()
