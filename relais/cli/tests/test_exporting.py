"""`relais export`: through whose eyes, in which form."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from relais.cli.exporting import export
from relais.cli.running import of_one, run
from relais.measures.queries import caller_pseudonym_of
from tests.persons import World


def exported(*arguments: str) -> Result:
    return CliRunner().invoke(of_one(export), [*arguments])


def test_a_list_goes_to_standard_output_as_its_person_sees_it(world: World) -> None:
    world.open_lead()
    his, hers = exported("leads", "--as", "theo@example.com"), exported("leads")

    assert (his.exit_code, len(his.stdout.splitlines())) == (0, 1)
    assert (hers.exit_code, len(hers.stdout.splitlines())) == (0, 2)
    assert caller_pseudonym_of(world.id("tina")) in hers.stdout
    assert "Tina" not in hers.stdout


@pytest.mark.parametrize("subject", ["leads", "appointments", "calls", "points"])
def test_every_list_can_be_a_workbook(world: World, subject: str, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    told = ("--as", "remy@example.com", "--format", "xlsx", "--output", str(path))

    assert exported(subject, *told).exit_code == 0
    assert path.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("points",), "seen by those who won them"),
        (("leads", "--as", "nobody@example.com"), "nobody here has the address"),
        (("leads", "--format", "xlsx"), "a workbook needs a file"),
        (("weather",), "weather"),
    ],
)
def test_what_cannot_be_done_ends_with_two(
    world: World, arguments: tuple[str, ...], words: str
) -> None:
    refused = exported(*arguments)

    assert refused.exit_code == 2
    assert words in " ".join(refused.output.split())


def test_a_file_that_cannot_be_written_is_named(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    away = tmp_path / "away" / "leads.csv"
    code = run(export, name="export", arguments=["leads", "--output", str(away)], failures=())

    told = capsys.readouterr().err
    assert code == 2
    assert told.startswith(f"relais export: {away}")
    assert told.endswith(": No such file or directory.\n")
