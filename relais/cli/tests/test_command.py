"""The face of the command: help at once, words for what goes wrong, codes as documented."""

import os
import subprocess
import sys

import pytest

from relais.cli import COMMANDS, main
from tests.processes import RELAIS

LOADED = """
import sys
from relais.cli import overview
overview()
print(*{"django", "typer", "numpy", "rich"} & sys.modules.keys())
"""


def relais(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([RELAIS, *arguments], capture_output=True, text=True, check=False)


def test_help_names_every_command_and_loads_none() -> None:
    said = relais("--help")
    assert said.returncode == 0
    assert all(f"  {name} " in said.stdout for name in COMMANDS)
    assert "Exit codes" in said.stdout
    loaded = subprocess.check_output([sys.executable, "-c", LOADED], text=True)
    assert loaded.split() == []


@pytest.mark.parametrize("name", ["serve", "worker", "tick", "verify", "rebuild", "doctor"])
def test_each_command_explains_itself_with_examples_and_exit_codes(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["relais", name, "--help"])
    assert main() == 0
    said = capsys.readouterr().out
    assert "Examples:" in said
    assert "Exit codes:" in said


def test_an_unknown_command_is_answered_with_the_nearest() -> None:
    said = relais("verfy")
    assert said.returncode == 2
    assert "did you mean verify?" in said.stderr


@pytest.mark.parametrize("arguments", [("--help",), ("tick", "--help")], ids=" ".join)
def test_who_stops_reading_ends_it_without_a_word(arguments: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            [RELAIS, *arguments], stdout=writer, stderr=subprocess.PIPE, text=True, check=False
        )
    finally:
        os.close(writer)
    assert done.stderr == ""
    assert done.returncode != 0


def test_a_wrong_option_is_wrong_usage() -> None:
    assert relais("tick", "--fast").returncode == 2


def test_every_command_that_is_listed_names_a_module_and_something_in_it() -> None:
    for command in COMMANDS.values():
        module, _, name = command.target.partition(":")
        assert module.startswith("relais.cli.")
        assert name.isidentifier()
        assert command.summary[0].isupper()
