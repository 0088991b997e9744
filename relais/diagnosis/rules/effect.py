"""What a challenge, or any dated change, did to take-up (pure).

Where some teams wait, the verdict is that of the difference in differences: who waits says what
would have happened. Where all start at once it is that of the interrupted series. Which of them
speaks depends on who starts when, never on what they say. A week is that of transmission, and
take-up counts within a fixed horizon, so that late weeks are not made worse than they are.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from relais.statistics.clustered import by_reps
from relais.statistics.differences import Change, Panel, pre_trend
from relais.statistics.intervals import Interval, between
from relais.statistics.series import Effect, Series, effect_at, interrupted, weeks_needed
from relais.statistics.staggered import waited

FEWEST: Final = 30  # cases on each side, or two rates are not compared
SHORTLY: Final = 4  # weeks before a start that may have been bad by chance
NAMED: Final = 8  # the week of which the series tells: two months, named before anybody looks
AFTER: Final = 4  # weeks together, once it is over
STRETCHES: Final = 3  # of these, at most
LEVEL: Final = 0.05

Starts = Mapping[int, int | None]


@dataclass(frozen=True, slots=True)
class Week:
    """What a team was transmitted in a week: n leads, k of them taken up within the horizon."""

    team: int
    week: int
    n: int
    k: int


class Verdict(StrEnum):
    """What is shown of an effect."""

    RISE = "rise"
    FALL = "fall"
    NOT_SHOWN = "not_shown"
    NOT_ENOUGH = "not_enough"


class Way(StrEnum):
    """By which way the verdict was reached; fixed by who starts when."""

    WAITING = "waiting"
    SERIES = "series"


class Phase(StrEnum):
    """Of a team's week: before its start, during, after the end."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Share:
    """k of n, and between what the rate lies, teams (or reps) being the units."""

    k: int
    n: int
    within: Interval | None

    @property
    def rate(self) -> float | None:
        """Give k / n; None over nothing."""
        return self.k / self.n if self.n else None


@dataclass(frozen=True, slots=True)
class Compared:
    """A rate less another, with its interval; None where either holds too few."""

    value: float | None
    low: float | None
    high: float | None
    needed: int

    @property
    def falls(self) -> bool:
        """Say whether a fall is shown."""
        return self.high is not None and self.high < 0

    @property
    def rises(self) -> bool:
        """Say whether a rise is shown."""
        return self.low is not None and self.low > 0


@dataclass(frozen=True)
class Point:
    """A week counted from each team's own start (0 its first), with its counts, as charted."""

    week: int
    n: int
    k: int
    fitted: float | None
    otherwise: float | None


@dataclass(frozen=True)
class Reading:
    """What was found: counts by phase, both ways, the verdict, what is left after the end.

    `needed` is the weeks that lack; `shortly` the four weeks before the start beside those before
    them (was it a bad month that started it?), `beyond` the challenge beside these earlier weeks.
    """

    phases: dict[Phase, Share]
    way: Way
    verdict: Verdict
    needed: int
    effect: Effect | None
    change: Change | None
    before: Change | None
    points: list[Point]
    left: list[tuple[Share, Compared]]
    shortly: Compared
    beyond: Compared

    @property
    def agree(self) -> bool:
        """Say whether the two ways show the same, where both say something."""
        if self.effect is None or self.change is None or self.change.p_value is None:
            return True
        return _of_series(self.effect) is _of_change(self.change)


def read_effect(weeks: Sequence[Week], *, starts: Starts, end: int | None, seed: int) -> Reading:
    """Say what a change did that came to each team in its week of `starts`, None for never.

    :param end: the first week in which it was over, for all; None while it goes on.
    """
    told = [week for week in weeks if week.n]
    by_phase: defaultdict[Phase, list[Week]] = defaultdict(list)
    for week in told:
        if starts.get(week.team) is not None:
            by_phase[_phase(week, starts, end)].append(week)
    phases = {phase: share_of(by_phase[phase]) for phase in Phase}
    running = [week for week in told if end is None or week.week < end]
    aligned = _aligned(running, starts)
    fitted, effect, needed = _fit(aligned, seed=seed)
    found = _beside_waiting(running, starts, seed=seed)
    way = Way.SERIES if found is None or found.p_value is None else Way.WAITING
    earlier, late = _around_start(by_phase[Phase.BEFORE], starts)
    return Reading(
        phases=phases,
        way=way,
        verdict=_verdict(way, found, effect),
        needed=0 if way is Way.WAITING else needed,
        effect=effect,
        change=found,
        before=pre_trend(_panel(running, starts)) if found else None,
        points=_points(aligned, fitted),
        left=_left(by_phase, end),
        shortly=compare(late, earlier),
        beyond=compare(by_phase[Phase.DURING], earlier),
    )


def share_of(weeks: Sequence[Week]) -> Share:
    """Count the leads of some weeks; the interval takes teams as its units."""
    k, n = _sums(weeks)
    return Share(int(k.sum()), int(n.sum()), by_reps(k, n))


def compare(late: Sequence[Week], early: Sequence[Week]) -> Compared:
    """Compare two rates, of late less early; teams are the units of both."""
    return compare_shares(share_of(late), share_of(early))


def compare_shares(one: Share, other: Share) -> Compared:
    """Compare two rates of which the first is less the second; too few is said in cases."""
    needed = max(0, FEWEST - one.n, FEWEST - other.n)
    if needed or one.within is None or other.within is None:
        return Compared(None, None, None, needed)
    p1, p0 = one.k / one.n, other.k / other.n
    return Compared(p1 - p0, *between(p1, one.within, p0, other.within), 0)


