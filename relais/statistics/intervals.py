"""Intervals of one rate, k of n, and of the difference of two.

Rates are between 0 and 1; `level` is the share of intervals that cover the truth.
Wilson, *JASA* 22 (1927) 209-212; Newcombe, *Statistics in Medicine* 17 (1998) 873-890, method 10.
Standard library only: pages show these, and start without SciPy.
"""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, both rates."""

    low: float
    high: float


def wilson(k: int, n: int, *, level: float = 0.95) -> Interval | None:
    """Give Wilson's score interval, or None where nothing was counted.

    centre = (p + z²/2n) / (1 + z²/n), half = z √(p(1-p)/n + z²/4n²) / (1 + z²/n).
    :raises ValueError: unless 0 <= k <= n.
    """
    check_counts(k, n)
    if n == 0:
        return None
    z = NormalDist().inv_cdf(0.5 + level / 2)
    p, spread = k / n, z * z / n
    centre = (p + spread / 2) / (1 + spread)
    half = z * sqrt(p * (1 - p) / n + spread / (4 * n)) / (1 + spread)
    return Interval(
        max(0.0, centre - half) if k else 0.0, min(1.0, centre + half) if k < n else 1.0
    )


def score(p: float, size: float, *, level: float = 0.95) -> Interval:
    """Give Wilson's interval of a rate known as surely as from so many cases, whole or not.

    :raises ValueError: for no rate, or no cases.
    """
    if not 0 <= p <= 1 or size <= 0:
        raise ValueError(f"{p} of {size} is no rate")
    z = NormalDist().inv_cdf(0.5 + level / 2)
    spread = z * z / size
    centre = (p + spread / 2) / (1 + spread)
    half = sqrt(spread * (p * (1 - p) + spread / 4)) / (1 + spread)
    low, high = max(0.0, centre - half), min(1.0, centre + half)
    return Interval(low if p > 0 else 0.0, high if p < 1 else 1.0)


def newcombe(
    k1: int, n1: int, k0: int, n0: int, *, level: float = 0.95
) -> tuple[float, float, float] | None:
    """Give a rate less another, and the interval of that difference; None where one is empty.

    :raises ValueError: unless 0 <= k <= n in both.
    """
    one, zero = wilson(k1, n1, level=level), wilson(k0, n0, level=level)
    if one is None or zero is None:
        return None
    p1, p0 = k1 / n1, k0 / n0
    return (p1 - p0, *between(p1, one, p0, zero))


def between(p1: float, one: Interval, p0: float, zero: Interval) -> tuple[float, float]:
    """Give the interval of a difference of two rates from theirs: each side's squares added."""
    low = sqrt((p1 - one.low) ** 2 + (zero.high - p0) ** 2)
    high = sqrt((one.high - p1) ** 2 + (p0 - zero.low) ** 2)
    return p1 - p0 - low, p1 - p0 + high


def check_counts(k: int, n: int) -> None:
    """Refuse counts that make no rate.

    :raises ValueError: unless 0 <= k <= n.
    """
    if not 0 <= k <= n:
        raise ValueError(f"{k} of {n} is no rate")
