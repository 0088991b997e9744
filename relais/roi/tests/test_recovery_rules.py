"""What recovered leads brought: denominators, intervals, and no rate of too few."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from relais.roi.rules.recovery import Delay, Recovered, brought

pytestmark = pytest.mark.once

NOW = datetime(2026, 6, 18, 9, 0, tzinfo=UTC)
PRICE = UUID(int=1)


def lead(*, rest: int, age: int, won: int | None = None, margin: int | None = None) -> Recovered:
    opened = NOW - timedelta(days=age)
    won_at = None if won is None else opened + timedelta(days=won)
    closed = opened - timedelta(days=rest)
    return Recovered(uuid4(), PRICE, closed, opened, won_at, margin, "EUR")


@pytest.mark.parametrize(
    ("rest", "delay"),
    [(89, "under_90"), (90, "90_to_179"), (179, "90_to_179"), (180, "180_to_364"),
     (364, "180_to_364"), (365, "from_365")],
)  # fmt: skip
def test_rests_are_told_in_bands(rest: int, delay: str) -> None:
    assert lead(rest=rest, age=10).delay == Delay(delay)


def test_a_rate_is_over_those_that_have_had_the_time_and_counts_what_was_signed_in_it() -> None:
    leads = [
        *(lead(rest=100, age=200) for _ in range(7)),
        lead(rest=100, age=200, won=30, margin=5_000),
        lead(rest=100, age=200, won=190, margin=7_000),  # later than the younger can tell
        lead(rest=100, age=20, won=5, margin=None),
    ]
    [row] = brought(leads, lambda one: one.reason_id, at=NOW)

    assert (row.key, row.opened, row.signed, row.margin) == (PRICE, 10, 3, {"EUR": 12_000})
    assert (row.rate.numerator, row.rate.denominator, row.lacking) == (1, 9, 1)
    assert row.rate.low is not None
    assert row.rate.high is not None
    assert row.rate.low < 1 / 9 < row.rate.high
