"""Whether an act worked: a unit beside its own past, and beside units that did not do it (pure).

Reps are the units of every interval. That most of them are the same before and after makes the
interval of a difference wider than it need be, never narrower.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any, Final, NamedTuple

import numpy as np

from relais.lib.teams import SMALLEST_TEAM
from relais.statistics.clustered import by_reps
from relais.statistics.intervals import Interval, between
from relais.steering.rules.effects import Effect, Rival

FEWEST: Final = 30  # counted, in each of the two stretches
BESIDE_REPS: Final = 6
QUARTER: Final = 13  # weeks: the longest before one looks again
LONGEST_WAIT: Final = timedelta(weeks=52)


class Share(NamedTuple):
    """Of one rep: k of n."""

    k: int
    n: int


@dataclass(frozen=True)
class Stretch:
    """From a moment up to another, before an act or after it."""

    since: datetime
    until: datetime


@dataclass(frozen=True)
class Seen:
    """The shares of each rep in the two stretches, of the unit and of the others beside it."""

    before: Sequence[Share]
    after: Sequence[Share]
    others_before: Sequence[Share] = ()
    others_after: Sequence[Share] = ()


def stretches(*, agreed_at: datetime, done_at: datetime, weeks: int) -> tuple[Stretch, Stretch]:
    """Give as many weeks before an act was agreed as are looked at after it was done."""
    length = timedelta(weeks=weeks)
    return Stretch(agreed_at - length, agreed_at), Stretch(done_at, done_at + length)


def measured(seen: Seen, first: Stretch, second: Stretch) -> dict[str, Any]:
    """Give what an act is found to have done, as it keeps it (docs/methods.md)."""
    beside = _enough(seen.others_before, BESIDE_REPS) and _enough(seen.others_after, BESIDE_REPS)
    told = {
        "before": _told(seen.before),
        "after": _told(seen.after),
        "others_before": _told(seen.others_before) if beside else None,
        "others_after": _told(seen.others_after) if beside else None,
        "stretches": [
            moment.isoformat() for each in (first, second) for moment in (each.since, each.until)
        ],
        "rivals": [each.value for each in (BESIDE if beside else ALONE)],
    }
    missing = _missing(seen)
    if missing:
        return {**told, "verdict": Effect.NOT_ENOUGH_DATA.value, "needed": missing}
    change = _change(seen.before, seen.after)
    if beside:
        change = _less(change, _change(seen.others_before, seen.others_after))
    value, low, high = (round(each, 4) for each in change)
    return {
        **told, "verdict": _verdict(low, high).value, "needed": None,
        "value": value, "low": low, "high": high,
    }  # fmt: skip


def again_after(found: dict[str, Any], first: Stretch, *, at: datetime, weeks: int) -> int | None:
    """Give after how many weeks more there may be enough; None when it is not waited for.

    What is missing comes as fast as what came; after a year one stops waiting.
    """
    if found["verdict"] != Effect.NOT_ENOUGH_DATA or at - first.until >= LONGEST_WAIT:
        return None
    came, missing = max(1, int(found["after"][1])), int(found["needed"])
    return min(max(1, ceil(weeks * missing / came)), QUARTER)


ALONE: Final = (Rival.SEASON, Rival.REGRESSION, Rival.MIX, Rival.WATCHED)
BESIDE: Final = (Rival.REGRESSION, Rival.OTHERS, Rival.WATCHED)

Change = tuple[float, float, float]


def _told(shares: Sequence[Share]) -> list[int | None]:
    """Give k, n and of how many reps; where they are one to four, k would be a person's."""
    n, reps = _size(shares)
    k = None if 0 < reps < SMALLEST_TEAM else sum(one.k for one in shares)
    return [k, n, reps]


def _size(shares: Sequence[Share]) -> tuple[int, int]:
    return sum(one.n for one in shares), sum(one.n > 0 for one in shares)


def _enough(shares: Sequence[Share], reps: int) -> bool:
    n, of = _size(shares)
    return n >= FEWEST and of >= reps


def _missing(seen: Seen) -> int | None:
    """Give how many more must come; where the past has too few, as many as the past lacks."""
    lacks = [_lacks(each) for each in (seen.before, seen.after)]
    return max(lacks) or None


def _lacks(shares: Sequence[Share]) -> int:
    n, reps = _size(shares)
    return max(FEWEST - n, SMALLEST_TEAM - reps, 0)


def _change(before: Sequence[Share], after: Sequence[Share]) -> Change:
    (p0, zero), (p1, one) = _rate(before), _rate(after)
    return p1 - p0, *between(p1, one, p0, zero)


def _less(one: Change, other: Change) -> Change:
    """Take the change of the others off: difference in differences."""
    low, high = between(one[0], Interval(one[1], one[2]), other[0], Interval(other[1], other[2]))
    return one[0] - other[0], low, high


def _rate(shares: Sequence[Share]) -> tuple[float, Interval]:
    k = np.array([one.k for one in shares], dtype=np.int64)
    n = np.array([one.n for one in shares], dtype=np.int64)
    return float(k.sum()) / float(n.sum()), by_reps(k, n) or Interval(0.0, 1.0)


def _verdict(low: float, high: float) -> Effect:
    if low > 0:
        return Effect.WORKED
    return Effect.WORSE if high < 0 else Effect.NOT_SHOWN
