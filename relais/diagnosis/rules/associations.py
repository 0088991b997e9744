"""What goes with honouring: appointments with and without something, compared fairly (pure).

An association, never a cause: nobody was drawn into it. Reps are compared with reps, the interval
taking them as the units; and where enough of them have both kinds, each with himself.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final, NamedTuple

import numpy as np

from relais.statistics.clustered import by_reps
from relais.statistics.dispersion import Counts
from relais.statistics.intervals import Interval, between
from relais.statistics.stratified import mantel_haenszel
from relais.statistics.verdict import FEWEST_DUE, FEWEST_REPS

ALPHA: Final = 0.05


class Factor(StrEnum):
    """Something that an appointment has or has not, known before its start."""

    FOLLOWED = "followed"
    CONTACTED = "contacted"
    SHEET = "sheet"
    LATE = "late"
    LONG_WAIT = "long_wait"
    CLOSE = "close"
    NEW = "new"
    SETTLED = "settled"
    FAR = "far"
    DISPUTED = "disputed"
    TEAM = "team"


LOOKS: Final = len(Factor) - 1  # all but the teams of telemarketers, which are looked at apart


class Split(NamedTuple):
    """A rep's due appointments with and without a factor, and those of them he honoured."""

    due_with: int
    honoured_with: int
    due_without: int
    honoured_without: int


@dataclass(frozen=True, slots=True)
class Part:
    """Honoured of due, with an interval that takes reps as the units."""

    honoured: int
    due: int
    interval: Interval | None

    @property
    def rate(self) -> float | None:
        """Give honoured / due; None where nothing was due."""
        return self.honoured / self.due if self.due else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rate with something less the rate without, of so many reps, with its interval.

    `holds` allows for how many factors were looked at: one in twenty shows by chance.
    """

    value: float
    low: float
    high: float
    reps: int
    holds: bool


@dataclass(frozen=True, slots=True)
class Association:
    """How honouring differs with a factor: between reps, and within those who had both kinds.

    What shows between reps and not within them may be theirs, or their manager's, and not the
    factor's. `needed` is how many more due appointments, of the kind of which there are fewer,
    would let something be said; None where it can be. `untold` is of how many it is not known
    whether they had it: they are in neither part.
    """

    factor: Factor
    having: Part
    lacking: Part
    between: Comparison | None
    within: Comparison | None
    needed: int | None
    untold: int = 0

    @property
    def holds(self) -> bool:
        """Say whether either comparison holds."""
        return any(found is not None and found.holds for found in (self.between, self.within))


def as_kept(one: Association) -> dict[str, Any]:
    """Give an association as JSON; it holds no figure of a single rep."""
    return asdict(one)


def of_kept(kept: Mapping[str, Any]) -> Association:
    """Read an association from JSON."""
    return Association(
        Factor(kept["factor"]),
        _part_of(kept["having"]),
        _part_of(kept["lacking"]),
        Comparison(**kept["between"]) if kept["between"] else None,
        Comparison(**kept["within"]) if kept["within"] else None,
        kept["needed"],
        kept["untold"],
    )


def associations(splits: Mapping[Factor, Sequence[Split] | Counts]) -> list[Association]:
    """Compare for each factor; those that hold come first, then by the size of the difference.

    Whoever asks, what holds allows for all factors that the page looks at.
    """
    found = [compare(factor, rows, looks=LOOKS) for factor, rows in splits.items()]
    return sorted(
        found, key=lambda one: (not one.holds, -abs(one.between.value if one.between else 0.0))
    )


def compare(factor: Factor, rows: Sequence[Split] | Counts, *, looks: int = 1) -> Association:
    """Compare the appointments with a factor to those without; one row a rep.

    :param looks: at how many factors one looks.
    """
    table = np.array(rows, dtype=np.int64).reshape(-1, 4)
    n1, k1, n0, k0 = table.T
    having, lacking = _part(k1, n1), _part(k0, n0)
    needed = _needed(n1, n0)
    between = _compared(_between, table, looks) if needed is None else None
    mixed = table[(n1 > 0) & (n0 > 0)]
    own = _enough(mixed[:, 0]) and _enough(mixed[:, 2])
    within = _compared(_within, mixed, looks) if own else None
    return Association(factor, having, lacking, between, within, needed)


def _part_of(kept: Mapping[str, Any]) -> Part:
    interval = Interval(**kept["interval"]) if kept["interval"] else None
    return Part(kept["honoured"], kept["due"], interval)


def _compared(
    apart: Callable[[Counts, float], tuple[float, float, float]], table: Counts, looks: int
) -> Comparison:
    value, low, high = apart(table, 1 - ALPHA)
    _, strict_low, strict_high = apart(table, 1 - ALPHA / looks)
    return Comparison(value, low, high, len(table), holds=not strict_low <= 0 <= strict_high)


def _part(k: Counts, n: Counts) -> Part:
    return Part(int(k.sum()), int(n.sum()), by_reps(k, n))


def _enough(n: Counts) -> bool:
    return int(n.sum()) >= FEWEST_DUE and int((n > 0).sum()) >= FEWEST_REPS


def _needed(n1: Counts, n0: Counts) -> int | None:
    """Give what the smaller kind lacks to thirty due, of six reps; None where it is enough."""
    if _enough(n1) and _enough(n0):
        return None
    fewer = n1 if n1.sum() <= n0.sum() else n0
    if _enough(fewer):
        fewer = n0 if fewer is n1 else n1
    return max(FEWEST_DUE - int(fewer.sum()), FEWEST_REPS - int((fewer > 0).sum()), 1)


def _within(table: Counts, level: float) -> tuple[float, float, float]:
    """Each rep is a stratum: he is compared with himself."""
    n1, k1, n0, k0 = table.T
    found = mantel_haenszel(k1, n1, k0, n0, level=level)
    return (found.value, found.low, found.high) if found else (0.0, -1.0, 1.0)


def _between(table: Counts, level: float) -> tuple[float, float, float]:
    """The two rates, each with reps as the units, put together as Newcombe does."""
    n1, k1, n0, k0 = table.T
    one, other = (by_reps(k, n, level=level) for k, n in ((k1, n1), (k0, n0)))
    if one is None or other is None:
        return 0.0, -1.0, 1.0
    p1, p0 = (float(k.sum()) / float(n.sum()) for k, n in ((k1, n1), (k0, n0)))
    return p1 - p0, *between(p1, one, p0, other)
