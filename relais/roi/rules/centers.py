"""Call centers compared: on the same definitions, among leads of the same kind (pure).

Who has got the harder leads must not look worse for it. Strata in which a center has next to no
leads are joined with their likes; leads for whom no such stratum is found are left out, and said.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import ceil
from typing import Final, NamedTuple
from uuid import UUID

FEWEST_CASES: Final = 30
FEWEST_PERSONS: Final = 6
FEWEST_IN_STRATUM: Final = 5


class Figure(StrEnum):
    """A rate by which call centers are compared."""

    ACCEPTED = "accepted"
    UPHELD = "upheld"
    TAKEN_UP = "taken_up"
    HELD = "held"
    WON = "won"


class Chance(StrEnum):
    """Where a rate lies among what chance gives to a group of its size."""

    WITHIN = "within"
    APART = "apart"
    FAR = "far"


class Trait(StrEnum):
    """What is known of companies, beside where they are."""

    SECTOR = "sector"
    SIZE = "size"
    NONE = "none"


class Mix(NamedTuple):
    """What leads have in common: the campaign, the area, the sector or size of the company.

    Ids are told as whole numbers: there are as many as leads, and these are compared sooner.
    """

    campaign: int
    area: str | None
    trait: str | None


class Cases(NamedTuple):
    """Cases of a call center that are alike, of one person: so many of so many."""

    mix: Mix
    person: int | None
    hits: int
    of: int


@dataclass(slots=True)
class Tally:
    """So many of so many, by call center."""

    by_center: dict[UUID | None, list[Cases]] = field(default_factory=lambda: defaultdict(list))

    def add(self, center: UUID | None, cases: Cases) -> None:
        """Add some cases of a call center."""
        if cases.of:
            self.by_center[center].append(cases)

    def sums(self, center: UUID | None) -> tuple[int, int]:
        """Give how many of how many a call center has."""
        ours = self.by_center[center]
        return sum(one.hits for one in ours), sum(one.of for one in ours)

    def persons(self, center: UUID | None) -> int:
        """Count the persons behind the cases of a call center."""
        return len({one.person for one in self.by_center[center]})


LEVELS: Final[tuple[Callable[[Mix], Mix], ...]] = (
    lambda mix: mix,
    lambda mix: mix._replace(trait=None),
    lambda mix: mix._replace(area=None),
    lambda mix: mix._replace(area=None, trait=None),
)


def needed(cases: int, persons: int) -> int:
    """Say how many more cases are needed before a rate says something: 30, of 6 persons.

    The cases that more persons would bring are taken to be as many as each has now.
    """
    each = cases / persons if persons else FEWEST_CASES / FEWEST_PERSONS
    return max(0, FEWEST_CASES - cases, ceil((FEWEST_PERSONS - persons) * each))


def strata_of(
    counts: Mapping[tuple[UUID | None, Mix], int], centers: Collection[UUID | None]
) -> dict[Mix, Mix]:
    """Give the stratum of each mix: the finest in which every center has five cases.

    First campaign, area and trait; what is too small by campaign and area, then by campaign and
    trait, then by campaign. What is in none is left out.
    """
    found: dict[Mix, Mix] = {}
    left = {mix for _, mix in counts}
    for level in LEVELS:
        members: dict[Mix, list[Mix]] = defaultdict(list)
        for mix in left:
            members[level(mix)].append(mix)
        for stratum, mixes in members.items():
            sums = [sum(counts.get((one, mix), 0) for mix in mixes) for one in centers]
            if min(sums, default=0) >= FEWEST_IN_STRATUM:
                found |= dict.fromkeys(mixes, stratum)
        left -= found.keys()
    return found
