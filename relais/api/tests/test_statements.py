"""Statements by program: read, closed; refused by state and by person."""

from datetime import UTC, datetime

import pytest

from relais.api.tests.programs import Program
from relais.roi.actions import close_month
from relais.roi.tests.steps import transmitted
from relais.roi.tests.test_queries import priced
from relais.roi.tests.test_statements import MARCH
from tests.persons import World

__all__ = ["priced"]

IN_JULY = datetime(2026, 7, 20, 9, 0, tzinfo=UTC)
ALL = "/return/statements"


def test_a_program_reads_and_closes_statements(
    priced: World, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = f"{ALL}/2026-03/{priced.center.id}"
    transmitted(priced)
    monkeypatch.setattr("django.utils.timezone.now", lambda: IN_JULY)
    draft = program.get("sam", one).json()
    assert (draft["number"], draft["totals"]) == (None, {"EUR": 104_000})
    assert sum(line["amount"] for line in draft["lines"]) == 104_000
    behind = program.get("sam", f"{one}/lines/1").json()
    assert [lead["amount"] for lead in behind["leads"]] == [behind["amount"]] == [4_000]
    assert behind["leads"][0]["measure"] == "leads_paid"
    assert program.get("sam", f"{one}/lines/2").status_code == 404
    assert program.get("maya", f"{one}/lines/1").status_code == 404
    assert program.post("dora", f"{one}/close").json()["code"] == "month_open"
    close_month(MARCH, by=priced.by("dora"), at=IN_JULY)
    for name in ("sam", "maya", "remy"):
        assert program.post(name, f"{one}/close").status_code == 404
    assert program.get("maya", one).status_code == 404
    closed = program.post("dora", f"{one}/close").json()
    assert closed["number"] == 1
    assert program.post("dora", f"{one}/close").json()["code"] == "statement_closed"
    for name, ids in (("dora", {closed["id"]}), ("sam", {closed["id"]}), ("maya", set())):
        assert program.seen_by(name, ALL) == ids
    assert program.get("sam", f"{one}/lines/1").json() == behind
    assert program.get("sam", one).json() == draft | {"number": 1, "closable": False}
