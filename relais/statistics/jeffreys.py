"""The Bayesian interval of one rate, k of n.

Brown, Cai, DasGupta, *Statistical Science* 16 (2001) 101-133.
"""

from scipy.special import betaincinv

from relais.statistics.intervals import Interval, check_counts


def jeffreys(k: int, n: int, *, level: float = 0.95) -> Interval | None:
    """Give the interval of the posterior Beta(k + 1/2, n - k + 1/2), or None for nothing counted.

    :raises ValueError: unless 0 <= k <= n.
    """
    check_counts(k, n)
    if n == 0:
        return None
    tail = (1 - level) / 2
    low = float(betaincinv(k + 0.5, n - k + 0.5, tail)) if k else 0.0
    high = float(betaincinv(k + 0.5, n - k + 0.5, 1 - tail)) if k < n else 1.0
    return Interval(low, high)
