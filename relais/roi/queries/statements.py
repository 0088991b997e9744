"""Statements of call centers: what each bills for a month, as a draft or closed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from json import dumps
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from relais.campaigns.models import Campaign
from relais.lib.errors import NotVisible
from relais.people.models import CallCenter
from relais.people.queries import Access, Role, call_centers_visible_to
from relais.roi.models import ClosedMonth, Statement
from relais.roi.queries.months import changes_until, closings_of, following, zone_of
from relais.roi.queries.prices import prices_of, read
from relais.roi.queries.touched import leads_in, recorded_late_in, spans_of
from relais.roi.rules.books import Change, Price, month_of, next_month
from relais.roi.rules.standing import Measure
from relais.roi.rules.statements import (
    WHOLE,
    Behind,
    Bill,
    Billing,
    BillLine,
    Moved,
    What,
    behind_line,
    billed_of,
    billing_of,
    lines_of,
    moved_in,
)

__all__ = [
    "READERS",
    "Behind",
    "Billed",
    "LineBehind",
    "Measure",
    "StatementLine",
    "What",
    "billed",
    "centers_billing_to",
    "drafted",
    "line_behind",
    "months_open_to_closing",
    "statement_mismatches",
    "statements_visible_to",
    "totals_of",
    "written_lines",
]

READERS: Final = (Role.SUPERVISOR, Role.DIRECTOR)


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A line as it is shown: what, in which campaign, about which month, how much."""

    what: What
    campaign_id: UUID
    campaign: str
    currency: str
    about: date
    quantity: int | None
    each: int | None
    amount: int

    @property
    def opens(self) -> bool:
        """Say whether leads stand behind it: what is paid whatever happens has none."""
        return self.what not in WHOLE.values()


@dataclass(frozen=True)
class Billed:
    """What a call center bills for a month; a draft until `closed` holds the statement.

    `counts` are leads and appointments billed, and leads taken back since their dispute was
    upheld. `closable` once the month is closed. `source` is what a draft was worked out from.
    """

    center: CallCenter
    month: date
    lines: list[StatementLine]
    counts: dict[str, int]
    closed: Statement | None
    closable: bool
    source: tuple["_Draft", list[Moved]] | None = field(default=None, compare=False, repr=False)

    @property
    def totals(self) -> dict[str, int]:
        """Add the lines up, by currency."""
        return _summed((line.currency, line.amount) for line in self.lines)


@dataclass(frozen=True)
class LineBehind:
    """The leads behind a line; with what stands `beside` they add up to its amount.

    Beside stands what prices have changed of what is paid whatever happens.
    """

    line: StatementLine
    leads: list[Behind]
    beside: int


@dataclass(frozen=True)
class _Draft:
    """What a statement is worked out from: of whom, at which prices, recorded before when."""

    organization_id: UUID
    bill: Bill
    prices: list[Price]
    before: list[Price]
    until: datetime
    closed: bool

    def changes(self) -> Iterator[Change]:
        """Give what changed in the books of the leads that it can tell of."""
        home, zone = self.organization_id, zone_of(self.organization_id)
        closings = closings_of(home)
        leads = leads_in(
            home,
            spans_of(self.bill, self.prices, self.before),
            late=recorded_late_in(self.bill.month, closings, until=self.until, zone=zone),
            center_id=self.bill.center_id,
            zone=zone,
        )
        return changes_until(home, closings, until=self.until, leads=leads)


def statements_visible_to(access: Access) -> QuerySet[Statement]:
    """List the closed statements, the latest first: a director's all, a supervisor's his own."""
    rows = Statement.objects.of(access.organization_id).select_related(
        "month", "call_center", "closed_by"
    )
    return rows.filter(call_center__in=centers_billing_to(access)).order_by("-number")


def centers_billing_to(access: Access) -> QuerySet[CallCenter]:
    """List the call centers whose statements somebody sees: within its mandate its own."""
    rows = call_centers_visible_to(access)
    if access.has(Role.DIRECTOR):
        return rows
    return rows.filter(id__in=access.supervised if access.has(Role.SUPERVISOR) else ())


def billed(center_id: UUID, month: date, *, access: Access, at: datetime) -> Billed:
    """Give what a call center bills for a month: as it was closed, else as it stands.

    :raises NotVisible: for who may not see it, for a month to come, and before anything was
        recorded.
    """
    center = centers_billing_to(access).filter(id=center_id).first()
    if center is None:
        raise NotVisible
    month = month_of(month)
    closed = statements_visible_to(access).filter(call_center=center, month__month=month).first()
    return _kept(closed) if closed else drafted(center, month, at=at)


def drafted(center: CallCenter, month: date, *, at: datetime) -> Billed:
    """Work out what a call center bills for a month, from the log of the leads that it touches.

    :raises NotVisible: for a month to come, and before anything was recorded.
    """
    draft = _draft_of(center, month, at=at)
    moved = list(moved_in(draft.changes()))
    billing = billed_of(moved)
    lines = _named(center.organization_id, _lines_of(draft, billing))
    counts = {
        "leads": billing.count(center.id, month, Measure.LEADS_PAID),
        "appointments": billing.count(center.id, month, Measure.APPOINTMENTS_PAID),
        "credited": billing.credited(center.id, month, Measure.LEADS_PAID),
    }
    return Billed(center, month, lines, counts, None, draft.closed, (draft, moved))


