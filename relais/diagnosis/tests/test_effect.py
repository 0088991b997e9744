"""What a challenge did: found where it is, not invented where it is not, from numbers and rows."""

from collections.abc import Callable
from datetime import timedelta

import numpy as np
import pytest

from relais.challenge.actions import create_challenge, start_challenge
from relais.challenge.rules.game import Rules
from relais.challenge.tests.steps import complete_checklist, transmitted, wanted
from relais.diagnosis.queries.effect import effect_of
from relais.diagnosis.rules.effect import (
    Phase,
    Reading,
    Share,
    Verdict,
    Way,
    Week,
    compare_shares,
    read_effect,
)
from relais.diagnosis.rules.rivals import Told, definitions_of, guarded, mix_of
from relais.leads.models import Lead
from relais.statistics.intervals import wilson
from tests.persons import World

Rate = Callable[[int, int | None], float]
GE = {country: 12 + 3 * (country % 3) for country in range(18)}  # three waves, three weeks apart
AT_ONCE: dict[int, int | None] = dict.fromkeys(range(6), 12)


def rising(week: int, start: int | None) -> float:
    """One of five before; four of five two months after the start."""
    return 0.2 if start is None or week < start else min(0.8, 0.2 + 0.075 * (week - start + 1))


def flat(week: int, start: int | None) -> float:
    """Nothing happens."""
    return 0.2


def drawn(
    seed: int, rate: Rate, starts: dict[int, int | None], *, weeks: int = 30, each: int = 8
) -> list[Week]:
    """Draw weekly counts of teams that differ among each other."""
    random = np.random.default_rng(seed)
    apart = random.normal(0, 0.3, len(starts))
    found = []
    for team, start in starts.items():
        for week in range(weeks):
            n, p = int(random.poisson(each)), rate(week, start)
            p = 1 / (1 + np.exp(-(np.log(p / (1 - p)) + apart[team])))
            found.append(Week(team, week, n, int(random.binomial(n, p))))
    return found


def reading(
    seed: int, rate: Rate, starts: dict[int, int | None], end: int | None = None
) -> Reading:
    return read_effect(drawn(seed, rate, starts), starts=starts, end=end, seed=seed)


# --- Pure ------------------------------------------------------------------------------------


@pytest.mark.once
def test_eighteen_countries_started_by_lot_show_it_and_nothing_is_invented_without() -> None:
    shown = [reading(seed, rising, dict(GE)) for seed in range(100)]
    none = [reading(seed, flat, dict(GE)) for seed in range(100)]

    assert sum(one.verdict is Verdict.RISE for one in shown) >= 95
    assert all(one.way is Way.WAITING for one in (*shown, *none))
    first = shown[0]
    assert first.change
    assert first.change.low is not None
    assert first.change.low > 0
    assert first.effect
    assert first.effect.low < 0.6 < first.effect.high
    assert sum(one.verdict is Verdict.NOT_SHOWN for one in none) >= 90


@pytest.mark.once
def test_where_all_start_at_once_the_series_speaks() -> None:
    shown = [reading(seed, rising, dict(AT_ONCE)) for seed in range(20)]
    none = [reading(seed, flat, dict(AT_ONCE)) for seed in range(100)]

    assert all(one.way is Way.SERIES for one in (*shown, *none))
    assert sum(one.verdict is Verdict.RISE for one in shown) >= 18
    assert sum(one.verdict is Verdict.NOT_SHOWN for one in none) >= 90


@pytest.mark.once
def test_too_few_weeks_say_how_many_lack() -> None:
    starts: dict[int, int | None] = dict.fromkeys(range(6), 5)
    found = reading(1, rising, starts)
    assert (found.verdict, found.needed) == (Verdict.NOT_ENOUGH, 3)


@pytest.mark.once
def test_nothing_at_all_is_not_enough() -> None:
    found = read_effect([], starts={}, end=None, seed=1)
    assert (found.verdict, found.needed, found.points) == (Verdict.NOT_ENOUGH, 8, [])


