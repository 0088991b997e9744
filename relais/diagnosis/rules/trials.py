"""What an experiment needs to tell something, and what it told (pure).

Planning: the rate and its spread between teams before, then the power of statistics.power.
Reading: difference in differences with reps as units and what was drawn as teams, as
statistics.differences has it; drawn by lot, the difference is an effect and not an association.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import numpy as np

from relais.lib.teams import SMALLEST_TEAM
from relais.statistics.clustered import by_reps
from relais.statistics.differences import Change, Panel, change, pre_trend
from relais.statistics.dispersion import Counts, pearson_phi, pooled
from relais.statistics.intervals import Interval
from relais.statistics.power import design_effect, per_group, power_of, smallest, stepped_power

ENOUGH: Final = 0.8
FEWEST_BEFORE: Final = 30  # cases before, or the rate to begin from is a guess
LEVEL: Final = 0.05
YEAR: Final = 52  # weeks


@dataclass(frozen=True)
class Cell:
    """What one rep of a drawn member had in one week: n cases, k of them as wished.

    `week` counts from the first day of the experiment, negative before it.
    """

    member: int
    rep: int
    week: int
    n: int
    k: int


@dataclass(frozen=True)
class Design:
    """How the starts are dealt: the gain looked for as a rate, waves, weeks."""

    gain: float
    waves: int
    weeks_between: int
    weeks: int


@dataclass(frozen=True)
class Size:
    """What was known before the draw. `each`: cases a member and week; `needed`: cases an arm.

    `power` is the chance of finding the gain if it is there; None where too little is known.
    `weeks_enough`: in all, or with several waves between two of them, for a power of `ENOUGH`;
    None where a year is not enough.
    """

    members: int
    rate: float | None
    each: float
    alike: float
    power: float | None
    needed: int | None
    coming: int
    weeks_enough: int | None = None


@dataclass(frozen=True)
class ArmRead:
    """One wave: how many members and reps, and its rate before its start and after.

    None instead of counts of so few reps that they would be those of persons.
    """

    wave: int
    members: int
    reps: int
    before: tuple[int, int] | None
    after: tuple[int, int] | None
    before_within: Interval | None
    after_within: Interval | None


class Verdict(StrEnum):
    """What an experiment told."""

    SHOWN = "shown"
    NOT_SHOWN = "not_shown"
    NOT_ENOUGH = "not_enough"


@dataclass(frozen=True)
class Reading:
    """The effect as a rate, with interval or p-value; the trend before; each arm; the verdict."""

    change: Change | None
    before: Change | None
    arms: list[ArmRead]
    cases: int
    verdict: Verdict


def size(cells: Sequence[Cell], *, members: int, weeks_seen: int, design: Design) -> Size:
    """Say what an experiment of this design can find, from what came in the weeks before."""
    n, k = np.zeros(members, dtype=np.int64), np.zeros(members, dtype=np.int64)
    for cell in cells:
        n[cell.member] += cell.n
        k[cell.member] += cell.k
    rate, total = pooled(k, n), int(n.sum())
    each = total / (members * weeks_seen) if members else 0.0
    arm = max(1, members // 2)
    coming = round(each * design.weeks * arm)
    wished = None if rate is None else min(rate + design.gain, 0.99)
    if rate is None or wished is None or not 0 < rate < wished or total < FEWEST_BEFORE:
        return Size(members, rate, each, 0.0, None, None, coming)
    alike = _alike(k, n)
    together = design_effect(each * design.weeks, alike)
    needed = per_group(wished, rate, together=together)

    def power(design: Design) -> float | None:
        coming = round(each * design.weeks * arm)
        return _power(design, rate, wished, members, each, alike, coming)

    found, enough = power(design), _weeks_enough(design, power)
    return Size(members, rate, each, alike, found, needed, coming, enough)


def read(
    cells: Sequence[Cell], *, starts: Mapping[int, int | None], waves: Mapping[int, int], seed: int
) -> Reading:
    """Read an experiment; `starts` gives the week in which each member began, None for never."""
    used = [cell for cell in cells if cell.n]
    arms = [_arm(wave, used, starts, waves) for wave in sorted(set(waves.values()))]
    cases = sum(cell.n for cell in used)
    if not used:
        return Reading(None, None, arms, 0, Verdict.NOT_ENOUGH)
    panel = _panel(used, starts)
    found = change(panel, seed=seed)
    before = pre_trend(panel)
    if found is None or found.p_value is None:
        return Reading(found, before, arms, cases, Verdict.NOT_ENOUGH)
    verdict = Verdict.SHOWN if found.p_value < LEVEL else Verdict.NOT_SHOWN
    return Reading(found, before, arms, cases, verdict)


def _weeks_enough(design: Design, power: Callable[[Design], float | None]) -> int | None:
    """Give the fewest weeks with which the gain is found often enough, up to a year."""
    if design.waves == 1:
        return smallest(
            lambda weeks: power(replace(design, weeks=weeks)) or 0.0, power=ENOUGH, most=YEAR
        )
    return smallest(
        lambda weeks: power(replace(design, weeks_between=weeks)) or 0.0,
        power=ENOUGH,
        most=YEAR // design.waves,
    )


def _power(
    design: Design, rate: float, wished: float, members: int, each: float, alike: float, coming: int
) -> float | None:
    if design.waves == 1 or members < design.waves:
        together = design_effect(each * design.weeks, alike)
        return power_of(coming, wished, rate, together=together) if coming else None
    if not each:
        return None
    return stepped_power(
        wished - rate,
        teams=members,
        periods=design.waves + 1,
        each=each * design.weeks_between,
        rate=rate,
        between=alike * rate * (1 - rate),
    )


def _alike(k: Counts, n: Counts) -> float:
    """Give how alike the cases of one member are: (φ - 1) / (m - 1), within 0 and 1."""
    phi, mean = pearson_phi(k, n), float(n[n > 0].mean()) if (n > 0).any() else 0.0
    if phi is None or mean <= 1:
        return 0.0
    return min(1.0, max(0.0, (phi - 1) / (mean - 1)))


def _panel(cells: Sequence[Cell], starts: Mapping[int, int | None]) -> Panel:
    return Panel(
        rate=np.array([cell.k / cell.n for cell in cells]),
        weight=np.array([cell.n for cell in cells], dtype=np.float64),
        unit=np.array([cell.rep for cell in cells], dtype=np.int64),
        period=np.array([cell.week for cell in cells], dtype=np.int64),
        team=np.array([cell.member for cell in cells], dtype=np.int64),
        treated=np.array([_begun(cell, starts) for cell in cells], dtype=np.bool_),
    )


def _begun(cell: Cell, starts: Mapping[int, int | None]) -> bool:
    start = starts[cell.member]
    return start is not None and cell.week >= start


def _arm(
    wave: int, cells: Sequence[Cell], starts: Mapping[int, int | None], waves: Mapping[int, int]
) -> ArmRead:
    members = [member for member, each in waves.items() if each == wave]
    start = starts[members[0]]
    mine = [cell for cell in cells if waves[cell.member] == wave]
    before = [cell for cell in mine if cell.week < (start or 0)]
    after = [cell for cell in mine if cell.week >= (start or 0)]
    reps = min(len({cell.rep for cell in cells}) for cells in (before, after))
    if reps < SMALLEST_TEAM:
        return ArmRead(wave, len(members), reps, None, None, None, None)
    return ArmRead(
        wave, len(members), reps, _sums(before), _sums(after), _within(before), _within(after)
    )


def _sums(cells: Sequence[Cell]) -> tuple[int, int]:
    return sum(cell.k for cell in cells), sum(cell.n for cell in cells)


def _within(cells: Sequence[Cell]) -> Interval | None:
    reps = {rep: place for place, rep in enumerate(dict.fromkeys(cell.rep for cell in cells))}
    k, n = np.zeros(len(reps), dtype=np.int64), np.zeros(len(reps), dtype=np.int64)
    for cell in cells:
        k[reps[cell.rep]] += cell.k
        n[reps[cell.rep]] += cell.n
    return by_reps(k, n)
