"""Half-open stretches of time: the end of one is not in it, so that 9-10 and 10-11 do not touch."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple


class Period(NamedTuple):
    """From `start` on, up to but without `end`; both aware, in UTC."""

    start: datetime
    end: datetime


def overlap(one: Period, other: Period) -> bool:
    """Tell whether the two have a moment in common."""
    return one.start < other.end and other.start < one.end


def merge(periods: Iterable[Period]) -> list[Period]:
    """Sort periods, drop the empty ones and join those that touch or overlap."""
    merged: list[Period] = []
    for period in sorted(period for period in periods if period.start < period.end):
        if merged and period.start <= merged[-1].end:
            merged[-1] = Period(merged[-1].start, max(merged[-1].end, period.end))
        else:
            merged.append(period)
    return merged


def subtract(periods: Iterable[Period], taken: Iterable[Period]) -> Iterator[Period]:
    """Yield what is left of each period, in its order, once the taken ones are cut out."""
    cuts = merge(taken)
    for period in periods:
        start = period.start
        for cut in cuts:
            if cut.end <= start:
                continue
            if cut.start >= period.end:
                break
            if start < cut.start:
                yield Period(start, cut.start)
            start = cut.end
        if start < period.end:
            yield Period(start, period.end)
