"""What a call center bills for a month: lines that add up to what is paid (pure).

A line names the month that it is about. What is recorded later about a billed month is billed, or
taken back, in the month in which it is recorded. Amounts are in minor units.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Final, NamedTuple
from uuid import UUID

from relais.campaigns.rules.terms import CostKind
from relais.roi.rules.books import Change, Price, changed, covers, month_of, next_month, paid_before
from relais.roi.rules.costs import fee
from relais.roi.rules.standing import Measure


class What(StrEnum):
    """What a line is about."""

    LEADS = "leads"
    APPOINTMENTS = "appointments"
    HOURS = "hours"
    FIXED = "fixed"
    CREDIT_LEADS = "credit_leads"
    CREDIT_APPOINTMENTS = "credit_appointments"
    PRICES = "prices"


BILLED: Final = {
    CostKind.PER_LEAD: (Measure.LEADS_PAID, What.LEADS, What.CREDIT_LEADS),
    CostKind.PER_APPOINTMENT: (
        Measure.APPOINTMENTS_PAID, What.APPOINTMENTS, What.CREDIT_APPOINTMENTS,
    ),
}  # fmt: skip
WHOLE: Final = {CostKind.HOURLY: What.HOURS, CostKind.FIXED: What.FIXED}
CREDITS: Final = frozenset({What.CREDIT_LEADS, What.CREDIT_APPOINTMENTS})
MEASURES: Final = frozenset(measure for measure, *_ in BILLED.values())


class Piece(NamedTuple):
    """What is paid by the piece: in which month it is written, whose it is, on which day."""

    booked: date
    campaign_id: UUID
    call_center_id: UUID | None
    measure: Measure
    day: date


class Moved(NamedTuple):
    """So many pieces of a lead that are billed, or taken back since a dispute was upheld."""

    piece: Piece
    quantity: int
    credit: bool
    lead_id: UUID


@dataclass(frozen=True, slots=True)
class BillLine:
    """A line of a statement; `each` is the price of one, where there are pieces.

    `price` is the one by which these are billed.
    """

    what: What
    campaign_id: UUID
    about: date
    amount: int
    quantity: int | None = None
    each: int | None = None
    price: Price | None = None


class Behind(NamedTuple):
    """What a lead has in a line: on which day, how many pieces, how much."""

    lead_id: UUID
    day: date
    measure: Measure
    quantity: int
    amount: int


@dataclass(frozen=True)
class Billing:
    """All pieces of an organization, and those taken back since a dispute was upheld."""

    pieces: dict[Piece, int] = field(default_factory=lambda: defaultdict(int))
    credits: dict[Piece, int] = field(default_factory=lambda: defaultdict(int))

    def count(self, center_id: UUID, month: date, measure: Measure) -> int:
        """Count what is billed in a month of some measure."""
        return _count(self.pieces, center_id, month, measure)

    def credited(self, center_id: UUID, month: date, measure: Measure) -> int:
        """Count what is taken back in a month of some measure."""
        return _count(self.credits, center_id, month, measure)


@dataclass(frozen=True, slots=True)
class Bill:
    """For whom and for which month; the first month takes what was paid before it."""

    center_id: UUID
    month: date
    first: date


def billing_of(changes: Iterable[Change]) -> Billing:
    """Add up the pieces of all leads, and what is taken back; changes come lead by lead."""
    return billed_of(moved_in(changes))


def billed_of(pieces: Iterable[Moved]) -> Billing:
    """Add up the pieces of leads, and what is taken back."""
    billing = Billing()
    for moved in pieces:
        (billing.credits if moved.credit else billing.pieces)[moved.piece] += moved.quantity
    return billing


def moved_in(changes: Iterable[Change]) -> Iterator[Moved]:
    """Give the pieces of each lead, and what is taken back; changes come lead by lead."""
    for lead_id, of_lead in groupby(changes, key=lambda change: change.recorded.lead_id):
        yield from _moved_of(lead_id, of_lead)


def lines_of(
    billing: Billing, bill: Bill, *, prices: Sequence[Price], before: Sequence[Price]
) -> list[BillLine]:
    """Give the lines of a statement, at the prices that hold for its month.

    `before` are the prices at which the months before were billed last.
    """
    found = _lines_in(billing, bill, prices)
    found += _repriced(billing, bill, prices, before)
    return sorted(found, key=lambda one: (str(one.campaign_id), list(What).index(one.what)))


def behind_line(
    line: BillLine,
    moved: Iterable[Moved],
    bill: Bill,
    *,
    prices: Sequence[Price],
    before: Sequence[Price],
) -> list[Behind]:
    """Give what each lead has in a line; of lines by the piece this adds up to the amount.

    What is paid whatever happens has no lead behind it, nor has its share in changed prices.
    """
    if line.what is What.PRICES:
        asked = changed(prices, before)
        return [each for one in moved for each in _behind_changed(line, one, bill, asked)]
    if line.price is None:
        return []
    found = (_behind(one, line.price, 1) for one in moved if _is_in(line, one, bill))
    return [each for each in found if each]


def _moved_of(lead_id: UUID, changes: Iterable[Change]) -> Iterator[Moved]:
    """A lead is taken back for as much as stands of it, from when its dispute is upheld."""
    standing: dict[Piece, int] = defaultdict(int)
    taken: dict[Piece, int] = {}
    upheld = 0
    for _, epoch in groupby(changes, key=lambda change: change.recorded):
        moved: dict[Piece, date] = {}
        judged = date.min
        for change in epoch:
            if change.measure is Measure.UPHELD:
                upheld, judged = upheld + change.amount, max(judged, change.booked)
            elif change.measure in MEASURES:
                piece = _piece(change)
                booked = piece._replace(booked=change.booked)
                yield Moved(booked, change.amount, credit=False, lead_id=lead_id)
                standing[piece] += change.amount
                moved[piece] = max(change.booked, moved.get(piece, date.min))
        now = dict(standing) if upheld > 0 else {}
        for piece in {**taken, **now}:
            if count := now.get(piece, 0) - taken.get(piece, 0):
                month = max(judged, moved.get(piece, date.min))
                back = piece._replace(booked=month)
                yield Moved(back, count, credit=True, lead_id=lead_id)
        taken = now


def _piece(change: Change) -> Piece:
    key = change.key
    return Piece(date.min, key.campaign_id, key.call_center_id, change.measure, change.day)


def _lines_in(billing: Billing, bill: Bill, prices: Sequence[Price]) -> list[BillLine]:
    found: list[BillLine] = []
    for price in prices:
        if price.call_center_id not in (None, bill.center_id):
            continue
        if price.line.kind in BILLED:
            found += _by_the_piece(billing, bill, price)
        elif price.line.kind in WHOLE:
            found += _whatever_happens(billing, bill, price)
    return found


def _by_the_piece(billing: Billing, bill: Bill, price: Price) -> list[BillLine]:
    measure, what, credit = BILLED[price.line.kind]
    each = fee(price.line)
    found = []
    for pieces, name, sign in ((billing.pieces, what, 1), (billing.credits, credit, -1)):
        counts: dict[date, int] = defaultdict(int)
        for piece, count in pieces.items():
            ours = piece.booked == bill.month and piece.call_center_id == bill.center_id
            if ours and piece.measure is measure and covers(price, piece.campaign_id, piece.day):
                counts[month_of(piece.day)] += sign * count
        found += [
            BillLine(name, price.campaign_id, about, count * each, count, each, price)
            for about, count in sorted(counts.items())
            if count
        ]
    return found


def _whatever_happens(billing: Billing, bill: Bill, price: Price) -> list[BillLine]:
    """Give what a line comes to in a month; without a call center, this one's share of it."""
    month = bill.month
    before = 0 if month == bill.first else paid_before(price, month)
    amount = paid_before(price, next_month(month)) - before
    if price.call_center_id is None:
        amount = _share(billing, bill, price.campaign_id, amount)
    return [BillLine(WHOLE[price.line.kind], price.campaign_id, month, amount)] if amount else []


