"""Campaigns are set up: each deed done, refused by state, refused by person, done twice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from relais.campaigns.actions import (
    Terms,
    add_cost,
    add_reason,
    change_campaign,
    create_campaign,
    engage_call_center,
    publish_definition,
    remove_cost,
    remove_objective,
    retire_reason,
    set_objective,
    set_status,
)
from relais.campaigns.models import Campaign, Engagement, Objective, Reason, TargetDefinition
from relais.campaigns.queries import (
    check_open_for,
    check_reason,
    costs_of,
    definitions_of,
    latest_definition,
    objectives_of,
    reasons_for,
    running_campaign,
)
from relais.campaigns.rules.access import CampaignNotRunning, NotADirector, NotEngaged, WrongReason
from relais.campaigns.rules.target_json import WrongCriterion
from relais.campaigns.rules.terms import CostKind, ReasonKind, Status, StatusNotReachable
from relais.database.models import uuid7
from relais.lib.errors import NotVisible
from relais.people.rules.access import Actor, Door
from relais.people.rules.working_time import WrongSpan
from tests.persons import SINCE, World

DAY = date(2026, 3, 10)
SIZE: dict[str, Any] = {"code": "size", "kind": "size", "min": 50, "weight": 2}
AREA: dict[str, Any] = {"code": "north", "kind": "area", "values": ["59", "62"]}


def terms(world: World, name: str = "Automne") -> Terms:
    return Terms(name=name, starts_on=SINCE, owner_id=world.id("dora"))


def test_a_director_creates_a_draft_with_clocks_of_its_own(world: World) -> None:
    wanted = replace(terms(world), clocks={"take_up_clock": "8h"}, attempt_cap=4)
    made = create_campaign(wanted, by=world.by("dora"), at=world.at)
    campaign = Campaign.objects.get(id=made.id)
    assert (campaign.status, campaign.take_up_clock) == (Status.DRAFT, "8h")
    assert (campaign.review_clock, campaign.attempt_cap) == ("4h", 4)


def test_a_clock_that_cannot_be_read_makes_no_campaign(world: World) -> None:
    with pytest.raises(WrongSpan):
        create_campaign(
            replace(terms(world), clocks={"take_up_clock": "soon"}), by=world.system, at=world.at
        )
    assert not Campaign.objects.filter(name="Automne").exists()


def test_two_campaigns_do_not_share_a_name(world: World) -> None:
    create_campaign(terms(world), by=world.system, at=world.at)
    with pytest.raises(IntegrityError), transaction.atomic():
        create_campaign(terms(world), by=world.system, at=world.at)


def test_terms_are_changed_and_its_status_stays(world: World) -> None:
    change_campaign(world.campaign.id, replace(terms(world), brief="Neuf"), by=world.by("ada"))
    campaign = Campaign.objects.get(id=world.campaign.id)
    assert (campaign.name, campaign.brief, campaign.status) == ("Automne", "Neuf", Status.RUNNING)


def test_a_campaign_of_elsewhere_is_not_there(world: World) -> None:
    with pytest.raises(NotVisible):
        change_campaign(uuid7(), terms(world), by=world.by("dora"))


def test_a_campaign_is_paused_closed_and_run_again(world: World) -> None:
    for status in (Status.PAUSED, Status.CLOSED, Status.RUNNING):
        assert set_status(world.campaign.id, status=status, by=world.by("dora")).status == status


@pytest.mark.parametrize("wanted", [Status.RUNNING, Status.DRAFT])
def test_a_running_campaign_is_not_started_again_nor_made_a_draft(
    world: World, wanted: Status
) -> None:
    with pytest.raises(StatusNotReachable):
        set_status(world.campaign.id, status=wanted, by=world.by("dora"))


def test_only_a_running_campaign_takes_leads_between_its_days(world: World) -> None:
    organization_id = world.organization.id
    found = running_campaign(world.campaign.id, organization_id=organization_id, on=DAY)
    assert found == world.campaign
    with pytest.raises(CampaignNotRunning):
        running_campaign(world.campaign.id, organization_id=organization_id, on=date(2025, 12, 31))
    set_status(world.campaign.id, status=Status.PAUSED, by=world.system)
    with pytest.raises(CampaignNotRunning):
        running_campaign(world.campaign.id, organization_id=organization_id, on=DAY)


def test_each_version_of_the_definition_is_kept(world: World) -> None:
    for criteria in ([SIZE], [SIZE, AREA]):
        publish_definition(world.campaign.id, criteria=criteria, by=world.by("dora"), at=world.at)
    latest = latest_definition(world.campaign)
    assert latest is not None
    assert [(c["code"], c["weight"]) for c in latest.criteria] == [("size", 2), ("north", 1)]
    assert [row.version for row in definitions_of(world.campaign)] == [2, 1]
    assert latest.published_by_id == world.id("dora")


def test_what_is_in_force_is_not_published_again(world: World) -> None:
    first, second = (
        publish_definition(world.campaign.id, criteria=[SIZE], by=world.by("dora"), at=world.at)
        for _ in range(2)
    )
    assert first == second


def test_a_cost_written_by_mistake_is_taken_back_once(world: World) -> None:
    cost = add_cost(
        world.campaign.id, kind=CostKind.FIXED, amount=1, since=DAY, by=world.by("dora")
    )
    with pytest.raises(NotADirector):
        remove_cost(cost.id, by=world.by("maya"))
    remove_cost(cost.id, by=world.by("dora"))
    assert not costs_of([world.campaign.id], organization_id=world.organization.id).exists()
    with pytest.raises(NotVisible):
        remove_cost(cost.id, by=world.by("dora"))


def test_a_criterion_that_cannot_be_read_publishes_nothing(world: World) -> None:
    with pytest.raises(WrongCriterion, match=r"Criterion 2: “min”"):
        publish_definition(
            world.campaign.id,
            criteria=[AREA, {**SIZE, "min": "fifty"}],
            by=world.by("dora"),
            at=world.at,
        )
    assert not TargetDefinition.objects.exists()


def test_an_objective_said_twice_counts_as_said_last(world: World) -> None:
    for target in (40, 60):
        set_objective(
            world.campaign.id, measure="held", target=target, since=DAY, until=None, words="",
            by=world.by("dora"),
        )  # fmt: skip
    assert [objective.target for objective in objectives_of(world.campaign)] == [60]


def objective(world: World) -> Objective:
    return set_objective(
        world.campaign.id, measure="held", target=40, since=DAY, until=None, words="",
        by=world.by("dora"),
    )  # fmt: skip


def test_an_objective_set_by_mistake_is_taken_back_once(world: World) -> None:
    wrong = objective(world)
    with pytest.raises(NotADirector):
        remove_objective(wrong.id, by=world.by("maya"))
    assert list(objectives_of(world.campaign)) == [wrong]
    remove_objective(wrong.id, by=world.by("dora"))
    assert not objectives_of(world.campaign).exists()
    with pytest.raises(NotVisible):
        remove_objective(wrong.id, by=world.by("dora"))


def test_an_objective_of_elsewhere_is_not_there(world: World) -> None:
    elsewhere = Actor(uuid7(), Door.CLI)
    with pytest.raises(NotVisible):
        remove_objective(objective(world).id, by=elsewhere)
    assert Objective.objects.exists()


def test_costs_are_in_the_campaign_s_currency_and_add_up(world: World) -> None:
    for _ in range(2):
        add_cost(
            world.campaign.id, kind=CostKind.PER_LEAD, amount=4_500, since=DAY, by=world.by("dora")
        )
    costs = costs_of([world.campaign.id], organization_id=world.organization.id)
    assert [(cost.amount, cost.currency) for cost in costs] == [(4_500, "EUR")] * 2


def test_a_call_center_engaged_twice_is_engaged_once_till_the_last_day_said(world: World) -> None:
    tina = world.by("tina")
    assert check_open_for(world.campaign, by=tina, on=DAY) == world.center.id
    engage_call_center(
        world.campaign.id,
        call_center_id=world.center.id,
        since=SINCE,
        until=date(2026, 3, 9),
        by=world.by("dora"),
    )
    assert Engagement.objects.count() == 1
    with pytest.raises(NotEngaged):
        check_open_for(world.campaign, by=tina, on=DAY)


def test_a_reason_is_added_to_one_campaign_s_list_and_its_code_counts_once(world: World) -> None:
    def add() -> Reason:
        return add_reason(
            ReasonKind.LOSE, code="strike", label_en="Strike", label_fr="Grève",
            campaign_id=world.campaign.id, by=world.by("dora"),
        )  # fmt: skip

    added = add()
    own = reasons_for(
        ReasonKind.LOSE, organization_id=world.organization.id, campaign_id=world.campaign.id
    )
    shared = reasons_for(ReasonKind.LOSE, organization_id=world.organization.id, campaign_id=None)
    assert set(own) - set(shared) == {added}
    with pytest.raises(IntegrityError), transaction.atomic():
        add()


def test_a_retired_reason_is_chosen_no_more_and_keeps_its_first_day(world: World) -> None:
    reason_id, first = world.reason(ReasonKind.LOSE, "price"), world.at
    check_reason(reason_id, ReasonKind.LOSE, organization_id=world.organization.id)
    retire_reason(reason_id, by=world.by("dora"), at=first)
    retire_reason(reason_id, by=world.by("dora"), at=world.later(days=1))
    assert Reason.objects.get(id=reason_id).retired_at == first
    with pytest.raises(WrongReason):
        check_reason(reason_id, ReasonKind.LOSE, organization_id=world.organization.id)


DEEDS: dict[str, Callable[[World, Actor], Any]] = {
    "create": lambda w, by: create_campaign(terms(w), by=by, at=w.at),
    "change": lambda w, by: change_campaign(w.campaign.id, terms(w), by=by),
    "pause": lambda w, by: set_status(w.campaign.id, status=Status.PAUSED, by=by),
    "define": lambda w, by: publish_definition(w.campaign.id, criteria=[SIZE], by=by, at=w.at),
    "objective": lambda w, by: set_objective(
        w.campaign.id, measure="held", target=1, since=DAY, until=None, words="", by=by
    ),
    "cost": lambda w, by: add_cost(w.campaign.id, kind=CostKind.FIXED, amount=1, since=DAY, by=by),
    "engage": lambda w, by: engage_call_center(
        w.campaign.id, call_center_id=w.center.id, since=DAY, until=None, by=by
    ),
    "reason": lambda w, by: add_reason(
        ReasonKind.LOSE, code="x", label_en="X", label_fr="X", campaign_id=None, by=by
    ),
    "retire": lambda w, by: retire_reason(w.reason(ReasonKind.LOSE, "price"), by=by, at=w.at),
}


@pytest.mark.once
@pytest.mark.parametrize("person", ["tina", "sam", "victor", "remy", "maya", "paul"])
@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_who_does_not_answer_for_campaigns_changes_nothing(
    world: World, deed: Callable[[World, Actor], Any], person: str
) -> None:
    def rows() -> list[Any]:
        return [
            list(model.objects.order_by("id").values())
            for model in (Campaign, Engagement, Objective, Reason, TargetDefinition)
        ]

    before = rows()
    with pytest.raises(NotADirector):
        deed(world, world.by(person))
    assert rows() == before
