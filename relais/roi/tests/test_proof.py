"""The return: each lead with its own cost, and the sum of the leads is the figure, to the cent."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relais.campaigns.actions import Terms, add_cost, change_campaign, create_campaign
from relais.campaigns.models import Campaign
from relais.campaigns.rules.terms import CostKind, MinutesNeeded, Spread
from relais.leads.actions import take_up_lead
from relais.leads.events import Outcome
from relais.leads.models import Lead
from relais.measures.queries import View
from relais.people.actions import add_call_center
from relais.roi.queries import (
    Line,
    Proof,
    Scope,
    Stage,
    charged_leads,
    charged_sums,
    cost_of,
    leads_at,
    proof_of,
    scope_of,
)
from relais.roi.rules.proof import left_on_the_table, steps_of
from relais.roi.tests.steps import met, signed, transmitted, validated
from tests.persons import World

DAY = timedelta(days=1)


def cost(world: World, kind: CostKind, amount: int, **more: Any) -> None:
    told = {"since": world.at.date()} | more
    add_cost(world.campaign.id, kind=kind, amount=amount, by=world.system, **told)


@pytest.fixture
def priced(world: World) -> World:
    """Let there be costs of every kind, of which hardly any can be shared out evenly."""
    day = world.at.date()
    cost(world, CostKind.FIXED, 100_001)
    cost(world, CostKind.HOURLY, 2_857, hours=Decimal("7.5"), since=day - DAY, until=day + DAY)
    cost(world, CostKind.REWARD, 5_003, until=day)
    cost(world, CostKind.PER_LEAD, 4_001)
    cost(world, CostKind.PER_APPOINTMENT, 6_007)
    cost(world, CostKind.REP_TIME, 4_500, minutes=77)
    cost(world, CostKind.TRAVEL, 1_213)
    return world


def peopled(world: World) -> None:
    """Let leads come as far as leads come."""
    signed(world, hour=8, margin=200_000)
    met(world, Outcome.REP_ABSENT, hour=10)
    met(world, Outcome.PROSPECT_ABSENT, hour=13)
    met(world, None, hour=15)
    transmitted(world, "olga")
    validated(world)
    world.open_lead()
    world.later(days=20)


def scope(world: World, **narrowed: Any) -> Scope:
    campaigns = list(Campaign.objects.of(world.organization.id))
    view = View(world.organization.id, **narrowed)
    return scope_of(view, campaigns, at=world.at)


def told(of: Scope) -> Proof:
    return proof_of(of).proof


def summed(of: Scope, case: str) -> int:
    """Add up what each lead behind a figure has cost, lead by lead."""
    rows = leads_at(of, case)
    return sum(one.cost for one in charged_leads(of, rows, [lead.id for lead in rows]))


@pytest.mark.parametrize("rule", Spread)
def test_the_sum_of_the_leads_is_the_figure(priced: World, rule: Spread) -> None:
    terms = Terms("Printemps", priced.at.date(), priced.id("dora"), spread=rule)
    change_campaign(priced.campaign.id, terms, by=priced.by("dora"))
    peopled(priced)
    every = scope(priced)
    proof = told(every)

    kept, due = 2, 4
    whatever = 100_001 + 21_428 + 5_003
    assert proof.costs == {
        CostKind.FIXED: 100_001, CostKind.HOURLY: 21_428, CostKind.REWARD: 5_003,
        CostKind.PER_LEAD: 6 * 4_001, CostKind.PER_APPOINTMENT: due * 6_007,
        CostKind.REP_TIME: kept * 5_775, CostKind.TRAVEL: kept * 1_213,
    }  # fmt: skip
    assert proof.cost == whatever + 6 * 4_001 + due * 6_007 + kept * (5_775 + 1_213)
    assert proof.cost == summed(every, "opened") == cost_of(every.campaigns[0], at=priced.at)
    assert charged_sums(every, leads_at(every, "opened")) == (7, proof.cost, 200_000)
    for line in Line:
        assert proof.wasted[line].amount == summed(every, line)
    assert [proof.wasted[line].count for line in Line] == [0, 2, 1]


def test_parts_of_the_organization_add_up_to_the_whole(priced: World) -> None:
    peopled(priced)
    center = frozenset({priced.center.id})
    whole = told(scope(priced)).cost
    found = [
        told(scope(priced, call_center_ids=center)).cost,
        told(scope(priced, originator_id=priced.id("tina"))).cost,
        told(scope(priced, unit_path=priced.root.path)).cost,
    ]
    assert found[:2] == [whole, whole]
    north = scope(priced, unit_path=priced.north.path)
    assert found[2] == told(north).cost == summed(north, "opened")
    assert told(scope(priced, since=priced.at.date())).cost == 0


def test_stages_have_their_rates_over_the_one_before(priced: World) -> None:
    peopled(priced)
    steps = {step.stage: step for step in told(scope(priced)).steps}

    assert [step.count for step in steps.values()] == [7, 6, 5, 4, 1, 1, 1]
    rates = {stage: step.rate for stage, step in steps.items() if step.rate}
    assert {stage: (rate.numerator, rate.denominator) for stage, rate in rates.items()} == {
        Stage.VALIDATED: (6, 7), Stage.TRANSMITTED: (5, 6), Stage.TAKEN_UP: (4, 5),
        Stage.APPROACH: (1, 4), Stage.HELD: (1, 1), Stage.WON: (1, 1),
    }  # fmt: skip
    for stage, step in steps.items():
        assert leads_at(scope(priced), stage).count() == step.count, stage
    assert steps[Stage.WON].each == told(scope(priced)).cost


def test_a_return_is_told_with_what_it_lacks(priced: World) -> None:
    peopled(priced)
    proof = told(scope(priced))

    assert (proof.margin, proof.told, proof.signed) == (200_000, 1, 1)
    assert proof.gained == pytest.approx((200_000 - proof.cost) / proof.cost)
    assert proof.times == pytest.approx(200_000 / proof.cost)
    assert (proof.enough, proof.interval) == (False, None)
    left = proof.left
    assert (left.count, left.amount) == (1, 50_000)  # one of four taken up was signed
    assert leads_at(scope(priced), "not_taken_up").count() == 1


def test_a_margin_in_another_currency_is_not_added(priced: World) -> None:
    signed(priced, hour=8, margin=200_000, currency="USD")
    signed(priced, hour=13, margin=None)
    priced.later(days=20)
    proof = told(scope(priced))
    assert (proof.signed, proof.told, proof.margin, proof.left.amount) == (2, 0, 0, None)


def test_a_cost_of_a_call_center_is_borne_by_its_leads(world: World) -> None:
    other = add_call_center("Autre voix", kind="outsourced", by=world.system)
    cost(world, CostKind.FIXED, 1_001, call_center_id=world.center.id)
    cost(world, CostKind.PER_LEAD, 7, call_center_id=other.id)
    cost(world, CostKind.FIXED, 503, call_center_id=other.id)
    transmitted(world)
    transmitted(world)
    found = proof_of(scope(world)).proof

    assert (found.cost, found.unborne) == (1_001, 503)
    assert cost_of(world.campaign, at=world.at) == 1_504
    rows = leads_at(scope(world), "opened").order_by("id")
    shares = charged_leads(scope(world), rows, [lead.id for lead in rows])
    assert [one.cost for one in shares] == [501, 500]


def test_days_without_a_lead_are_borne_by_all_of_them(world: World) -> None:
    day = world.at.date()
    cost(world, CostKind.REWARD, 900, since=day - 3 * DAY, until=day - 2 * DAY)
    assert told(scope(world)).unborne == 900
    transmitted(world)
    assert (told(scope(world)).cost, told(scope(world)).unborne) == (900, 0)


def test_more_stages_bear_more(world: World) -> None:
    terms = Terms("Printemps", world.at.date(), world.id("dora"), spread=Spread.STAGES)
    change_campaign(world.campaign.id, terms, by=world.by("dora"))
    cost(world, CostKind.FIXED, 1_000)
    first, second = transmitted(world), validated(world)
    take_up_lead(first.id, by=world.by("remy"), at=world.at)
    rows = Lead.objects.of(world.organization.id)
    shares = charged_leads(scope(world), rows, [first.id, second.id])
    assert [one.cost for one in shares] == [750, 250]


def test_a_cost_without_rate_is_left_out_and_said(world: World) -> None:
    cost(world, CostKind.FIXED, 1_000, currency="USD")
    transmitted(world)
    proven = proof_of(scope(world))
    assert (proven.proof.cost, [one.amount for one in proven.unrated]) == (0, [1_000])


def test_campaigns_of_another_currency_stand_apart(world: World) -> None:
    terms = Terms("Amérique", world.at.date(), world.id("dora"), currency="USD")
    create_campaign(terms, by=world.system, at=world.at)
    every = list(Campaign.objects.of(world.organization.id))
    view = View(world.organization.id)
    found = {one: scope_of(view, every, at=world.at, currency=one) for one in ("EUR", "USD")}
    assert {one: [row.name for row in of.campaigns] for one, of in found.items()} == {
        "EUR": ["Printemps"], "USD": ["Amérique"],
    }  # fmt: skip
    assert len(scope_of(view, every, at=world.at).campaigns) == 1


def test_reps_time_needs_the_minutes_of_a_visit(world: World) -> None:
    with pytest.raises(MinutesNeeded):
        cost(world, CostKind.REP_TIME, 4_500)


def test_questions_stay_as_many(priced: World) -> None:
    met(priced, Outcome.HELD, hour=8)
    transmitted(priced)
    priced.later(days=20)
    with CaptureQueriesContext(connection) as few:
        told(scope(priced))
    for _ in range(3):
        transmitted(priced)
    with CaptureQueriesContext(connection) as many:
        told(scope(priced))
    assert len(many) == len(few)


@pytest.mark.once
def test_how_sure_a_return_is_needs_reps_and_signatures() -> None:
    counts = {stage.value: 10 for stage in Stage} | {f"both_{stage}": 10 for stage in Stage}
    left = left_on_the_table(0, signed=10, taken_up=10, margin=1, told=1)
    proof = Proof("EUR", steps_of(counts, cost=1), {}, 1, 1, 6, None, {}, left, 0)
    assert proof.enough
    assert not replace(proof, reps=5).enough
    assert not replace(proof, steps=steps_of(counts | {"won": 9, "both_won": 9}, cost=1)).enough
