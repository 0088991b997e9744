"""`relais retention`: what it would do, what it does, and that nobody is due."""

import json
from typing import Any

import pytest

from relais.accounts.models import Contact
from relais.cli import run
from relais.privacy.models import Certificate
from tests.persons import World


@pytest.fixture
def old(world: World) -> World:
    """Give a world with three contacts of long ago, and one of today."""
    now, world.at = world.at, world.at.replace(year=2019)
    for _ in range(3):
        world.contact()
    world.at = now
    world.contact()
    return world


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert run("retention", [*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_dry_run_changes_nothing(old: World, capsys: pytest.CaptureFixture[str]) -> None:
    record = told(capsys, "--dry-run")
    assert record == {
        "dry_run": True, "persons": 3, "kept": {}, "coaching": 0, "challenges": 0,
        "groups": [{"campaign": "", "year": 2019, "persons": 3}],
    }  # fmt: skip
    assert not Contact.objects.exclude(erased_at=None).exists()


def test_it_erases_and_leaves_a_certificate(old: World, capsys: pytest.CaptureFixture[str]) -> None:
    record = told(capsys)
    certificate = Certificate.objects.get()
    assert (record["persons"], record["certificate"]) == (3, str(certificate.id))
    assert certificate.issued_by_id is None
    assert Contact.objects.filter(erased_at=None).count() == 1


def test_nobody_due_is_said(old: World, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys)
    assert run("retention", []) == 1
    assert "Nobody is due" in capsys.readouterr().err


def test_it_is_told_in_words(old: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("retention", ["--dry-run"]) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[0] == "3 contacts would be erased"
    assert "2019" in out
