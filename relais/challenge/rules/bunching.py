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


class Windows(NamedTuple):
    """Where some stretches start, where their last 48 hours open, and where they end, in turn.

    `share` is that of these hours.
    """

    edges: list[datetime]
    share: float


class Worked:
    """How much of a stretch of time somebody works."""

    def __init__(self, periods: Sequence[Period]) -> None:
        self._starts = [period.start for period in periods]
        self._periods = periods
        lengths = (period.end - period.start for period in periods)
        self._sums = list(accumulate(lengths, initial=NO_TIME))
        self._windows: dict[tuple[Period, ...], Windows] = {}  # many work at the same hours

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Give how long he works between two moments."""
        return max(NO_TIME, self._before(end) - self._before(start))

    def last_before(self, moment: datetime) -> datetime:
        """Give the end of his work before a moment, or the moment itself while he works."""
        index = bisect_left(self._starts, moment) - 1
        return min(moment, self._periods[index].end) if index >= 0 else moment

    def windows_of(self, stretches: tuple[Period, ...]) -> Windows:
        """Give the last 48 hours of stretches in order, which end with the last work in each."""
        if stretches not in self._windows:
            self._windows[stretches] = self._windows_of(stretches)
        return self._windows[stretches]

    def _windows_of(self, stretches: tuple[Period, ...]) -> Windows:
        edges: list[datetime] = []
        work = whole_work = spent = whole = NO_TIME
        for start, end in stretches:
            last = self.last_before(end)
            opens = max(start, last - BEFORE)
            edges += (start, opens, end)
            work += self.between(opens, end)
            whole_work += self.between(start, end)
            spent += max(NO_TIME, last - opens)
            whole += end - start
        by_work = work / whole_work if whole_work else 0.0
        return Windows(edges, min(1.0, max(by_work, spent / whole if whole else 1.0)))

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
    for at, lead_id in sorted((line.at, line.lead_id) for line in lines if line.points > 0):
        firsts.setdefault(lead_id, at)
    return [(at, lead_id) for lead_id, at in firsts.items()]


def before_each(
    deadlines: Iterable[Period], deeds: Sequence[Deed], worked: Worked, *, person_id: UUID
) -> Counted:
    """Count the deeds of the last 48 hours of some stretches, which end with a deadline.

    The 48 hours end with the last work before it; what is done after that counts among them. Their
    share is that of working time, or of all time where that is more: who works when others do not
    is no case.
    """
    edges, share = worked.windows_of(tuple(deadlines))
    places = [bisect_right(edges, at) % 3 for at, _ in deeds]  # 0 outside, 1 before, 2 in the hours
    late = [(deed[1], "") for deed, place in zip(deeds, places, strict=True) if place == 2]
    n = len(places) - places.count(0)
    return Counted(person_id, len(late), n, share, tuple(late[:MOST_CASES]))


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
    reached = [(step, _reached(step, lines, cap=cap, factor=factor)) for step in steps]
    deeds, found = first_deeds(lines if any(at for _, at in reached) else ()), list[Counted]()
    for step, moment in reached:
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
    chances = [_chance_of_share(row, marked, every) for row in weighed]
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
    """Give how often chance alone gives as many; what is no more than expected is left at 1.

    At least a quarter then, and far from what is kept: S. Greenberg, M. Mohri, *Statistics and
    Probability Letters* 86 (2014) 91-98.
    """
    if row.k <= row.n * row.share:
        return 1.0
    return binomial_tail(row.k, row.n, rate=row.share)


def _chance_of_share(row: Share, marked: int, every: int) -> float:
    """Give it of a share of all; one that is no more than that of all is left at 1."""
    if row.k * every <= row.n * marked:
        return 1.0
    return hypergeometric_tail(row.k, row.n, marked=marked, of=every)


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
