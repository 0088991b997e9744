"""Months of the books by program: closed, read, adjusted; refused by state and by person."""

from datetime import UTC, datetime

import pytest

from relais.api.tests.programs import Program
from relais.leads.actions import take_up_lead
from relais.roi.tests.steps import transmitted
from relais.roi.tests.test_queries import priced
from tests.persons import World

__all__ = ["priced"]

MONTHS = "/return/months"
IN_JULY = datetime(2026, 7, 20, 9, 0, tzinfo=UTC)


def test_a_program_closes_and_reads_months(
    priced: World, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead = transmitted(priced)
    monkeypatch.setattr("django.utils.timezone.now", lambda: IN_JULY)
    for name in ("maya", "sam"):
        for path in (MONTHS, f"{MONTHS}/2026-03/figures", f"{MONTHS}/2026-03/adjustments"):
            assert program.get(name, path).status_code == 404
        assert program.post(name, f"{MONTHS}/2026-03/close").status_code == 404
    assert program.get("dora", f"{MONTHS}/2026-03/figures").status_code == 404
    assert program.post("dora", f"{MONTHS}/2026-04/close").json()["code"] == "month_not_next"
    assert program.post("dora", f"{MONTHS}/2026-13/close").status_code == 422
    closed = program.post("dora", f"{MONTHS}/2026-03/close").json()
    assert closed["month"] == "2026-03-01"
    assert program.post("dora", f"{MONTHS}/2026-03/close").json()["code"] == "month_closed"
    assert program.seen_by("dora", MONTHS) == {closed["id"]}
    lines = program.get("dora", f"{MONTHS}/2026-03/figures").json()
    assert sum(line["figures"].get("validated", 0) for line in lines) == 1
    assert {line["part"] for line in lines} == {"own"}
    take_up_lead(lead.id, by=priced.by("remy"), at=priced.at)
    told = program.get("dora", f"{MONTHS}/2026-07/adjustments").json()
    assert {(one["lead_id"], one["measure"], one["amount"]) for one in told} == {
        (str(lead.id), "taken_up", 1),
        (str(lead.id), "never_taken_up", -1),
    }
    assert program.get("dora", f"{MONTHS}/2026-03/adjustments").json() == []
