"""What a change did that came to teams at different times, by those still waiting in each week.

Two-way fixed effects take those who began early for a comparison of those who begin late, which
hides an effect that grows; here only who still waits is compared with. Callaway, Sant'Anna,
*Journal of Econometrics* 225 (2021) 200-230, with pooled rates and all weeks before; errors by
leaving out one team after the other: Efron, Stein, *Annals of Statistics* 9 (1981) 586-596; few
teams: Fisher's randomisation, as in statistics.differences.
"""

from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from relais.statistics.differences import FEWEST_CLUSTERS, FEWEST_EACH, Change

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]


def waited(k: Counts, n: Counts, starts: Floats, *, seed: int, times: int = 999) -> Change | None:
    """Give how much more the rate rose of teams that had started than of teams that waited.

    :param k: as wished, a row a team and a column a week; `n` of how many.
    :param starts: the column in which each team starts; infinite for never.

    None where in no week one team had started and another waited, with weeks before for both.
    :raises ValueError: unless 0 <= k <= n.
    """
    if (k < 0).any() or (k > n).any():
        raise ValueError("counts that make no rate")
    value = _average(k, n, starts)
    if value is None:
        return None
    teams = len(starts)
    if _are_few(starts):
        return Change(value, None, None, None, teams, drawn=teams < FEWEST_CLUSTERS)
    if teams < FEWEST_CLUSTERS:
        drawn = _dealt_again(k, n, starts, value, seed=seed, times=times)
        return Change(value, None, None, drawn, teams, drawn=True)
    error = _jackknife(k, n, starts)
    if error is None:
        return Change(value, None, None, None, teams, drawn=False)
    half = float(stdtrit(teams - 1, 0.975)) * error
    chance = 2 * float(stdtr(teams - 1, -abs(value) / error)) if error else None
    return Change(value, value - half, value + half, chance, teams, drawn=False)


def _average(k: Counts, n: Counts, starts: Floats) -> float | None:
    """Average over waves and weeks, each weighted by the cases of those who had started.

    From one wave's start to the next the same teams wait: these weeks are worked out together.
    """
    waves = np.unique(starts)
    total, weight = 0.0, 0.0
    for place, start in enumerate(waves[np.isfinite(waves)]):
        mine = starts == start
        for since, until in zip(waves[place:], waves[place + 1 :], strict=False):
            weeks = slice(int(since), int(min(until, k.shape[1])))
            rises = _rises(k, n, mine, int(start), weeks)
            others = _rises(k, n, starts >= until, int(start), weeks)
            if rises is None or others is None:
                continue
            cases = n[mine, weeks].sum(axis=0) * np.isfinite(rises - others)
            total += float((cases * np.nan_to_num(rises - others)).sum())
            weight += float(cases.sum())
    return total / weight if weight else None


def _rises(k: Counts, n: Counts, who: NDArray[np.bool_], first: int, weeks: slice) -> Floats | None:
    """Give the rates of weeks less that of all weeks before `first`; not finite over nothing."""
    before = int(n[who, :first].sum())
    if not before:
        return None
    now = n[who, weeks].sum(axis=0)
    rate = np.where(now > 0, k[who, weeks].sum(axis=0) / np.maximum(now, 1), np.nan)
    return np.asarray(rate - float(k[who, :first].sum()) / before)


def _jackknife(k: Counts, n: Counts, starts: Floats) -> float | None:
    """Give the standard error from leaving out one team after the other; None where one decides."""
    teams = len(starts)
    left = []
    for place in range(teams):
        keep = np.arange(teams) != place
        value = _average(k[keep], n[keep], starts[keep])
        if value is None:
            return None
        left.append(value)
    apart = np.array(left) - np.mean(left)
    return sqrt((teams - 1) / teams * float((apart**2).sum()))


def _dealt_again(
    k: Counts, n: Counts, starts: Floats, observed: float, *, seed: int, times: int
) -> float:
    """Give the p-value by dealing the starts out again."""
    random = np.random.default_rng(seed)
    told, reached, known = 0, 0, dict[bytes, float | None]()  # few teams are dealt in few ways
    for _ in range(times):
        dealt = random.permutation(starts)
        way = dealt.tobytes()
        if way not in known:
            known[way] = _average(k, n, dealt)
        again = known[way]
        told += again is not None  # a way that tells nothing is none that could have told less
        reached += again is not None and abs(again) >= abs(observed) - 1e-12
    return (reached + 1) / (told + 1)


def _are_few(starts: Floats) -> bool:
    """Say whether too few teams started, or waited, for chance to be told from an effect."""
    started, waves = int(np.isfinite(starts).sum()), len(np.unique(starts))
    waiting = len(starts) - started
    return waves < 2 or started < FEWEST_EACH or (waiting < FEWEST_EACH and waves < FEWEST_EACH)
