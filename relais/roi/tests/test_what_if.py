"""What would be, of leads brought as far as leads come: the same as the proof where unchanged."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relais.accounts.models import Account, Contact
from relais.campaigns.actions import Terms, add_cost, create_campaign, publish_definition
from relais.campaigns.models import Campaign
from relais.campaigns.rules.terms import CostKind
from relais.leads.actions import write_sheet
from relais.leads.events import Outcome
from relais.leads.models import Lead
from relais.leads.queries import score_of, sheet_of
from relais.lib.errors import NotVisible
from relais.measures.queries import View
from relais.roi.queries import (
    Group,
    Lack,
    Part,
    Scope,
    Supposed,
    leads_of_case,
    proof_of,
    scope_of,
    versions_of,
    what_if,
)
from relais.roi.queries.what_if import CASES
from relais.roi.queries.what_if_kept import Behind, Count, behind_kept, computed_what_if
from relais.roi.tests.steps import crowded, met, signed, transmitted, validated
from tests.persons import SINCE, World

NOTHING = Supposed()


def scope(world: World, **narrowed: Any) -> Scope:
    campaigns = list(Campaign.objects.of(world.organization.id))
    return scope_of(View(world.organization.id, **narrowed), campaigns, at=world.at)


def priced(world: World) -> None:
    by = world.by("dora")
    for kind, amount in (
        (CostKind.FIXED, 90_001), (CostKind.PER_LEAD, 4_000), (CostKind.PER_APPOINTMENT, 6_000),
    ):  # fmt: skip
        add_cost(world.campaign.id, kind=kind, amount=amount, since=SINCE, by=by)


def test_each_lead_stands_in_one_group_and_opens_there(world: World) -> None:
    priced(world)
    signed(world, hour=8, margin=200_000)
    met(world, Outcome.REP_ABSENT, hour=10)
    met(world, Outcome.PROSPECT_ABSENT, hour=13)
    transmitted(world, "olga")
    validated(world)
    assert what_if(scope(world), NOTHING).whole.leads == 0  # none has had its time
    world.later(days=220)
    of = scope(world)
    found = what_if(of, NOTHING)
    groups = {group: tally.leads for group, tally in found.flow.groups.items()}
    assert groups == {
        Group.NOT_SENT: 1, Group.NOT_TAKEN_UP: 1, Group.NO_APPOINTMENT: 0,
        Group.NOT_HONOURED: 1, Group.HONOURED: 2,
    }  # fmt: skip
    for case, count in [*groups.items(), ("held", 1), ("all", 5)]:
        rows = leads_of_case(of, case, part=None, signed=False, supposed=NOTHING)
        assert rows.count() == count, case
    assert leads_of_case(of, "all", part=None, signed=True, supposed=NOTHING).count() == 1


def test_few_leads_tell_what_is_and_how_many_more_are_needed(world: World) -> None:
    priced(world)
    signed(world, hour=8, margin=200_000)
    met(world, Outcome.REP_ABSENT, hour=10)
    met(world, Outcome.PROSPECT_ABSENT, hour=13)
    transmitted(world, "olga")
    world.later(days=220)
    of = scope(world)
    found = what_if(of, NOTHING)
    rates = (found.flow.take_up, found.flow.honour)
    assert [(rate.numerator, rate.denominator) for rate in rates] == [(3, 4), (2, 3)]
    assert found.flow.groups[Group.HONOURED].of_held.won.numerator == 1

    ripe = proof_of(of).proof.ripe
    assert ripe
    told = {name: one.value for name, one in found.expected.today.items()}
    assert (told["signed"], told["margin"], told["cost"]) == (1, 200_000, ripe.cost)
    assert told["gained"] == pytest.approx(ripe.gained)
    more = what_if(of, Supposed(take_up=Decimal(90), honour=Decimal(90)))
    assert more.lacking == {
        Lack.SIGNATURES: 9, Lack.REPS: 4, Lack.TAKEN_UP: 27, Lack.HONOURED: 28,
    }  # fmt: skip
    assert not more.answered
    assert more.untold == 4


def test_unchanged_it_is_the_return_of_matured_leads_with_its_range(world: World) -> None:
    priced(world)
    crowded(world)
    world.later(days=220)
    of = scope(world)
    found = what_if(of, NOTHING)
    ripe = proof_of(of).proof.ripe
    assert ripe
    assert ripe.interval
    today = found.expected.today
    assert (today["signed"].value, today["margin"].value, today["cost"].value) == (
        ripe.signed, ripe.margin, ripe.cost,
    )  # fmt: skip
    assert (today["gained"].value, today["gained"].interval) == (ripe.gained, ripe.interval)
    assert found.expected.then == today
    taken, sent = found.flow.take_up.numerator, found.flow.take_up.denominator
    assert (taken, sent) == (36, 48)
    same = what_if(of, Supposed(take_up=Decimal(75)))
    assert same.answered
    assert same.expected.then == today

    with CaptureQueriesContext(connection) as asked:
        better = what_if(of, Supposed(take_up=Decimal("87.5"), minimum=50))
    assert better.answered
    assert len(better.parts[Part.UNSCORED].groups) == len(Group)
    assert better.expected.more["signed"].value == pytest.approx(6 * 12 / 36)
    assert better.expected.then["margin"].value == pytest.approx(14 * 10_000)
    assert len(asked) <= 8


def test_a_least_score_tells_what_became_of_those_below(world: World) -> None:
    """Of 3 points a lead needs 2 to reach half; one without a score stays."""
    size = [{"code": "size", "kind": "size", "weight": 3, "min": 10}]
    by = world.by("dora")
    definition = publish_definition(world.campaign.id, criteria=size, by=by, at=world.at)
    for points in (3, 2, 1):
        transmitted(world, definition_id=definition.id, score=points)
    transmitted(world)
    priced(world)
    world.later(days=220)
    of, half = scope(world), Supposed(minimum=50)
    found = what_if(of, half)
    counts = {part: flow.whole.leads for part, flow in found.parts.items()}
    assert counts == {Part.KEPT: 2, Part.LEFT_OUT: 1, Part.UNSCORED: 1}
    for part, count in counts.items():
        rows = leads_of_case(of, "all", part=part, signed=False, supposed=half)
        assert rows.count() == count
    told = found.expected
    saved = told.more["cost"].value
    assert saved == -4_000  # the lead is not paid for, the fixed cost is
    assert (told.today["cost"].value, told.then["cost"].value) == (106_001, 102_001)
    assert what_if(of, Supposed(minimum=33)).parts[Part.LEFT_OUT].whole.leads == 0


ASKED = [
    {"code": "buyer", "kind": "function", "weight": 2, "values": ["achats"], "required": True},
    {"code": "trade", "kind": "sector", "weight": 1, "values": ["46"]},
    {"code": "size", "kind": "size", "weight": 1, "min": 10, "max": 50},
    {"code": "area", "kind": "area", "weight": 1, "countries": ["FR"], "values": ["59", "2A"]},
    {"code": "horizon", "kind": "horizon", "weight": 2, "max": 6},
    {"code": "renewal__due", "kind": "free", "weight": 1, "question": "Renouvellement ?"},
]
FACTS: list[tuple[str, str, int | None, str, dict[str, Any]]] = [
    ("Directrice des Achats", "46.90Z", 10, "59000", {"horizon_months": 6, "renewal__due": True}),
    ("Achats", "4690Z", 50, "20090", {"horizon_months": 0, "renewal__due": False}),
    ("achats", "45.1", 51, "75001", {"horizon_months": 7}),
    ("Comptable", "46.90Z", 20, "59800", {"horizon_months": 1, "renewal__due": True, "0": False}),
    ("", "", None, "", {"renewal__due": "yes", "0": True}),
]


def past(world: World) -> None:
    """Let there be a lead of each of the facts."""
    for function, activity, size, postcode, answers in FACTS:
        lead = world.open_lead()
        Account.objects.filter(id=lead.account_id).update(
            activity_code=activity, size=size, postcode=postcode, country="FR"
        )
        Contact.objects.filter(id=lead.contact_id).update(function=function)
        write_sheet(lead.id, fields={}, answers=answers, by=world.by("tina"), at=world.at)
        transmitted(world, lead=Lead.objects.get(id=lead.id))


def test_a_version_put_to_past_leads_scores_them_as_the_rule_does(world: World) -> None:
    past(world)
    transmitted(world)  # nobody wrote a sheet
    by = world.by("dora")
    version = publish_definition(world.campaign.id, criteria=ASKED, by=by, at=world.at)
    world.later(days=220)
    of = scope(world)
    scores = {
        lead.id: score_of(lead, definition=version, sheet=sheet_of(lead)) for lead in of.leads
    }
    assert {one.percent for one in scores.values() if one} >= {100, 87, 75, 25}
    for minimum in (None, 1, 38, 88):
        supposed = Supposed(minimum=minimum, definition=version.id)
        kept = {
            key for key, one in scores.items()
            if one and not one.missing_required and one.percent >= (minimum or 0)
        }  # fmt: skip
        rows = leads_of_case(of, "all", part=Part.KEPT, signed=False, supposed=supposed)
        assert {lead.id for lead in rows} == kept, minimum
        assert what_if(of, supposed).parts[Part.KEPT].whole.leads == len(kept)
    digits = [{"code": "0", "kind": "free", "weight": 1, "question": "Renouvellement ?"}]
    version = publish_definition(world.campaign.id, criteria=digits, by=by, at=world.at)
    supposed = Supposed(minimum=100, definition=version.id)
    rows = leads_of_case(of, "all", part=Part.KEPT, signed=False, supposed=supposed)
    assert [told["0"] for told in rows.values_list("sheet__answers", flat=True)] == [True]
    terms = Terms("Automne", world.at.date(), world.id("dora"))
    other = create_campaign(terms, by=world.system, at=world.at)
    assert len(versions_of(of)) == 2
    with pytest.raises(NotVisible):
        what_if(scope(world), Supposed(definition=version.id))
    with pytest.raises(NotVisible):
        what_if(of, Supposed(definition=other.id))


@pytest.mark.parametrize("supposed", [NOTHING, Supposed(minimum=50)])
def test_what_is_kept_adds_up_to_the_cent_as_the_leads_behind_each_count_do(
    world: World, supposed: Supposed
) -> None:
    priced(world)
    signed(world, hour=8, margin=200_000)
    met(world, Outcome.REP_ABSENT, hour=10)
    met(world, Outcome.PROSPECT_ABSENT, hour=13)
    transmitted(world, "olga")
    validated(world)
    world.later(days=220)
    of = scope(world)
    found = json.loads(json.dumps(computed_what_if(of, supposed, tell=lambda *_, **__: None)))
    kept, now = behind_kept(of, supposed, found, as_of=of.at), Behind(of, supposed)
    parts = [None, *Part] if supposed.narrows else [None]
    counts = [Count(case, part, won) for case in CASES for part in parts for won in (True, False)]
    assert kept.sums(Count("all")).leads == 5
    for count in counts:
        rows = kept.leads(count)
        listed = kept.charged([lead.id for lead in rows])
        assert kept.sums(count) == now.sums(count), count
        assert kept.sums(count).cost == sum(one.cost for one in listed), count
        assert kept.sums(count).margin == sum(one.margin or 0 for one in listed), count
