"""What programs are told of the return, and the rates that they store."""

from datetime import date

import pytest

from relais.api.tests.programs import Program
from relais.campaigns.actions import add_cost
from relais.campaigns.models import ExchangeRate
from relais.campaigns.rules.terms import CostKind
from relais.diagnosis.actions.compute import compute_waiting
from relais.people.actions import complete_privacy_checklist
from relais.roi.queries import kept
from relais.roi.tests.steps import transmitted
from tests.persons import SINCE, World

CSV = "Date, USD, \n2026-03-09, 1.1, \n"


def test_each_lead_tells_its_cost_and_they_add_up(world: World, program: Program) -> None:
    by = world.by("dora")
    add_cost(world.campaign.id, kind=CostKind.FIXED, amount=1_001, since=SINCE, by=by)
    for _ in range(2):
        transmitted(world)
    proof = program.get("dora", "/proof").json()
    assert [step["count"] for step in proof["steps"]] == [2, 2, 2, 0, 0, 0, 0]
    assert (proof["currency"], proof["money"]["cost"], proof["money"]["low"]) == (
        "EUR",
        1_001,
        None,
    )
    assert [(one["transmitted"], one["matured"]) for one in proof["cohorts"]] == [(2, False)]
    assert (proof["curve"], proof["matured"]["leads"], proof["matured"]["gained"]) == ([], 0, None)
    leads = program.get("dora", "/proof/leads?case=transmitted").json()
    assert sorted(one["cost"] for one in leads["leads"]) == [500, 501]
    assert leads["cost"] == 1_001


def test_money_is_for_the_house_and_persons_for_who_leads_them(
    world: World, program: Program
) -> None:
    transmitted(world)
    assert program.get("dora", f"/proof?finder={world.id('tina')}").status_code == 404
    assert program.get("dora", "/proof/leads?case=nothing").status_code == 404
    complete_privacy_checklist(
        works_council_on=date(2026, 2, 1),
        notice="v1",
        impact_assessment="A1",
        by=world.by("ada"),
        at=world.at,
    )
    told = program.get("sam", "/proof").json()
    assert (told["money"], told["matured"]) == (None, None)
    assert program.get("sam", "/proof/leads").json()["leads"][0]["cost"] is None


def test_rates_are_stored_by_who_sets_campaigns_and_once(world: World, program: Program) -> None:
    for new in (1, 0):
        answer = program.send("post", "ada", "/exchange-rates", {"file": CSV})
        assert (answer.status_code, answer.json()) == (200, {"stored": new})
    assert program.send("post", "maya", "/exchange-rates", {"file": CSV}).status_code == 409
    assert program.send("post", "ada", "/exchange-rates", {"file": "no"}).status_code == 409
    assert ExchangeRate.objects.count() == 1
    assert program.get("maya", "/exchange-rates").json()[0]["currency"] == "USD"


def test_many_leads_are_reckoned_beside_the_answer_and_told_as_of_then(
    world: World, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MANY", 1)
    by = world.by("dora")
    add_cost(world.campaign.id, kind=CostKind.FIXED, amount=1_001, since=SINCE, by=by)
    for _ in range(2):
        transmitted(world)
    waits = program.get("dora", "/proof")
    assert (waits.status_code, waits.json()["kind"], waits.json()["step"]) == (202, "proof", 0)
    assert program.get("dora", "/proof/leads").status_code == 202
    assert compute_waiting(world.at) == 1
    world.later(minutes=5)
    transmitted(world)
    told = program.get("dora", "/proof").json()
    assert (told["money"]["cost"], told["steps"][0]["count"]) == (1_001, 2)
    assert told["as_of"]
    leads = program.get("dora", "/proof/leads").json()
    assert (leads["count"], leads["cost"], leads["changed"]) == (2, 1_001, 1)
    assert sorted(one["cost"] for one in leads["leads"]) == [0, 500, 501]  # of then
