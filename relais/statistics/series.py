"""A weekly rate before and after a change: the interrupted series.

Bernal, Cummins, Gasparrini, *International Journal of Epidemiology* 46 (2017) 348-355; quasi-
binomial dispersion: McCullagh, Nelder, *Generalized Linear Models* (1989), chapter 4; errors that
go on from week to week: Newey, West, *Econometrica* 55 (1987) 703-708.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

FEWEST: Final = 8  # weeks on each side
LAG: Final = 3  # weeks over which errors go on
ROUNDS: Final = 100
CLOSE: Final = 1e-12


@dataclass(frozen=True)
class Series:
    """logit p = β0 + β1 t + β2 1[t > start] + β3 (t - start)₊; with an end, two terms more.

    `beta` and `error` in that order; `covariance` takes the dispersion φ and the errors' going on
    into account, `quasi_error` φ alone; `free` is the weeks less the terms.
    """

    start: int
    end: int | None
    beta: Floats
    phi: float
    quasi_error: Floats
    covariance: Floats
    free: int

    @property
    def error(self) -> Floats:
        """Give the standard errors that take both into account."""
        return np.asarray(np.sqrt(np.diag(self.covariance)))

    def rates_at(self, week: int) -> tuple[float, float]:
        """Give the rate of a week as fitted, and as the series before the change would have it."""
        row = _design(np.array([week]), self.start, self.end)[0]
        before = np.where(np.arange(len(row)) < 2, row, 0.0)
        return float(expit(row @ self.beta)), float(expit(before @ self.beta))


@dataclass(frozen=True, slots=True)
class Effect:
    """At a week: the rate as fitted, as it would have been, and between what they differ."""

    week: int
    fitted: float
    otherwise: float
    low: float
    high: float

    @property
    def difference(self) -> float:
        """Give fitted less otherwise."""
        return self.fitted - self.otherwise


def weeks_needed(weeks: int, *, start: int) -> int:
    """Give how many weeks lack, on the side that has fewest, before anything is fitted; 0 if none.

    Weeks are numbered from 1; the change comes after week `start`.
    """
    return max(0, FEWEST - start, FEWEST - (weeks - start))


def interrupted(k: Counts, n: Counts, *, start: int, end: int | None = None) -> Series | None:
    """Fit the rates of weeks 1, 2 ... by whether the change had come, and had ended.

    None where either side has fewer than eight weeks, or where the rate is 0 or 1 in all of one
    side, so that no slope of its logarithm exists.
    :raises ValueError: unless 0 <= k <= n, and some n in every week.
    """
    if (k < 0).any() or (k > n).any() or (n == 0).any():
        raise ValueError("counts that make no rate")
    if weeks_needed(len(n), start=start) or not all(
        0 < int(k[side].sum()) < int(n[side].sum()) for side in (slice(start), slice(start, None))
    ):
        return None
    design = _design(np.arange(1, len(n) + 1), start, end)
    beta = _logistic(design, k / n, n.astype(np.float64))
    if beta is None:
        return None
    p = expit(design @ beta)
    weight = n * p * (1 - p)
    bread = np.linalg.inv((design.T * weight) @ design)
    free = len(n) - design.shape[1]
    phi = float(((k - n * p) ** 2 / weight).sum() / free)
    quasi = np.sqrt(phi * np.diag(bread))
    meat = _going_on(design * (k - n * p)[:, None])
    covariance = bread @ meat @ bread * len(n) / free
    return Series(start, end, beta, phi, quasi, _larger(covariance, phi * bread), free)


def effect_at(
    series: Series, week: int, *, seed: int, draws: int = 4_000, level: float = 0.95
) -> Effect:
    """Give what the change did by a week, with an interval from draws of the coefficients.

    Otherwise: as if the series before the change had gone on. Drawn from Student's t, as the
    dispersion is itself estimated from few weeks.
    :raises ValueError: for a week before the change.
    """
    if week <= series.start:
        raise ValueError(f"week {week} is before the change")
    row = _design(np.array([week]), series.start, series.end)[0]
    before = np.where(np.arange(len(row)) < 2, row, 0.0)
    random = np.random.default_rng(seed)
    drawn = random.multivariate_normal(series.beta, series.covariance, size=draws, method="eigh")
    wider = np.sqrt(series.free / random.chisquare(series.free, size=draws))
    drawn = series.beta + (drawn - series.beta) * wider[:, None]
    apart = expit(drawn @ row) - expit(drawn @ before)
    low, high = np.quantile(apart, [(1 - level) / 2, (1 + level) / 2])
    return Effect(week, *series.rates_at(week), float(low), float(high))


def _design(weeks: NDArray[np.int64], start: int, end: int | None) -> Floats:
    columns = [np.ones(len(weeks)), weeks, weeks > start, np.maximum(weeks - start, 0)]
    if end is not None:
        columns += [weeks > end, np.maximum(weeks - end, 0)]
    return np.column_stack([np.asarray(column, dtype=np.float64) for column in columns])


def _logistic(design: Floats, rate: Floats, n: Floats) -> Floats | None:
    """Fit by iteratively reweighted least squares; None where it does not come to rest."""
    beta = np.zeros(design.shape[1])
    for _ in range(ROUNDS):
        p = expit(design @ beta)
        weight = n * p * (1 - p)
        try:
            step = np.linalg.solve((design.T * weight) @ design, design.T @ (n * (rate - p)))
        except np.linalg.LinAlgError:
            return None
        beta = beta + step
        if float(np.abs(step).max()) < CLOSE:
            return beta if np.isfinite(beta).all() else None
    return None


def _going_on(scores: Floats) -> Floats:
    """Add up the scores' products, of weeks up to LAG apart, by Bartlett's weights."""
    meat = scores.T @ scores
    for lag in range(1, LAG + 1):
        across = scores[lag:].T @ scores[:-lag]
        meat = meat + (1 - lag / (LAG + 1)) * (across + across.T)
    return np.asarray(meat)


def _larger(first: Floats, second: Floats) -> Floats:
    """Give the covariance with the larger errors: in few weeks the first comes out small."""
    return first if float(np.trace(first)) >= float(np.trace(second)) else second
