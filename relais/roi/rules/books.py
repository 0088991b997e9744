"""The books: in which month what happened is written, and what a month comes to (pure).

A month that is closed does not change: what is recorded later about one of its days is written in
the month in which it is recorded, as an adjustment. Amounts are in minor units.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from relais.campaigns.rules.terms import CostKind
from relais.leads.lifecycle import Recorded
from relais.roi.rules.costs import CostLine, fixed_and_hourly, per_piece
from relais.roi.rules.standing import Item, Items, Measure, Standing

SETTLING: Final = timedelta(minutes=1)  # in which what was begun is written
DAY: Final = timedelta(days=1)
LEAD_COST, APPOINTMENT_COST = "lead_cost", "appointment_cost"
VISIT_COST, OTHER_COST = "visit_cost", "other_cost"
COSTS: Final = (LEAD_COST, APPOINTMENT_COST, VISIT_COST, OTHER_COST)
PIECES: Final = {
    Measure.LEADS_PAID: ({CostKind.PER_LEAD}, LEAD_COST),
    Measure.APPOINTMENTS_PAID: ({CostKind.PER_APPOINTMENT}, APPOINTMENT_COST),
    Measure.VISITS_PAID: ({CostKind.REP_TIME, CostKind.TRAVEL}, VISIT_COST),
}


class Part(StrEnum):
    """What a figure of a month tells: its own days, earlier ones, or prices that have changed."""

    OWN = "own"
    ADJUSTMENT = "adjustment"
    PRICES = "prices"


class Key(NamedTuple):
    """Whose figures: a campaign, the call center that found the lead, the unit that had it."""

    campaign_id: UUID
    call_center_id: UUID | None
    unit_id: UUID | None


class Closing(NamedTuple):
    """A closed month, and until when what was recorded is in it."""

    month: date
    recorded_until: datetime


class Price(NamedTuple):
    """A cost of a campaign; that of one call center is paid for its leads alone."""

    campaign_id: UUID
    call_center_id: UUID | None
    line: CostLine


class Change(NamedTuple):
    """What an event changed in the books, and the month in which that is written."""

    booked: date
    key: Key
    measure: Measure
    day: date
    amount: int
    recorded: Recorded

    @property
    def part(self) -> Part:
        """Say whether it is about a day of its month or about an earlier one."""
        return Part.OWN if month_of(self.day) == self.booked else Part.ADJUSTMENT


Figures = dict[str, int]
Book = dict[tuple[Part, Key], Figures]


@dataclass
class Ledger:
    """All changes added up, by the month in which they are written, and by day where paid."""

    counts: dict[tuple[date, Part, Key, Measure], int] = field(
        default_factory=lambda: defaultdict(int)
    )
    pieces: dict[tuple[date, Part, Key, Measure, date], int] = field(
        default_factory=lambda: defaultdict(int)
    )

    def add(self, change: Change) -> None:
        """Add one change."""
        if change.measure in PIECES:
            place = (change.booked, change.part, change.key, change.measure, change.day)
            self.pieces[place] += change.amount
        else:
            self.counts[change.booked, change.part, change.key, change.measure] += change.amount


def changes_of(
    history: Iterable[Recorded], *, currency: str, closings: Sequence[Closing], zone: ZoneInfo
) -> Iterator[Change]:
    """Give what the events of a lead changed in the books; `recorded` is the last of those.

    What was recorded between the same closings changes them once. A figure stays with the unit
    that had the lead when it came in.
    """
    standing, before = Standing(currency), Items()
    units: dict[Item, UUID | None] = {}
    for epoch, events in groupby(history, key=lambda one: _epoch(one, closings, zone)):
        for recorded in events:
            standing.tell(recorded)
        after = standing.items()
        for item in {**before, **after}:
            count = after.get(item, 0) - before.get(item, 0)
            if count:
                unit_id = units.setdefault(item, recorded.unit_id)
                key = Key(recorded.campaign_id, recorded.call_center_id, unit_id)
                day = item.at.astimezone(zone).date()
                yield Change(epoch.booked(day), key, item.measure, day, count, recorded)
        before = after


class Epoch(NamedTuple):
    """When something was recorded: after which month was closed, and in which month."""

    closed: date | None
    late: date | None

    def booked(self, day: date) -> date:
        """Give the month in which something about a day is written.

        Its own, unless that was closed when it was recorded; then the month of the recording.
        """
        own = month_of(day)
        return own if self.closed is None or self.late is None or own > self.closed else self.late


def _epoch(recorded: Recorded, closings: Sequence[Closing], zone: ZoneInfo) -> Epoch:
    at = recorded.recorded_at
    if not closings or at < closings[0].recorded_until:
        return Epoch(None, None)
    closed = max(each.month for each in closings if each.recorded_until <= at)
    return Epoch(closed, max(month_of(at.astimezone(zone).date()), next_month(closed)))


def book_of(ledger: Ledger, month: date, *, prices: Sequence[Price], first: bool) -> Book:
    """Add up what is written in a month, at given prices; the first takes what was paid before."""
    book: Book = defaultdict(lambda: defaultdict(int))
    for (booked, part, key, measure), count in ledger.counts.items():
        if booked == month:
            book[part, key][measure] += count
    for place, count in ledger.pieces.items():
        booked, part, key, measure, day = place
        if booked == month:
            book[part, key][measure] += count
            book[part, key][PIECES[measure][1]] += _paid(measure, key, day, count, prices)
    for price in prices:
        paid = paid_before(price, next_month(month)) - (0 if first else paid_before(price, month))
        book[Part.OWN, _key_of(price)][OTHER_COST] += paid
    return _whole(book)


def repriced_by(ledger: Ledger, month: date, *, prices: Sequence[tuple[Price, int]]) -> Book:
    """Give what the months before would cost more, or less, for prices that have changed.

    The same as `repriced`, where these months were frozen at the prices that are gone.
    """
    book: Book = defaultdict(lambda: defaultdict(int))
    for (booked, _, key, measure, day), count in ledger.pieces.items():
        if booked < month:
            for price, sign in prices:
                paid = _paid(measure, key, day, count, [price])
                book[Part.PRICES, key][PIECES[measure][1]] += sign * paid
    for price, sign in prices:
        book[Part.PRICES, _key_of(price)][OTHER_COST] += sign * paid_before(price, month)
    return _whole(book)


def repriced(
    ledger: Ledger, month: date, *, prices: Sequence[Price], frozen: Mapping[Key, Figures]
) -> Book:
    """Give what the months before would cost more, or less, at these prices.

    `frozen` are the figures of those months together, by key.
    """
    book: Book = defaultdict(lambda: defaultdict(int))
    for (booked, _, key, measure, day), count in ledger.pieces.items():
        if booked < month:
            paid = _paid(measure, key, day, count, prices)
            book[Part.PRICES, key][PIECES[measure][1]] += paid
    for price in prices:
        book[Part.PRICES, _key_of(price)][OTHER_COST] += paid_before(price, month)
    for key, figures in frozen.items():
        for name in COSTS:
            book[Part.PRICES, key][name] -= figures.get(name, 0)
    return _whole(book)


def changed(prices: Sequence[Price], before: Sequence[Price]) -> list[tuple[Price, int]]:
    """Give the prices that are new, with 1, and those that are gone, with -1."""
    new = Counter(prices)
    new.subtract(before)
    return [(price, count) for price, count in new.items() if count]


def paid_before(price: Price, month: date) -> int:
    """Give what is paid whatever happens, before a month begins; so months add up to the whole."""
    return fixed_and_hourly([price.line], since=date.min, until=month - DAY)


def _key_of(price: Price) -> Key:
    return Key(price.campaign_id, price.call_center_id, None)


def _paid(measure: Measure, key: Key, day: date, count: int, prices: Sequence[Price]) -> int:
    kinds = PIECES[measure][0]
    return per_piece(
        (price.line, count)
        for price in prices
        if price.line.kind in kinds
        and price.call_center_id in (None, key.call_center_id)
        and covers(price, key.campaign_id, day)
    )


def covers(price: Price, campaign_id: UUID, day: date) -> bool:
    """Say whether a price holds in a campaign on a day."""
    line = price.line
    ends = line.until is None or day <= line.until
    return price.campaign_id == campaign_id and line.since <= day and ends


def _whole(book: Book) -> Book:
    """Leave out what comes to nothing."""
    told = {
        place: {str(name): count for name, count in sorted(figures.items()) if count}
        for place, figures in book.items()
    }
    return {place: figures for place, figures in told.items() if figures}


@lru_cache(maxsize=4096)
def month_of(day: date) -> date:
    """Give the first day of a day's month."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    """Give the first day of the month that follows."""
    return month_of(month_of(month) + 31 * DAY)


def together(figures: Iterable[Mapping[str, int]]) -> Figures:
    """Add figures up."""
    total: Figures = defaultdict(int)
    for each in figures:
        for name, count in each.items():
            total[name] += count
    return dict(total)
