"""Leads by the month of their first transmission, and how far each month is on its way (pure)."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from relais.measures.rules import DAY, Rate
from relais.roi.rules.books import month_of, next_month
from relais.roi.rules.proof import FEWEST_SIGNATURES
from relais.roi.rules.recovery import MATURE

AGES: Final = (30, 60, 90, 120, 150, MATURE.days)
LOOKED_BACK: Final = timedelta(days=366)  # how far back a curve looks among matured cohorts


@dataclass(frozen=True)
class Curve:
    """After how many days leads of matured cohorts were signed, sorted: how signatures come in."""

    days: Sequence[int]

    @property
    def enough(self) -> bool:
        """Say whether there are signatures enough to tell a share of them."""
        return len(self.days) >= FEWEST_SIGNATURES

    def signed_by(self, age: int) -> Rate:
        """Give how many of the signatures had come so many days after the transmission."""
        return Rate.of(bisect_right(self.days, age), len(self.days))

    def share(self, month: date, *, today: date) -> float | None:
        """Give the share of a month's signatures that is expected by now, its days counting alike.

        None where matured cohorts have too few signatures to tell.
        """
        if not self.enough:
            return None
        length = (next_month(month) - month).days
        ages = [(today - month - number * DAY).days for number in range(length)]
        shares = [bisect_right(self.days, age) / len(self.days) for age in ages if age >= 0]
        return sum(shares) / len(shares) if shares else None


@dataclass(frozen=True, slots=True)
class Cohort:
    """The leads first transmitted in a month; `expected` of their signatures have come by now.

    `expected` is None of a matured cohort, which has had its time, and where no curve is known.
    """

    month: date
    transmitted: int
    signed: int
    matured: bool
    expected: float | None


@dataclass(frozen=True)
class Cohorts:
    """The months of transmission of some leads, and the organization's curve."""

    months: Sequence[Cohort]
    curve: Curve


def first_unripe(at: datetime, *, zone: ZoneInfo) -> date:
    """Give the first month of which some leads have not had their 180 days yet."""
    return month_of((at - MATURE).astimezone(zone).date())


def curve_of(signatures: Sequence[tuple[datetime, datetime]]) -> Curve:
    """Make a curve of the moments at which leads were transmitted and signed.

    What was signed later than a cohort takes to mature is left out; what was written down as
    signed before it was transmitted counts as signed at once.
    """
    ages = [max(0, (signed - sent).days) for sent, signed in signatures]
    return Curve(sorted(age for age in ages if age <= MATURE.days))


def cohort_of(
    month: date, *, transmitted: int, signed: int, curve: Curve, unripe: date, today: date
) -> Cohort:
    """Say how far the leads of a month are on their way."""
    matured = month < unripe
    expected = None if matured else curve.share(month, today=today)
    return Cohort(month, transmitted, signed, matured, expected)
