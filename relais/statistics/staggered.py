"""What a change did that came to teams at different times, by those still waiting in each week.

Two-way fixed effects take those who began early for a comparison of those who begin late, which
hides an effect that grows; here only who still waits is compared with. Callaway, Sant'Anna, *Journal
of Econometrics* 225 (2021) 200-230, with pooled rates and all weeks before; errors by leaving out
one team after the other (Quenouille, Tukey; Efron, Stein, *Annals of Statistics* 9 (1981) 586-596);
few teams: Fisher's randomisation, as in statistics.differences.
"""

from math import sqrt
from typing import Final

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
    if teams < FEWEST_CLUSTERS:
        p_value = _dealt_again(k, n, starts, value, seed=seed, times=times)
        return Change(value, None, None, p_value, teams, drawn=True)
    error = _jackknife(k, n, starts)
    if error is None:
        return Change(value, None, None, None, teams, drawn=False)
    half = float(stdtrit(teams - 1, 0.975)) * error
    p_value = 2 * float(stdtr(teams - 1, -abs(value) / error)) if error else None
    return Change(value, value - half, value + half, p_value, teams, drawn=False)


def _average(k: Counts, n: Counts, starts: Floats) -> float | None:
    """Average over waves and weeks, each weighted by the cases of those who had started."""
    total, weight = 0.0, 0
    for start in np.unique(starts[np.isfinite(starts)]):
        first = int(start)
        mine = starts == start
        # Of two waves, the later one waits until it starts itself: its last week is the last told.
        for week in range(first, k.shape[1]):
            waiting = starts > week
            change = _rise(k, n, mine, first, week), _rise(k, n, waiting, first, week)
            if change[0] is None or change[1] is None:
                continue
            cases = int(n[mine, week].sum())
            total += cases * (change[0] - change[1])
            weight += cases
    return total / weight if weight else None


def _rise(k: Counts, n: Counts, who: NDArray[np.bool_], first: int, week: int) -> float | None:
    """Give a rate of a week less that of all weeks before `first`; None over nothing."""
    now, before = int(n[who, week].sum()), int(n[who, :first].sum())
    if not now or not before:
        return None
    return float(k[who, week].sum()) / now - float(k[who, :first].sum()) / before


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
) -> float | None:
    """Give the p-value by dealing the starts out again; None where that leaves too few ways."""
    started, waves = int(np.isfinite(starts).sum()), len(np.unique(starts))
    few = started < FEWEST_EACH or (len(starts) - started < FEWEST_EACH and waves < FEWEST_EACH)
    if waves < 2 or few:
        return None
    random = np.random.default_rng(seed)
    reached, known = 0, dict[bytes, bool]()  # few teams can be dealt in few ways
    for _ in range(times):
        dealt = random.permutation(starts)
        way = dealt.tobytes()
        if way not in known:
            again = _average(k, n, dealt)
            known[way] = again is not None and abs(again) >= abs(observed) - 1e-12
        reached += known[way]
    return (reached + 1) / (times + 1)
