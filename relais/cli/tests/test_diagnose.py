"""`relais diagnose`: from a file to the verdict, as a program and as a person would."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from relais.cli import run


@dataclass
class Done:
    """What a run of the command gave."""

    returncode: int
    stdout: str
    stderr: str


Diagnose = Callable[..., Done]


@pytest.fixture
def diagnose(capsys: pytest.CaptureFixture[str]) -> Diagnose:
    """Give the command, run in this process."""

    def command(*arguments: object) -> Done:
        code = run("diagnose", list(map(str, arguments)))
        return Done(code, *capsys.readouterr())

    return command


def test_the_command_itself_knows_the_verdict_and_needs_no_django(appointments: Path) -> None:
    relais = Path(sys.executable).with_name("relais")
    nowhere = {"DJANGO_SETTINGS_MODULE": "nowhere", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [relais, "diagnose", appointments, "--json"], capture_output=True, check=True, env=nowhere
    )
    assert json.loads(done.stdout)["verdict"] == "polarised"


@pytest.fixture
def appointments(tmp_path: Path) -> Path:
    """Write a file in which a third of the reps honour none."""
    random, lines = Random(7), ["Commercial;Date;Statut"]
    for rep in range(24):
        honours = 0.01 if rep < 8 else 0.97
        for _ in range(12):
            said = "Honoré" if random.random() < honours else random.choice(["non honoré", ""])
            lines.append(f"Vendeur {rep};02/03/2026;{said}")
    lines += ["Vendeur 1;02/03/2026;annulé par le prospect"] * 5
    path = tmp_path / "rendez-vous.csv"
    path.write_bytes("\r\n".join(lines).encode("cp1252"))
    return path


def test_the_object_that_programs_rely_on(diagnose: Diagnose, appointments: Path) -> None:
    done = diagnose(
        appointments, "--rep", "Commercial", "--outcome", "Statut", "--honoured", "Honoré", "--json"
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["verdict"], found["due"], found["reps"]) == ("polarised", 288, 24)
    assert [group["reps"] for group in found["groups"]] == [8, 16]
    assert found["needed"] is None


def test_columns_and_words_are_guessed_and_told(diagnose: Diagnose, appointments: Path) -> None:
    done = diagnose(appointments, "--lang", "fr")
    assert done.returncode == 0
    assert done.stdout.startswith("CONCENTRÉ\n")
    assert "8 des 24 commerciaux" in done.stdout
    assert "293 lignes\u00a0: commercial dans «\u00a0Commercial\u00a0»" in done.stderr
    assert "honoré si honore\u202f; laissées de côté car non dues\u00a0: 5." in done.stderr


def test_a_language_that_is_not_there_is_refused(diagnose: Diagnose, appointments: Path) -> None:
    done = diagnose(appointments, "--lang", "de")
    assert (done.returncode, done.stdout) == (2, "")
    assert "'de' is not one of 'fr', 'en'" in done.stderr


@pytest.mark.parametrize("words", [["kept"], ["honoré", "kept"]], ids=["the only", "one of two"])
def test_a_word_that_nobody_wrote_ends_with_two_and_those_there_are(
    diagnose: Diagnose, appointments: Path, words: list[str]
) -> None:
    done = diagnose(appointments, *(part for word in words for part in ("--honoured", word)))
    assert (done.returncode, done.stdout) == (2, "")
    assert "'kept' is in no row of Statut; its words are: 'Honoré', " in done.stderr
    assert "'' (empty)" in done.stderr
    assert "'annulé par le prospect'" in done.stderr


def test_of_many_words_the_ten_most_frequent_are_named(diagnose: Diagnose, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    rows = [f"R,word {n}" for n in range(12) for _ in range(20 - n)]
    path.write_text("\n".join(["rep,outcome", *rows]))
    done = diagnose(path, "--honoured", "kept")
    assert "'word 0', 'word 1'," in done.stderr
    assert "'word 9' and 2 more." in done.stderr
    assert "'word 10'" not in done.stderr


def test_a_word_that_was_given_counts_whatever_it_means_elsewhere(
    diagnose: Diagnose, tmp_path: Path
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("rep,outcome\nR,moved\nR,no\n")
    done = diagnose(path, "--honoured", "moved", "--json")
    assert [json.loads(done.stdout)[name] for name in ("due", "honoured")] == [2, 1]


def test_the_page_needs_nothing_else(
    diagnose: Diagnose, appointments: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    assert diagnose(appointments, "--html", page).returncode == 0
    text = page.read_text(encoding="utf-8")
    assert "<svg" in text
    assert "Vendeur 3" in text
    for outside in ("http:", "https:", "<script", "src=", "@import"):
        assert outside not in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--rep", "Nobody"], "no column is called Nobody; its columns are: Commercial"),
        (["--outcome", "Nothing"], "no column is called Nothing"),
    ],
)
def test_a_column_that_is_not_there_ends_with_two(
    diagnose: Diagnose, appointments: Path, arguments: list[str], words: str
) -> None:
    done = diagnose(appointments, *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"rep;outcome\n", b"rep;outcome\na;bof\n"])
def test_a_file_that_says_nothing_ends_with_two(
    diagnose: Diagnose, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "nothing.csv"
    path.write_bytes(content)
    done = diagnose(path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "nothing.csv cannot be read" in done.stderr


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (lambda n: f"R{n},held", "All 10,000 appointments due were honoured. Each rep had one"),
        (lambda n: f"R,{'held' if n % 10 == 0 else ''}", "10,000 appointments due"),
        (lambda n: f"R{n % 20},{'held' if n % 10 == 0 else ''}", "NOT KNOWN YET, 90% ARE"),
    ],
    ids=["ten thousand reps with one each", "one rep", "nine in ten untold"],
)
def test_what_no_formula_likes_is_told_in_a_sentence(
    diagnose: Diagnose, tmp_path: Path, said: Callable[[int], str], sentence: str
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("\n".join(["rep,outcome", *map(said, range(10_000))]))
    done = diagnose(path)
    assert done.returncode == 0, done.stderr
    assert sentence in done.stdout
    assert "nan" not in done.stdout.lower()
    assert diagnose(path, "--json").stdout.count("NaN") == 0
