"""Which disputes were upheld, by who found the leads and by reason, and how these were honoured.

Telemarketers are told of by teams, their call centers, never one by one. Upheld counts of disputes
decided, with Wilson's interval; honouring is compared within the same reps (pure).
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

import numpy as np

from relais.diagnosis.rules.associations import (
    Association,
    Factor,
    compare,
    of_kept,
)
from relais.lib.teams import SMALLEST_TEAM
from relais.statistics.dispersion import Counts
from relais.statistics.intervals import Interval, wilson


@dataclass(frozen=True, slots=True)
class Disputed:
    """How many disputes were raised, how many decided, and in how many the rep was right."""

    raised: int = 0
    decided: int = 0
    upheld: int = 0

    @property
    def rate(self) -> float | None:
        """Give upheld / decided; None where nothing was decided."""
        return self.upheld / self.decided if self.decided else None

    @property
    def interval(self) -> Interval | None:
        """Give Wilson's interval of that share."""
        return wilson(self.upheld, self.decided)


@dataclass(frozen=True, slots=True)
class Team:
    """The leads that a call center's telemarketers found: transmitted, disputed, honoured."""

    name: str
    telemarketers: int
    transmitted: int
    disputed: Disputed
    honouring: Association


@dataclass(frozen=True, slots=True)
class Reason:
    """Why leads were contested, in both languages."""

    label_en: str
    label_fr: str
    disputed: Disputed


@dataclass(frozen=True, slots=True)
class Quality:
    """The teams of telemarketers, and the reasons of disputes, the most frequent first."""

    teams: tuple[Team, ...] = ()
    reasons: tuple[Reason, ...] = ()

    def kept(self) -> dict[str, Any]:
        """Give it as JSON; it holds no figure of a single person once `shown`."""
        return asdict(self)

    def shown(self, *, complete: bool) -> "Quality":
        """Leave out teams so small that, before the checklist, their figures would be persons'."""
        teams = (one for one in self.teams if complete or one.telemarketers >= SMALLEST_TEAM)
        return Quality(tuple(teams), self.reasons)


def quality_of(kept: Mapping[str, Any]) -> Quality:
    """Read it from JSON."""
    return Quality(
        tuple(
            Team(
                **{
                    **one,
                    "disputed": Disputed(**one["disputed"]),
                    "honouring": of_kept(one["honouring"]),
                }
            )
            for one in kept["teams"]
        ),
        tuple(
            Reason(**{**one, "disputed": Disputed(**one["disputed"])}) for one in kept["reasons"]
        ),
    )


def honouring_of(teams: Sequence[UUID | None], table: Counts) -> dict[UUID | None, Association]:
    """Compare each team's appointments with those of all others, reps being the units.

    :param table: rows of (rep, team, due, honoured), the first two as numbers.
    """
    rep, team, due, honoured = table.reshape(-1, 4).T
    size = int(rep.max()) + 1 if len(rep) else 0
    found = {}
    for number, each in enumerate(teams):
        mine = team == number
        columns = ((c * chosen) for chosen in (mine, ~mine) for c in (due, honoured))
        split = [np.bincount(rep, weights=column, minlength=size) for column in columns]
        rows = np.stack(split, axis=1).astype(np.int64)
        found[each] = compare(Factor.TEAM, rows, looks=len(teams))
    return found
