"""The verdict on simulated teams of known truth, on too few data, and on hostile ones."""

from collections.abc import Callable
from math import isfinite

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from relais.statistics.dispersion import (
    pearson_phi,
    tarone_permuted,
    tarone_z,
    zeros_p_value,
)
from relais.statistics.mixtures import bootstrap_p_value
from relais.statistics.verdict import Verdict, judge, missing

TEAMS = 40
Random = np.random.Generator
Rates = Callable[[Random, int], np.ndarray]


def third_none(random: Random, reps: int) -> np.ndarray:
    return np.where(np.arange(reps) < reps // 3, 0.02, 0.97)


def all_two_thirds(random: Random, reps: int) -> np.ndarray:
    return np.full(reps, 0.67)


def third_a_quarter(random: Random, reps: int) -> np.ndarray:
    return np.where(np.arange(reps) < reps // 3, 0.25, 0.85)


def smooth(rho: float) -> Rates:
    def rates(random: Random, reps: int) -> np.ndarray:
        size = 1 / rho - 1
        return random.beta(0.67 * size, 0.33 * size, reps)

    return rates


# Truth, reps, due from and to, and the share of "polarised" that docs/methods.md gives.
CELLS = [
    (third_none, 12, (3, 6), 0.925),
    (third_none, 12, (6, 14), 0.992),
    (third_none, 24, (6, 14), 1.0),
    (all_two_thirds, 12, (6, 14), 0.0),
    (all_two_thirds, 24, (3, 6), 0.0),
    (third_a_quarter, 12, (3, 6), 0.15),
    (third_a_quarter, 24, (6, 14), 0.008),
    (smooth(0.1), 12, (6, 14), 0.0),
    (smooth(0.3), 24, (3, 6), 0.042),
]


@pytest.mark.parametrize(("rates", "reps", "due", "share"), CELLS)
def test_polarised_is_said_as_often_as_the_table_says(
    rates: Rates, reps: int, due: tuple[int, int], share: float
) -> None:
    random = np.random.default_rng(2026)
    said = 0
    for _ in range(TEAMS):
        n = random.integers(due[0], due[1] + 1, reps)
        said += judge(random.binomial(n, rates(random, reps)), n).verdict is Verdict.POLARISED
    low, high = binom.ppf([0.005, 0.995], TEAMS, share)
    assert low - 1 <= said <= high + 1


@pytest.mark.parametrize(
    ("due", "needed"),
    [([], 30), ([10], 50), ([4] * 6, 6), ([5] * 6, None), ([1] * 40, 1), ([50], 250)],
)
def test_too_few_data_say_how_many_more_are_needed(due: list[int], needed: int | None) -> None:
    assert missing(np.array(due, dtype=np.int64)) == needed


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=40))
@settings(max_examples=60)
def test_whatever_the_figures_no_answer_is_not_a_number(pairs: list[tuple[int, int]]) -> None:
    k = np.array([min(pair) for pair in pairs], dtype=np.int64)
    n = np.array([max(pair) for pair in pairs], dtype=np.int64)
    finding = judge(k, n)
    shown = [finding.tarone_z, pearson_phi(k, n)]
    if finding.groups and finding.smooth and finding.alike:
        shown += [*finding.groups.shares, *finding.groups.rates, finding.groups.bic]
        shown += [finding.smooth.a, finding.smooth.bic, finding.alike.bic]
    assert all(value is None or isfinite(value) for value in shown)


@pytest.mark.parametrize(
    ("k", "n", "verdict"),
    [
        ([0] * 8, [10] * 8, Verdict.UNIFORM),
        ([10] * 8, [10] * 8, Verdict.UNIFORM),
        ([1] * 10_000, [1] * 10_000, Verdict.NOT_ENOUGH_DATA),
        ([70], [100], Verdict.NOT_ENOUGH_DATA),
    ],
)
def test_hostile_teams(k: list[int], n: list[int], verdict: Verdict) -> None:
    assert judge(np.array(k), np.array(n)).verdict is verdict


def test_with_few_reps_the_appointments_are_dealt_again() -> None:
    n = np.array([8] * 6)
    assert tarone_permuted(np.array([0, 0, 8, 8, 8, 8]), n, seed=1) == pytest.approx(1 / 2_000)
    even = tarone_permuted(np.array([5, 6, 5, 6, 5, 6]), n, seed=1)
    assert even is not None
    assert even > 0.9


def test_zeros_by_chance_follow_the_exact_law() -> None:
    n = np.array([10] * 12)
    assert zeros_p_value(n, 0.65, 0) == pytest.approx(1.0)
    assert zeros_p_value(n, 0.65, 4) < 1e-12
    assert zeros_p_value(np.array([1, 1]), 0.5, 2) == pytest.approx(0.25)


def test_one_group_against_two_by_bootstrap() -> None:
    n = np.array([10] * 12)
    third = np.array([0, 0, 0, 0, 10, 10, 9, 10, 10, 10, 9, 10])
    assert bootstrap_p_value(third, n, seed=3, times=39) == pytest.approx(1 / 40)


def test_nothing_to_compare_gives_no_z() -> None:
    assert tarone_z(np.array([1, 0]), np.array([1, 1])) is None
