"""What leads would have given, had more of them been taken up or honoured: expected, with ranges.

Leads stand in four groups: not taken up, taken up without an appointment due, with one that the rep
did not honour, with one that he did. A change moves leads from a group to another, where they give
what those that were there gave: Σ moved × (rate there − rate here), over sums, never over means of
reps. Reps are drawn with replacement (`returns.draws_of`), the same draws for what is and what
would be, so that their difference has a range of its own. Percentile bootstrap of clusters: Efron,
Tibshirani, *An Introduction to the Bootstrap* (1993), chapters 8 and 13.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from relais.statistics.intervals import Interval
from relais.statistics.returns import draws_of

Floats = NDArray[np.float64]
NAMES: Final = ("signed", "margin", "cost", "gain", "gained")


class Shift(NamedTuple):
    """Which share of the failures of a stage stay failures, and of its successes successes."""

    failures: float = 1.0
    successes: float = 1.0


@dataclass(frozen=True, slots=True)
class Sums:
    """What one rep's leads add up to, or those of nobody; the four groups in their order.

    `visits` are costs of appointments by group. `kept` and `whole` are signatures, margin and cost
    of the leads that would have been passed on, and of all.
    """

    leads: Sequence[int]
    signed: Sequence[int]
    visits: Sequence[int]
    kept: Sequence[int]
    whole: Sequence[int]


@dataclass(frozen=True, slots=True)
class Told:
    """A figure and its range; none where some draw cannot tell it, or it was not asked for."""

    value: float | None
    interval: Interval | None


@dataclass(frozen=True)
class Expected:
    """What is, what would be, and the second less the first: each by the names of `NAMES`."""

    today: dict[str, Told]
    then: dict[str, Told]
    more: dict[str, Told]


def expected(
    reps: Sequence[Sums],
    beside: Sums,
    *,
    take_up: Shift,
    honour: Shift,
    ranges: bool = True,
    level: float = 0.95,
) -> Expected:
    """Say what leads gave, and what they would have given with other rates.

    `beside` is what no rep is behind: it counts in each draw.
    """
    fixed = np.array(_row(beside), dtype=np.float64)
    rows = np.array([_row(one) for one in reps], dtype=np.float64).reshape(-1, len(fixed))
    point = _outcomes(rows.sum(axis=0, keepdims=True) + fixed, take_up, honour)[0]
    if not ranges:
        return _told(point, [None] * len(point))
    draws = (times @ rows + fixed for times in draws_of(len(reps)))
    found = np.concatenate([_outcomes(sums, take_up, honour) for sums in draws])
    low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2], axis=0)
    pairs = zip(low.tolist(), high.tolist(), strict=True)
    return _told(point, [Interval(*pair) if pair[0] == pair[0] else None for pair in pairs])


def _row(sums: Sums) -> list[float]:
    return [*sums.leads, *sums.signed, *sums.visits, *sums.kept, *sums.whole]


def _outcomes(sums: Floats, take_up: Shift, honour: Shift) -> Floats:
    """Give what is, what would be and the difference, five columns each, a row a draw."""
    leads, signed, visits = sums[:, 0:4], sums[:, 4:8], sums[:, 8:12]
    kept, margin, cost = sums[:, 12:15].T
    then = kept + _more(leads, signed, take_up, honour)
    worth = np.where(kept > 0, margin * _over(then, kept), margin)
    whole = _with_return(*sums[:, 15:18].T)
    would = _with_return(then, worth, cost + _more(leads, visits, take_up, honour))
    return np.concatenate([whole, would, would - whole], axis=1)


def _more(leads: Floats, given: Floats, take_up: Shift, honour: Shift) -> Floats:
    """Give what leads that change their group give more there; of no change, exactly nothing.

    Who is taken up besides meets the rates of those taken up, under the changed honouring.
    """
    each = _over(given, leads)
    not_taken, _without, missed, honoured = leads.T
    visited = missed * (1 - honour.failures) - honoured * (1 - honour.successes)
    by_honour = visited * (each[:, 3] - each[:, 2])
    taken = leads[:, 1:].sum(axis=1)
    worth = _over(given[:, 1:].sum(axis=1) + by_honour, taken)
    newly = not_taken * (1 - take_up.failures) - taken * (1 - take_up.successes)
    more: Floats = by_honour + newly * (worth - each[:, 0])
    return more


def _with_return(signed: Floats, margin: Floats, cost: Floats) -> Floats:
    gain = margin - cost
    gained = np.where(cost > 0, _over(gain, cost), np.nan)
    return np.stack([signed, margin, cost, gain, gained], axis=1)


def _over(above: Floats, below: Floats) -> Floats:
    """Divide; over nothing it is nothing."""
    found: Floats = np.divide(above, below, out=np.zeros_like(above), where=below > 0)
    return found


def _told(point: Floats, ranges: Sequence[Any]) -> Expected:
    values = [None if value != value else value for value in point.tolist()]
    told = [Told(value, one) for value, one in zip(values, ranges, strict=True)]
    size = len(NAMES)
    parts = [dict(zip(NAMES, told[n : n + size], strict=True)) for n in (0, size, 2 * size)]
    return Expected(*parts)
