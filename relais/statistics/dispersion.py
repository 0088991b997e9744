"""Is there more spread between reps than chance alone gives?

Arrays hold one entry a rep: k honoured of n due. Tarone, *Biometrika* 66 (1979) 585-590.
"""

from math import sqrt

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]


def pooled(k: Counts, n: Counts) -> float | None:
    """Give the rate of all taken together, or None where nothing was due."""
    total = int(n.sum())
    return float(k.sum()) / total if total else None


def tarone_z(k: Counts, n: Counts) -> float | None:
    """Give Tarone's Z, normal if all are alike and large if they differ (one-sided).

    S = Σ(k - n p)² / p(1-p), Z = (S - Σn) / √(2 Σ n(n-1)). None where it says nothing: all
    honoured, none honoured, or no rep with two due.
    """
    p = pooled(k, n)
    pairs = float((n * (n - 1)).sum())
    if p is None or p in (0.0, 1.0) or not pairs:
        return None
    s = float(((k - n * p) ** 2).sum()) / (p * (1 - p))
    return (s - float(n.sum())) / sqrt(2 * pairs)


def tarone_permuted(k: Counts, n: Counts, *, seed: int, times: int = 1_999) -> float | None:
    """Give the one-sided p-value of Z by dealing the honoured appointments out again.

    Exact in the limit of `times`; for fewer than ten reps, where the normal law is rough.
    """
    observed = tarone_z(k, n)
    if observed is None:
        return None
    random = np.random.default_rng(seed)
    dealt = random.multivariate_hypergeometric(n, int(k.sum()), size=times)
    p = float(k.sum()) / float(n.sum())
    spread = ((dealt - n * p) ** 2).sum(axis=1)
    reached = int((spread >= ((k - n * p) ** 2).sum() - 1e-9).sum())
    return (reached + 1) / (times + 1)


def pearson_phi(k: Counts, n: Counts) -> float | None:
    """Give Pearson's X² / (R - 1): 1 if chance explains the spread."""
    p = pooled(k, n)
    used = n > 0
    reps = int(used.sum())
    if p is None or p in (0.0, 1.0) or reps < 2:
        return None
    x2 = float((((k - n * p) ** 2)[used] / (n[used] * p * (1 - p))).sum())
    return x2 / (reps - 1)


def expected_at_zero(n: Counts, p: float) -> float:
    """Give how many reps would honour none if all honoured at the rate p: Σ (1-p)^n."""
    return float(((1 - p) ** n[n > 0]).sum())


def zeros_p_value(n: Counts, p: float, observed: int) -> float:
    """Give the chance of at least `observed` reps at zero (Poisson-binomial, exact)."""
    chances = (1 - p) ** n[n > 0].astype(np.float64)
    law = np.zeros(len(chances) + 1)
    law[0] = 1.0
    for chance in chances:
        law[1:] = law[1:] * (1 - chance) + law[:-1] * chance
        law[0] *= 1 - chance
    return float(min(1.0, law[observed:].sum()))
