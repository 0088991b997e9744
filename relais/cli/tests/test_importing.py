"""`relais import`: figures as JSON, words on standard error, and nothing by halves."""

import json
import os
import signal
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from subprocess import Popen
from typing import NamedTuple
from uuid import UUID

import pytest
from pytest_django import Settings

from relais.cli import importing
from relais.cli.running import run
from relais.exchange.models import ImportBatch
from relais.exchange.tests.conftest import DEALS, LEADS, MAPPING
from relais.leads.models import Lead
from tests.processes import finished, peak_memory, running, until

FOUNDING = (
    MAPPING.replace(
        '["persons", "accounts"]', '["organization", "campaign", "persons", "accounts"]'
    ).replace("starts_on", 'owner = "Direction"\nstarts_on')
    + '[organization]\nslug = "neuve"\nname = "Neuve"\n'
)
HEADER = LEADS.splitlines()[0]
FIGURES = ("read", "created", "updated", "skipped", "rejected")
FLAT = 400_000  # kilobytes

Capture = pytest.CaptureFixture[str]


class Said(NamedTuple):
    """How a command ended, and its words."""

    code: int
    out: str
    err: str


class Import:
    """`relais import` on the files of a folder, in this process."""

    def __init__(self, folder: Path, environment: dict[str, str], capsys: Capture) -> None:
        self.environment, self.capsys = environment, capsys
        self.leads, self.mapping = folder / "leads.csv", folder / "ours.toml"
        self.arguments = (
            "leads", str(self.leads), str(folder / "deals.csv"),
            "--mapping", str(self.mapping), "--json",
        )  # fmt: skip

    def __call__(self, *more: str) -> Said:
        return self.said(*self.arguments, *more)

    def said(self, *arguments: str) -> Said:
        """Run the command and give what it said."""
        code = run(importing.app, name="import", arguments=arguments, failures=())
        return Said(code, *self.capsys.readouterr())

    def of_its_own(self) -> AbstractContextManager[Popen[str]]:
        """Run the command as a process of its own."""
        return running("import", *self.arguments, environment=self.environment)

    def figures(self, *more: str) -> dict[str, object]:
        """Give what it prints, once it has succeeded."""
        done = self(*more)
        assert done.code == 0, done.err
        told: dict[str, object] = json.loads(done.out)
        return told

    def write(self, lines: Iterable[str]) -> None:
        """Write a file of leads of any length."""
        with self.leads.open("w", encoding="utf-8") as file:
            file.write(f"{HEADER}\n")
            file.writelines(lines)


@pytest.fixture
def command(
    tmp_path: Path, environment: dict[str, str], settings: Settings, capsys: Capture
) -> Import:
    """Give the command with small files, in a database without any organization."""
    settings.HOME = tmp_path
    for name, text in {"leads.csv": LEADS, "deals.csv": DEALS, "ours.toml": FOUNDING}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return Import(tmp_path, environment, capsys)


def test_it_prints_the_figures_that_others_rely_on(command: Import) -> None:
    preview = command.figures("--dry-run")
    first = command.figures()
    again = command.figures()

    assert preview["batch"] is None
    assert {name: first[name] for name in FIGURES} == dict(
        zip(FIGURES, (5, 3, 2, 0, 0), strict=True)
    )
    assert {name: again[name] for name in FIGURES} == dict(
        zip(FIGURES, (5, 0, 0, 5, 0), strict=True)
    )
    assert first["rejects_file"] is None
    assert str(ImportBatch.objects.get(read=5, created=3).id) == first["batch"]


def test_a_batch_can_be_undone_and_once_is_enough(command: Import) -> None:
    batch = str(command.figures()["batch"])
    done = [command.said("undo", batch, "--json") for _ in range(2)]

    assert [json.loads(each.out)["voided"] for each in done] == [3, 0]
    nothing = command.said("undo", str(UUID(int=0)))
    assert nothing.code == 1
    assert "There is no import" in nothing.err


def test_a_preview_is_told_in_words(command: Import) -> None:
    command.write(["A1;Alpha;Roux;;soon;t1\n"])
    arguments = [each for each in command.arguments if each != "--json"]
    said = command.said(*arguments, "--dry-run")

    assert said.code == 0, said.err
    assert "line 2 rejected: “soon” in “opened” is not a date" in said.out
    assert "3 read = 0 created + 0 updated + 0 skipped + 3 rejected" in said.out
    assert "this was a dry run" in said.out


def test_files_of_titles_alone_are_told_so(command: Import) -> None:
    for name, text in (("leads.csv", LEADS), ("deals.csv", DEALS)):
        (command.leads.parent / name).write_text(text.splitlines()[0], encoding="utf-8")
    arguments = [each for each in command.arguments if each != "--json"]
    said = command.said(*arguments)

    assert said.code == 0, said.err
    assert "No row stands below the titles" in said.out
    assert "Undo with" not in said.out


@pytest.mark.once  # it is told before a database is asked
@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("leads.csv", b"", "leads.csv cannot be read: it is empty"),
        ("leads.csv", bytes(range(256)) * 9, "bytes that no text holds"),
        ("ours.toml", b"[files", "ours.toml"),
        ("deals.csv", None, "deals.csv cannot be read: No such file"),
    ],
)
def test_what_cannot_be_read_ends_with_two_and_a_sentence(
    command: Import, name: str, raw: bytes | None, words: str
) -> None:
    path = command.leads.with_name(name)
    path.unlink()
    if raw is not None:
        path.write_bytes(raw)
    refused = command()

    assert refused.code == 2
    assert words in refused.err
    assert "Traceback" not in refused.err
    assert not refused.out
    assert not Lead.objects.exists()


@pytest.mark.once  # `make bench` measures it beside both
def test_fifty_megabytes_cost_no_memory(command: Import) -> None:
    command.write(f";{'x' * 100};Person;;05/02/2026 09:00;t1\n" for _ in range(390_000))
    assert command.leads.stat().st_size > 50_000_000
    with command.of_its_own() as process:
        peak = peak_memory(process)
        assert process.stdout
        told = process.stdout.read()

    assert process.returncode == 0, told
    assert json.loads(told.splitlines()[-1])["rejected"] == 390_002
    assert 0 < peak < FLAT


def test_killed_in_the_middle_it_leaves_nothing(command: Import) -> None:
    command.write(
        f"L{number};Company {number};Person;;{'soon' if number == 9 else '05/02/2026 09:00'};t1\n"
        for number in range(20_000)
    )
    rejects = command.leads.parent / "var" / "imports"
    with command.of_its_own() as process:
        until(lambda: list(rejects.glob("*.part")))
        os.kill(process.pid, signal.SIGKILL)

    assert not Lead.objects.exists()
    assert not ImportBatch.objects.exists()
    command.write(LEADS.splitlines(keepends=True)[1:])
    again = finished("import", *command.arguments, environment=command.environment)
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["created"] == 3
