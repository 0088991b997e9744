"""What the prizes of a challenge cost is in the return, once; again after it was taken back."""

from typing import Any

import pytest

from relais.campaigns.actions import remove_cost
from relais.campaigns.models import Cost
from relais.challenge.actions import WantedPrize, charge_prizes, draw_prizes, end_challenge
from relais.challenge.models import Challenge, Charged, Prize
from relais.challenge.queries import Rules, Side
from relais.challenge.rules.draw import ChargedAlready, DrawFirst, NotEnded, NothingToCharge
from relais.challenge.tests.steps import signed, started
from relais.lib.errors import NotVisible
from tests.persons import World

WINE = WantedPrize("Wine", "Du vin", position=1, value=3_000)
BIKE = WantedPrize("A bicycle", "Un vélo", value=90_000)


def ended(world: World, *prizes: WantedPrize, joined: tuple[str, ...] = ("remy",)) -> Challenge:
    """Let Remy win fourteen points, and Dora end it."""
    rules = Rules(sides=Side.REP)
    one = started(world, joined=joined, rules=rules, prizes=prizes)
    signed(world)
    end_challenge(one.id, by=world.by("dora"), at=world.later(days=25))
    return one


def charge(world: World, one: Challenge, by: str = "dora", **more: Any) -> list[Charged]:
    told = {"campaign_id": world.campaign.id} | more
    return charge_prizes(one.id, **told, by=world.by(by), at=world.at)


def test_prizes_won_are_a_cost_of_the_campaign_once_and_again_after_it_is_taken_back(
    world: World,
) -> None:
    one = ended(world, WINE, BIKE)
    draw_prizes(one.id, by=world.by("dora"), at=world.at)
    [row] = charge(world, one)
    cost = Cost.objects.get()
    assert (cost.id, cost.kind, cost.amount, cost.currency) == (
        row.cost_id, "reward", 93_000, "EUR",
    )  # fmt: skip
    assert (cost.since, cost.until, cost.campaign_id) == (one.since, one.until, world.campaign.id)
    with pytest.raises(ChargedAlready):
        charge(world, one)
    assert Cost.objects.count() == 1
    remove_cost(cost.id, by=world.by("dora"))
    assert not Charged.objects.exists()
    assert len(charge(world, one)) == 1


def test_of_two_currencies_the_one_that_was_taken_back_is_written_down_again(
    world: World,
) -> None:
    one = ended(world, WINE, WantedPrize("Tea", "Du thé", threshold=1, value=500))
    Prize.objects.filter(threshold=1).update(currency="GBP")  # the organization's was another
    assert [row.currency for row in charge(world, one)] == ["EUR", "GBP"]
    kept = Cost.objects.get(currency="EUR")
    remove_cost(Cost.objects.get(currency="GBP").id, by=world.by("dora"))
    [row] = charge(world, one)
    assert (row.currency, row.cost.amount) == ("GBP", 500)
    assert Cost.objects.get(currency="EUR") == kept
    with pytest.raises(ChargedAlready):
        charge(world, one)


def test_it_waits_for_the_end_and_for_the_draw(world: World) -> None:
    running = started(world, name="En cours", joined=("remy",), prizes=(WINE,))
    with pytest.raises(NotEnded):
        charge(world, running)
    one = ended(world, BIKE)
    with pytest.raises(DrawFirst):
        charge(world, one)
    assert not Cost.objects.exists()


def test_what_has_no_value_or_was_not_won_costs_nothing(world: World) -> None:
    free = WantedPrize("Applause", "Des bravos", position=1)
    far = WantedPrize("A car", "Une voiture", threshold=10_000, value=1_000_000)
    one = ended(world, free, far)
    with pytest.raises(NothingToCharge):
        charge(world, one)


def test_only_who_directs_puts_it_there(world: World) -> None:
    one = ended(world, WINE)
    for name in ("maya", "remy", "ada", "sam"):
        with pytest.raises(NotVisible):
            charge(world, one, by=name)
    with pytest.raises(NotVisible):
        charge(world, one, campaign_id=one.id)
    assert not Cost.objects.exists()
