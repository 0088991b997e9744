"""The reference values of docs/methods.md, to the digits given there."""

import numpy as np
import pytest

from relais.statistics.dispersion import expected_at_zero, tarone_z
from relais.statistics.funnel import FLAG, LOOK, limits, smallest_flagged_at_zero
from relais.statistics.intervals import Interval, wilson
from relais.statistics.jeffreys import jeffreys
from relais.statistics.mixtures import by_group, fit_alike, fit_groups, fit_smooth
from relais.statistics.verdict import Verdict, judge

TENS = np.array([10] * 12)
THIRD_NONE = np.array([0, 0, 0, 0, 10, 10, 9, 10, 10, 10, 9, 10])
ALL_TWO_THIRDS = np.array([7, 6, 8, 5, 7, 6, 7, 8, 6, 7, 5, 8])
UNEQUAL = np.array([0, 1, 0, 3, 2, 5, 6, 4, 8, 12, 9, 15])
UNEQUAL_DUE = np.array([4, 6, 5, 4, 3, 6, 7, 5, 9, 14, 10, 16])


def six(value: float) -> object:
    return pytest.approx(value, abs=5e-7)


def test_wilson() -> None:
    assert wilson(7, 10) == Interval(six(0.396778), six(0.892209))  # type: ignore[arg-type]
    assert wilson(0, 5) == Interval(0.0, six(0.434482))  # type: ignore[arg-type]


def test_jeffreys() -> None:
    assert jeffreys(7, 10) == Interval(six(0.394182), six(0.907305))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("k", "n", "z"),
    [
        (THIRD_NONE, TENS, 21.535490),
        (ALL_TWO_THIRDS, TENS, -1.355544),
        (UNEQUAL, UNEQUAL_DUE, 4.722573),
    ],
)
def test_tarone(k: np.ndarray, n: np.ndarray, z: float) -> None:
    assert tarone_z(k, n) == six(z)


@pytest.mark.parametrize(
    ("k", "n", "alike", "groups", "smooth"),
    [
        (THIRD_NONE, TENS, 148.661760, 32.233816, 35.817675),
        (ALL_TWO_THIRDS, TENS, 39.908037, 44.877850, 42.393201),
        (UNEQUAL, UNEQUAL_DUE, 63.431188, 44.059227, 52.055367),
    ],
)
def test_bic_of_the_three_shapes(
    k: np.ndarray, n: np.ndarray, alike: float, groups: float, smooth: float
) -> None:
    assert fit_alike(k, n).bic == six(alike)
    assert fit_groups(k, n).bic == six(groups)
    assert fit_smooth(k, n).bic == six(smooth)


def test_the_groups_of_the_article() -> None:
    fit = fit_groups(THIRD_NONE, TENS)
    assert fit.shares[0] == pytest.approx(1 / 3, abs=5e-5)
    assert fit.rates == pytest.approx((0.0001, 0.975), abs=5e-5)
    assert by_group(fit)[0] == pytest.approx(0.0001, abs=1e-6)
    smooth = fit_smooth(THIRD_NONE, TENS)
    assert (round(smooth.a, 4), round(smooth.b, 4), smooth.u_shaped) == (0.0828, 0.0561, True)


def test_the_groups_of_the_unequal_team() -> None:
    fit = fit_groups(UNEQUAL, UNEQUAL_DUE)
    assert round(fit.shares[0], 3) == 0.251
    assert (round(fit.rates[0], 4), round(fit.rates[1], 4)) == (0.0685, 0.8648)


@pytest.mark.parametrize(
    ("k", "n", "verdict"),
    [
        (THIRD_NONE, TENS, Verdict.POLARISED),
        (ALL_TWO_THIRDS, TENS, Verdict.UNIFORM),
        (UNEQUAL, UNEQUAL_DUE, Verdict.POLARISED),
    ],
)
def test_verdicts(k: np.ndarray, n: np.ndarray, verdict: Verdict) -> None:
    assert judge(k, n).verdict is verdict


def test_expected_at_zero() -> None:
    assert expected_at_zero(TENS, 0.65) == pytest.approx(0.0003, abs=5e-5)


@pytest.mark.parametrize(
    ("n", "values"),
    [
        (10, (0.159191, 0.339198, 0.911497, 0.996460)),
        (50, (0.480930, 0.559864, 0.813861, 0.876870)),
    ],
)
def test_funnel_limits(n: int, values: tuple[float, ...]) -> None:
    found = limits(n, 0.7)
    shown = (found.flag_low, found.look_low, found.look_high, found.flag_high)
    assert shown == tuple(map(six, values))


@pytest.mark.parametrize(("target", "look", "flag"), [(0.7, 4, 6), (0.5, 6, 10), (0.9, 2, 3)])
def test_smallest_size_at_which_none_honoured_is_seen(target: float, look: int, flag: int) -> None:
    assert smallest_flagged_at_zero(target, level=LOOK) == look
    assert smallest_flagged_at_zero(target, level=FLAG) == flag