@pytest.mark.once
def test_a_bad_month_before_the_start_is_told() -> None:
    def dip(week: int, start: int | None) -> float:
        return 0.05 if start is not None and start - 4 <= week < start else 0.4

    found = reading(3, dip, dict(AT_ONCE))
    assert found.shortly.falls
    assert not found.beyond.rises


@pytest.mark.once
def test_what_is_left_after_the_end_is_compared_with_before() -> None:
    def gone(week: int, start: int | None) -> float:
        return 0.8 if start is not None and start <= week < 22 else 0.2

    found = reading(3, gone, dict(AT_ONCE), end=22)
    assert [share.n > 0 for share, _ in found.left] == [True, True]
    assert not any(compared.rises for _, compared in found.left)
    during = found.phases[Phase.DURING].rate
    assert during
    assert during > 0.7


@pytest.mark.once
@pytest.mark.parametrize(
    ("during", "falls", "needed"),
    [((40, 100), True, 0), ((68, 100), False, 0), ((2, 9), False, 21)],
)
def test_the_guard_says_fallen_not_shown_or_how_many_lack(
    during: tuple[int, int], *, falls: bool, needed: int
) -> None:
    counts = {("a", False): (35, 50), ("b", False): (35, 50)} | {("a", True): during}
    found = guarded(counts).compared
    assert (found.falls, found.needed) == (falls, needed)


@pytest.mark.once
def test_two_rates_lie_apart_by_the_bounds_of_both() -> None:
    one, other = (Share(k, 100, wilson(k, 100)) for k in (70, 50))
    found = compare_shares(one, other)
    assert found.value == pytest.approx(0.2)
    assert found.low == pytest.approx(0.0635, abs=0.001)


@pytest.mark.once
def test_another_mix_of_leads_speaks_and_a_new_definition_too() -> None:
    easy = [Told(since, n % 10 < 8, "easy", "v1") for since in (False, True) for n in range(40)]
    hard = [
        Told(since=False, taken=n % 10 < 2, stratum="hard", definition="v1") for n in range(200)
    ]
    mix = mix_of(easy + hard)
    assert mix.speaks
    assert mix.within
    assert mix.within.value == pytest.approx(0)
    newer = [Told(since=True, taken=True, stratum="easy", definition="v2") for _ in range(20)]
    assert definitions_of(easy + newer).speaks
    assert not definitions_of(easy).speaks


# --- From rows -------------------------------------------------------------------------------


def test_a_lead_counts_in_its_week_and_only_once_its_horizon_is_over(world: World) -> None:
    complete_checklist(world)
    first = world.at.date() + timedelta(days=7)
    asked = wanted(
        since=first, until=first + timedelta(days=20), rules=Rules(units=(world.north.id,))
    )
    made = create_challenge(asked, by=world.by("dora"), at=world.at)
    challenge = start_challenge(made.id, by=world.by("dora"), at=world.at)
    before, during, young, waits = (transmitted(world, w) for w in ("remy", "remy", "remy", "sara"))
    since = world.at + timedelta(days=8)
    moments = [world.at, since, since + timedelta(days=20), since]
    for lead, moment in zip((before, during, young, waits), moments, strict=True):
        taken = moment + timedelta(days=1) if lead is during else None
        Lead.objects.filter(id=lead.id).update(transmitted_at=moment, taken_up_at=taken)

    found = effect_of(challenge, at=since + timedelta(days=24))

    told = {phase: (share.k, share.n) for phase, share in found.reading.phases.items()}
    assert told == {Phase.BEFORE: (0, 1), Phase.DURING: (1, 1), Phase.AFTER: (0, 0)}
    assert (found.young, found.teams, found.waiting) == (1, 1, 1)
    assert found.reading.verdict is Verdict.NOT_ENOUGH
    assert found.held.compared.needed == 30
