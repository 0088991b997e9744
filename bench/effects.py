"""How often the effect of a challenge is found where it is, and none where it is not, by scenario.

The worlds of `relais demo --scenario ge` and `no_effect` as numbers alone: eighteen countries that
begin in three waves, drawn by lot, each lead taken up as the scenario's rule says. A seed each.
"""

import os
import time
from datetime import date, timedelta
from typing import Final

from bench.measures import Measure, set_up, tell

set_up()

from relais.diagnosis.rules.effect import Reading, Verdict, Way, Week, read_effect  # noqa: E402  Django is set up above
from relais.simulation.rules import SCENARIOS, Scenario, draw, takes_up  # noqa: E402
from relais.simulation.waves import APART, DRAWN, LAST  # noqa: E402

SEEDS: Final = int(os.environ.get("BENCH_SEEDS", "100"))
WEEKS: Final = 39
FIRST: Final = date(2026, 1, 5)
DAY: Final = timedelta(days=1)
EXPECTED: Final = {"ge": Verdict.RISE, "no_effect": Verdict.NOT_SHOWN}
WORDS: Final = {Verdict.RISE: "a rise shown", Verdict.NOT_SHOWN: "no effect shown"}


def main() -> None:
    """Print for each scenario how often its truth is told, and how often intervals hold it."""
    for name, verdict in EXPECTED.items():
        scenario, own = SCENARIOS[name], time.process_time()
        truths = [read(scenario, seed) for seed in range(SEEDS)]
        spent = 1_000 * (time.process_time() - own) / SEEDS
        readings = [reading for reading, _ in truths]
        told = sum(reading.verdict is verdict for reading in readings)
        beside = sum(reading.way is Way.WAITING for reading in readings)
        note = f"{SEEDS} seeds, {beside} beside those who wait; asked: 90; {spent:.0f} ms CPU each"
        share = 100 / SEEDS
        tell(Measure(f"{name}: {WORDS[verdict]}", share * told, 90.0, "%", note))
        holds = sum(_holds(reading, truth) for reading, truth in truths)
        note = "where countries had begun, beside those that waited; 95 are to be expected"
        tell(Measure(f"{name}: the interval holds the truth", share * holds, 95.0, "%", note))


def read(scenario: Scenario, seed: int) -> tuple[Reading, float]:
    """Read the effect in a world; give it with what the rule moved, over what was begun."""
    starts = begun(scenario, seed)
    weeks, truth = told(scenario, starts, seed)
    return read_effect(weeks, starts=dict(starts), end=end_of(scenario), seed=seed), truth


def begun(scenario: Scenario, seed: int) -> dict[int, int]:
    """Draw in which week each country begins: as many in each wave."""
    countries = list(range(scenario.size.regions))
    draw(scenario, seed, "waves").shuffle(countries)
    first = round(WEEKS * DRAWN) + 1
    return {
        country: first + APART * (place * scenario.waves // len(countries))
        for place, country in enumerate(countries)
    }


def end_of(scenario: Scenario) -> int:
    """Give the first week in which the challenge is over."""
    return round(WEEKS * DRAWN) + 1 + (scenario.waves - 1) * APART + LAST


def told(scenario: Scenario, starts: dict[int, int], seed: int) -> tuple[list[Week], float]:
    """Count leads and take-ups by country and week; countries bring more or fewer leads.

    With them the mean of what the rule moves, over the leads of countries that had begun while
    others waited: what the interval is about.
    """
    dice, last = draw(scenario, seed, "leads"), max(starts.values())
    shares = [1 + dice.random() for _ in starts]
    counts: dict[tuple[int, int], list[int]] = {}
    for lead in range(scenario.size.leads):
        (country,) = dice.choices(range(len(starts)), shares)
        week = lead * WEEKS // scenario.size.leads
        on = FIRST + (7 * week + dice.randrange(5)) * DAY
        since = FIRST + 7 * starts[country] * DAY
        cell = counts.setdefault((country, week), [0, 0])
        cell[0] += 1
        cell[1] += takes_up(scenario, lead, on=on, since=since, seed=seed)
    weeks = [Week(country, week, n, k) for (country, week), (n, k) in sorted(counts.items())]
    beside = [week for week in weeks if starts[week.team] <= week.week < last]
    moved = sum(week.n * _moved(scenario, week.week - starts[week.team]) for week in beside)
    return weeks, moved / sum(week.n for week in beside)


def _moved(scenario: Scenario, weeks: int) -> float:
    before, after = scenario.taken_up
    return (after - before) * (min(1.0, weeks / scenario.within) if scenario.within else 1.0)


def _holds(reading: Reading, truth: float) -> bool:
    found = reading.change
    return bool(
        found and found.low is not None and found.high is not None
        and found.low <= truth <= found.high
    )  # fmt: skip


if __name__ == "__main__":
    main()
