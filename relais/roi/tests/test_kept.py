"""A proof that is kept for a day: the same figures, and leads that add up to them to the cent."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relais.campaigns.models import Campaign
from relais.campaigns.rules.terms import CostKind, Spread
from relais.leads.actions import take_up_lead
from relais.measures.queries import View
from relais.roi.queries import Scope, Told, charges, cost_of, pools, scope_of
from relais.roi.queries.kept import AskedOf, computed, scope_kept, told_kept
from relais.roi.queries.sums import CASES
from relais.roi.rules.cohorts import Cohorts, Curve
from relais.roi.rules.kept import cohorts_kept, kept_cohorts
from relais.roi.tests.steps import transmitted
from relais.roi.tests.test_proof import DAY, cost, peopled, priced
from tests.persons import World

__all__ = ["priced"]


def scope(world: World, **narrowed: Any) -> Scope:
    campaigns = list(Campaign.objects.of(world.organization.id))
    return scope_of(View(world.organization.id, **narrowed), campaigns, at=world.at)


def kept(of: Scope) -> Any:
    """Reckon a proof as the worker does, and give what the database holds of it."""
    return json.loads(json.dumps(computed(of, tell=lambda *_, **__: None)))


def summed(told: Told, case: str) -> int:
    return sum(one.cost for one in told.charged([lead.id for lead in told.leads(case)]))


def test_a_kept_proof_is_the_same_and_its_leads_add_up_to_it(priced: World) -> None:
    Campaign.objects.update(spread=Spread.STAGES)  # classes of leads, and a cent more for some
    peopled(priced)
    now = Told(scope(priced))
    found = kept(now.scope)
    told = told_kept(scope(priced), found, as_of=priced.at)
    assert (told.proven.proof, told.cohorts) == (now.proven.proof, now.cohorts)
    for case in CASES:
        assert told.sums(case) == now.sums(case), case
        assert told.sums(case).cost == summed(told, case) == summed(now, case), case

    cost(priced, CostKind.FIXED, 7_777)
    cost(priced, CostKind.PER_LEAD, 11)
    waits = told.leads("not_taken_up").get()
    priced.later(hours=1)
    take_up_lead(waits.id, by=priced.by("olga"), at=priced.at)
    transmitted(priced)
    later = told_kept(scope(priced), found, as_of=told.scope.at)
    assert later.proven.proof == now.proven.proof
    assert summed(later, "won") == later.sums("won").cost  # of none of these anything was told
    assert (told.changed(), later.changed()) == (2, 2)
    assert Told(scope(priced)).proven.proof.cost > now.proven.proof.cost
    with CaptureQueriesContext(connection) as asked:
        later.proven, later.cohorts, later.sums("held")
    assert len(asked) <= 1  # the zone of the house


def test_more_costs_than_a_question_has_columns_come_to_the_same(
    priced: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    Campaign.objects.update(spread=Spread.STAGES)
    day = priced.at.date()
    cost(priced, CostKind.FIXED, 1_009, since=day, until=day + DAY)
    cost(priced, CostKind.REWARD, 1_013, since=day + DAY, until=day + 3 * DAY)
    cost(priced, CostKind.FIXED, 1_019, since=day, call_center_id=priced.center.id)
    peopled(priced)
    whole = Told(scope(priced)).proven.proof
    for module, name in ((charges, "COLUMNS"), (pools, "LAYERS"), (pools, "PARTS")):
        monkeypatch.setattr(module, name, 1)
    now = Told(scope(priced))
    assert now.proven.proof == whole
    assert summed(now, "opened") == whole.cost == cost_of(priced.campaign, at=priced.at)


def test_what_is_asked_for_is_told_in_json_and_read_from_it(world: World) -> None:
    by = world.by("maya").access
    center = frozenset({world.center.id})
    path, day = world.north.path, world.at.date()
    for narrowed in ({}, {"access": by}, {"unit_path": path, "since": day, "until": day}):
        asked = scope(world, call_center_ids=center, **narrowed)
        plain = json.loads(json.dumps(AskedOf(asked).plain()))
        access, home = asked.view.access, world.organization.id
        assert scope_kept(plain, organization_id=home, access=access, at=world.at) == asked


@pytest.mark.once
def test_a_curve_is_kept_by_its_days() -> None:
    cohorts = Cohorts([], Curve([0, 3, 3, 179]))
    assert cohorts_kept(json.loads(json.dumps(kept_cohorts(cohorts)))) == cohorts
