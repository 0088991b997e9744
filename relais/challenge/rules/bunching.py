"""Whether somebody's deeds stand closer before a moment, or more often, than chance allows (pure).

Deeds are leads, each counted once, when it first won points. Spread evenly over working time, the
share of them in a window is that of the window's working time: an exact binomial test. A share is
compared with that of all others by Fisher's exact test. Of many persons Benjamini and Hochberg
keep those of whom at most one in twenty is expected to be chance.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import Final, NamedTuple
from uuid import UUID

from relais.challenge.rules.fair import MOST_CASES, Case, FairCheck, Found
from relais.challenge.rules.game import WHOLE
from relais.challenge.rules.ledger import capped
from relais.lib.periods import Period
from relais.statistics.intervals import newcombe
from relais.statistics.several import adjusted
from relais.statistics.tails import binomial_tail, hypergeometric_tail

BEFORE: Final = timedelta(hours=48)
ENOUGH: Final = 10  # leads of one person
OTHERS: Final = 30  # of all others
KEPT: Final = 0.05
APART: Final = 0.1  # that a share lies above the others', at the lower end of its interval
NO_TIME: Final = timedelta()

Deed = tuple[datetime, UUID]


class Line(NamedTuple):
    """A line of the ledger, as far as it is weighed here."""

    at: datetime
    lead_id: UUID
    points: int
    week: date


class Worked:
    """How much of a stretch of time somebody works."""

    def __init__(self, periods: Sequence[Period]) -> None:
        self._starts = [period.start for period in periods]
        self._periods = periods
        lengths = (period.end - period.start for period in periods)
        self._sums = list(accumulate(lengths, initial=NO_TIME))

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Give how long he works between two moments."""
        return max(NO_TIME, self._before(end) - self._before(start))

    def last_before(self, moment: datetime) -> datetime:
        """Give the end of his work before a moment, or the moment itself while he works."""
        index = bisect_left(self._starts, moment) - 1
        return min(moment, self._periods[index].end) if index >= 0 else moment

    def _before(self, moment: datetime) -> timedelta:
        index = bisect_right(self._starts, moment) - 1
        if index < 0:
            return NO_TIME
        period = self._periods[index]
        return self._sums[index] + min(moment, period.end) - period.start


@dataclass(frozen=True)
class Counted:
    """What somebody did in some windows, of what he did in all, and their share of the time."""

    person_id: UUID
    k: int
    n: int
    share: float
    cases: tuple[Case, ...] = ()
    step: int | None = None


def first_deeds(lines: Iterable[Line]) -> list[Deed]:
    """Give each lead that won points once, when it first did, in the order of time."""
    firsts: dict[UUID, datetime] = {}
    for line in lines:
        if line.points > 0:
            firsts[line.lead_id] = min(line.at, firsts.get(line.lead_id, line.at))
    return sorted((at, lead_id) for lead_id, at in firsts.items())


def before_each(
    deadlines: Iterable[Period], deeds: Sequence[Deed], worked: Worked, *, person_id: UUID
) -> Counted:
    """Count the deeds of the last 48 hours of some stretches, which end with a deadline.

    The 48 hours end with the last work before it; what is done after that counts among them. Their
    share is that of working time, or of all time where that is more: who works when others do not
    is no case.
    """
    k = n = 0
    cases: list[Case] = []
    work = whole_work = spent = whole = NO_TIME
    for start, end in deadlines:
        last = worked.last_before(end)
        opens = max(start, last - BEFORE)
        inside = [deed for deed in deeds if start <= deed[0] < end]
        late = [(lead_id, "") for at, lead_id in inside if at >= opens]
        n, k, cases = n + len(inside), k + len(late), cases + late
        work += worked.between(opens, end)
        whole_work += worked.between(start, end)
        spent += max(NO_TIME, last - opens)
        whole += end - start
    by_work = work / whole_work if whole_work else 0.0
    share = min(1.0, max(by_work, spent / whole if whole else 1.0))
    return Counted(person_id, k, n, share, tuple(cases[:MOST_CASES]))


def before_steps(
    steps: Iterable[int],
    lines: Sequence[Line],
    worked: Worked,
    *,
    since: datetime,
    cap: int | None,
    factor: int,
    person_id: UUID,
) -> Counted | None:
    """Count the deeds of the 48 hours before somebody reached a step; None if he reached none.

    The deed that reached it is left out: of those before it, spread evenly, the share is that of
    the time. Of several steps the one that stands out most is told.
    """
    deeds, found = first_deeds(lines), list[Counted]()
    for step in steps:
        moment = _reached(step, lines, cap=cap, factor=factor)
        if moment and moment > since:
            before = [deed for deed in deeds if since <= deed[0] < moment]
            stretch = Period(since, moment)
            counted = before_each([stretch], before, worked, person_id=person_id)
            found.append(replace(counted, step=step))
    enough = [each for each in found if each.n >= ENOUGH]
    return min(enough or found, key=_chance, default=None)


def bunched(check: FairCheck, rows: Sequence[Counted], *, looks: int = 1) -> Iterator[Found]:
    """Yield whose deeds stand closer before a deadline than chance allows.

    :param looks: how many deadlines of each the one was chosen from.
    """
    weighed = [row for row in rows if row.n >= ENOUGH]
    chances = [min(1.0, looks * _chance(row)) for row in weighed]
    for row, p, q in zip(weighed, chances, adjusted(chances), strict=True):
        if q <= KEPT:
            yield Found(
                check, row.person_id, row.k, row.n, row.cases, row.share, p, step=row.step
            )  # fmt: skip


@dataclass(frozen=True)
class Share:
    """How many of what somebody did are of a kind."""

    person_id: UUID
    k: int
    n: int


def apart(check: FairCheck, rows: Sequence[Share]) -> Iterator[Found]:
    """Yield whose share is above that of all others by more than chance, and by a tenth at least.

    That tenth is at the lower end of the difference's interval.
    """
    marked, every = sum(row.k for row in rows), sum(row.n for row in rows)
    weighed = [row for row in rows if row.n >= ENOUGH and every - row.n >= OTHERS]
    chances = [hypergeometric_tail(row.k, row.n, marked=marked, of=every) for row in weighed]
    for row, p, q in zip(weighed, chances, adjusted(chances), strict=True):
        others = (marked - row.k, every - row.n)
        between = newcombe(row.k, row.n, *others)
        if q <= KEPT and between and between[1] >= APART:
            rate = others[0] / others[1]
            yield Found(check, row.person_id, row.k, row.n, (), rate, p, others)


def enough_of(rows: Iterable[Counted | Share]) -> list[int]:
    """Give of how many there was enough to be weighed, and how many there were."""
    counts = [row.n for row in rows]
    return [sum(n >= ENOUGH for n in counts), len(counts)]


def _chance(row: Counted) -> float:
    return binomial_tail(row.k, row.n, rate=row.share)


def _reached(step: int, lines: Iterable[Line], *, cap: int | None, factor: int) -> datetime | None:
    """Give when somebody first had so many points, each week up to its limit, as weighed."""
    weeks: dict[date, int] = {}
    total = 0
    for line in lines:
        before = weeks.get(line.week, 0)
        weeks[line.week] = before + line.points
        total += capped(weeks[line.week], cap) - capped(before, cap)
        if total * factor >= step * WHOLE:
            return line.at
    return None
