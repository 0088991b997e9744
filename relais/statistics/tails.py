"""How often chance alone gives so many or more: the upper tails of two counts.

Standard library only: what the clock and pages ask starts without SciPy.
"""

from math import exp, fsum, lgamma, log, log1p

from relais.statistics.intervals import check_counts


def binomial_tail(k: int, n: int, *, rate: float) -> float:
    """Give P(X >= k) where X counts how many of n happen, each with this rate.

    P(X >= k) = sum over i = k .. n of C(n, i) p^i (1 - p)^(n - i).
    :raises ValueError: unless 0 <= k <= n and 0 <= rate <= 1.
    """
    check_counts(k, n)
    if not 0 <= rate <= 1:
        raise ValueError(f"{rate} is no rate")
    if k == 0 or rate == 1:
        return 1.0
    if rate == 0:
        return 0.0
    yes, no = log(rate), log1p(-rate)
    return min(1.0, fsum(exp(_ways(n, i) + i * yes + (n - i) * no) for i in range(k, n + 1)))


def hypergeometric_tail(k: int, n: int, *, marked: int, of: int) -> float:
    """Give P(X >= k) where X counts the marked among n taken out of some: Fisher's exact test.

    :param marked: how many are marked `of` all, the n among them.
    :raises ValueError: for counts that cannot be.
    """
    check_counts(k, n)
    check_counts(marked, of)
    check_counts(n, of)
    every = _ways(of, n)
    first, last = max(k, n - (of - marked)), min(n, marked)
    terms = (
        exp(_ways(marked, i) + _ways(of - marked, n - i) - every) for i in range(first, last + 1)
    )
    return min(1.0, fsum(terms))


def _ways(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
