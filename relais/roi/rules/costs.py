"""What campaigns pay, and what part of it was for nothing (pure). Amounts are in minor units."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final
from uuid import UUID

from relais.campaigns.rules.terms import CostKind

WHATEVER_HAPPENS: Final = frozenset({CostKind.FIXED, CostKind.HOURLY, CostKind.REWARD})
OF_LEADS: Final = frozenset({*WHATEVER_HAPPENS, CostKind.PER_LEAD})


@dataclass(frozen=True, slots=True)
class CostLine:
    """A cost of a campaign: what for, how much, from when to when (both days included).

    With a call center, it concerns the leads of that one alone.
    """

    kind: CostKind
    amount: int
    since: date
    until: date | None = None
    hours: Decimal | None = None
    minutes: int | None = None
    call_center_id: UUID | None = None


@dataclass(frozen=True)
class Money:
    """The whole cost in one currency, and what one of each stage has cost."""

    currency: str
    cost: int
    per: dict[str, int | None]


@dataclass(frozen=True)
class Return:
    """What a campaign gave for what it cost: quantities (A) and money (B), in minor units.

    `counts` are leads transmitted, taken up and signed, and appointments held; `per` is the cost of
    one of each. `margin` is that of the `told` signatures whose margin somebody has told.
    """

    currency: str
    counts: dict[str, int]
    cost: int
    per: dict[str, int | None]
    signed_for: int
    margin: int
    told: int


@dataclass(frozen=True, slots=True)
class Wasted:
    """Leads paid for nothing in one line, and what these very leads have cost."""

    count: int
    amount: int


@dataclass(frozen=True)
class Waste:
    """What was paid for nothing, of `paid` leads: lines of which no lead stands in two.

    A lead counts first as a dispute upheld, else as an appointment not honoured, else as never
    taken up. Amounts are in minor units of `currency`.
    """

    currency: str
    paid: int
    lines: Mapping[str, Wasted]

    @property
    def count(self) -> int:
        """Give how many leads were for nothing."""
        return sum(line.count for line in self.lines.values())

    @property
    def amount(self) -> int:
        """Give what these have cost together."""
        return sum(line.amount for line in self.lines.values())


def fixed_and_hourly(lines: Iterable[CostLine], *, since: date, until: date) -> int:
    """Add up what is paid whatever happens: in full when it falls within the days asked for.

    A line with an end is spread evenly over its days; one without is paid on its first day.
    """
    paid = (line for line in lines if line.kind in WHATEVER_HAPPENS)
    return sum(part_of(line, since=since, until=until) for line in paid)


def per_piece(pieces: Iterable[tuple[CostLine, int]]) -> int:
    """Add up what is paid by the piece: each line with how many came on the days that it covers."""
    return sum(fee(line) * count for line, count in pieces)


def fee(line: CostLine) -> int:
    """Give what a line pays for one piece: the reps' time by the minutes of a visit."""
    if line.kind is not CostKind.REP_TIME:
        return line.amount
    return _rounded(Decimal(line.amount) * (line.minutes or 0) / 60)


def per_stage(cost: int, counts: dict[str, int]) -> dict[str, int | None]:
    """Divide a cost by the count of each stage; of none, nothing can be said."""
    return {
        stage: _rounded(Decimal(cost) / count) if count else None for stage, count in counts.items()
    }


def part_of(line: CostLine, *, since: date, until: date) -> int:
    """Give what a line that is paid whatever happens has cost in some days, rounded by itself."""
    whole = Decimal(line.amount) * (line.hours or 1 if line.kind is CostKind.HOURLY else 1)
    last = line.until or line.since
    days = (last - line.since).days + 1
    inside = (min(last, until) - max(line.since, since)).days + 1
    return _rounded(whole * max(0, inside) / days)


def _rounded(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_EVEN))
