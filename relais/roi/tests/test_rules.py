"""What is paid: once, by the hour, by the piece; spread over its days, divided by stages."""

from datetime import date
from decimal import Decimal

from relais.campaigns.rules.terms import CostKind
from relais.roi.rules.costs import CostLine, Waste, Wasted, fixed_and_hourly, per_piece, per_stage

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
LAST_OF_MARCH = date(2026, 3, 31)


def test_a_fixed_cost_without_end_is_paid_on_its_first_day() -> None:
    line = CostLine(CostKind.FIXED, 900_000, since=date(2026, 3, 10))

    assert fixed_and_hourly([line], since=MARCH, until=LAST_OF_MARCH) == 900_000
    assert fixed_and_hourly([line], since=APRIL, until=date(2026, 4, 30)) == 0


def test_a_cost_with_an_end_is_spread_over_its_days() -> None:
    line = CostLine(CostKind.FIXED, 61_000, since=MARCH, until=date(2026, 4, 30))

    assert fixed_and_hourly([line], since=MARCH, until=LAST_OF_MARCH) == 31_000


def test_hours_are_multiplied_by_their_price() -> None:
    line = CostLine(CostKind.HOURLY, 2_850, since=MARCH, hours=Decimal("10.5"))

    assert fixed_and_hourly([line], since=MARCH, until=APRIL) == 29_925


def test_what_is_paid_by_the_piece_follows_the_price_of_its_day() -> None:
    march = CostLine(CostKind.PER_LEAD, 4_000, since=MARCH, until=LAST_OF_MARCH)
    april = CostLine(CostKind.PER_LEAD, 5_000, since=APRIL)

    assert per_piece([(march, 2), (april, 1)]) == 13_000
    assert per_piece([]) == 0


def test_of_a_stage_that_nobody_reached_there_is_no_cost() -> None:
    assert per_stage(1_000, {"held": 3, "won": 0}) == {"held": 333, "won": None}


def test_waste_adds_up_its_three_lines() -> None:
    lines = {"never_taken_up": (2, 7_000), "not_honoured": (3, 9_500), "upheld": (1, 4_000)}
    waste = Waste("EUR", 40, {line: Wasted(*lost) for line, lost in lines.items()})

    assert (waste.count, waste.amount) == (6, 20_500)
