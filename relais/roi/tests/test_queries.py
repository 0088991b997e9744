"""Cost per stage and waste, over leads brought there by actions."""

from datetime import timedelta

import pytest

from relais.campaigns.actions import Terms, add_cost, create_campaign
from relais.campaigns.rules.terms import CostKind, ReasonKind
from relais.leads.actions import contest_lead, uphold_contest, win_lead
from relais.leads.events import (
    Evidence,
    Outcome,
)
from relais.leads.models import Lead
from relais.lib.money import Currency
from relais.measures.queries import View
from relais.roi.queries import Line, money_of, proof_of, returns_of, scope_of, waste_of, wasted
from relais.roi.tests.steps import met, transmitted
from tests.persons import World

DAY = timedelta(days=1)


@pytest.fixture
def priced(world: World) -> World:
    """Let each lead cost 40 euros, each appointment 60, and the campaign itself 1,000."""
    day = world.at.date()
    for kind, amount in (
        (CostKind.PER_LEAD, 4_000),
        (CostKind.PER_APPOINTMENT, 6_000),
        (CostKind.FIXED, 100_000),
    ):
        add_cost(world.campaign.id, kind=kind, amount=amount, since=day, by=world.system)
    return world


def upheld(world: World) -> Lead:
    lead = transmitted(world)
    contest(world, lead)
    return lead


def contest(world: World, lead: Lead) -> None:
    """Let a lead be contested, and rightly."""
    contest_lead(
        lead.id,
        reason_id=world.reason(ReasonKind.CONTEST, "not_qualified"),
        evidence=(Evidence.SHEET,),
        words="Pas de projet.",
        by=world.by("remy"),
        at=world.at,
    )
    uphold_contest(lead.id, reason_id=None, words="", by=world.by("maya"), at=world.at)


def test_cost_is_divided_by_each_stage(priced: World) -> None:
    met(priced, Outcome.HELD, hour=8)
    met(priced, Outcome.REP_ABSENT, hour=13)
    transmitted(priced)
    money = money_of(priced.campaign, at=priced.later(days=8))

    assert money.cost == 100_000 + 3 * 4_000 + 2 * 6_000
    assert money.per == {
        "opened": 41_333,
        "transmitted": 41_333,
        "taken_up": 62_000,
        "held": 124_000,
        "won": None,
    }


def test_waste_stands_in_three_lines_that_have_no_lead_in_common(priced: World) -> None:
    met(priced, Outcome.HELD, hour=8)
    met(priced, Outcome.REP_ABSENT, hour=10)
    met(priced, None, hour=13)
    upheld(priced)
    transmitted(priced)
    waste = waste_of(priced.campaign, at=priced.later(days=8))

    counts = {line: lost.count for line, lost in waste.lines.items()}
    assert counts == {"never_taken_up": 1, "not_honoured": 2, "upheld": 1}
    assert (waste.count, waste.paid) == (4, 5)
    borne = 100_000 // 5 + 4_000  # a fifth of what is fixed, and the lead itself
    assert waste.lines["never_taken_up"].amount == waste.lines["upheld"].amount == borne
    assert waste.lines["not_honoured"].amount == 2 * (borne + 6_000)


def test_waste_is_what_the_proof_of_the_same_leads_says(priced: World) -> None:
    met(priced, Outcome.REP_ABSENT, hour=10)
    met(priced, Outcome.HELD, hour=8)
    upheld(priced)
    at = priced.later(days=8)
    scope = scope_of(View(priced.organization.id), [priced.campaign], at=at)

    waste = waste_of(priced.campaign, at=at)
    assert dict(waste.lines) == dict(proof_of(scope).proof.wasted)
    assert waste.amount > 0


def test_what_may_still_be_taken_up_or_kept_is_no_waste(priced: World) -> None:
    transmitted(priced)
    met(priced, None, hour=8)

    assert waste_of(priced.campaign, at=priced.at).count == 0


def test_a_return_puts_what_came_beside_what_it_cost(priced: World) -> None:
    lead = met(priced, Outcome.HELD, hour=8)
    met(priced, Outcome.REP_ABSENT, hour=13)
    at = priced.later(days=8)
    win_lead(
        lead.id, amount=900_000, margin=200_000, currency=Currency("EUR"), signed_on=at.date(),
        by=priced.by("remy"), at=at,
    )  # fmt: skip
    gave = returns_of([priced.campaign], at=at)[priced.campaign.id]

    assert gave.counts == {"transmitted": 2, "taken_up": 2, "held": 1, "won": 1}
    assert (gave.cost, gave.per["won"]) == (100_000 + 2 * 4_000 + 2 * 6_000, gave.cost)
    assert (gave.signed_for, gave.margin, gave.told) == (900_000, 200_000, 1)


def test_many_campaigns_are_asked_for_at_once(priced: World) -> None:
    terms = Terms(name="Automne", starts_on=priced.at.date(), owner_id=priced.id("dora"))
    other = create_campaign(terms, by=priced.system, at=priced.at)
    met(priced, Outcome.HELD, hour=8)
    found = returns_of([priced.campaign, other], at=priced.later(days=8))

    assert found[other.id].counts == {"transmitted": 0, "taken_up": 0, "held": 0, "won": 0}
    assert (found[other.id].cost, found[other.id].signed_for, found[other.id].told) == (0, 0, 0)
    assert found[priced.campaign.id].cost == money_of(priced.campaign, at=priced.at).cost
    assert returns_of([], at=priced.at) == {}


def test_a_piece_is_paid_by_the_price_of_its_day(world: World) -> None:
    today = world.at.date()
    for amount, since, until in (
        (4_000, today - DAY, today - DAY),
        (5_000, today, today),
        (7_000, today + DAY, None),
    ):
        add_cost(
            world.campaign.id, kind=CostKind.PER_LEAD, amount=amount, since=since, until=until,
            by=world.system,
        )  # fmt: skip
    transmitted(world)

    assert money_of(world.campaign, at=world.later(days=3)).cost == 5_000


def test_each_line_of_waste_gives_its_cases(priced: World) -> None:
    meant = {Line.NOT_HONOURED: met(priced, Outcome.REP_ABSENT, hour=10)}
    meant[Line.UPHELD] = upheld(priced)
    meant[Line.NEVER_TAKEN_UP] = transmitted(priced)
    met(priced, Outcome.HELD, hour=8)
    at = priced.later(days=8)

    for line, lead in meant.items():
        found = Lead.objects.filter(wasted(line, organization_id=priced.organization.id, at=at))
        assert [one.id for one in found] == [lead.id], line


@pytest.mark.once  # of SQLite's plans: PostgreSQL counts its rows, and plans by them
@pytest.mark.parametrize("line", Line)
def test_a_lead_s_events_are_found_by_the_lead_and_not_by_their_kind(
    world: World, line: Line
) -> None:
    leads = Lead.objects.of(world.organization.id)
    plan = leads.filter(wasted(line, organization_id=world.organization.id, at=world.at)).explain()
    events = [step for step in plan.splitlines() if "leadevent" in step]

    assert events
    assert all("lead_id=?" in step for step in events), plan
