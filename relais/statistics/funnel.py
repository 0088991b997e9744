"""Limits of a funnel plot: how far a rep's rate may be from the target by chance.

Spiegelhalter, *Statistics in Medicine* 24 (2005) 1185-1202, appendix A.1.1: exact binomial
limits, interpolated between whole counts.
"""

from dataclasses import dataclass
from math import ceil, log

from scipy.special import bdtr, bdtrik

LOOK = 0.025
FLAG = 0.001


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
