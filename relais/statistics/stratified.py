"""Two rates compared, alone or within strata of what else differs between them.

Counts are k of n in the group of interest (1) and beside it (0). Newcombe, *Statistics in
Medicine* 17 (1998) 873-890, method 10; Mantel, Haenszel, *JNCI* 22 (1959) 719-748; Sato,
*Biometrics* 45 (1989) 1323-1324; Fisher (1934).
"""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc
from scipy.stats import fisher_exact

from relais.statistics.intervals import newcombe

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Difference:
    """A rate less another, between -1 and 1, with its interval and the test of no difference."""

    value: float
    low: float
    high: float
    p_value: float


def difference(k1: int, n1: int, k0: int, n0: int, *, level: float = 0.95) -> Difference | None:
    """Give the difference of two rates: Newcombe's interval, Fisher's exact test.

    None where either group is empty.
    :raises ValueError: unless 0 <= k <= n in both.
    """
    found = newcombe(k1, n1, k0, n0, level=level)
    if found is None:
        return None
    value, low, high = found
    test = fisher_exact([[k1, n1 - k1], [k0, n0 - k0]])
    return Difference(value, low, high, float(test.pvalue))


def mantel_haenszel(
    k1: Counts, n1: Counts, k0: Counts, n0: Counts, *, level: float = 0.95
) -> Difference | None:
    """Give the difference common to all strata, one entry a stratum, and its test.

    RD = Σ (k1 n0 - k0 n1)/N / Σ n1 n0/N with Sato's variance; the test is Mantel and Haenszel's
    χ² without correction. Strata with one group only say nothing and drop out; None where none is
    left.
    :raises ValueError: unless 0 <= k <= n in all.
    """
    for k, n in ((k1, n1), (k0, n0)):
        if (k < 0).any() or (k > n).any():
            raise ValueError("counts that make no rate")
    both = (n1 > 0) & (n0 > 0)
    if not both.any():
        return None
    hits, of, hits0, of0 = (each[both].astype(np.float64) for each in (k1, n1, k0, n0))
    total = of + of0
    weight = float((of * of0 / total).sum())
    value = float(((hits * of0 - hits0 * of) / total).sum()) / weight
    p = float(((of**2 * hits0 - of0**2 * hits + of * of0 * (of0 - of) / 2) / total**2).sum())
    q = float(((hits * (of0 - hits0) + hits0 * (of - hits)) / (2 * total)).sum())
    half = NormalDist().inv_cdf(0.5 + level / 2) * sqrt(max(value * p + q, 0.0)) / weight
    low, high = max(-1.0, value - half), min(1.0, value + half)
    return Difference(value, low, high, _p_value(hits, of, hits0, of0))


def _p_value(k1: Floats, n1: Floats, k0: Floats, n0: Floats) -> float:
    total, hits = n1 + n0, k1 + k0
    apart = float((k1 - n1 * hits / total).sum())
    several = total > 1
    spread = (n1 * n0 * hits * (total - hits))[several] / (total**2 * (total - 1))[several]
    variance = float(spread.sum())
    return float(chdtrc(1, apart**2 / variance)) if variance else 1.0
