"""How people behave in a scenario: pure functions of scenario, person and seed.

Nothing here writes. What is drawn for the nth appointment of a rep is always the same, whatever
else is drawn before it.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from random import Random
from typing import Final, Self


class Reported(StrEnum):
    """What a rep who did not honour an appointment lets be known of it."""

    ABSENT = "absent"
    CANCELLED = "cancelled"
    SILENT = "silent"


@dataclass(frozen=True)
class Size:
    """How large a world is; leads are those opened, in all."""

    regions: int = 6
    reps_per_region: int = 20
    telemarketers: int = 12
    months: int = 9
    leads_per_rep: float = 26.0

    @property
    def reps(self) -> int:
        """Give how many reps there are."""
        return self.regions * self.reps_per_region

    @property
    def leads(self) -> int:
        """Give how many leads are opened, in all."""
        return round(self.reps * self.leads_per_rep)


SMALL_WORLD: Final = Size(reps_per_region=4, telemarketers=4, months=5, leads_per_rep=24.0)
COUNTRIES: Final = Size(
    regions=18, reps_per_region=3, telemarketers=8, months=9, leads_per_rep=48.0
)


@dataclass(frozen=True)
class Scenario:
    """A world with a known truth: `verdict` is what a diagnosis must say of its honouring."""

    name: str
    verdict: str
    size: Size = Size()
    followed: int = 0  # regions, the last ones, whose managers hand out and follow each lead
    books_early: bool = True  # the slot is promised before the review, else after the take-up
    taken_up: tuple[float, float] = (0.975, 0.975)  # of the leads, without a challenge and with one
    within: int = 0  # weeks that a challenge takes to bring the second
    waves: int = 0  # in which countries begin a challenge, drawn at random; 0: one country, no draw

    @property
    def waits(self) -> bool:
        """Say whether few leads are taken up before a challenge."""
        return self.taken_up[0] < 0.5

    def of_size(self, size: Size) -> Self:
        """Give the same truth in a world of another size."""
        return replace(self, size=size)


SCENARIOS: Final = {
    each.name: each
    for each in (
        Scenario("tribune", "polarised", followed=2),
        Scenario("two_of_three", "uniform"),
        Scenario("spread", "spread"),
        Scenario("challenge", "uniform", books_early=False, taken_up=(0.2, 0.8)),
        Scenario(
            "ge", "uniform", COUNTRIES, books_early=False, taken_up=(0.2, 0.8), within=8, waves=3
        ),
        Scenario(
            "no_effect", "uniform", COUNTRIES, books_early=False, taken_up=(0.2, 0.2), waves=3
        ),
        Scenario("small", "not_enough_data", size=Size(months=2, leads_per_rep=0.25)),
    )
}


@dataclass(frozen=True)
class Rep:
    """A rep as his behaviour depends on him: his number in the world, and his region's."""

    number: int
    region: int


def draw(scenario: Scenario, seed: int, *about: object) -> Random:
    """Give the dice for one question, the same each time it is asked."""
    return Random(f"{scenario.name}/{seed}/{'/'.join(map(str, about))}")


def is_followed(scenario: Scenario, region: int) -> bool:
    """Say whether the manager of a region hands out and follows each lead."""
    return region >= scenario.size.regions - scenario.followed


def honours_none(scenario: Scenario, rep: Rep, *, seed: int) -> bool:
    """Say whether a rep keeps no appointment at all: a third of them, in the truth of the article.

    They are half of each region whose manager looks at results alone.
    """
    if scenario.name != "tribune" or is_followed(scenario, rep.region):
        return False
    size = scenario.size
    places = list(range(size.reps_per_region))
    draw(scenario, seed, "none", rep.region).shuffle(places)
    return rep.number % size.reps_per_region in places[: size.reps_per_region // 2]


def honours(scenario: Scenario, rep: Rep, *, nth: int, seed: int) -> bool:
    """Say whether a rep keeps his nth appointment.

    Where everybody is alike, each misses one of three (or of ten) in turn, at a moment of chance:
    nobody differs by luck alone.
    """
    if scenario.name in ("two_of_three", "small"):
        return not _missed(scenario, rep, nth, seed, one_of=3)
    if scenario.waits:
        return not _missed(scenario, rep, nth, seed, one_of=10)
    if scenario.name == "spread":
        return draw(scenario, seed, rep.number, nth).random() < _between(scenario, rep, seed)
    if honours_none(scenario, rep, seed=seed):
        return False
    return draw(scenario, seed, rep.number, nth).random() < 0.97


def reported(scenario: Scenario, rep: Rep, *, nth: int, seed: int) -> Reported:
    """Say what is let be known of an appointment that was not kept."""
    dice = draw(scenario, seed, "said", rep.number, nth)
    return dice.choices(list(Reported), weights=(50, 22, 28))[0]


def takes_up(scenario: Scenario, lead: int, *, on: date, since: date, seed: int) -> bool:
    """Say whether the reps take a lead up: nearly always, but in the worlds of a challenge.

    There it is one of five before its first day, and from then on, at once or little by little,
    four of five, whoever the rep; or where it has no effect as before.
    """
    before, after = scenario.taken_up
    chance = before
    if on >= since:
        weeks = (on - since).days / 7
        chance += (after - before) * (min(1.0, weeks / scenario.within) if scenario.within else 1.0)
    return draw(scenario, seed, "take_up", lead).random() < chance


def prospect_cancels(scenario: Scenario, rep: Rep, *, nth: int, seed: int) -> bool:
    """Say whether the prospect calls it off: more often where nobody ever calls him back."""
    chance = 0.27 if honours_none(scenario, rep, seed=seed) else 0.04
    return draw(scenario, seed, "cancels", rep.number, nth).random() < chance


def _missed(scenario: Scenario, rep: Rep, nth: int, seed: int, *, one_of: int) -> bool:
    block, place = divmod(nth, one_of)
    return draw(scenario, seed, rep.number, "block", block).randrange(one_of) == place


def _between(scenario: Scenario, rep: Rep, seed: int) -> float:
    """Spread the reps evenly from three of ten to nearly all, in an order of chance."""
    order = list(range(scenario.size.reps))
    draw(scenario, seed, "spread").shuffle(order)
    return 0.3 + 0.65 * order[rep.number] / max(1, scenario.size.reps - 1)
