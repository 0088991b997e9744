"""Rates of call centers worked out with NumPy, which is loaded when somebody compares them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from relais.roi.rules.centers import Cases, Chance, Mix, Tally
from relais.statistics.clustered import by_reps
from relais.statistics.funnel import limits
from relais.statistics.standardised import Standardised, Whole, standardise


@dataclass(frozen=True)
class _Cells:
    """The cases of a center as arrays: hits, cases, at which stratum, of which person."""

    k: Whole
    n: Whole
    at: Whole
    persons: Whole

    @classmethod
    def of(
        cls, cases: Sequence[Cases], strata: Mapping[Mix, Mix],
        places: Mapping[Mix, int],
    ) -> "_Cells":  # fmt: skip
        names = [_whose(one) for one in cases]
        numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
        rows = [
            (one.hits, one.of, places[strata[one.mix]], numbers[name])
            for one, name in zip(cases, names, strict=True)
        ]
        return cls(*np.array(rows, dtype=np.int64).T)


def around(tally: Tally, center: UUID | None) -> tuple[float, float]:
    """Give the interval of a center's rate as it is, persons being the units."""
    sums: dict[object, list[int]] = {}
    for cases in tally.by_center[center]:
        pair = sums.setdefault(_whose(cases), [0, 0])
        pair[0] += cases.hits
        pair[1] += cases.of
    k, n = np.array(list(sums.values()), dtype=np.int64).T
    found = by_reps(k, n)
    if found is None:
        raise ValueError("a rate of nothing")
    return found.low, found.high


def corrected(
    tally: Tally, centers: Sequence[UUID | None], strata: Mapping[Mix, Mix]
) -> tuple[float, dict[UUID | None, Standardised]]:
    """Give the rate of all together in the strata, and that of each center with their weights."""
    places = {stratum: place for place, stratum in enumerate(dict.fromkeys(strata.values()))}
    kept = {
        center: [one for one in tally.by_center[center] if one.mix in strata] for center in centers
    }
    cells = {center: _Cells.of(cases, strata, places) for center, cases in kept.items()}
    hits = sum(int(each.k.sum()) for each in cells.values())
    sizes = sum(np.bincount(each.at, each.n, minlength=len(places)) for each in cells.values())
    weights = np.asarray(sizes / np.sum(sizes), dtype=np.float64)
    found = {
        center: standardise(each.k, each.n, strata=each.at, weights=weights, persons=each.persons)
        for center, each in cells.items()
    }
    return hits / float(np.sum(sizes)), found


def chance_of(rate: Standardised, target: float) -> Chance:
    """Say where a corrected rate is in the funnel of its size around the rate of all."""
    size = int(rate.size)
    if size < 1 or not 0 < target < 1:
        return Chance.WITHIN
    bounds = limits(size, target)
    if not bounds.flag_low <= rate.rate <= bounds.flag_high:
        return Chance.FAR
    return Chance.WITHIN if bounds.look_low <= rate.rate <= bounds.look_high else Chance.APART


def _whose(cases: Cases) -> object:
    """Cases of nobody known go together within their mix alone."""
    return cases.person or cases.mix
