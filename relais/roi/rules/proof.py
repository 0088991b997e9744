"""The return "A + B": quantities, money, and how sure the return is (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from typing import Final

from relais.campaigns.rules.terms import CostKind
from relais.measures.rules import Rate
from relais.roi.rules.costs import Wasted
from relais.statistics.intervals import Interval

FEWEST_REPS: Final = 6
FEWEST_SIGNATURES: Final = 10


class Stage(StrEnum):
    """How far leads came, in their order."""

    OPENED = "opened"
    VALIDATED = "validated"
    TRANSMITTED = "transmitted"
    TAKEN_UP = "taken_up"
    APPROACH = "approach"
    HELD = "held"
    WON = "won"


AFTER: Final = {
    Stage.VALIDATED: Stage.OPENED,
    Stage.TRANSMITTED: Stage.VALIDATED,
    Stage.TAKEN_UP: Stage.TRANSMITTED,
    Stage.APPROACH: Stage.TAKEN_UP,
    Stage.HELD: Stage.APPROACH,
    Stage.WON: Stage.APPROACH,
}


@dataclass(frozen=True, slots=True)
class Step:
    """Leads that reached a stage; `rate` is over those that reached the one before as well."""

    stage: Stage
    count: int
    rate: Rate | None
    each: int | None


@dataclass(frozen=True, slots=True)
class Left:
    """What leads that nobody took up would have brought at most: an upper bound.

    Reps take up the better ones, so that the others would have been signed less often.
    """

    count: int
    signed: Rate
    mean_margin: int | None
    amount: int | None


@dataclass(frozen=True, slots=True)
class Ripe:
    """The return over the leads that have had the time to be signed: its sums, never a mean.

    They were first transmitted before a day, or opened before it and never transmitted.
    """

    before: date
    leads: int
    cost: int
    margin: int
    signed: int
    reps: int
    interval: Interval | None = None

    @property
    def gained(self) -> float | None:
        """Give the return: (margin - cost) / cost; of no cost, none."""
        return _return(self.margin, self.cost)

    @property
    def enough(self) -> bool:
        """Say whether there are reps and signatures enough to tell how sure the return is."""
        return is_enough(self.reps, self.signed)


@dataclass(frozen=True)
class Proof:
    """What some leads gave for what they cost, in minor units of one currency.

    `costs` add up what each of these leads is charged. `margin` is that of the `told` signatures
    whose margin is known in this currency. `unborne` is what no lead bears yet, beside the cost.
    """

    currency: str
    steps: list[Step]
    costs: Mapping[CostKind, int]
    margin: int
    told: int
    reps: int
    interval: Interval | None
    wasted: Mapping[str, Wasted]
    left: Left
    unborne: int
    ripe: Ripe | None = None

    @property
    def cost(self) -> int:
        """Give the whole cost: the sum of what the leads are charged."""
        return sum(self.costs.values())

    @property
    def gain(self) -> int:
        """Give what is left of the margin."""
        return self.margin - self.cost

    @property
    def signed(self) -> int:
        """Give how many leads were signed."""
        return self.steps[-1].count

    @property
    def gained(self) -> float | None:
        """Give the return: (margin - cost) / cost; of no cost, none."""
        return _return(self.margin, self.cost)

    @property
    def times(self) -> float | None:
        """Give margin / cost, which is no return."""
        return float(Decimal(self.margin) / self.cost) if self.cost else None

    @property
    def enough(self) -> bool:
        """Say whether there are reps and signatures enough to tell how sure the return is."""
        return is_enough(self.reps, self.signed)


def is_enough(reps: int, signed: int) -> bool:
    """Say whether so many reps and signatures are enough to tell how sure a return is."""
    return reps >= FEWEST_REPS and signed >= FEWEST_SIGNATURES


def steps_of(counts: Mapping[str, int], *, cost: int) -> list[Step]:
    """Give each stage with its rate over the one before, and what one of it has cost.

    `counts` tells how many reached a stage, and under "both_<stage>" the one before as well.
    """
    return [
        Step(
            stage,
            counts[stage],
            Rate.of(counts[f"both_{stage}"], counts[AFTER[stage]]) if stage in AFTER else None,
            _over(cost, counts[stage]),
        )
        for stage in Stage
    ]


def left_on_the_table(
    not_taken_up: int, *, signed: int, taken_up: int, margin: int, told: int
) -> Left:
    """Give what the leads never taken up would have brought, signed as often as the others."""
    rate, mean = Rate.of(signed, taken_up), _over(margin, told)
    if mean is None or not taken_up:
        return Left(not_taken_up, rate, mean, None)
    value = Decimal(not_taken_up) * signed / taken_up * margin / told
    return Left(not_taken_up, rate, mean, max(0, _rounded(value)))


def _return(margin: int, cost: int) -> float | None:
    return float(Decimal(margin - cost) / cost) if cost else None


def _over(amount: int, count: int) -> int | None:
    return _rounded(Decimal(amount) / count) if count else None


def _rounded(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_EVEN))
