"""What else may have moved take-up when a challenge started, and what must not fall (pure)."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from relais.diagnosis.rules.effect import FEWEST, Compared, Share, compare_shares
from relais.statistics.clustered import by_reps
from relais.statistics.stratified import Difference, difference, mantel_haenszel

APART: Final = 0.05  # a mix that moves the difference by more has a part in it
NEWER: Final = 0.2  # share of leads of a kind that there was none of before


@dataclass(frozen=True, slots=True)
class Told:
    """A lead of a team that takes part, told by what else may have changed."""

    since: bool
    taken: bool
    stratum: str
    definition: str


@dataclass(frozen=True)
class Mix:
    """The difference as it is, and within like leads; `strange` of `since` had no like before."""

    crude: Difference | None
    within: Difference | None
    strange: int
    since: int

    @property
    def speaks(self) -> bool:
        """Say whether the mix has a part in the difference."""
        moved = self.crude and self.within and abs(self.crude.value - self.within.value) > APART
        return bool(moved) or bool(self.since and self.strange / self.since > NEWER)


@dataclass(frozen=True)
class Definitions:
    """Of the leads since, those under a version of the target that no lead before had."""

    newer: int
    since: int

    @property
    def speaks(self) -> bool:
        """Say whether enough are, for it to matter."""
        return bool(self.since) and self.newer / self.since > NEWER


@dataclass(frozen=True)
class Guarded:
    """A rate that must not fall: before, during, and the difference."""

    before: Share
    during: Share
    compared: Compared


def mix_of(leads: Sequence[Told]) -> Mix:
    """Compare take-up within campaigns and call centers, before and since."""
    cells: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for lead in leads:
        cell = cells[lead.stratum]
        place = 0 if lead.since else 2
        cell[place] += lead.taken
        cell[place + 1] += 1
    k1, n1, k0, n0 = np.array(list(cells.values()) or [[0] * 4], dtype=np.int64).T
    total = [int(each.sum()) for each in (k1, n1, k0, n0)]
    enough = total[1] >= FEWEST and total[3] >= FEWEST
    strange = int(n1[n0 == 0].sum())
    if not enough:
        return Mix(None, None, strange, total[1])
    return Mix(difference(*total), mantel_haenszel(k1, n1, k0, n0), strange, total[1])


def definitions_of(leads: Sequence[Told]) -> Definitions:
    """Count the leads since under a newer version of the definition."""
    before = {lead.definition for lead in leads if not lead.since}
    since = Counter(lead.definition for lead in leads if lead.since)
    newer = sum(count for version, count in since.items() if version not in before)
    return Definitions(newer, sum(since.values()))


def guarded(counts: Mapping[tuple[Any, bool], tuple[int, int]]) -> Guarded:
    """Compare a rate before and during; counts k of n by rep, and whether it was during."""
    before, during = (_share(counts, since) for since in (False, True))
    return Guarded(before, during, compare_shares(during, before))


def _share(counts: Mapping[tuple[Any, bool], tuple[int, int]], since: bool) -> Share:
    pairs = [pair for (_, during), pair in counts.items() if during is since] or [(0, 0)]
    k, n = np.array(pairs, dtype=np.int64).T
    return Share(int(k.sum()), int(n.sum()), by_reps(k, n))
