"""How sure a return is: what was spent and brought in goes together by rep, not by lead.

Percentile bootstrap of clusters: Efron, Tibshirani, *An Introduction to the Bootstrap* (1993),
chapters 8 and 13; Cameron, Gelbach, Miller, *Review of Economics and Statistics* 90 (2008) 414-427.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from relais.statistics.intervals import Interval

DRAWS: Final = 2_000
SEED: Final = 20_261  # the same figures give the same interval, whoever asks
AT_ONCE: Final = 1_000_000  # numbers drawn at once
HELD: Final = 2  # numbers of reps whose draws are held

Amounts = NDArray[np.float64] | Sequence[int]


def return_interval(
    cost: Amounts, margin: Amounts, *, beside: float = 0.0, level: float = 0.95
) -> Interval | None:
    """Give the interval of (Σ margin - C) / C with C = Σ cost + `beside`, one entry a rep.

    Reps are drawn with replacement, as many as there are, 2,000 times; `beside` is what no rep is
    behind, in each draw. None where some draw would cost nothing: then no return can be told.
    :raises ValueError: for arrays of two lengths, or none.
    """
    reps = len(cost)
    if not reps or len(margin) != reps:
        raise ValueError("one cost and one margin a rep")
    found = np.empty(DRAWS)
    pairs, done = np.array([cost, margin], dtype=np.float64).T, 0
    for times in draws_of(reps):
        spent, brought = (times @ pairs).T
        spent = spent + beside
        if (spent <= 0).any():
            return None
        found[done : done + len(times)] = (brought - spent) / spent
        done += len(times)
    low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(low), float(high))


def draws_of(reps: int) -> Iterator[NDArray[np.float64]]:
    """Draw so many reps with replacement, as many, 2,000 times: how often each, a row a draw.

    It gives them piece by piece, and the same ones each time.
    """
    return (piece.astype(np.float64) for piece in _drawn(reps))


@lru_cache(maxsize=HELD)
def _drawn(reps: int) -> tuple[NDArray[Any], ...]:
    """Draw them, and hold them as bytes: 4 MB of 2,000 reps, 20 MB of 10,000.

    They hang on nothing but the number of reps, and drawing is what costs.
    """
    draw, done, pieces = np.random.default_rng(SEED), 0, []
    while done < DRAWS:
        size = min(DRAWS - done, max(1, AT_ONCE // reps))
        piece = draw.multinomial(reps, np.full(reps, 1 / reps), size=size)
        pieces.append(piece.astype(np.min_scalar_type(piece.max())))
        done += size
    return tuple(pieces)
