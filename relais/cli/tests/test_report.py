"""`relais report funnel`: rows, rates and words."""

import json
from io import StringIO

import pytest
from rich.console import Console
from typer.testing import CliRunner

from relais.cli.report import app, show
from relais.leads.events import AssignmentReason, LeadAssigned, LeadSubmitted, LeadValidated
from relais.leads.log import append
from relais.measures.queries import By, View, funnel_report
from relais.people.actions import found_organization
from tests.persons import World


@pytest.fixture
def funnel(world: World) -> World:
    """Let Tina find two leads, one of which is with Remy."""
    world.open_lead()
    lead = world.open_lead()
    for event in (
        LeadSubmitted(unit_id=world.north.id),
        LeadValidated(relay_id=world.id("victor")),
        LeadAssigned(world.id("remy"), AssignmentReason.OWNER),
    ):
        append(lead, event, by=world.system, at=world.at)
    return world


def said(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, ["funnel", *arguments])
    assert result.exit_code == code, result.output
    return result.output


def test_json_gives_each_rate_over_what_it_is(funnel: World) -> None:
    told = json.loads(said("--by", "telemarketer", "--json"))
    (row,) = told["rows"]

    assert (told["telemarketers"], told["reps"]) == (1, 1)
    assert row["telemarketer"] == "Tina"
    assert row["counts"]["opened"] == 2
    assert row["rates"]["take_up"] == {
        "numerator": 0,
        "denominator": 1,
        "rate": 0.0,
        "low": 0.0,
        "high": pytest.approx(0.793, abs=0.001),
    }
    assert row["rates"]["honour"]["rate"] is None
    assert told["total"]["counts"] == row["counts"]


def test_without_a_group_it_is_by_month(funnel: World) -> None:
    assert [row["month"] for row in json.loads(said("--json"))["rows"]] == ["2026-03"]


def test_days_are_taken_from_and_to(funnel: World) -> None:
    assert json.loads(said("--from", "2026-03-11", "--json"))["rows"] == []
    assert len(json.loads(said("--to", "2026-03-10", "--json"))["rows"]) == 1


def test_a_table_says_n_of_d_and_the_interval_however_narrow_its_reader_is(
    funnel: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    table = said("--by", "unit")

    assert "0/2 = 0.0% (0.0%-65.8%)" in table
    assert "1 telemarketer, 1 rep; no signature yet" in table
    assert "not enough data" in table
    assert "Honoured" not in table


def test_no_terminal_is_too_narrow_for_a_figure(funnel: World) -> None:
    found = funnel_report(View(funnel.organization.id), by=(By.UNIT, By.MONTH), at=funnel.at)
    for width in (200, 80, 40):
        terminal = Console(file=StringIO(), force_terminal=True, color_system=None, width=width)
        show(found, terminal)
        table = terminal.file.getvalue()  # type: ignore[attr-defined]  # a StringIO

        assert "…" not in table
        assert ("┃" in table) == (width == 200)
        assert "0/2 = 0.0% (0.0%-65.8%)" in " ".join(table.split())
        assert max(map(len, table.splitlines())) <= width


def test_the_first_day_comes_before_the_last(funnel: World) -> None:
    refused = " ".join(said("--from", "2026-03-11", "--to", "2026-03-10", code=2).split())

    assert "2026-03-11 comes after the last day, 2026-03-10" in refused


@pytest.mark.parametrize(
    "arguments", [("--by", "weather"), ("--from", "yesterday"), ("--organization", "nobody")]
)
def test_what_cannot_be_understood_ends_with_two(funnel: World, arguments: tuple[str, ...]) -> None:
    said(*arguments, code=2)


def test_of_two_organizations_one_must_be_named(funnel: World) -> None:
    found_organization(
        "Autre", slug="autre", country="FR", timezone="Europe/Paris", language="fr", currency="EUR"
    )

    said(code=2)
    assert json.loads(said("--organization", "autre", "--json"))["rows"] == []
