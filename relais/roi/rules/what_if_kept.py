"""What leads added up to for what if, as it is kept for a day: by rep, under a number (pure)."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from relais.roi.rules.what_if import Group, Key, Part, Row

SUMS: Final = (
    "leads", "signed", "told", "margin", "whatever", "pieces", "visits", "due", "honoured",
    "held", "held_signed",
)  # fmt: skip
NOBODY: Final = 0


def kept_rows(rows: Mapping[Key, Row]) -> list[list[Any]]:
    """Write sums down: reps by numbers in the order of their ids, which are not kept."""
    reps = sorted({rep for rep, _group, _part in rows if rep}, key=str)
    numbers: dict[UUID | None, int] = {rep: number for number, rep in enumerate(reps, start=1)}
    return [
        [numbers.get(rep, NOBODY), group.value, part.value, *(row.get(name) or 0 for name in SUMS)]
        for (rep, group, part), row in rows.items()
    ]


def rows_kept(kept: list[list[Any]]) -> dict[Key, Row]:
    """Tell sums that were written down: reps stand in the same order, under ids that nobody has."""
    ids: dict[int, UUID | None] = {row[0]: UUID(int=row[0]) if row[0] else None for row in kept}
    groups, parts = {each.value: each for each in Group}, {each.value: each for each in Part}
    return {
        (ids[rep], groups[group], parts[part]): dict(zip(SUMS, sums, strict=True))
        for rep, group, part, *sums in kept
    }
