"""What recovered leads brought, by why they had been closed and how long before (pure)."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Generic, TypeVar
from uuid import UUID

from relais.measures.rules import Rate

MATURE: Final = timedelta(days=180)  # in which a lead is signed, if it is
ENOUGH: Final = 10  # of which a rate is told

K = TypeVar("K", bound=Hashable)


class Delay(StrEnum):
    """How many days after it was closed a lead was opened again."""

    UNDER_90 = "under_90"
    FROM_90 = "90_to_179"
    FROM_180 = "180_to_364"
    FROM_365 = "from_365"


BOUNDS: Final = ((365, Delay.FROM_365), (180, Delay.FROM_180), (90, Delay.FROM_90))


@dataclass(frozen=True, slots=True)
class Recovered:
    """A lead that was opened again: why the cycle before was closed, when, what this one gave."""

    lead_id: UUID
    reason_id: UUID | None
    closed_at: datetime
    opened_at: datetime
    won_at: datetime | None
    margin: int | None
    currency: str

    @property
    def delay(self) -> Delay:
        """Give how long it rested."""
        days = (self.opened_at - self.closed_at).days
        return next((delay for bound, delay in BOUNDS if days >= bound), Delay.UNDER_90)


@dataclass(frozen=True, slots=True)
class Brought(Generic[K]):
    """What the leads of a group brought; the rate is over those that have had the time.

    `lacking`: how many more must have had it before a rate says something.
    """

    key: K
    opened: int
    signed: int
    margin: dict[str, int]
    rate: Rate
    lacking: int


def brought(
    leads: Iterable[Recovered], by: Callable[[Recovered], K], *, at: datetime
) -> list[Brought[K]]:
    """Tell what recovered leads brought, by group, the largest first."""
    groups: dict[K, list[Recovered]] = {}
    for lead in leads:
        groups.setdefault(by(lead), []).append(lead)
    found = [_brought(key, group, at) for key, group in groups.items()]
    return sorted(found, key=lambda one: (-one.opened, str(one.key)))


def _brought(key: K, leads: list[Recovered], at: datetime) -> Brought[K]:
    """Signed within the time that all of them have had, so that none had longer."""
    mature = [lead for lead in leads if lead.opened_at + MATURE <= at]
    in_time = sum(1 for one in mature if one.won_at and one.won_at <= one.opened_at + MATURE)
    margin: dict[str, int] = {}
    for lead in leads:
        if lead.won_at and lead.margin is not None:
            margin[lead.currency] = margin.get(lead.currency, 0) + lead.margin
    return Brought(
        key,
        len(leads),
        sum(1 for lead in leads if lead.won_at),
        dict(sorted(margin.items())),
        Rate.of(in_time, len(mature)),
        max(0, ENOUGH - len(mature)),
    )
