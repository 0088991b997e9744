"""How many make a team: figures of fewer would be those of persons."""

from collections.abc import Hashable, Mapping
from typing import Final, TypeVar

K = TypeVar("K", bound=Hashable)

SMALLEST_TEAM: Final = 5  # before the privacy checklist is complete (law.md, rule 16)


def shown_apart(sizes: Mapping[K, int], *, least: int = SMALLEST_TEAM) -> set[K]:
    """Choose which teams of a whole are shown each by itself; the others are shown as one.

    A team of fewer than five is not shown, and neither is what would give it away when it is
    taken from the whole: the smallest shown ones join the others until these are five.
    """
    apart = sorted((key for key, size in sizes.items() if size >= least), key=lambda k: sizes[k])
    rest = sum(size for size in sizes.values() if size < least)
    while 0 < rest < least and apart:
        rest += sizes[apart.pop(0)]
    return set(apart)
