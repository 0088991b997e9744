"""What appointments had, told by arrays: the same as one by one, whatever the figures."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from numpy.random import Generator

from relais.database import packed
from relais.diagnosis.rules.associations import Factor
from relais.diagnosis.rules.columns import (
    NEVER,
    Deeds,
    LeadColumns,
    Numbers,
    Rows,
    counts_by,
    kinds_of,
)
from relais.diagnosis.rules.facts import BITS

pytestmark = pytest.mark.once

HOUR = 3_600_000_000
DAY = 24 * HOUR
REPS, LEADS = 3, 4


def appointments(random: Generator, size: int) -> Rows:
    """Draw appointments by the half hour, some of which last for days."""
    starts = random.integers(0, 120, size) * (HOUR // 2)
    lasts = random.choice([1, 2, 3, 45, 46, 47, 48, 60], size) * (HOUR // 2)
    flags = (random.random(size) < 0.7 for _ in range(4))
    numbers = (random.integers(0, most, size) for most in (REPS, 2, LEADS))
    booked = starts - random.integers(0, 60, size) * (DAY // 2)
    columns: Any = [*numbers, starts, starts + lasts, booked, *flags]
    return Rows(*columns)


def deeds(random: Generator, size: int) -> Deeds:
    numbers = (random.integers(0, most, size) for most in (LEADS, REPS + 2))
    told: Any = [*numbers, random.integers(0, 120, size) * (HOUR // 2)]
    return Deeds(*told)


def leads(random: Generator) -> LeadColumns:
    def moments() -> Numbers:
        told = random.integers(-6, 120, LEADS) * (HOUR // 2)
        return np.where(random.random(LEADS) < 0.5, told, NEVER)

    flags = (random.random(LEADS) < 0.5 for _ in range(2))
    nothing = np.zeros(LEADS, dtype=np.int64)
    told: Any = [moments(), moments(), *flags, nothing, nothing]
    return LeadColumns(*told)


def is_close(rows: Rows, one: int, diary: Rows, mine: int | None) -> bool:
    return any(
        diary.in_diary[other]
        and other != mine
        and diary.rep[other] == rows.rep[one]
        and rows.starts_at[one] - DAY <= diary.starts_at[other] <= rows.ends_at[one] + HOUR
        and diary.ends_at[other] > rows.starts_at[one] - HOUR
        for other in range(len(diary.rep))
    )


@pytest.mark.parametrize("seed", range(40))
def test_each_appointment_has_what_it_has_alone(seed: int) -> None:
    random = np.random.default_rng(seed)
    rows, told = appointments(random, int(random.integers(0, 25))), leads(random)
    led, wrote = deeds(random, seed % 9), deeds(random, seed % 7)
    since = random.choice([-730 * DAY, -182 * DAY, -DAY, NEVER], REPS + 2)
    kinds = kinds_of(rows, leads=told, led=led, wrote=wrote, since=since, diary=rows)
    for one, (rep, lead) in enumerate(zip(rows.rep, rows.lead, strict=True)):
        start = rows.starts_at[one]
        followed = (led.lead == lead) & (led.person != rep) & (led.at < start)
        own = (wrote.lead == lead) & (wrote.person == rep) & (wrote.at < start)
        transmitted = told.transmitted_at[lead]
        expected = {
            Factor.FOLLOWED: followed.any(),
            Factor.CONTACTED: own.any() or told.approach_at[lead] < start,
            Factor.SHEET: told.whole_sheet[lead],
            Factor.LATE: transmitted != NEVER and transmitted > start - 3 * DAY,
            Factor.LONG_WAIT: rows.booked_at[one] < start - 14 * DAY,
            Factor.CLOSE: is_close(rows, one, rows, one),
            Factor.NEW: since[rep] > start - 182 * DAY,
            Factor.SETTLED: since[rep] <= start - 730 * DAY,
            Factor.DISPUTED: told.contested[lead],
        }
        assert {factor: bool(kinds[one] & BITS[factor]) for factor in expected} == expected


def test_counts_are_those_of_rows_one_by_one() -> None:
    rows = appointments(np.random.default_rng(7), 400)
    counted = counts_by(rows, rows.rep, rows.unit)
    assert [(a[:2] < b[:2]) for a, b in pairwise(counted)] == [True] * (len(counted) - 1)
    for rep, unit, due, honoured, silent in counted:
        mine = (rows.rep == rep) & (rows.unit == unit)
        expected = (mine.sum(), (mine & rows.honoured).sum(), (mine & rows.silent).sum())
        assert (due, honoured, silent) == expected
    assert counts_by(rows.only(rows.rep < 0), rows.rep[:0]) == []


def test_never_is_the_same_moment_for_the_database() -> None:
    assert NEVER == packed.NEVER
