"""Intervals of one rate: k of n.

Rates are between 0 and 1; `level` is the share of intervals that cover the truth.
Wilson, *JASA* 22 (1927) 209-212. Standard library only: pages show these, and start without SciPy.
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


def check_counts(k: int, n: int) -> None:
    """Refuse counts that make no rate.

    :raises ValueError: unless 0 <= k <= n.
    """
    if not 0 <= k <= n:
        raise ValueError(f"{k} of {n} is no rate")
