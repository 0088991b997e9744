"""Do two groups wait equally long? The log-rank test, stratified, and with cases in clusters.

Mantel, *Cancer Chemotherapy Reports* 50 (1966) 163-170; clusters resampled whole: Efron,
Tibshirani, *An Introduction to the Bootstrap* (1993), chapter 8.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc

from relais.statistics.survival import Floats, at_risk, check_times

Labels = NDArray[np.int64]

FEWEST_CLUSTERS: Final = 5


@dataclass(frozen=True, slots=True)
class LogRank:
    """Ends observed and expected in the first group, their variance, and the test of both."""

    observed: float
    expected: float
    variance: float

    @property
    def chi_square(self) -> float | None:
        """Give (O - E)² / V, with one degree of freedom; None where nothing could differ."""
        return (self.observed - self.expected) ** 2 / self.variance if self.variance else None

    @property
    def p_value(self) -> float | None:
        """Give the two-sided p-value; None where nothing could differ."""
        return None if self.chi_square is None else float(chdtrc(1, self.chi_square))


def log_rank(
    time: Floats, seen: NDArray[np.bool_], first: NDArray[np.bool_], strata: Labels | None = None
) -> LogRank:
    """Compare the cases of the first group with all others, each within its stratum.

    O = Σ d1, E = Σ d r1/r, V = Σ d (r1/r)(r2/r)(r - d)/(r - 1), summed over times and strata.
    :raises ValueError: for a time below zero, or arrays of two lengths.
    """
    check_times(time, seen)
    check_times(time, first)
    labels = np.zeros(len(time), dtype=np.int64) if strata is None else strata
    parts = [
        _of_stratum(time[inside], seen[inside], first[inside])
        for inside in (labels == label for label in np.unique(labels))
    ]
    return LogRank(*(float(sum(part[i] for part in parts)) for i in range(3)))


def log_rank_clustered(
    time: Floats,
    seen: NDArray[np.bool_],
    first: NDArray[np.bool_],
    clusters: Labels,
    *,
    strata: Labels | None = None,
    seed: int,
    times: int = 999,
) -> float | None:
    """Give the p-value of O - E where cases of one cluster (a rep) go together.

    Whole clusters are drawn again, with replacement; the variance of O - E between the draws takes
    the place of V. None with fewer than five clusters in either group.
    :raises ValueError: for a time below zero, or arrays of two lengths.
    """
    whole = log_rank(time, seen, first, strata)
    random = np.random.default_rng(seed)
    labels = np.unique(clusters)
    if min(len(np.unique(clusters[first])), len(np.unique(clusters[~first]))) < FEWEST_CLUSTERS:
        return None
    members = [np.flatnonzero(clusters == label) for label in labels]
    differences = []
    for _ in range(times):
        rows = np.concatenate([members[i] for i in random.integers(len(labels), size=len(labels))])
        kept = None if strata is None else strata[rows]
        again = log_rank(time[rows], seen[rows], first[rows], kept)
        differences.append(again.observed - again.expected)
    spread = float(np.std(differences, ddof=1))
    if not spread:
        return None
    return float(chdtrc(1, ((whole.observed - whole.expected) / spread) ** 2))


def _of_stratum(
    time: Floats, seen: NDArray[np.bool_], first: NDArray[np.bool_]
) -> tuple[float, float, float]:
    times = np.unique(time[seen])
    if not times.size:
        return 0.0, 0.0, 0.0
    r, d = at_risk(time, seen, times)
    r1, _ = at_risk(time[first], seen[first], times)
    share = r1 / r
    several = r > 1
    spread = (d * share * (1 - share) * (r - d))[several] / (r - 1)[several]
    observed = int((seen & first).sum())
    return float(observed), float((d * share).sum()), float(spread.sum())
