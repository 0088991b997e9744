"""Time until something happens, where some are still waiting: survival and competing ends.

Arrays hold one entry a case: `time` at risk (any unit, the same for all) and how it ended.
Kaplan, Meier, *JASA* 53 (1958) 457-481; Greenwood (1926); Aalen, Johansen, *Scandinavian Journal
of Statistics* 5 (1978) 141-150.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]
Ends = NDArray[np.int64]

CENSORED = 0  # still waiting when last seen


@dataclass(frozen=True)
class Survival:
    """The share still waiting after each time; `error` is Greenwood's, the band log(-log)."""

    times: Floats
    at_risk: NDArray[np.int64]
    waiting: Floats
    error: Floats
    low: Floats
    high: Floats

    @property
    def median(self) -> float | None:
        """Give the time at which half have been seen; None where fewer ever were."""
        reached = np.flatnonzero(self.waiting <= 0.5)
        return float(self.times[reached[0]]) if reached.size else None

    def at(self, time: float) -> float:
        """Give the share still waiting after a time."""
        index = int(np.searchsorted(self.times, time, side="right")) - 1
        return float(self.waiting[index]) if index >= 0 else 1.0


@dataclass(frozen=True)
class Incidence:
    """The share that has ended in each way by each time; together with who waits they are 1."""

    times: Floats
    ended: Mapping[int, Floats]


def kaplan_meier(time: Floats, seen: NDArray[np.bool_], *, level: float = 0.95) -> Survival | None:
    """Give the share still waiting: S(t) = Π (1 - d/r), Var S = S² Σ d / r(r - d).

    None where there is no case. Ends of another kind must not stand here as censored if their
    share is wanted: see `aalen_johansen`.
    :raises ValueError: for a time below zero, or arrays of two lengths.
    """
    check_times(time, seen)
    if not time.size:
        return None
    times = np.unique(time)
    risk, ends = at_risk(time, seen, times)
    waiting, left = np.cumprod(1 - ends / risk, dtype=np.float64), risk - ends
    steps = np.divide(ends, risk * left, out=np.zeros(len(times)), where=left > 0)
    spread = np.cumsum(steps, dtype=np.float64)
    low, high = _band(waiting, spread, level)
    return Survival(times, risk, waiting, waiting * np.sqrt(spread), low, high)


def aalen_johansen(time: Floats, end: Ends) -> Incidence | None:
    """Give the share that has ended in each way: CIF_c(t) = Σ S(t-) d_c / r.

    `end` is CENSORED or the number of a way to end. None where there is no case.
    :raises ValueError: for a time below zero, or arrays of two lengths.
    """
    check_times(time, end)
    if not time.size:
        return None
    times = np.unique(time)
    risk, ends = at_risk(time, end != CENSORED, times)
    waiting = np.cumprod(1 - ends / risk)
    before = np.concatenate([[1.0], waiting[:-1]])
    ways = [int(way) for way in np.unique(end) if way != CENSORED]
    counts = {way: at_risk(time, end == way, times)[1] for way in ways}
    return Incidence(
        times, {way: np.cumsum(before * count / risk) for way, count in counts.items()}
    )


def check_times(time: Floats, beside: NDArray[np.generic]) -> None:
    """Refuse what is no time at risk.

    :raises ValueError: for a time below zero, or arrays of two lengths.
    """
    if len(time) != len(beside):
        raise ValueError(f"{len(time)} times, {len(beside)} ends")
    if time.size and (not np.isfinite(time).all() or float(time.min()) < 0):
        raise ValueError("a time at risk is below zero")


def _band(waiting: Floats, spread: Floats, level: float) -> tuple[Floats, Floats]:
    """Give S^exp(± z √V / ln S); where all still wait or nobody does, the edge before it stays."""
    inside = (waiting > 0) & (waiting < 1)
    half = np.zeros(len(waiting))
    half[inside] = ndtri(0.5 + level / 2) * np.sqrt(spread[inside]) / -np.log(waiting[inside])
    low, high = waiting ** np.exp(half), waiting ** np.exp(-half)
    nobody = waiting <= 0
    if nobody.any() and inside.any():
        high[nobody] = high[inside][-1]
    return low, high


def at_risk(
    time: Floats, ended: NDArray[np.bool_], times: Floats
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Count, at each of some sorted times, who was still there, and who ended then."""
    order = np.sort(time)
    risk = len(time) - np.searchsorted(order, times, side="left")
    ends = np.sort(time[ended])
    upto = np.searchsorted(ends, times, side="right")
    return risk, upto - np.searchsorted(ends, times, side="left")
