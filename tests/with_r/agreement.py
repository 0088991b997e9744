"""Fifty seeded data sets, each figure within a millionth of R's; `make agreement` runs it.

Not among the tests of every day: R is installed for it (Debian: r-base-core, r-cran-survival,
r-cran-vgam).
"""

import csv
import subprocess
from collections import defaultdict
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from relais.statistics.intervals import wilson
from relais.statistics.jeffreys import jeffreys
from relais.statistics.mixtures import fit_alike, fit_groups, fit_smooth
from relais.statistics.series import interrupted
from relais.statistics.several import adjusted
from relais.statistics.stratified import difference, mantel_haenszel
from relais.statistics.survival import aalen_johansen, kaplan_meier
from relais.statistics.waiting import log_rank

SETS = range(50)
SCRIPT = Path(__file__).with_name("reference.R")
Columns = dict[str, NDArray[Any]]
Figures = dict[str, list[float]]


class Data:
    """One seeded data set: cases that wait, strata, weeks, a team, p-values."""

    def __init__(self, seed: int) -> None:
        random = np.random.default_rng(seed)
        self.waits = waits(random)
        self.strata = strata(random)
        self.weeks = weeks(random)
        self.team = team(random)
        self.looks: Columns = {"p": random.uniform(size=12) ** 3}
        self.smooth = fit_smooth(self.team["k"], self.team["n"])
        self.groups = fit_groups(self.team["k"], self.team["n"])

    @property
    def shape(self) -> Columns:
        """Give the fits whose likelihood R is asked for."""
        named = {
            "a": self.smooth.a,
            "b": self.smooth.b,
            "share": self.groups.shares[0],
            "p1": self.groups.rates[0],
            "p2": self.groups.rates[1],
        }
        return {name: np.array([value]) for name, value in named.items()}


def waits(random: np.random.Generator) -> Columns:
    count = int(random.integers(20, 120))
    end = random.choice(3, count, p=[0.3, 0.5, 0.2])
    return {
        "time": random.integers(1, 40, count),
        "seen": (end == 1).astype(int),
        "end": end,
        "group": random.integers(0, 2, count),
        "stratum": random.integers(0, 3, count),
    }


def strata(random: np.random.Generator) -> Columns:
    n1, n0 = random.integers(5, 40, (2, 5))
    return {"k1": random.binomial(n1, 0.6), "n1": n1, "k0": random.binomial(n0, 0.4), "n0": n0}


def weeks(random: np.random.Generator) -> Columns:
    t = np.arange(1, 25)
    n = random.integers(20, 80, 24)
    rate = 0.2 + 0.3 * (t > 12) + 0.01 * np.maximum(t - 12, 0)
    return {
        "t": t,
        "k": random.binomial(n, rate),
        "n": n,
        "after": (t > 12).astype(int),
        "since": np.maximum(t - 12, 0),
    }


def team(random: np.random.Generator) -> Columns:
    n = random.integers(6, 25, 24)
    return {"k": random.binomial(n, random.beta(2, 1, 24)), "n": n}


def ours(data: Data) -> Figures:
    """Give our figures under the names that R's have."""
    waiting, told = data.waits, data.strata
    time, seen = waiting["time"].astype(float), waiting["seen"].astype(bool)
    curve, ends = kaplan_meier(time, seen), aalen_johansen(time, waiting["end"])
    series = interrupted(data.weeks["k"], data.weeks["n"], start=12)
    k, n = data.team["k"], data.team["n"]
    score, posterior = wilson(int(k.sum()), int(n.sum())), jeffreys(int(k.sum()), int(n.sum()))
    common = mantel_haenszel(told["k1"], told["n1"], told["k0"], told["n0"])
    summed = (int(told[name].sum()) for name in ("k1", "n1", "k0", "n0"))
    exact = difference(*summed)
    assert curve and ends and series and score and posterior and common and exact  # noqa: PT018
    inside = (curve.waiting > 0) & (curve.waiting < 1)
    chi_square = log_rank(time, seen, waiting["group"] == 1, waiting["stratum"]).chi_square
    assert chi_square is not None
    return {
        "waiting": list(curve.waiting),
        "error": list(curve.error[inside]),
        "low": list(curve.low[inside]),
        "high": list(curve.high[inside]),
        "chi_square": [chi_square],
        "ended_1": list(ends.ended[1]),
        "ended_2": list(ends.ended[2]),
        "common": [common.p_value],
        "exact": [exact.p_value],
        "beta": list(series.beta),
        "phi": [series.phi],
        "quasi_error": list(series.quasi_error),
        "smooth": [data.smooth.log_likelihood],
        "smooth_best": [data.smooth.log_likelihood],
        "alike": [fit_alike(k, n).log_likelihood],
        "groups": [data.groups.log_likelihood],
        "wilson": [score.low, score.high],
        "jeffreys": [posterior.low, posterior.high],
        "adjusted": adjusted(list(data.looks["p"])),
    }


@cache
def both() -> tuple[dict[int, Figures], dict[int, Figures]]:
    """Give our figures and R's, by data set."""
    made = {seed: Data(seed) for seed in SETS}
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "sets").write_text("\n".join(map(str, SETS)) + "\n")
        for seed, data in made.items():
            for what in ("waits", "strata", "weeks", "team", "shape", "looks"):
                write(folder / f"{seed}-{what}.csv", getattr(data, what))
        command = ["Rscript", "--vanilla", str(SCRIPT), name]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {seed: ours(data) for seed, data in made.items()}, read(told)


def write(path: Path, columns: Columns) -> None:
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(columns)
        rows.writerows(zip(*(values.tolist() for values in columns.values()), strict=True))


def read(told: str) -> dict[int, Figures]:
    found: dict[int, Figures] = defaultdict(lambda: defaultdict(list))
    for line in told.splitlines():
        seed, name, value = line.split(",")
        found[int(seed)][name.partition("[")[0]].append(float(value))
    return found


@pytest.mark.parametrize("seed", SETS)
def test_each_figure_is_that_of_r(seed: int) -> None:
    figures, reference = both()[0][seed], both()[1][seed]
    assert figures.keys() == reference.keys()
    for name, values in figures.items():
        assert values == pytest.approx(reference[name], rel=1e-6, abs=1e-6), name
