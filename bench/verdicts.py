"""How often each verdict is found, and how often an interval covers, in simulated organizations.

Beside the rates that the rule was tested with (docs/methods.md): seeded, 120 teams a cell.
"""

import os
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.stats import betabinom, binom

from bench.measures import Measure, tell
from relais.statistics.clustered import by_reps
from relais.statistics.verdict import Verdict, judge

TEAMS: Final = int(os.environ.get("BENCH_TEAMS", "120"))
WORLDS: Final = int(os.environ.get("BENCH_WORLDS", "1000"))
SIZES: Final = {  # reps, fewest due, most due
    "12 reps, 3 to 6": (12, 3, 6),
    "12 reps, 6 to 14": (12, 6, 14),
    "24 reps, 3 to 6": (24, 3, 6),
    "24 reps, 6 to 14": (24, 6, 14),
    "24 reps, 15 to 25": (24, 15, 25),
}
Rates = NDArray[np.float64]
Draw = Callable[[Generator, int], Rates]


def third(low: float, high: float) -> Draw:
    """Give a truth of two groups, a third of the reps in the lower one."""
    return lambda random, reps: random.permutation(np.where(np.arange(reps) < reps // 3, low, high))


def smooth(rho: float) -> Draw:
    """Give a truth by degrees, around two thirds, reps correlated by rho."""
    total = (1 - rho) / rho
    return lambda random, reps: random.beta(0.67 * total, 0.33 * total, reps)


TRUTHS: Final[dict[str, tuple[Draw, tuple[float, ...]]]] = {
    "a third at 2 %, the rest at 97 %": (third(0.02, 0.97), (0.925, 0.992, 0.975, 1.0, 1.0)),
    "all at 67 %": (lambda random, reps: np.full(reps, 0.67), (0.0, 0.0, 0.0, 0.0, 0.0)),
    "a third at 25 %, the rest at 85 %": (third(0.25, 0.85), (0.15, 0.0, 0.058, 0.008, 0.0)),
    "by degrees, rho 0.1": (smooth(0.1), (0.017, 0.0, 0.008, 0.008, 0.0)),
    "by degrees, rho 0.3": (smooth(0.3), (0.025, 0.033, 0.042, 0.0, 0.008)),
}


def main() -> None:
    """Print a line for each truth and size, then how many are as tested, then each interval."""
    outside = [
        (truth, size)
        for truth in TRUTHS
        for size in SIZES
        if not told(truth, size, tested(truth, size))
    ]
    by_chance = number_outside()
    cells, expected = len(TRUTHS) * len(SIZES), by_chance @ np.arange(len(by_chance))
    chance = by_chance[len(outside) :].sum()
    note = (
        f"{cells} cells; {expected:.2f} outside expected by chance, so many or more {chance:.0%} of"
        " the time"
    )
    tell(Measure("cells within their bounds", cells - len(outside), cells, "cells", note))
    for truth, size in outside:
        looked_at_again(truth, size, tested(truth, size))
    for truth, (draw, centre) in CALIBRATED.items():
        share = covered(draw, centre)
        note = f"{WORLDS} organizations of 24 to 60 reps; asked: 93 to 97 %"
        tell(Measure(f"interval of all covers: {truth}", 100 * share, 95.0, "%", note))
    share = group_covered()
    note = f"two groups in {WORLDS} organizations of 72 to 120 reps; asked: 93 to 97 %"
    tell(Measure("interval of a group covers", 100 * share, 95.0, "%", note))


def tested(truth: str, size: str) -> float:
    """Give the share that the rule was tested with."""
    return TRUTHS[truth][1][list(SIZES).index(size)]


def told(truth: str, size: str, share: float) -> bool:
    """Print the line of a cell, and say whether it lies within its bounds."""
    found = detected(TRUTHS[truth][0], *SIZES[size], teams=TEAMS)
    low, high = bounds(share)
    note = f"{TEAMS} teams; tested: {share:.3f}, so {low:.3f} to {high:.3f}"
    tell(Measure(f"polarised? {truth}; {size}", 100 * found, 100 * share, "%", note))
    return low <= found <= high


def looked_at_again(truth: str, size: str, share: float) -> None:
    """Print how often it is found in ten times as many teams, and whether the tested share may be.

    The tested one is of 120 teams: of so many, such a share or a rarer one is chance so often.
    """
    found, k = detected(TRUTHS[truth][0], *SIZES[size], teams=10 * TEAMS), round(120 * share)
    rarer = 2 * min(binom.cdf(k, 120, found), binom.sf(k - 1, 120, found))
    note = f"{10 * TEAMS} teams; {k} of 120 were tested, by chance p = {min(1, rarer):.3f}"
    tell(Measure(f"again: {truth}; {size}", 100 * found, 100 * share, "%", note))


def detected(draw: Draw, reps: int, low: int, high: int, *, teams: int) -> float:
    """Give in how many teams the verdict is polarised."""
    random, found = np.random.default_rng(reps * 1_000 + high), 0
    for _ in range(teams):
        n = random.integers(low, high + 1, reps)
        found += judge(random.binomial(n, draw(random, reps)), n).verdict is Verdict.POLARISED
    return found / teams


def bounds(share: float) -> tuple[float, float]:
    """Give between what a share of TEAMS teams lies 95 times in 100, if one of 120 was this.

    The tested share is as uncertain as ours: with Jeffreys' prior the second count is
    beta-binomial, which is exact where few or nearly all are found.
    """
    k = round(120 * share)
    low, high = betabinom.ppf([0.025, 0.975], TEAMS, k + 0.5, 120 - k + 0.5)
    return float(low) / TEAMS, float(high) / TEAMS


def number_outside() -> Rates:
    """Give how likely each number of cells outside of their bounds is, where nothing differs.

    A cell is outside less than 5 times in 100, as counts are whole: the numbers of independent
    cells, each with its own chance, are Poisson-binomial.
    """
    likely = np.ones(1)
    for _, shares in TRUTHS.values():
        for share in shares:
            k = round(120 * share)
            drawn = betabinom(TEAMS, k + 0.5, 120 - k + 0.5)
            low, high = drawn.ppf([0.025, 0.975])
            outside = drawn.cdf(low - 1) + drawn.sf(high)
            likely = np.convolve(likely, [1 - outside, outside])
    return likely


CALIBRATED: Final[dict[str, tuple[Draw, float]]] = {
    "all at 67 %": (lambda random, reps: np.full(reps, 0.67), 0.67),
    "two groups": (
        lambda random, reps: np.where(random.random(reps) < 1 / 3, 0.02, 0.97),
        (0.02 + 2 * 0.97) / 3,
    ),
    "by degrees, rho 0.1": (smooth(0.1), 0.67),
    "by degrees, rho 0.3": (smooth(0.3), 0.67),
}


def covered(draw: Draw, centre: float) -> float:
    """Give how often the interval of all reps taken together covers the truth."""
    random, found = np.random.default_rng(17), 0
    for _ in range(WORLDS):
        reps = int(random.integers(24, 61))
        n = random.integers(6, 15, reps)
        interval = by_reps(random.binomial(n, draw(random, reps)), n)
        found += interval is not None and interval.low <= centre <= interval.high
    return found / WORLDS


def group_covered() -> float:
    """Give how often the interval of a group found covers its rate, where it has 24 reps."""
    random, found, asked = np.random.default_rng(18), 0, 0
    for _ in range(WORLDS):
        reps = int(random.integers(72, 121))
        lower = random.random(reps) < 1 / 3
        n = random.integers(6, 15, reps)
        k = random.binomial(n, np.where(lower, 0.02, 0.97))
        groups = judge(k, n).groups
        if groups is None:
            continue
        low = groups.belonging[:, 0] >= 0.5
        for members, rate in ((low, 0.02), (~low, 0.97)):
            interval = by_reps(k[members], n[members])
            if interval is not None and int(members.sum()) >= 24:
                asked += 1
                found += interval.low <= rate <= interval.high
    return found / asked


if __name__ == "__main__":
    main()
