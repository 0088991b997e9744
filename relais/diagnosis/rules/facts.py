"""What due appointments had and what became of them, as arrays: read once (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from relais.diagnosis.rules.associations import Factor
from relais.diagnosis.rules.diagnosis import RepCounts

Counts = NDArray[np.int64]
Units = dict[UUID | None, tuple[int, int]]

BITS: Final[Mapping[Factor, int]] = {factor: 1 << place for place, factor in enumerate(Factor)}
NOWHERE: Final = UUID(int=0)


@dataclass(frozen=True)
class Facts:
    """Due appointments, counted by rep, unit and what they had.

    `rep` and `unit` say to which of `reps` and `units` a row belongs; `kind` holds the `BITS` of
    what its appointments had; `due`, `honoured` and `silent` are their counts.
    """

    reps: tuple[UUID, ...]
    units: tuple[UUID | None, ...]
    rep: Counts
    unit: Counts
    kind: Counts
    due: Counts
    honoured: Counts
    silent: Counts

    @classmethod
    def of(cls, rows: Iterable[Sequence[object]]) -> "Facts":
        """Take rows of (rep, unit, kind, due, honoured, silent) apart into arrays.

        They stand in the order of reps, so that sums are the same to the last digit whatever the
        order in which rows come.
        """
        columns = [*zip(*sorted(rows, key=_place), strict=True)] or [()] * 6
        (reps, rep), (units, unit) = _coded(columns[0]), _coded(columns[1])
        counted = (np.array(column, dtype=np.int64) for column in columns[2:])
        return cls(reps, units, rep, unit, *counted)

    def kept(self) -> dict[str, Any]:
        """Give it as JSON; reps are so many, and no longer known by their ids."""
        columns = (self.rep, self.unit, self.kind, self.due, self.honoured, self.silent)
        return {
            "reps": len(self.reps),
            "units": [one and one.hex for one in self.units],
            "columns": [column.tolist() for column in columns],
        }

    @classmethod
    def of_kept(cls, kept: Mapping[str, Any]) -> "Facts":
        """Read it from JSON; a rep's id is made of his number."""
        columns = (np.array(column, dtype=np.int64) for column in kept["columns"])
        units = tuple(UUID(one) if one else None for one in kept["units"])
        return cls(tuple(map(rep_of, range(kept["reps"]))), units, *columns)

    def splits(self, factor: Factor) -> Counts:
        """Give by rep what he had due and honoured with a factor, and without it."""
        has = (self.kind & BITS[factor]) > 0
        kinds = ((counted, chosen) for chosen in (has, ~has) for counted in self._counted)
        size = len(self.reps)
        return np.stack([_added(self.rep, c * chosen, size) for c, chosen in kinds], axis=1)

    def by_unit(self, factor: Factor) -> Units:
        """Give by unit how many due appointments had a factor and had it not."""
        has, size = (self.kind & BITS[factor]) > 0, len(self.units)
        having = _added(self.unit, self.due * has, size)
        lacking = _added(self.unit, self.due * ~has, size)
        pairs = zip(having.tolist(), lacking.tolist(), strict=True)
        return dict(zip(self.units, pairs, strict=True))

    def cells(self) -> dict[UUID, list[RepCounts]]:
        """Give what each rep had in each unit; what belongs to no unit is left out."""
        size = len(self.units)
        places, which = np.unique(self.rep * max(size, 1) + self.unit, return_inverse=True)
        columns = (self.due, self.honoured, self.silent)
        counts = zip(*(_added(which, c, len(places)).tolist() for c in columns), strict=True)
        cells: dict[UUID, list[RepCounts]] = {}
        for place, found in zip(places.tolist(), counts, strict=True):
            unit_id = self.units[place % size]
            if unit_id:
                one = RepCounts(self.reps[place // size].hex, *found)
                cells.setdefault(unit_id, []).append(one)
        return cells

    @property
    def _counted(self) -> tuple[Counts, Counts]:
        return self.due, self.honoured


def _place(row: Sequence[Any]) -> tuple[Any, ...]:
    return row[0], row[1] or NOWHERE, row[2]


def rep_of(number: int) -> UUID:
    """Make the id by which a rep is told from others where his own is not kept."""
    return UUID(int=number)


def _coded(values: Sequence[object]) -> tuple[tuple[UUID, ...], Counts]:
    """Give the different values, and which of them each is."""
    number = {value: place for place, value in enumerate(dict.fromkeys(values))}
    return tuple(number), np.array([number[value] for value in values], dtype=np.int64)  # type: ignore[arg-type]  # what the rows hold there


def _added(where: Counts, counts: Counts, size: int) -> Counts:
    """Add counts up by where they belong."""
    return np.bincount(where, weights=counts, minlength=size).astype(np.int64)
