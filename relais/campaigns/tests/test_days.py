"""Days of campaigns that cannot be are refused, and nothing is written."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from relais.campaigns.actions import (
    Terms,
    add_cost,
    change_campaign,
    create_campaign,
    engage_call_center,
    set_objective,
)
from relais.campaigns.models import Campaign, Cost, Engagement, Objective
from relais.campaigns.rules.terms import CostKind, EndsBeforeItBegins, HoursNeeded
from tests.persons import SINCE, World

BEFORE = SINCE - timedelta(days=1)


def terms(world: World) -> Terms:
    return Terms(name="Été", starts_on=SINCE, ends_on=BEFORE, owner_id=world.id("dora"))


DEEDS: dict[str, Callable[[World], object]] = {
    "create": lambda world: create_campaign(terms(world), by=world.by("dora"), at=world.at),
    "change": lambda world: change_campaign(world.campaign.id, terms(world), by=world.by("dora")),
    "cost": lambda world: add_cost(
        world.campaign.id, kind=CostKind.FIXED, amount=1, since=SINCE, until=BEFORE,
        by=world.by("dora"),
    ),
    "objective": lambda world: set_objective(
        world.campaign.id, measure="opened", target=1, since=SINCE, until=BEFORE, words="",
        by=world.by("dora"),
    ),
    "engagement": lambda world: engage_call_center(
        world.campaign.id, call_center_id=world.center.id, since=SINCE, until=BEFORE,
        by=world.by("dora"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DEEDS)
def test_what_ends_before_it_begins_is_refused(world: World, name: str) -> None:
    tables = (Campaign, Cost, Engagement, Objective)
    before = [list(table.objects.values()) for table in tables]
    with pytest.raises(EndsBeforeItBegins):
        DEEDS[name](world)
    assert [list(table.objects.values()) for table in tables] == before


def test_a_single_day_is_a_stretch(world: World) -> None:
    one = replace(terms(world), ends_on=SINCE)
    assert create_campaign(one, by=world.by("dora"), at=world.at).ends_on == SINCE


@pytest.mark.parametrize("hours", [None, Decimal(0)])
def test_what_is_paid_by_the_hour_says_how_many(world: World, hours: Decimal | None) -> None:
    with pytest.raises(HoursNeeded):
        add_cost(
            world.campaign.id, kind=CostKind.HOURLY, amount=2_850, since=SINCE, hours=hours,
            by=world.by("dora"),
        )  # fmt: skip
    assert not Cost.objects.exists()
