"""Do two observers see the same? Cohen's kappa, plain or weighted.

Cohen, *Educational and Psychological Measurement* 20 (1960) 37-46 and *Psychological Bulletin* 70
(1968) 213-220; error: Fleiss, Cohen, Everitt, *Psychological Bulletin* 72 (1969) 323-327.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np

FEWEST: Final = 10  # things both have scored


@dataclass(frozen=True, slots=True)
class Agreement:
    """Kappa with its interval: 1 is the same throughout, 0 is what chance would give."""

    kappa: float
    low: float
    high: float
    of: int


def kappa(first: Sequence[int], second: Sequence[int], *, levels: int) -> Agreement | None:
    """Give the agreement of two observers on levels 0, 1 ... in order, far apart counting more.

    Weights fall with the square of the distance; with two levels it is plain kappa. None with fewer
    than ten things scored by both, or where one level is all that either has given.
    :raises ValueError: for scores outside the levels, or two lengths.
    """
    if len(first) != len(second) or levels < 2:
        raise ValueError(f"{len(first)} scores beside {len(second)} on {levels} levels")
    if any(not 0 <= score < levels for score in (*first, *second)):
        raise ValueError("a score is outside the levels")
    if len(first) < FEWEST:
        return None
    table = np.zeros((levels, levels))
    np.add.at(table, (np.asarray(first), np.asarray(second)), 1)
    share = table / len(first)
    rows, columns = share.sum(axis=1), share.sum(axis=0)
    place = np.arange(levels)
    weight = 1 - ((place[:, None] - place[None, :]) / (levels - 1)) ** 2
    seen, chance = float((weight * share).sum()), float((weight * np.outer(rows, columns)).sum())
    if chance >= 1 - 1e-12:
        return None
    value = (seen - chance) / (1 - chance)
    by_row, by_column = weight @ columns, rows @ weight
    inner = weight * (1 - chance) - (by_row[:, None] + by_column[None, :]) * (1 - seen)
    spread = float((share * inner**2).sum()) - (seen * chance - 2 * chance + seen) ** 2
    error = sqrt(max(spread, 0.0) / len(first)) / (1 - chance) ** 2
    return Agreement(
        value, max(-1.0, value - 1.959964 * error), min(1.0, value + 1.959964 * error), len(first)
    )
