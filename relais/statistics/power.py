"""How much must be seen before a difference can be told: power, and the size that gives it.

All tests two-sided at 5 %. Fleiss, Levin, Paik, *Statistical Methods for Rates and Proportions*
(2003), chapter 4; clusters: Donner, Klar, *Design and Analysis of Cluster Randomization Trials*
(2000), chapter 5; ends seen: Schoenfeld, *Biometrika* 68 (1981) 316-319; stepped starts: Hussey,
Hughes, *Contemporary Clinical Trials* 28 (2007) 182-191.
"""

from collections.abc import Callable
from math import ceil, log, sqrt
from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.random import Generator

ALPHA: Final = 0.05
NORMAL: Final = NormalDist()


def per_group(p1: float, p0: float, *, power: float = 0.8, together: float = 1.0) -> int | None:
    """Give how many cases each of two groups needs to tell two rates apart; None if they are equal.

    n = (z √(2 p q) + z' √(p1 q1 + p0 q0))² / (p1 - p0)², p their mean; `together` is the design
    effect of cases that go together, 1 + (m - 1) ρ.
    :raises ValueError: for a rate outside ]0, 1[, or a power outside it.
    """
    _check(p1, p0, power)
    if p1 == p0:
        return None
    mean = (p1 + p0) / 2
    alike = _z(1 - ALPHA / 2) * sqrt(2 * mean * (1 - mean))
    apart = _z(power) * sqrt(p1 * (1 - p1) + p0 * (1 - p0))
    return ceil(together * ((alike + apart) / (p1 - p0)) ** 2)


def power_of(n: int, p1: float, p0: float, *, together: float = 1.0) -> float:
    """Give the chance of telling two rates apart with n cases in each group.

    :raises ValueError: for a rate outside ]0, 1[, or n below 1.
    """
    _check(p1, p0, 0.5)
    if n < 1:
        raise ValueError("no case")
    mean = (p1 + p0) / 2
    apart = abs(p1 - p0) * sqrt(n / together) - _z(1 - ALPHA / 2) * sqrt(2 * mean * (1 - mean))
    return NORMAL.cdf(apart / sqrt(p1 * (1 - p1) + p0 * (1 - p0)))


def design_effect(each: float, rho: float) -> float:
    """Give 1 + (m - 1) ρ for clusters of m cases with correlation ρ, at least 1."""
    return max(1.0, 1 + (each - 1) * rho)


def ends_needed(hazard_ratio: float, *, share: float = 0.5, power: float = 0.8) -> int | None:
    """Give how many ends must be seen to tell a hazard ratio from 1; None for 1 itself.

    (z + z')² / (s (1 - s) ln² HR), s the share of cases in the first group.
    :raises ValueError: unless the ratio is above 0, and share and power within ]0, 1[.
    """
    _check(share, share, power)
    if hazard_ratio <= 0:
        raise ValueError(f"{hazard_ratio} is no ratio of hazards")
    if hazard_ratio == 1:
        return None
    both = (_z(1 - ALPHA / 2) + _z(power)) ** 2
    return ceil(both / (share * (1 - share) * log(hazard_ratio) ** 2))


def stepped_power(
    change: float, *, teams: int, periods: int, each: float, rate: float, between: float
) -> float:
    """Give the power of starts drawn at random among teams, one wave a period after the first.

    :param change: of the rate; `rate` is the rate before it.
    :param each: cases a team and period; `between` the variance of rates between teams.
    :raises ValueError: with fewer than two teams or periods, or a rate outside ]0, 1[.
    """
    _check(rate, rate, 0.5)
    if min(teams, periods) < 2:
        raise ValueError("nothing starts later than anything else")
    starts = 1 + np.arange(teams) % (periods - 1)
    on = (np.arange(periods)[None, :] >= starts[:, None]).astype(np.float64)
    within = rate * (1 - rate) / each
    u, w, v = on.sum(), (on.sum(axis=0) ** 2).sum(), (on.sum(axis=1) ** 2).sum()
    above = teams * within * (within + periods * between)
    steps = u**2 + teams * periods * u - periods * w - teams * v
    below = (teams * u - w) * within + steps * between
    return NORMAL.cdf(abs(change) / sqrt(above / below) - _z(1 - ALPHA / 2))


def simulated_power(found: Callable[[Generator], bool], *, seed: int, times: int = 400) -> float:
    """Give how often a simulated world is found out: for tests whose power has no formula."""
    random = np.random.default_rng(seed)
    return sum(bool(found(random)) for _ in range(times)) / times


def smallest(enough: Callable[[int], float], *, power: float, most: int) -> int | None:
    """Give the smallest size whose power is enough, by doubling and halving; None up to `most`."""
    low, high = 0, 1
    while enough(high) < power:
        if high >= most:
            return None
        low, high = high, min(2 * high, most)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) >= power else (middle, high)
    return high


def _z(share: float) -> float:
    return NORMAL.inv_cdf(share)


def _check(p1: float, p0: float, power: float) -> None:
    if not all(0 < each < 1 for each in (p1, p0, power)):
        raise ValueError(f"no design with {p1}, {p0} and a power of {power}")