def _share(billing: Billing, bill: Bill, campaign_id: UUID, amount: int) -> int:
    """Share an amount by the leads validated in the month: parts that add up to it."""
    counts: dict[str, int] = defaultdict(int)
    for piece, count in billing.pieces.items():
        own = piece.booked == bill.month == month_of(piece.day)
        if own and piece.campaign_id == campaign_id and piece.measure is Measure.LEADS_PAID:
            counts[str(piece.call_center_id or "")] += count
    whole, center = sum(counts.values()), str(bill.center_id)
    if not whole or center not in counts:
        return 0
    earlier = sum(count for name, count in counts.items() if name < center)
    return amount * (earlier + counts[center]) // whole - amount * earlier // whole


def _repriced(
    billing: Billing, bill: Bill, prices: Sequence[Price], before: Sequence[Price]
) -> list[BillLine]:
    """Give what the months before come to at these prices, less what they came to.

    Prices that have not changed come to the same: they are left out.
    """
    sums: dict[tuple[UUID, date], int] = defaultdict(int)
    other, month = changed(prices, before), bill.first
    while other and month < bill.month:
        earlier = Bill(bill.center_id, month, bill.first)
        for price, sign in other:
            for line in _lines_in(billing, earlier, [price]):
                sums[line.campaign_id, line.about] += sign * line.amount
        month = next_month(month)
    return [
        BillLine(What.PRICES, campaign_id, about, amount)
        for (campaign_id, about), amount in sorted(sums.items(), key=str)
        if amount
    ]


def _count(pieces: dict[Piece, int], center_id: UUID, month: date, measure: Measure) -> int:
    return sum(
        count
        for piece, count in pieces.items()
        if (piece.booked, piece.call_center_id, piece.measure) == (month, center_id, measure)
    )


def _is_in(line: BillLine, moved: Moved, bill: Bill) -> bool:
    piece = moved.piece
    credit = line.what in CREDITS
    ours = piece.booked == bill.month and piece.call_center_id == bill.center_id
    return ours and moved.credit == credit and month_of(piece.day) == line.about


def _behind(moved: Moved, price: Price, sign: int) -> Behind | None:
    """Give what a price pays for some pieces; taken back, less than nothing."""
    kind, piece = price.line.kind, moved.piece
    paid = kind in BILLED and piece.measure is BILLED[kind][0]
    if not paid or not covers(price, piece.campaign_id, piece.day):
        return None
    count = -moved.quantity if moved.credit else moved.quantity
    amount = sign * count * fee(price.line)
    return Behind(moved.lead_id, piece.day, piece.measure, count, amount)


def _behind_changed(
    line: BillLine, moved: Moved, bill: Bill, prices: Sequence[tuple[Price, int]]
) -> Iterator[Behind]:
    piece = moved.piece
    earlier = bill.first <= piece.booked < bill.month
    if not earlier or piece.call_center_id != bill.center_id:
        return
    if piece.campaign_id != line.campaign_id or month_of(piece.day) != line.about:
        return
    for price, sign in prices:
        if price.call_center_id in (None, bill.center_id) and (
            found := _behind(moved, price, sign)
        ):
            yield found
