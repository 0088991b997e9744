"""What a change did to those who had it, beside those who had not yet: difference in differences.

Arrays hold one entry a unit (a rep, a team) and period. Bertrand, Duflo, Mullainathan, *Quarterly
Journal of Economics* 119 (2004) 249-275; randomisation inference: Fisher (1935), as in Rosenbaum,
*Observational Studies* (2002), chapter 2.
"""

from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]

FEWEST_CLUSTERS: Final = 10  # below, only drawing the starts again says something
ROUNDS: Final = 10_000
STILL: Final = 1e-12
FEWEST_EACH: Final = 3  # teams with and without, for any drawing at all


@dataclass(frozen=True)
class Panel:
    """Rates by unit and period, each weighted by how many it stands on.

    `unit`, `period` and `team` are labels; `treated` says whether the change had come.
    """

    rate: Floats
    weight: Floats
    unit: Labels
    period: Labels
    team: Labels
    treated: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Change:
    """The change of the rate, with its interval where there are teams enough, and its p-value.

    `drawn` says that the p-value comes from drawing the starts again.
    """

    value: float
    low: float | None
    high: float | None
    p_value: float | None
    teams: int
    drawn: bool


def change(panel: Panel, *, seed: int, times: int = 999) -> Change | None:
    """Give δ of y_it = α_i + λ_t + δ D_it, errors going together within a team.

    With ten teams or more the interval is Student's on the teams; with fewer the starts are dealt
    out again among the teams, and there is no interval. None where treated and untreated cannot be
    told from units and periods.
    """
    column = panel.treated.astype(np.float64)
    value, teams = _coefficient(panel, column), len(np.unique(panel.team))
    if value is None:
        return None
    if teams >= FEWEST_CLUSTERS:
        return _student(value, _error(panel, column, value), teams)
    p_value = randomised(panel, seed=seed, times=times)
    return Change(value, None, None, p_value, teams, drawn=True)


def randomised(panel: Panel, *, seed: int, times: int = 999) -> float | None:
    """Give the p-value of δ by dealing the teams' starts out again, as a draw might have.

    None with fewer than three teams that start, or three starts alike that wait: too few draws.
    """
    observed = _coefficient(panel, panel.treated.astype(np.float64))
    teams = np.unique(panel.team)
    starts = np.array([_start(panel, team) for team in teams])
    started = int((starts < np.inf).sum())
    if observed is None or started < FEWEST_EACH or len(np.unique(starts)) < 2:
        return None
    if len(teams) - started < FEWEST_EACH and len(np.unique(starts)) < FEWEST_EACH:
        return None
    random = np.random.default_rng(seed)
    place = np.searchsorted(teams, panel.team)
    reached = 0
    for _ in range(times):
        dealt = random.permutation(starts)[place]
        again = _coefficient(panel, (panel.period >= dealt).astype(np.float64))
        reached += again is not None and abs(again) >= abs(observed) - 1e-12
    return (reached + 1) / (times + 1)


def pre_trend(panel: Panel) -> Change | None:
    """Give how much faster the rate of later starters' rose before anybody started, a period.

    Where it is not near 0, the difference in differences is no effect of the change. None with
    fewer than two periods before the first start, or none who never start.
    """
    starts = np.array([_start(panel, team) for team in panel.team])
    if not panel.treated.any() or not np.isinf(starts).any():
        return None
    before = panel.period < starts.min()
    if len(np.unique(panel.period[before])) < 2:
        return None
    kept = _kept(panel, before, np.isfinite(starts))
    slope = np.where(kept.treated, kept.period - kept.period.min(), 0).astype(np.float64)
    value, teams = _coefficient(kept, slope), len(np.unique(kept.team))
    if value is None:
        return None
    if teams < FEWEST_CLUSTERS:
        return Change(value, None, None, None, teams, drawn=False)
    return _student(value, _error(kept, slope, value), teams)


def _student(value: float, error: float, teams: int) -> Change:
    half = float(stdtrit(teams - 1, 0.975)) * error
    p_value = 2 * float(stdtr(teams - 1, -abs(value) / error)) if error else None
    return Change(value, value - half, value + half, p_value, teams, drawn=False)


def _kept(panel: Panel, rows: NDArray[np.bool_], treated: NDArray[np.bool_]) -> Panel:
    return Panel(
        panel.rate[rows],
        panel.weight[rows],
        panel.unit[rows],
        panel.period[rows],
        panel.team[rows],
        treated[rows],
    )


def _start(panel: Panel, team: int) -> float:
    mine = panel.treated & (panel.team == team)
    return float(panel.period[mine].min()) if mine.any() else np.inf


def _coefficient(panel: Panel, column: Floats) -> float | None:
    """Give the weighted coefficient of a column beside units and periods; None if it is in them."""
    x, y = _residual(panel, column), _residual(panel, panel.rate)
    below = float((panel.weight * x * x).sum())
    if below <= 1e-9 * float(panel.weight.sum()):
        return None
    return float((panel.weight * x * y).sum()) / below


def _error(panel: Panel, column: Floats, value: float) -> float:
    """Give the standard error of a coefficient, errors going together within a team."""
    x, y = _residual(panel, column), _residual(panel, panel.rate)
    scores = panel.weight * x * (y - value * x)
    sums = np.array([scores[panel.team == team].sum() for team in np.unique(panel.team)])
    few = len(sums) / (len(sums) - 1)
    return sqrt(few * float((sums**2).sum())) / float((panel.weight * x * x).sum())


def _residual(panel: Panel, column: Floats) -> Floats:
    """Take units and periods out of a column: their means by turns, until nothing moves."""
    left = np.asarray(column, dtype=np.float64)
    places = [np.unique(labels, return_inverse=True)[1] for labels in (panel.unit, panel.period)]
    weights = [np.bincount(place, panel.weight) for place in places]
    for _ in range(ROUNDS):
        before = left
        for place, weight in zip(places, weights, strict=True):
            left = left - (np.bincount(place, panel.weight * left) / weight)[place]
        if float(np.abs(left - before).max()) < STILL:
            break
    return left
