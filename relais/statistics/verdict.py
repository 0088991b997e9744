"""What a team's figures say: everybody alike, a spread, two groups, or too little to tell.

The rule and its tested detection rates are described in docs/methods.md.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import Final

from relais.statistics.dispersion import Counts, tarone_permuted, tarone_z
from relais.statistics.mixtures import Alike, Groups, Smooth, fit_alike, fit_groups, fit_smooth

FEWEST_DUE: Final = 30
FEWEST_REPS: Final = 6
SIGNIFICANT: Final = 1.645  # one-sided, 5 %
ROUGH: Final = 10  # below this many reps the normal law is replaced by dealing again
LOW_RATE: Final = 0.10
APART: Final = 0.5
SMALLEST_GROUP: Final = 0.1


class Verdict(StrEnum):
    """In one word."""

    UNIFORM = "uniform"
    SPREAD = "spread"
    POLARISED = "polarised"
    NOT_ENOUGH_DATA = "not_enough_data"


@dataclass(frozen=True)
class Finding:
    """The verdict, and the fits behind it: only those that were needed to say it."""

    verdict: Verdict
    tarone_z: float | None = None
    alike: Alike | None = None
    smooth: Smooth | None = None
    groups: Groups | None = None
    needed: int | None = None


def judge(k: Counts, n: Counts) -> Finding:
    """Say what k honoured of n due, a rep an entry, say of the team. Reps without any due are out.

    Polarised: more spread than chance, best described by two groups (or by a U), one of which
    honours at most 10 %, at least 50 points below the other, neither below a tenth of the team.
    """
    k, n = k[n > 0], n[n > 0]
    needed = missing(n)
    if needed is not None:
        return Finding(Verdict.NOT_ENOUGH_DATA, tarone_z(k, n), needed=needed)
    z, alike = tarone_z(k, n), fit_alike(k, n)
    if not _differ(k, n, z):
        return Finding(Verdict.UNIFORM, z, alike)
    smooth, groups = fit_smooth(k, n), fit_groups(k, n)
    verdict = Verdict.POLARISED if _polarised(alike, smooth, groups) else Verdict.SPREAD
    return Finding(verdict, z, alike, smooth, groups)


def missing(n: Counts) -> int | None:
    """Give how many more due appointments are needed before anything is said; None if enough.

    The larger of what lacks to thirty due, and to six reps at their mean; at least one where no
    rep has two.
    """
    due, reps = int(n.sum()), len(n)
    if due >= FEWEST_DUE and reps >= FEWEST_REPS and bool((n >= 2).any()):
        return None
    mean = due / reps if reps else FEWEST_DUE / FEWEST_REPS
    return max(FEWEST_DUE - due, ceil((FEWEST_REPS - reps) * mean), 1)


def _differ(k: Counts, n: Counts, z: float | None) -> bool:
    if z is None:
        return False
    if len(n) >= ROUGH:
        return z > SIGNIFICANT
    p_value = tarone_permuted(k, n, seed=1979)
    return p_value is not None and p_value < 0.05


def _polarised(alike: Alike, smooth: Smooth, groups: Groups) -> bool:
    two = groups.bic < min(alike.bic, smooth.bic)
    u = smooth.u_shaped and smooth.bic < min(alike.bic, groups.bic)
    low, high = groups.rates[0], groups.rates[1]
    sizes = SMALLEST_GROUP <= groups.shares[0] <= 1 - SMALLEST_GROUP
    return (two or u) and low <= LOW_RATE and high - low >= APART and sizes