def _sums(weeks: Sequence[Week]) -> tuple["np.ndarray[tuple[int], np.dtype[np.int64]]", ...]:
    sums: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])
    for week in weeks:
        sums[week.team][0] += week.k
        sums[week.team][1] += week.n
    counts = np.array(list(sums.values()) or [[0, 0]], dtype=np.int64)
    return counts[:, 0], counts[:, 1]


def _phase(week: Week, starts: Starts, end: int | None) -> Phase:
    start = starts[week.team]
    if start is None or week.week < start:
        return Phase.BEFORE
    return Phase.AFTER if end is not None and week.week >= end else Phase.DURING


def _aligned(weeks: Sequence[Week], starts: Starts) -> list[Point]:
    """Add up the weeks as counted from each team's start, as far as every team reaches.

    Beyond, fewer teams would speak for all; a week without leads ends the row on its side.
    """
    begun = {team: start for team, start in starts.items() if start is not None}
    mine = [week for week in weeks if week.team in begun]
    if not mine:
        return []
    first, last = min(w.week for w in mine), max(w.week for w in mine)
    low = max(first - start for start in begun.values())
    high = min(last - start for start in begun.values())
    sums: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])
    for week in mine:
        cell = sums[week.week - begun[week.team]]
        cell[0] += week.n
        cell[1] += week.k
    while low < 0 and any(sums[at][0] == 0 for at in range(low, 0)):
        low += 1
    while high >= 0 and any(sums[at][0] == 0 for at in range(high + 1)):
        high -= 1
    return [Point(at, sums[at][0], sums[at][1], None, None) for at in range(low, high + 1)]


def _fit(points: Sequence[Point], *, seed: int) -> tuple[Series | None, Effect | None, int]:
    """Fit the series; the effect is that at its eighth week, or its last if there are fewer."""
    before = sum(point.week < 0 for point in points)
    needed = weeks_needed(len(points), start=before)
    if needed:
        return None, None, needed
    k = np.array([point.k for point in points], dtype=np.int64)
    n = np.array([point.n for point in points], dtype=np.int64)
    fitted = interrupted(k, n, start=before)
    if fitted is None:
        return None, None, 0
    return fitted, effect_at(fitted, min(before + NAMED, len(points)), seed=seed), 0


def _points(points: Sequence[Point], fitted: Series | None) -> list[Point]:
    if fitted is None:
        return list(points)
    told = []
    for place, point in enumerate(points, start=1):
        rate, otherwise = fitted.rates_at(place)
        told.append(Point(point.week, point.n, point.k, rate, otherwise))
    return told


def _panel(weeks: Sequence[Week], starts: Starts) -> Panel:
    team = np.array([week.team for week in weeks], dtype=np.int64)
    begun = [(starts.get(week.team), week.week) for week in weeks]
    return Panel(
        rate=np.array([week.k / week.n for week in weeks], dtype=np.float64),
        weight=np.array([week.n for week in weeks], dtype=np.float64),
        unit=team,
        period=np.array([week.week for week in weeks], dtype=np.int64),
        team=team,
        treated=np.array([s is not None and at >= s for s, at in begun], dtype=np.bool_),
    )


def _beside_waiting(weeks: Sequence[Week], starts: Starts, *, seed: int) -> Change | None:
    """Compare who had started with who still waited, week by week."""
    if not weeks:
        return None
    first, last = min(week.week for week in weeks), max(week.week for week in weeks)
    teams = {team: place for place, team in enumerate(sorted({week.team for week in weeks}))}
    k = np.zeros((len(teams), last - first + 1), dtype=np.int64)
    n = np.zeros_like(k)
    for week in weeks:
        k[teams[week.team], week.week - first] = week.k
        n[teams[week.team], week.week - first] = week.n
    begins = [starts.get(team) for team in teams]
    columns = np.array([np.inf if s is None else max(0, s - first) for s in begins])
    return waited(k, n, columns, seed=seed)


def _verdict(way: Way, found: Change | None, effect: Effect | None) -> Verdict:
    if way is Way.WAITING and found is not None:
        return _of_change(found)
    return _of_series(effect) if effect else Verdict.NOT_ENOUGH


def _of_change(found: Change) -> Verdict:
    if found.p_value is None or found.p_value >= LEVEL:
        return Verdict.NOT_SHOWN
    return Verdict.RISE if found.value > 0 else Verdict.FALL


def _of_series(effect: Effect) -> Verdict:
    if effect.low > 0:
        return Verdict.RISE
    return Verdict.FALL if effect.high < 0 else Verdict.NOT_SHOWN


def _around_start(weeks: Sequence[Week], starts: Starts) -> tuple[list[Week], list[Week]]:
    """Give the weeks before the start: those up to four before it, and the last four."""
    earlier: list[Week] = []
    late: list[Week] = []
    for week in weeks:
        start = starts[week.team]
        shortly = start is not None and week.week >= start - SHORTLY
        (late if shortly else earlier).append(week)
    return earlier, late


def _left(by_phase: Mapping[Phase, list[Week]], end: int | None) -> list[tuple[Share, Compared]]:
    """Give the rate in each four weeks after the end, and how it differs from before the start."""
    if end is None:
        return []
    told = []
    for place in range(STRETCHES):
        since = end + place * AFTER
        part = [w for w in by_phase[Phase.AFTER] if since <= w.week < since + AFTER]
        if part:
            told.append((share_of(part), compare(part, by_phase[Phase.BEFORE])))
    return told
