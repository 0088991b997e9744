"""Rates with their interval, months and weeks of a zone, cohorts that are still young."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relais.database.models import uuid7
from relais.measures.rules import (
    RATES,
    Counts,
    Rate,
    View,
    cohort,
    days,
    months,
    of_persons,
    personal_rates,
    week_of,
)

PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 3, 9, 8, tzinfo=UTC)
DAY = timedelta(days=1)


def test_a_rate_has_its_interval() -> None:
    rate = Rate.of(7, 10)

    assert rate.rate == 0.7
    assert [rate.low, rate.high] == pytest.approx([0.396778, 0.892209], abs=1e-6)


def test_of_none_nothing_is_known() -> None:
    assert Rate.of(0, 0) == Rate(0, 0, None, None, None)


def test_every_rate_has_both_its_counts() -> None:
    assert set(Counts().rates()) == set(RATES)


def test_adding_counts_adds_each() -> None:
    counts = Counts(opened=3, won=1)
    counts.add(Counts(opened=2, due=4))

    assert counts == Counts(opened=5, won=1, due=4)


@pytest.mark.parametrize(("due", "told"), [(4, None), (5, 1.0)])
def test_of_a_person_nothing_is_said_before_five_due(due: int, told: float | None) -> None:
    assert personal_rates(Counts(due=due, honoured=due))["honour"].rate == told


def test_months_begin_at_midnight_of_the_zone() -> None:
    first = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)  # already January in Paris
    found = months(first, datetime(2026, 3, 31, 22, 30, tzinfo=UTC), zone=PARIS)

    assert [f"{start.astimezone(UTC):%m-%d %H}" for start in found] == [
        "12-31 23",
        "01-31 23",
        "02-28 23",
        "03-31 22",
    ]


@given(st.integers(0, 90_000), st.integers(0, 900))
def test_months_leave_no_gap(hours: int, length: int) -> None:
    start = MONDAY + timedelta(hours=hours)
    found = months(start, start + length * DAY, zone=PARIS)

    assert found[0] <= start
    assert found[-1] <= start + length * DAY
    assert found == sorted(set(found))
    assert all(timedelta(days=27) < b - a < timedelta(days=32) for a, b in pairwise(found))


def test_days_are_both_included() -> None:
    period = days(date(2026, 3, 1), date(2026, 3, 31), zone=PARIS)

    assert period.start.astimezone(UTC) == datetime(2026, 2, 28, 23, tzinfo=UTC)
    assert period.end.astimezone(UTC) == datetime(2026, 3, 31, 22, tzinfo=UTC)


def test_a_week_is_named_by_its_monday() -> None:
    assert week_of(datetime(2026, 3, 15, 23, 30, tzinfo=UTC), zone=PARIS) == date(2026, 3, 16)


def test_a_young_cohort_is_incomplete_and_rates_only_what_is_old_enough() -> None:
    leads = [(MONDAY, MONDAY - DAY), (MONDAY, None), (MONDAY + DAY, MONDAY)]
    young = cohort(MONDAY.date(), 2, leads=leads, at=MONDAY + timedelta(hours=1))

    assert (young.transmitted, young.complete) == (3, False)
    assert (young.rate.numerator, young.rate.denominator) == (1, 2)
    assert cohort(MONDAY.date(), 2, leads=leads, at=MONDAY + DAY).complete


def test_a_take_up_after_the_horizon_does_not_count() -> None:
    late = cohort(MONDAY.date(), 2, leads=[(MONDAY, MONDAY + DAY)], at=MONDAY + 2 * DAY)

    assert (late.rate.numerator, late.rate.denominator) == (0, 1)


def test_figures_of_single_persons_reach_twelve_months_back_and_no_further() -> None:
    on, view = date(2026, 11, 23), View(uuid7())
    assert of_persons(view, on=on).since == date(2025, 11, 23)
    assert of_persons(replace(view, since=date(2020, 1, 1)), on=on).since == date(2025, 11, 23)
    assert of_persons(replace(view, since=date(2026, 5, 1)), on=on).since == date(2026, 5, 1)