def line_behind(told: Billed, number: int, *, at: datetime) -> LineBehind:
    """Give the leads behind a line of a statement, numbered from one as they are shown.

    Of a closed statement, as the log was when its month was closed.
    :raises NotVisible: for no such line, or one that is not by the piece.
    """
    if not 1 <= number <= len(told.lines) or not told.lines[number - 1].opens:
        raise NotVisible
    shown = told.lines[number - 1]
    draft, moved = told.source or _source_of(told, at=at)
    ours = [
        one for one in _lines_of(draft, billed_of(moved)) if one.campaign_id == shown.campaign_id
    ]
    above = told.lines[: number - 1]
    place = sum(one.campaign_id == shown.campaign_id for one in above)
    if place >= len(ours):  # `relais verify` tells of a statement that is not what the log gives
        raise NotVisible
    found = behind_line(ours[place], moved, draft.bill, prices=draft.prices, before=draft.before)
    return LineBehind(shown, found, shown.amount - sum(one.amount for one in found))


def totals_of(row: Statement) -> dict[str, int]:
    """Add the lines of a closed statement up, by currency."""
    return _summed((line["currency"], line["amount"]) for line in row.lines)


def written_lines(lines: Sequence[StatementLine]) -> list[dict[str, Any]]:
    """Write lines down as a closed statement keeps them."""
    return [
        {
            "what": line.what.value,
            "campaign_id": str(line.campaign_id),
            "campaign": line.campaign,
            "currency": line.currency,
            "about": line.about.isoformat(),
            "quantity": line.quantity,
            "each": line.each,
            "amount": line.amount,
        }
        for line in lines
    ]


def months_open_to_closing(access: Access) -> list[tuple[date, CallCenter]]:
    """List the closed months, the latest twelve, for which a call center has no statement yet."""
    centers = list(centers_billing_to(access))
    rows = ClosedMonth.objects.of(access.organization_id).order_by("-month")
    months = list(rows.values_list("month", flat=True)[:12])
    done = set(statements_visible_to(access).values_list("month__month", "call_center_id"))
    return [(month, each) for month in months for each in centers if (month, each.id) not in done]


def statement_mismatches(organization_id: UUID) -> list[str]:
    """Say in words where closed statements are not what the log recorded until then gives.

    The log is read once: what was recorded after a month was closed is in none of its lines.
    """
    rows = Statement.objects.of(organization_id).select_related("month").order_by("number")
    statements = list(rows)
    if not statements:
        return []
    frozen = {each.month: each for each in ClosedMonth.objects.of(organization_id)}
    until = max(each.recorded_until for each in frozen.values())
    changes = changes_until(organization_id, closings_of(organization_id), until=until)
    billing, found = billing_of(changes), []
    for row in statements:
        bill = Bill(row.call_center_id, row.month.month, min(frozen))
        lines = _lines(organization_id, billing, bill, frozen)
        if _told(row.lines) != _told(written_lines(lines)):
            found.append(f"statement {row.number}: its lines are not what the log gives")
    return found


def _summed(amounts: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for currency, amount in amounts:
        found[currency] = found.get(currency, 0) + amount
    return dict(sorted(found.items()))


def _told(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A campaign may be renamed later, and PostgreSQL keeps no order of keys."""
    return sorted(({**line, "campaign": ""} for line in lines), key=_sorted_text)


def _sorted_text(line: dict[str, Any]) -> str:
    return dumps(line, sort_keys=True)


def _prices(
    home: UUID, month: date, frozen: dict[date, ClosedMonth]
) -> tuple[list[Price], list[Price]]:
    """Give the prices of a month, and those at which the months before were billed last."""
    current = frozen.get(month)
    now = read(current.prices).prices if current else prices_of(home).prices
    last = next((each for each in frozen if next_month(each) == month), None)
    return now, read(frozen[last].prices).prices if last else now


def _draft_of(center: CallCenter, month: date, *, at: datetime) -> _Draft:
    home = center.organization_id
    frozen = {each.month: each for each in ClosedMonth.objects.of(home)}
    first = min(frozen, default=following(home))
    if first is None or not first <= month <= at.astimezone(zone_of(home)).date():
        raise NotVisible
    closed = frozen.get(month)
    now, before = _prices(home, month, frozen)
    until = closed.recorded_until if closed else at
    return _Draft(home, Bill(center.id, month, first), now, before, until, closed is not None)


def _source_of(told: Billed, *, at: datetime) -> tuple["_Draft", list[Moved]]:
    draft = _draft_of(told.center, told.month, at=at)
    return draft, list(moved_in(draft.changes()))


def _lines_of(draft: _Draft, billing: Billing) -> list[BillLine]:
    return lines_of(billing, draft.bill, prices=draft.prices, before=draft.before)


def _lines(
    home: UUID, billing: Billing, bill: Bill, frozen: dict[date, ClosedMonth]
) -> list[StatementLine]:
    now, before = _prices(home, bill.month, frozen)
    return _named(home, lines_of(billing, bill, prices=now, before=before))


def _named(home: UUID, lines: Sequence[BillLine]) -> list[StatementLine]:
    campaigns = Campaign.objects.of(home).in_bulk({line.campaign_id for line in lines})
    named = [
        StatementLine(
            line.what,
            line.campaign_id,
            campaigns[line.campaign_id].name,
            campaigns[line.campaign_id].currency,
            line.about,
            line.quantity,
            line.each,
            line.amount,
        )
        for line in lines
    ]
    return sorted(named, key=lambda one: (one.campaign, str(one.campaign_id)))


def _kept(row: Statement) -> Billed:
    lines = [
        StatementLine(
            What(line["what"]),
            UUID(line["campaign_id"]),
            line["campaign"],
            line["currency"],
            date.fromisoformat(line["about"]),
            line["quantity"],
            line["each"],
            line["amount"],
        )
        for line in row.lines
    ]
    return Billed(row.call_center, row.month.month, lines, row.counts, row, closable=False)
