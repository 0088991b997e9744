"""Ranks, handicap, and who may be shown (pure)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, TypeVar
from uuid import UUID

from relais.challenge.rules.game import WHOLE

T = TypeVar("T")

# No volume, however small, more than doubles what a team wins, or halves it.
LOWEST: Final = WHOLE // 2
HIGHEST: Final = WHOLE * 2


def ranked(rows: Iterable[T], score: Callable[[T], int]) -> Iterator[tuple[int, T]]:
    """Give rows with their ranks, the best first: who is level shares one, and the next skips."""
    rank, before = 0, None
    for position, row in enumerate(sorted(rows, key=lambda row: -score(row)), start=1):
        if score(row) != before:
            rank, before = position, score(row)
        yield rank, row


def weighed(points: int, factor: int) -> int:
    """Give points weighed by a factor, in thousandths: only so do they compare exactly."""
    return points * factor


def factors(volumes: Mapping[UUID, int]) -> dict[str, int]:
    """Give the factor of each team by the leads that it may expect, in thousandths.

    The mean volume over its own, a half at least and two at most: who expects fewer leads wins
    more by each. Who expects none is weighed as one with the fewest.
    """
    known = [volume for volume in volumes.values() if volume > 0]
    if not known:
        return {}
    total, many, fewest = sum(known), len(known), min(known)
    found = {}
    for team_id, volume in volumes.items():
        exact = (total * WHOLE + (many * (volume or fewest)) // 2) // (many * (volume or fewest))
        found[str(team_id)] = max(LOWEST, min(HIGHEST, exact))
    return found


def per_head(volumes: Mapping[UUID, int], heads: Mapping[UUID, int]) -> dict[UUID, int]:
    """Give how many leads each person of a team may expect, in hundredths."""
    return {team: 100 * volume // max(1, heads.get(team, 0)) for team, volume in volumes.items()}
