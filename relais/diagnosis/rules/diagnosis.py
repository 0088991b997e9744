"""From what each rep had due and honoured to what can be said of the team."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from relais.statistics.clustered import by_reps
from relais.statistics.dispersion import Counts, expected_at_zero, zeros_p_value
from relais.statistics.funnel import Limits, limits
from relais.statistics.intervals import Interval, wilson
from relais.statistics.mixtures import Groups, Smooth, by_group, shrunk
from relais.statistics.verdict import Finding, Verdict, judge

BETWEEN = (0.1, 0.9)  # four in five reps of a smooth spread lie between these quantiles


class RepCounts(NamedTuple):
    """A rep's appointments: due (those of which nothing was said included), honoured, silent."""

    rep: str
    due: int
    honoured: int
    silent: int = 0


@dataclass(frozen=True)
class Group:
    """Reps who honour alike: their share of the team, their rate with its interval, how many."""

    share: float
    rate: float
    low: float
    high: float
    reps: int


@dataclass(frozen=True)
class RepFinding:
    """What can be said of one rep: his rate as counted and as estimated beside the team.

    `concentrated` is how sure it is that he belongs to the group that honours least; None where
    there are no groups. `person` is his id where he stands under his own name.
    """

    rep: str
    due: int
    honoured: int
    rate: float
    interval: Interval
    estimate: float
    concentrated: float | None
    limits: Limits | None
    person: str = ""


@dataclass(frozen=True)
class Diagnosis:
    """What a team's appointments say. `firm` is False if leaving out the silent changes it."""

    verdict: Verdict
    without_silent: Verdict
    due: int
    honoured: int
    silent: int
    rate: Interval | None
    reps: int
    reps_at_zero: int
    expected_at_zero: float | None
    zeros_p_value: float | None
    tarone_z: float | None
    groups: tuple[Group, ...]
    between: tuple[float, float] | None
    needed: int | None
    findings: tuple[RepFinding, ...]

    @property
    def firm(self) -> bool:
        """Say whether the verdict is the same with and without those of which nothing was said."""
        return self.verdict is self.without_silent

    @property
    def mostly_silent(self) -> bool:
        """Say whether of more than half of what was due nobody has said what happened."""
        return 2 * self.silent > self.due

    @property
    def not_honoured(self) -> int:
        """Give how many due appointments were not honoured."""
        return self.due - self.honoured


def diagnose(team: Sequence[RepCounts]) -> Diagnosis:
    """Say where honouring fails; the silent count as not honoured, then are left out to compare.

    :raises ValueError: for counts that contradict each other.
    """
    return told(team, *judged(team))


def judged(team: Sequence[RepCounts]) -> tuple[Finding, Verdict]:
    """Judge a team with the silent, and give the verdict without them: what takes long.

    :raises ValueError: for counts that contradict each other.
    """
    _check(team)
    used, k, n = _arrays(team)
    silent = np.array([rep.silent for rep in used], dtype=np.int64)
    finding = _judge(k.tobytes(), n.tobytes())
    if not silent.any():
        return finding, finding.verdict
    return finding, _judge(k.tobytes(), (n - silent).tobytes()).verdict


@lru_cache(maxsize=64)
def _judge(k: bytes, n: bytes) -> Finding:
    """Judge once what is asked again and again: a page read twice says the same."""
    return judge(np.frombuffer(k, dtype=np.int64), np.frombuffer(n, dtype=np.int64))


def told(team: Sequence[RepCounts], finding: Finding, without: Verdict) -> Diagnosis:
    """Tell of a team what was judged of it."""
    used, k, n = _arrays(team)
    due, honoured = int(n.sum()), int(k.sum())
    at_zero = int((k == 0).sum())
    p = honoured / due if due else None
    return Diagnosis(
        verdict=finding.verdict,
        without_silent=without,
        due=due,
        honoured=honoured,
        silent=sum(rep.silent for rep in used),
        rate=by_reps(k, n),
        reps=len(used),
        reps_at_zero=at_zero,
        expected_at_zero=None if p is None else expected_at_zero(n, p),
        zeros_p_value=None if p is None else zeros_p_value(n, p, at_zero),
        tarone_z=finding.tarone_z,
        groups=_groups(finding, k, n),
        between=_between(finding),
        needed=finding.needed,
        findings=_findings(used, finding, k, n),
    )


def _arrays(team: Sequence[RepCounts]) -> tuple[list[RepCounts], Counts, Counts]:
    """Give the reps who had something due, what they honoured and what was due."""
    used = [rep for rep in team if rep.due]
    k = np.array([rep.honoured for rep in used], dtype=np.int64)
    return used, k, np.array([rep.due for rep in used], dtype=np.int64)


def _check(team: Sequence[RepCounts]) -> None:
    for rep in team:
        if not 0 <= rep.honoured <= rep.due - rep.silent or rep.silent < 0:
            raise ValueError(
                f"{rep.rep}: {rep.honoured} honoured, {rep.silent} silent of {rep.due}"
            )


def _groups(finding: Finding, k: Counts, n: Counts) -> tuple[Group, ...]:
    if finding.verdict is Verdict.NOT_ENOUGH_DATA:
        return ()
    if finding.verdict is not Verdict.POLARISED or finding.groups is None:
        return (_group(k, n, len(n), None),)
    low = finding.groups.belonging[:, 0] >= 0.5
    return tuple(
        _group(k[members], n[members], len(n), finding.groups.rates[j])
        for j, members in enumerate((low, ~low))
    )


def _group(k: Counts, n: Counts, team: int, rate: float | None) -> Group:
    due, honoured = int(n.sum()), int(k.sum())
    interval = by_reps(k, n) or Interval(0.0, 1.0)
    counted = honoured / due if due else 0.0
    return Group(
        share=len(n) / team,
        rate=counted if rate is None or due else rate,
        low=interval.low,
        high=interval.high,
        reps=len(n),
    )


def _between(finding: Finding) -> tuple[float, float] | None:
    """The rates between which four in five reps of a smooth spread lie (by simulation)."""
    if finding.verdict is not Verdict.SPREAD or finding.smooth is None:
        return None
    drawn = np.random.default_rng(1979).beta(finding.smooth.a, finding.smooth.b, 20_000)
    low, high = np.quantile(drawn, BETWEEN)
    return float(low), float(high)


def _findings(
    team: Sequence[RepCounts], finding: Finding, k: Counts, n: Counts
) -> tuple[RepFinding, ...]:
    if not len(n):
        return ()
    target = float(k.sum()) / float(n.sum())
    bounds = {
        int(size): limits(int(size), target) if 0 < target < 1 else None for size in np.unique(n)
    }
    estimates, belonging = _estimates(finding, k, n, target)
    return tuple(
        RepFinding(
            rep=rep.rep,
            due=rep.due,
            honoured=rep.honoured,
            rate=rep.honoured / rep.due,
            interval=wilson(rep.honoured, rep.due) or Interval(0.0, 1.0),
            estimate=float(estimates[i]),
            concentrated=None if belonging is None else float(belonging[i]),
            limits=bounds[rep.due],
        )
        for i, rep in enumerate(team)
    )


def _estimates(
    finding: Finding, k: Counts, n: Counts, target: float
) -> tuple[np.ndarray, np.ndarray | None]:
    groups: Groups | None = finding.groups
    smooth: Smooth | None = finding.smooth
    if finding.verdict is Verdict.POLARISED and groups is not None:
        return by_group(groups), groups.belonging[:, 0]
    if finding.verdict is Verdict.SPREAD and smooth is not None:
        return shrunk(k, n, smooth), None
    return np.full(len(n), target), None
