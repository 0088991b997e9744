"""Shares: inside a unit the lead goes to whoever is furthest below his part.

Nothing is remembered but the turns given: no pointer that a new or leaving rep would shift. Who
was not there while others received is credited with what he would have received, so that neither
a newcomer nor somebody back from holiday is flooded. Counts begin anew each month.
"""

from bisect import bisect_left
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from relais.lib.periods import Period
from relais.people.rules.working_time import whole_days
from relais.routing.rules.eligibility import Candidate

PRECISION = 9  # decimals beyond which two shortfalls are equal


class Turn(NamedTuple):
    """A lead that was given to somebody by his part."""

    at: datetime
    person_id: UUID


@dataclass(frozen=True, slots=True)
class Share:
    """A rep's part in his own unit, since when he is there, and when he was away."""

    person_id: UUID
    unit_id: UUID
    weight: int
    since: datetime
    away: tuple[Period, ...] = ()

    def there(self, at: datetime) -> bool:
        """Tell whether he could receive at this moment."""
        return self.since <= at and not any(start <= at < end for start, end in self.away)


@dataclass(slots=True)
class Standing:
    """Who has received how much this month, who last, and what counts as done for his part.

    `done` is what he received and what he is credited with for the time when he was not there.
    """

    received: Counter[UUID] = field(default_factory=Counter)
    done: defaultdict[UUID, float] = field(default_factory=lambda: defaultdict(float))
    order: dict[UUID, int] = field(default_factory=dict)
    turns: int = 0

    def give(self, person_id: UUID) -> None:
        """Count one more turn of this person."""
        self.received[person_id] += 1
        self.done[person_id] += 1
        self.turns += 1
        self.order[person_id] = self.turns


def month_of(at: datetime, *, zone: ZoneInfo) -> Period:
    """Give the local month of a moment: the time over which shares are kept."""
    first = at.astimezone(zone).date().replace(day=1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return whole_days(first, last=last, zone=zone)


def standing_of(shares: Collection[Share], *, turns: Iterable[Turn], month: Period) -> Standing:
    """Work out where reps stand, from the turns given so far, in the order in which they were.

    Turns before the month only tell who has waited longest among equals: without them a unit
    that gets two leads a month would give them to the same two reps for ever.
    """
    units: defaultdict[UUID, list[Share]] = defaultdict(list)
    unit_of: dict[UUID, UUID] = {}
    for share in shares:
        units[share.unit_id].append(share)
        unit_of[share.person_id] = share.unit_id
    given = sorted((turn for turn in turns if turn.person_id in unit_of), key=_moment)
    standing = Standing(turns=len(given))
    moments: defaultdict[UUID, list[datetime]] = defaultdict(list)
    for place, (at, person_id) in enumerate(given, 1):
        standing.order[person_id] = place
        if month.start <= at < month.end:
            standing.received[person_id] += 1
            standing.done[person_id] += 1
            moments[unit_of[person_id]].append(at)
    for unit_id, together in units.items():
        _credit_the_missing(standing, shares=together, moments=moments[unit_id])
    return standing


def _moment(turn: Turn) -> datetime:
    return turn.at


def _credit_the_missing(
    standing: Standing, *, shares: Collection[Share], moments: Sequence[datetime]
) -> None:
    """Credit each rep with his part of what the others were given while he was not there.

    Between two edges nobody comes or goes, so that only the number of turns matters.
    """
    if not moments:
        return
    edges = {edge for share in shares for period in share.away for edge in period}
    edges.update((moments[0], *(share.since for share in shares)))
    begins = sorted(edges)
    for begin, end in zip(begins, [*begins[1:], None], strict=True):
        stop = len(moments) if end is None else bisect_left(moments, end)
        given = stop - bisect_left(moments, begin)
        there = {share.person_id for share in shares if given and share.there(begin)}
        weights = sum(share.weight for share in shares if share.person_id in there)
        for share in shares:
            if weights and share.person_id not in there:
                standing.done[share.person_id] += given * share.weight / weights


def choose(eligible: Sequence[Candidate], *, standing: Standing) -> Candidate | None:
    """Pick the rep who is furthest below his part of what these reps have received.

    Equals are told apart by weight, then by who has waited longest, then by id.
    """
    if not eligible:
        return None
    done = [standing.done[candidate.person_id] for candidate in eligible]
    rate = sum(done) / sum(candidate.weight for candidate in eligible)
    shortfalls = [
        round(candidate.weight * rate - already, PRECISION)
        for candidate, already in zip(eligible, done, strict=True)
    ]
    largest = max(shortfalls)
    equals = [
        candidate
        for candidate, shortfall in zip(eligible, shortfalls, strict=True)
        if shortfall == largest
    ]

    def rank(candidate: Candidate) -> tuple[int, int, int]:
        waited_since = standing.order.get(candidate.person_id, 0)
        return -candidate.weight, waited_since, candidate.person_id.int

    return min(equals, key=rank) if len(equals) > 1 else equals[0]
