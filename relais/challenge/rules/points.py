"""What a deed is worth, and what takes the points back (pure).

Each award counts once for a lead, a rule and a person; undoing reverses it by an entry of its own,
so that the total is the sum of the ledger and never doubles.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from relais.leads.events import (
    Event,
    LeadApproachStarted,
    LeadApproachUndone,
    LeadContestUpheld,
    LeadImportUndone,
    LeadTakenUp,
    LeadTakeUpUndone,
    LeadWinCancelled,
    LeadWon,
)
from relais.leads.lifecycle import Recorded


class PointRule(StrEnum):
    """What is rewarded."""

    TAKEN_UP = "taken_up"
    APPROACH_STARTED = "approach_started"
    WON = "won"


KEPT_MONTHS: Final = 12  # single deeds of workers (law.md, rule 22)
AGED: Final = timedelta(days=360)  # what is younger was won since points are kept, whenever asked
EVER: Final = datetime(1, 1, 2, tzinfo=UTC)  # before all that was won
POINTS: Final = {PointRule.TAKEN_UP: 1, PointRule.APPROACH_STARTED: 3, PointRule.WON: 10}

AWARDS: Final[dict[type[Event], PointRule]] = {
    LeadTakenUp: PointRule.TAKEN_UP,
    LeadApproachStarted: PointRule.APPROACH_STARTED,
    LeadWon: PointRule.WON,
}
REVERSALS: Final[dict[type[Event], tuple[PointRule, ...]]] = {
    LeadTakeUpUndone: (PointRule.TAKEN_UP,),
    LeadApproachUndone: (PointRule.APPROACH_STARTED,),
    LeadWinCancelled: (PointRule.WON,),
    LeadContestUpheld: tuple(PointRule),
    LeadImportUndone: tuple(PointRule),
}
SPEAKING: Final = frozenset({*AWARDS, *REVERSALS})

Award = tuple[UUID, PointRule, UUID]  # lead, rule, person


@dataclass(frozen=True, slots=True)
class Posting:
    """A line to be written in the ledger: points won, or lost again because of `told`."""

    told: Recorded
    rule: PointRule
    person_id: UUID
    unit_id: UUID | None
    points: int


class Ledger:
    """What stands to be reversed on some leads, and the lines that events add to it.

    What was won before `since` stands for no points: it adds no line, and neither does what takes
    it back.
    :param standing: points and unit of each award that stands, by lead, rule and person.
    """

    def __init__(
        self,
        standing: Iterable[tuple[Award, tuple[int, UUID | None]]] = (),
        *,
        since: datetime = EVER,
    ) -> None:
        self._of_lead: defaultdict[UUID, dict[Award, tuple[int, UUID | None]]] = defaultdict(dict)
        self._since = since
        for award, stands in standing:
            self._of_lead[award[0]][award] = stands

    def post(self, told: Recorded) -> Iterator[Posting]:
        """Yield the lines that an event adds; an inferred one adds none."""
        if told.inferred:
            return
        rule = AWARDS.get(type(told.event))
        if rule:
            yield from self._award(told, rule)
        yield from self._reverse(told, REVERSALS.get(type(told.event), ()))

    def _award(self, told: Recorded, rule: PointRule) -> Iterator[Posting]:
        if told.rep_id is None:
            return
        award = (told.lead_id, rule, told.rep_id)
        if award not in self._of_lead[told.lead_id]:
            points = POINTS[rule] if told.occurred_at >= self._since else 0
            self._of_lead[told.lead_id][award] = points, told.unit_id
            if points:
                yield Posting(told, rule, told.rep_id, told.unit_id, points)

    def _reverse(self, told: Recorded, rules: tuple[PointRule, ...]) -> Iterator[Posting]:
        """Take back what stands under these rules: the rep's, or everybody's once he has gone."""
        standing = self._of_lead[told.lead_id]
        whose = told.rep_id if len(rules) == 1 else None
        for award in [a for a in standing if a[1] in rules and whose in (None, a[2])]:
            points, unit_id = standing.pop(award)
            if points:
                yield Posting(told, award[1], award[2], unit_id, -points)


def is_aged(told: Recorded) -> bool:
    """Say whether what was won on a lead may have been forgotten by the time of an event."""
    return min(told.opened_at, told.occurred_at) < told.recorded_at - AGED
