"""A rate corrected for the mix: what a group's would be, had all groups the same cases.

Direct standardisation: the rate of each stratum is weighted alike for every group. Keiding,
Clayton, *Statistical Science* 29 (2014) 529-558; Binder, *International Statistical Review* 51
(1983) 279-292, for its variance with clusters; Korn, Graubard, *Survey Methodology* 24 (1998)
193-201, for the number of cases on which Wilson's interval is laid.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from relais.statistics.intervals import score

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Standardised:
    """A corrected rate, its interval, and how many cases alone would tell it as surely."""

    rate: float
    low: float
    high: float
    size: float


def standardise(
    k: Whole, n: Whole, *, strata: Whole, persons: Whole, weights: NDArray[np.float64],
    level: float = 0.95,
) -> Standardised:  # fmt: skip
    """Give Σ w p of one group, p = Σk / Σn of each stratum, w its weight; one entry a cell.

    Cases of one person go together: V = C/(C-1) Σ z², z = Σ w (k - pn)/N of a person, N the cases
    of the stratum, C the persons; never less than if each case stood alone. The size is
    P(1-P)/V, at most 1 / Σ (w²/N).
    :raises ValueError: unless 0 <= k <= n, weights add up to one, and no stratum is empty.
    """
    if (k < 0).any() or (k > n).any():
        raise ValueError("counts that make no rate")
    hits, of = (np.bincount(strata, weights=each, minlength=len(weights)) for each in (k, n))
    if abs(float(weights.sum()) - 1) > 1e-9 or (of <= 0).any():
        raise ValueError("no weight for each stratum, or a stratum without cases")
    p = hits / of
    rate = min(1.0, max(0.0, float((weights * p).sum())))
    alone = float((weights**2 * p * (1 - p) / of).sum())
    apart = np.bincount(persons, weights=(weights / of)[strata] * (k - p[strata] * n))
    several = len(np.unique(persons[n > 0]))
    together = several / (several - 1) * float((apart**2).sum()) if several > 1 else 0.0
    size = 1 / float((weights**2 / of).sum())
    variance = max(alone, together)
    if variance > 0:
        size = min(size, rate * (1 - rate) / variance)
    sure = score(rate, size, level=level)
    return Standardised(rate, sure.low, sure.high, size)
