"""A rep beside his own baseline: what stood before the plan, what stands since (pure).

Rates are compared by Newcombe's interval of their difference; levels of the grid by their means,
with the range. Under the minimum nothing is compared, and what lacks is counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from relais.statistics.intervals import newcombe

BEFORE_DAYS: Final = 182  # half a year, so that one season does not make the baseline alone
FEWEST_DUE: Final = 10  # appointments on each side
FEWEST_SEEN: Final = 3  # observed visits on each side


class Change(StrEnum):
    """What a difference shows."""

    HIGHER = "higher"
    LOWER = "lower"
    CHANCE = "chance"


@dataclass(frozen=True)
class Stood:
    """What stood in a stretch of time: appointments due, and each criterion's level by visit.

    `silent` is how many of those due nobody has told the outcome of; they count as not honoured.
    """

    due: int = 0
    honoured: int = 0
    silent: int = 0
    levels: Mapping[str, Sequence[float]] = field(default_factory=dict)


def as_baseline(stood: Stood, criteria: Sequence[str]) -> dict[str, Any]:
    """Write what stands when a plan begins: `honour` in counts, `criteria` by code."""
    levels = {code: _levels(stood.levels.get(code, ())) for code in criteria}
    return {"honour": _counts(stood), "criteria": levels}


def compare(before: Stood, after: Stood, criteria: Sequence[str]) -> dict[str, Any]:
    """Write what stands beside what stood.

    `honour` and each of `criteria` have `before` and `after` in counts or levels, and
    `lacking_before` and `lacking_after`: how many more it would have taken. `difference` stands
    where both suffice: of honoured shares between -1 and 1 with its interval, of mean levels plain.
    """
    return {
        "honour": _honour(before, after),
        "criteria": {
            code: _criterion(before.levels.get(code, ()), after.levels.get(code, ()))
            for code in criteria
        },
    }


def change_of(low: float, high: float) -> Change:
    """Say what the interval of a difference shows."""
    if low > 0:
        return Change.HIGHER
    return Change.LOWER if high < 0 else Change.CHANCE


def suffices(found: Mapping[str, Any]) -> bool:
    """Say whether anything could be compared."""
    sides = [found["honour"], *found["criteria"].values()]
    return any(side["difference"] is not None for side in sides)


def _honour(before: Stood, after: Stood) -> dict[str, Any]:
    lacking = {
        "lacking_before": max(0, FEWEST_DUE - before.due),
        "lacking_after": max(0, FEWEST_DUE - after.due),
    }
    told = {"before": _counts(before), "after": _counts(after), **lacking, "difference": None}
    found = newcombe(after.honoured, after.due, before.honoured, before.due)
    if found is None or any(lacking.values()):
        return told
    value, low, high = (round(each, 6) for each in found)
    return {**told, "difference": {"value": value, "low": low, "high": high}}


def _criterion(before: Sequence[float], after: Sequence[float]) -> dict[str, Any]:
    lacking = {
        "lacking_before": max(0, FEWEST_SEEN - len(before)),
        "lacking_after": max(0, FEWEST_SEEN - len(after)),
    }
    first, second = _levels(before), _levels(after)
    enough = not any(lacking.values())
    difference = round(second["mean"] - first["mean"], 4) if enough else None
    return {"before": first, "after": second, **lacking, "difference": difference}


def _counts(stood: Stood) -> dict[str, int]:
    return {"due": stood.due, "honoured": stood.honoured, "silent": stood.silent}


def _levels(levels: Sequence[float]) -> dict[str, Any]:
    if not levels:
        return {"seen": 0, "mean": None, "low": None, "high": None}
    mean = round(sum(levels) / len(levels), 4)
    return {"seen": len(levels), "mean": mean, "low": min(levels), "high": max(levels)}
