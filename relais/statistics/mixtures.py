"""Three shapes that a team may have: everybody alike, a smooth spread, or groups.

Fits are by maximum likelihood; shapes are compared by BIC = -2l + q ln R, reps being the units.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import betaln, gammaln, xlog1py, xlogy

from relais.statistics.dispersion import Counts, pooled

Floats = NDArray[np.float64]

CLIP = 1e-4  # keeps a group's rate off 0 and 1
STARTS = ((0.02, 0.95), (0.3, 0.7))
QUANTILES = (0.2, 0.8)
ENOUGH = 1e-9  # gain of log-likelihood below which EM stops
LONGEST = 5_000


@dataclass(frozen=True)
class Alike:
    """One rate for all."""

    p: float
    log_likelihood: float
    bic: float


@dataclass(frozen=True)
class Smooth:
    """Rates drawn from Beta(a, b): reps differ by degrees; U-shaped where both are below 1."""

    a: float
    b: float
    log_likelihood: float
    bic: float

    @property
    def u_shaped(self) -> bool:
        """Say whether most reps are near 0 or near 1."""
        return self.a < 1 and self.b < 1


@dataclass(frozen=True)
class Groups:
    """K groups in the order of their rates, each with its share; `belonging` is reps x groups."""

    shares: tuple[float, ...]
    rates: tuple[float, ...]
    belonging: Floats
    log_likelihood: float
    bic: float


def fit_alike(k: Counts, n: Counts) -> Alike:
    """Fit one rate to all reps.

    :raises ValueError: where nothing was due.
    """
    p = pooled(k, n)
    if p is None:
        raise ValueError("nothing was due")
    likelihood = float((_choose(k, n) + xlogy(k, p) + xlog1py(n - k, -p)).sum())
    return Alike(p, likelihood, _bic(likelihood, 1, len(n)))


def fit_smooth(k: Counts, n: Counts) -> Smooth:
    """Fit a beta-binomial, over a and b on the scale of their logarithms, from several starts."""

    def loss(at: Floats) -> float:
        a, b = np.exp(np.clip(at, -9.0, 12.0))
        return -float((_choose(k, n) + betaln(k + a, n - k + b) - betaln(a, b)).sum())

    p = min(max(float(k.sum()) / float(n.sum()), 0.01), 0.99)
    starts = [np.log([p * m, (1 - p) * m]) for m in (0.3, 2.0, 20.0, 400.0)]
    options = {"xatol": 1e-9, "fatol": 1e-11, "maxiter": 4_000}
    fits = [minimize(loss, start, method="Nelder-Mead", options=options) for start in starts]
    best = min(fits, key=lambda fit: float(fit.fun))
    a, b = np.exp(np.clip(best.x, -9.0, 12.0))
    likelihood = -float(best.fun)
    return Smooth(float(a), float(b), likelihood, _bic(likelihood, 2, len(n)))


def fit_groups(k: Counts, n: Counts, *, groups: int = 2) -> Groups:
    """Fit K groups by EM, from several starts; the best is kept.

    E: r_ij proportional to π_j Bin(k_i; n_i, p_j). M: π_j = mean r_ij, p_j = Σr k / Σr n, clipped
    to [1e-4, 1 - 1e-4]. Needs n >= 2K - 1 for enough reps to tell the groups apart.
    """
    fits = [_em(k, n, np.array(start)) for start in _starts(k, n, groups)]
    best = max(fits, key=lambda fit: fit.log_likelihood)
    order = np.argsort(best.rates)
    return Groups(
        shares=tuple(best.shares[j] for j in order),
        rates=tuple(best.rates[j] for j in order),
        belonging=best.belonging[:, order],
        log_likelihood=best.log_likelihood,
        bic=best.bic,
    )


def belonging_to(
    k: Counts, n: Counts, *, shares: Sequence[float], rates: Sequence[float]
) -> Floats:
    """Give how sure it is of each rep that he belongs to each group, reps x groups: the E step."""
    p = np.array(rates)
    parts = k[:, None] * np.log(p) + (n - k)[:, None] * np.log1p(-p) + np.log(np.array(shares))
    each = np.exp(parts - parts.max(axis=1, keepdims=True))
    return np.asarray(each / each.sum(axis=1, keepdims=True), dtype=np.float64)


def bootstrap_p_value(k: Counts, n: Counts, *, seed: int, times: int = 199) -> float:
    """Give the p-value of one group against two by parametric bootstrap, never by χ².

    Worlds in which all honour at the pooled rate are drawn, and fitted like the real one.
    """
    random = np.random.default_rng(seed)
    observed = _gain(k, n)
    p = fit_alike(k, n).p
    reached = sum(_gain(random.binomial(n, p), n) >= observed for _ in range(times))
    return (reached + 1) / (times + 1)


def shrunk(k: Counts, n: Counts, fit: Smooth) -> Floats:
    """Give each rep's rate drawn towards all: (k + a) / (n + a + b)."""
    return np.asarray((k + fit.a) / (n + fit.a + fit.b), dtype=np.float64)


def by_group(fit: Groups) -> Floats:
    """Give each rep's rate by the groups to which he may belong: Σ r_ij p_j."""
    return np.asarray(fit.belonging @ np.array(fit.rates), dtype=np.float64)


def _gain(k: Counts, n: Counts) -> float:
    return fit_groups(k, n).log_likelihood - fit_alike(k, n).log_likelihood


def _starts(k: Counts, n: Counts, groups: int) -> Sequence[Sequence[float]]:
    rates = k[n > 0] / n[n > 0]
    if groups != len(STARTS[0]):
        return [np.quantile(rates, (np.arange(groups) + 0.5) / groups).tolist()]
    return [*STARTS, np.quantile(rates, QUANTILES).tolist()]


def _em(k: Counts, n: Counts, p: Floats) -> Groups:
    shares = np.full(len(p), 1 / len(p))
    choose, before = _choose(k, n)[:, None], -np.inf
    p = np.clip(p, CLIP, 1 - CLIP)
    for _ in range(LONGEST):
        parts = choose + k[:, None] * np.log(p) + (n - k)[:, None] * np.log1p(-p) + np.log(shares)
        top = parts.max(axis=1, keepdims=True)
        each = top[:, 0] + np.log(np.exp(parts - top).sum(axis=1))
        belonging, likelihood = np.exp(parts - each[:, None]), float(each.sum())
        if likelihood - before < ENOUGH:
            break
        before = likelihood
        shares = np.maximum(belonging.mean(axis=0), 1e-12)
        weights = np.maximum(belonging.T @ n, 1e-12)
        p = np.clip(belonging.T @ k / weights, CLIP, 1 - CLIP)
    bic = _bic(likelihood, 2 * len(p) - 1, len(n))
    return Groups(tuple(map(float, shares)), tuple(map(float, p)), belonging, likelihood, bic)


def _choose(k: Counts, n: Counts) -> Floats:
    return np.asarray(gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1), dtype=np.float64)


def _bic(log_likelihood: float, parameters: int, reps: int) -> float:
    return -2 * log_likelihood + parameters * log(reps)
