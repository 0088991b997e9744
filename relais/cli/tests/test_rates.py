"""`relais rates`: a file stored, fetched from a server of the test's own, wrong usage."""

import json
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from relais.campaigns.tests.test_fetching import Server, server
from relais.campaigns.tests.test_rates import CSV
from relais.cli import run
from tests.persons import World

__all__ = ["server"]


def test_the_command_stores_a_file_and_fetches(
    world: World, server: Server, settings: Settings, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    file, other = tmp_path / "eurofxref.csv", tmp_path / "other.csv"
    file.write_bytes(CSV)
    other.write_bytes(b"Name,City\n")
    assert [run("rates", [str(file), "--json"]) for _ in range(2)] == [0, 0]
    told = capsys.readouterr().out.splitlines()
    assert [json.loads(line) for line in told] == [{"stored": 2}, {"stored": 0}]
    assert (run("rates", ["--fetch"]), run("rates", [str(other)])) == (1, 1)
    said = capsys.readouterr().err
    assert "set RELAIS_RATES_URL, or give a file" in said
    assert "No exchange rates could be read" in said
    for wrong in ([], [str(file), "--fetch"], [str(tmp_path / "none.csv")]):
        assert run("rates", wrong) == 2
    settings.RATES_URL = server.at("/eurofxref.xml")
    assert run("rates", ["--fetch", "--organization", world.organization.slug]) == 0
    assert "0 new rates are stored." in capsys.readouterr().out
