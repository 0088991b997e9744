"""The months of the books: which are closed, what they came to, and what came after."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Min, QuerySet

from relais.campaigns.models import Campaign, Cost
from relais.leads.models import LeadEvent
from relais.leads.queries import recorded_events
from relais.lib.errors import NotVisible
from relais.people.queries import organization
from relais.people.rules.access import Access
from relais.roi.models import ClosedMonth, FrozenFigure, Statement
from relais.roi.queries.prices import prices_of, read
from relais.roi.queries.touched import leads_of_month
from relais.roi.rules.books import (
    COSTS,
    Book,
    Change,
    Closing,
    Figures,
    Key,
    Ledger,
    Part,
    Price,
    book_of,
    changed,
    changes_of,
    month_of,
    next_month,
    repriced,
    repriced_by,
    together,
)
from relais.roi.rules.months import CLOSERS, is_over
from relais.roi.rules.standing import Measure

Named = tuple[str, str, str]  # the names of a campaign, a call center and a unit


@dataclass(frozen=True)
class Turn:
    """The month whose turn it is to be closed, and whether it is over."""

    month: date
    over: bool


@dataclass(frozen=True)
class Line:
    """Figures of one campaign, call center and unit in a month."""

    part: Part
    key: Key
    names: Named
    currency: str
    figures: Figures


def closed_months(access: Access) -> QuerySet[ClosedMonth]:
    """List the closed months, the latest first.

    :raises NotVisible: for who does not direct.
    """
    if not access.has(*CLOSERS):
        raise NotVisible
    return (
        ClosedMonth.objects.of(access.organization_id)
        .select_related("closed_by")
        .order_by("-month")
    )


def closed_month(month: date, *, access: Access) -> ClosedMonth:
    """Get a closed month by its first day.

    :raises NotVisible: when it is not closed, and for who does not direct.
    """
    found = closed_months(access).filter(month=month).first()
    if found is None:
        raise NotVisible
    return found


def turn(organization_id: UUID, *, at: datetime) -> Turn | None:
    """Give the month whose turn it is to be closed; None before anything was recorded."""
    month = following(organization_id)
    over = month is not None and is_over(month, zone=zone_of(organization_id), at=at)
    return None if month is None else Turn(month, over)


def following(organization_id: UUID) -> date | None:
    """Give the month after the last that is closed, else the first of which anything is known."""
    last = last_closed(organization_id)
    if last:
        return next_month(last)
    told = LeadEvent.objects.of(organization_id).aggregate(at=Min("occurred_at"))["at"]
    paid = Cost.objects.of(organization_id).aggregate(since=Min("since"))["since"]
    first = told.astimezone(zone_of(organization_id)).date() if told else None
    return min((month_of(day) for day in (first, paid) if day), default=None)


def last_closed(organization_id: UUID) -> date | None:
    """Give the last month that is closed."""
    months = ClosedMonth.objects.of(organization_id).order_by("-month")
    return months.values_list("month", flat=True).first()


def closings_of(organization_id: UUID) -> list[Closing]:
    """Give the closed months in their order."""
    rows = ClosedMonth.objects.of(organization_id).order_by("month")
    return [Closing(*row) for row in rows.values_list("month", "recorded_until")]


def book_at_closing(closing: Closing, *, organization_id: UUID, prices: Sequence[Price]) -> Book:
    """Work out what a month comes to as it is closed, from the log of the leads that it touches.

    `book_mismatches` reads the whole log and says where that would give something else.
    """
    last = ClosedMonth.objects.of(organization_id).order_by("-month").first()
    other = changed(prices, read(last.prices).prices) if last else []
    closings, zone = closings_of(organization_id), zone_of(organization_id)
    leads = leads_of_month(organization_id, closing, closings=closings, prices=other, zone=zone)
    ledger = _ledger(
        organization_id, [*closings, closing], until=closing.recorded_until, leads=leads
    )
    book = book_of(ledger, closing.month, prices=prices, first=last is None)
    return book | repriced_by(ledger, closing.month, prices=other)


def book_mismatches(organization_id: UUID) -> list[str]:
    """Say in words where closed months are not what the log recorded until then gives."""
    months = list(ClosedMonth.objects.of(organization_id).order_by("month"))
    if not months:
        return []
    closings = closings_of(organization_id)
    ledger = _ledger(organization_id, closings, until=closings[-1].recorded_until)
    frozen: dict[Key, list[Figures]] = {}
    found: list[str] = []
    for each in months:
        prices, book = read(each.prices).prices, {}
        if each.month == months[0].month:
            book = book_of(ledger, each.month, prices=prices, first=True)
        else:
            earlier = {key: together(rows) for key, rows in frozen.items()}
            book = _all(ledger, each.month, prices, earlier)
        stands = {(Part(row.part), _key(row)): row.figures for row in _rows(each)}
        for place in sorted(book.keys() | stands.keys(), key=str):
            if book.get(place) != stands.get(place):
                found.append(_differs(each, place, book.get(place), stands.get(place)))
        for (_, key), figures in stands.items():
            frozen.setdefault(key, []).append(figures)
    return found


def lines_of(month: ClosedMonth) -> list[Line]:
    """List what a closed month came to, by campaign, call center and unit."""
    rows = _rows(month).select_related("campaign", "call_center", "unit")
    ordered = rows.order_by("campaign__name", "call_center__name", "unit__path", "part")
    return [
        Line(
            Part(row.part),
            _key(row),
            (row.campaign.name, str(row.call_center or ""), str(row.unit or "")),
            row.campaign.currency,
            row.figures,
        )
        for row in ordered
    ]


def sums_of(months: Collection[ClosedMonth]) -> dict[UUID, dict[str, Figures]]:
    """Add up what some months came to, by month and by currency: one question."""
    ids = [month.id for month in months]
    rows = FrozenFigure.objects.filter(month_id__in=ids).values_list(
        "month_id", "campaign__currency", "figures"
    )
    found: dict[UUID, dict[str, list[Figures]]] = {each: {} for each in ids}
    for month_id, currency, figures in rows:
        found[month_id].setdefault(currency, []).append(figures)
    return {
        month_id: {currency: together(rows) for currency, rows in sorted(of.items())}
        for month_id, of in found.items()
    }


def left_out_now(organization_id: UUID) -> int:
    """Count the costs that a month closed now would leave out for want of a rate."""
    return len(prices_of(organization_id).unrated)


def adjustments_in(organization_id: UUID, month: date) -> list[Change]:
    """List what was recorded in a month about closed ones, with the lead behind each."""
    closings = closings_of(organization_id)
    zone = zone_of(organization_id)
    since, until = (datetime.combine(day, time(), zone) for day in (month, next_month(month)))
    own = next((each for each in closings if each.month == month), None)
    until = own.recorded_until if own else until
    if not closings or closings[0].recorded_until >= until:
        return []
    late = LeadEvent.objects.of(organization_id).filter(recorded_at__gte=since)
    leads = set(late.filter(recorded_at__lt=until).values_list("lead_id", flat=True))
    changes = changes_until(organization_id, closings, until=until, leads=leads)
    return [each for each in changes if each.booked == month and each.part is Part.ADJUSTMENT]


def behind(month: ClosedMonth, measure: Measure) -> list[Change]:
    """List what a figure of a closed month is made of; the counts add up to it.

    Of the leads that the month touches, as when it was closed.
    """
    home, zone = month.organization_id, zone_of(month.organization_id)
    closings = [each for each in closings_of(home) if each.month <= month.month]
    own, earlier = closings[-1], closings[:-1]
    leads = leads_of_month(home, own, closings=earlier, prices=(), zone=zone)
    changes = changes_until(home, closings, until=own.recorded_until, leads=leads)
    return [each for each in changes if (each.booked, each.measure) == (month.month, measure)]


def changes_until(
    organization_id: UUID,
    closings: Sequence[Closing],
    *,
    until: datetime | None = None,
    leads: Collection[UUID] | None = None,
) -> Iterator[Change]:
    """Give what was recorded before a moment changed in the books, lead by lead."""
    zone, currencies = zone_of(organization_id), currencies_of(organization_id)
    for history in _histories(organization_id, leads):
        known = [each for each in history if until is None or each.recorded_at < until]
        if known:
            currency = currencies[known[0].campaign_id]
            yield from changes_of(known, currency=currency, closings=closings, zone=zone)


def currencies_of(organization_id: UUID) -> dict[UUID, str]:
    """Give the currency of each campaign."""
    return dict(Campaign.objects.of(organization_id).values_list("id", "currency"))


def zone_of(organization_id: UUID) -> ZoneInfo:
    """Give the zone in which the books' days are."""
    return ZoneInfo(organization(organization_id).timezone)


