"""Limits of a funnel plot: how far a rep's rate may be from the target by chance.

Spiegelhalter, *Statistics in Medicine* 24 (2005) 1185-1202, appendix A.1.1: exact binomial
limits, interpolated between whole counts.
"""

from dataclasses import dataclass
from math import ceil, log

import numpy as np
from scipy.special import bdtr, bdtrik

from relais.statistics.dispersion import Counts

LOOK = 0.025
FLAG = 0.001
WINSORISED = 0.1


@dataclass(frozen=True, slots=True)
class Limits:
    """Rates between which chance alone keeps 95 % (`look`) and 99.8 % (`flag`) of reps of a size.

    A lower limit of 0 means that no rep of this size can be flagged.
    """

    flag_low: float
    look_low: float
    look_high: float
    flag_high: float


def limits(n: int, target: float) -> Limits:
    """Give the limits for a rep with n due, if all honour at the target rate.

    :raises ValueError: for n below one, or a target outside ]0, 1[.
    """
    if n < 1 or not 0 < target < 1:
        raise ValueError(f"no limits for {n} due at {target}")
    low = [_limit(n, target, q) for q in (FLAG, LOOK)]
    high = [_limit(n, target, 1 - q) for q in (LOOK, FLAG)]
    return Limits(*(min(1.0, max(0.0, limit)) for limit in (*low, *high)))


def smallest_flagged_at_zero(target: float, *, level: float) -> int | None:
    """Give the fewest due at which honouring none breaches a limit: ⌈ln q / ln(1 - target)⌉.

    None where no number is enough (target 0); with a target of 1 a single one is.
    """
    if target <= 0:
        return None
    return 1 if target >= 1 else ceil(log(level) / log(1 - target))


def _limit(n: int, target: float, q: float) -> float:
    r = ceil(max(0.0, float(bdtrik(q, n, target))) - 1e-9)
    below = float(bdtr(r - 1, n, target)) if r else 0.0
    upto = float(bdtr(r, n, target))
    return (r - (upto - q) / (upto - below)) / n


@dataclass(frozen=True, slots=True)
class Overdispersion:
    """More spread between all reps than chance: by a factor φ of variance, or a variance τ² beside.

    Only after the verdict says "spread"; 1 and 0 where chance alone explains it.
    """

    phi: float
    tau_squared: float


def overdispersion(k: Counts, n: Counts, target: float) -> Overdispersion | None:
    """Give by how much the limits must widen: φ = Σz²/I, z winsorised at 10 % on each side.

    z = (y - θ)/s, s² = θ(1-θ)/n; τ² = max(0, (Iφ - (I-1)) / (Σw - Σw²/Σw)), w = 1/s². None with
    fewer than two reps who had any due.
    :raises ValueError: for a target outside ]0, 1[.
    """
    if not 0 < target < 1:
        raise ValueError(f"no spread around a target of {target}")
    k, n = k[n > 0], n[n > 0]
    if len(n) < 2:
        return None
    w = n / (target * (1 - target))
    z = (k / n - target) * np.sqrt(w)
    low, high = np.quantile(z, [WINSORISED, 1 - WINSORISED])
    phi = float((np.clip(z, low, high) ** 2).mean())
    spare = float(w.sum() - (w**2).sum() / w.sum())
    tau = max(0.0, (len(n) * phi - (len(n) - 1)) / spare)
    return Overdispersion(max(1.0, phi), tau)
