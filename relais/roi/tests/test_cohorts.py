"""Young leads are told from those that have had their time, and no mean of months is made."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from relais.campaigns.actions import add_cost
from relais.campaigns.models import Campaign
from relais.campaigns.rules.terms import CostKind
from relais.measures.queries import View
from relais.roi.queries import Scope, cohorts_of, proof_of, scope_of
from relais.roi.rules.cohorts import cohort_of, curve_of, first_unripe
from relais.roi.tests.steps import met, signed, transmitted, validated
from tests.persons import SINCE, World

PARIS = ZoneInfo("Europe/Paris")
SENT = datetime(2026, 1, 1, 12, tzinfo=UTC)


def scope(world: World) -> Scope:
    campaigns = list(Campaign.objects.of(world.organization.id))
    return scope_of(View(world.organization.id), campaigns, at=world.at)


@pytest.mark.once
def test_a_month_is_matured_once_its_last_lead_has_had_its_time() -> None:
    """January ends on the 31st at midnight in Paris; 180 days on, it is the 31st of July."""
    begun = datetime(2026, 1, 31, 23, tzinfo=UTC) + timedelta(days=180)
    assert first_unripe(begun, zone=PARIS) == date(2026, 2, 1)
    assert first_unripe(begun - timedelta(seconds=1), zone=PARIS) == date(2026, 1, 1)


@pytest.mark.once
def test_a_curve_tells_how_signatures_come_in() -> None:
    ages = [-3, 10, 20, 30, 40, 50, 60, 70, 80, 180, 181]
    curve = curve_of([(SENT, SENT + timedelta(days=age)) for age in ages])
    assert curve.days == [0, 10, 20, 30, 40, 50, 60, 70, 80, 180]
    assert [curve.signed_by(age).numerator for age in (30, 90, 180)] == [4, 9, 10]
    assert curve.signed_by(180).rate == 1


@pytest.mark.once
def test_what_is_expected_counts_the_days_of_a_month_alike() -> None:
    curve = curve_of([(SENT, SENT + timedelta(days=10))] * 10)
    share = curve.share(date(2026, 6, 1), today=date(2026, 6, 20))
    assert share == pytest.approx(10 / 20)  # the 1st to the 10th, of 20 days so far
    assert curve.share(date(2026, 5, 1), today=date(2026, 6, 20)) == 1


@pytest.mark.once
def test_without_signatures_of_matured_months_nothing_is_expected() -> None:
    curve = curve_of([(SENT, SENT + timedelta(days=10))] * 9)
    assert not curve.enough
    young = cohort_of(
        date(2026, 6, 1), transmitted=4, signed=1, curve=curve,
        unripe=date(2026, 1, 1), today=date(2026, 6, 20),
    )  # fmt: skip
    assert (young.matured, young.expected) == (False, None)


def test_young_leads_stand_beside_those_that_have_had_their_time(world: World) -> None:
    by = world.by("dora")
    add_cost(world.campaign.id, kind=CostKind.PER_LEAD, amount=4_000, since=SINCE, by=by)
    old = world.at.astimezone(PARIS).date().replace(day=1)
    signed(world, hour=8, margin=20_000)
    validated(world)
    world.later(days=250)
    transmitted(world)
    met(world, None, hour=10)
    world.later(days=10)
    of = scope(world)
    proof, cohorts = proof_of(of).proof, cohorts_of(of)

    months = [(one.transmitted, one.signed, one.matured) for one in cohorts.months]
    assert (cohorts.months[0].month, months) == (old, [(1, 1, True), (2, 0, False)])
    assert len(cohorts.curve.days) == 1
    ripe = proof.ripe
    assert ripe is not None
    assert (ripe.leads, ripe.signed, ripe.cost, ripe.margin) == (2, 1, 8_000, 20_000)
    assert (ripe.gained, proof.gained) == (1.5, 0.25)
    assert (ripe.enough, ripe.interval) == (False, None)
