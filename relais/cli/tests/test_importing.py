"""`relais import`: figures as JSON, words on standard error, and nothing by halves."""

import json
import os
import signal
from collections.abc import Iterable
from pathlib import Path
from subprocess import CompletedProcess
from uuid import UUID

import pytest

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


class Import:
    """`relais import` on the files of a folder."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.environment = environment
        self.leads, self.mapping = folder / "leads.csv", folder / "ours.toml"
        self.arguments = (
            "import", "leads", str(self.leads), str(folder / "deals.csv"),
            "--mapping", str(self.mapping), "--json",
        )  # fmt: skip

    def __call__(self, *more: str) -> CompletedProcess[str]:
        return finished(*self.arguments, *more, environment=self.environment)

    def figures(self, *more: str) -> dict[str, object]:
        """Give what it prints, once it has succeeded."""
        done = self(*more)
        assert done.returncode == 0, done.stderr
        told: dict[str, object] = json.loads(done.stdout)
        return told

    def write(self, lines: Iterable[str]) -> None:
        """Write a file of leads of any length."""
        with self.leads.open("w", encoding="utf-8") as file:
            file.write(f"{HEADER}\n")
            file.writelines(lines)


@pytest.fixture
def command(tmp_path: Path, environment: dict[str, str]) -> Import:
    """Give the command with small files, in a database without any organization."""
    for name, text in {"leads.csv": LEADS, "deals.csv": DEALS, "ours.toml": FOUNDING}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return Import(tmp_path, environment)


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
    undo = ("import", "undo", batch, "--json")
    done = [finished(*undo, environment=command.environment) for _ in range(2)]

    assert [json.loads(each.stdout)["voided"] for each in done] == [3, 0]
    nothing = finished("import", "undo", str(UUID(int=0)), environment=command.environment)
    assert nothing.returncode == 1
    assert "There is no import" in nothing.stderr


def test_a_preview_is_told_in_words(command: Import) -> None:
    command.write(["A1;Alpha;Roux;;soon;t1\n"])
    arguments = [each for each in command.arguments if each != "--json"]
    said = finished(*arguments, "--dry-run", environment=command.environment)

    assert said.returncode == 0, said.stderr
    assert "line 2 rejected: “soon” in “opened” is not a date" in said.stdout
    assert "3 read = 0 created + 0 updated + 0 skipped + 3 rejected" in said.stdout
    assert "this was a dry run" in said.stdout


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

    assert refused.returncode == 2
    assert words in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not refused.stdout
    assert not Lead.objects.exists()


@pytest.mark.once  # `make bench` measures it beside both
def test_fifty_megabytes_cost_no_memory(command: Import) -> None:
    command.write(f";{'x' * 100};Person;;05/02/2026 09:00;t1\n" for _ in range(390_000))
    assert command.leads.stat().st_size > 50_000_000
    with running(*command.arguments, environment=command.environment) as process:
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
    with running(*command.arguments, environment=command.environment) as process:
        until(lambda: list(rejects.glob("*.part")))
        os.kill(process.pid, signal.SIGKILL)

    assert not Lead.objects.exists()
    assert not ImportBatch.objects.exists()
    command.write(LEADS.splitlines(keepends=True)[1:])
    assert command.figures()["created"] == 3