def held_of_person(organization_id: UUID, person_id: UUID) -> dict[str, QuerySet[Any, Any]]:
    """Give what this room holds about somebody: which months and statements he closed."""
    months = ClosedMonth.objects.of(organization_id).filter(closed_by_id=person_id)
    statements = Statement.objects.of(organization_id).filter(closed_by_id=person_id)
    return {
        "months_closed": months.order_by("month").values("month", "closed_at"),
        "statements_closed": statements.order_by("number").values("number", "closed_at"),
    }


def _all(ledger: Ledger, month: date, prices: Sequence[Price], frozen: dict[Key, Figures]) -> Book:
    book = book_of(ledger, month, prices=prices, first=False)
    return book | repriced(ledger, month, prices=prices, frozen=frozen)


def _ledger(
    organization_id: UUID, closings: Sequence[Closing], *, until: datetime,
    leads: Collection[UUID] | None = None,
) -> Ledger:  # fmt: skip
    ledger = Ledger()
    for change in changes_until(organization_id, closings, until=until, leads=leads):
        ledger.add(change)
    return ledger


def _histories(organization_id: UUID, leads: Collection[UUID] | None) -> Iterable[list[Any]]:
    if leads is None:
        return recorded_events(organization_id)
    return recorded_events(organization_id, leads=leads) if leads else []


def _rows(month: ClosedMonth) -> QuerySet[FrozenFigure]:
    return FrozenFigure.objects.of(month.organization_id).filter(month=month)


def _key(row: FrozenFigure) -> Key:
    return Key(row.campaign_id, row.call_center_id, row.unit_id)


def _differs(month: ClosedMonth, place: Any, log: Figures | None, stands: Figures | None) -> str:
    part, key = place
    names = sorted({*(log or {}), *(stands or {})})
    told = ", ".join(
        f"{name} is {(stands or {}).get(name, 0)}, the log says {(log or {}).get(name, 0)}"
        for name in names
        if (stands or {}).get(name, 0) != (log or {}).get(name, 0)
    )
    return f"month {month}: {part} of campaign {key.campaign_id}: {told}"


__all__ = [
    "COSTS",
    "Change",
    "ClosedMonth",
    "Figures",
    "Line",
    "Measure",
    "Part",
    "Turn",
    "adjustments_in",
    "behind",
    "book_at_closing",
    "book_mismatches",
    "changes_until",
    "closed_month",
    "closed_months",
    "closings_of",
    "currencies_of",
    "following",
    "held_of_person",
    "last_closed",
    "left_out_now",
    "lines_of",
    "next_month",
    "prices_of",
    "sums_of",
    "together",
    "turn",
    "zone_of",
]
