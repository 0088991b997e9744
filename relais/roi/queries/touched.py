"""Which leads a month or a statement can tell of, so that their log alone is read.

What is written in a month is about one of its days, or was recorded in it about an earlier one.
An appointment that was moved, and one of an import undone, has left its day: these leads are
looked at as well. More leads than needed change nothing; `relais verify` reads the whole log.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from relais.appointments.models import Appointment
from relais.leads.models import Lead, LeadEvent
from relais.measures.rules import midnight
from relais.roi.rules.books import (
    Closing,
    Price,
    changed,
    month_of,
    next_month,
    paid_before,
)
from relais.roi.rules.costs import WHATEVER_HAPPENS
from relais.roi.rules.statements import BILLED, WHOLE, Bill

TOLD: Final = ("lead.validated", "lead.contest_upheld")
DATED: Final = (
    *TOLD, "lead.assigned", "lead.reassigned", "lead.taken_up", "lead.approach_started", "lead.won",
    "lead.take_up_expired",
)  # fmt: skip
GONE: Final = ("appointment.moved", "lead.import_undone")


@dataclass(frozen=True, slots=True)
class Span:
    """Days of which leads are wanted, the last not among them: of a call center, of a campaign."""

    since: date
    until: date
    center_id: UUID | None = None
    campaign_id: UUID | None = None

    def leads(self) -> Q:
        """Give the predicate of whose leads these are, on what belongs to a lead."""
        of = Q(lead__call_center_id=self.center_id) if self.center_id else Q()
        return of & Q(lead__campaign_id=self.campaign_id) if self.campaign_id else of


def spans_of(bill: Bill, prices: Sequence[Price], before: Sequence[Price]) -> list[Span]:
    """Give the days and leads that a statement depends on: its month, and earlier ones at prices
    that have changed. A cost without call center is shared by the leads of all.
    """
    until = next_month(bill.month)
    shared = {price.campaign_id for price in prices if _is_shared(price, bill)}
    earlier = (_earlier(price, bill) for price, _ in changed(prices, before))
    return [
        Span(bill.month, until, bill.center_id),
        *(Span(bill.month, until, None, campaign_id) for campaign_id in shared),
        *(span for span in earlier if span and span.since < span.until),
    ]


def leads_in(
    organization_id: UUID,
    spans: Iterable[Span],
    *,
    late: tuple[datetime, datetime] | None,
    center_id: UUID | None,
    zone: ZoneInfo,
) -> set[UUID]:
    """Find the leads of some days, and those of a call center, or all, of whom something was
    recorded between two moments: four questions, however many there are.
    """
    validated, met, gone = Q(pk=None), Q(pk=None), Q(pk=None)
    for span in spans:
        since, until = midnight(span.since, zone=zone), midnight(span.until, zone=zone)
        validated |= span.leads() & Q(occurred_at__gte=since, occurred_at__lt=until)
        met |= span.leads() & Q(starts_at__gte=since, starts_at__lt=until)
        gone |= span.leads() & Q(recorded_at__gte=since)
    events = LeadEvent.objects.of(organization_id)
    slots = Appointment.objects.of(organization_id).filter(met)
    rows: list[Any] = [
        events.filter(validated, kind__in=TOLD).values_list("lead_id", flat=True),
        events.filter(gone, kind__in=GONE).values_list("lead_id", flat=True),
        slots.values_list("lead_id", flat=True),
    ]
    if late:
        recorded = events.filter(recorded_at__gte=late[0], recorded_at__lt=late[1])
        ours = recorded.filter(lead__call_center_id=center_id) if center_id else recorded
        rows.append(ours.values_list("lead_id", flat=True))
    return {lead_id for found in rows for lead_id in found}


def leads_of_month(
    organization_id: UUID, closing: Closing, *, closings: Sequence[Closing],
    prices: Sequence[tuple[Price, int]], zone: ZoneInfo,
) -> set[UUID]:  # fmt: skip
    """Find the leads of whom something is written in a month as it is closed: seven questions.

    Those of its days, of what was recorded in it about earlier ones, and of the days of `prices`
    that have changed. What is recorded while it is closed may have moved a lead out of the month.
    """
    month, until = closing
    since, end = midnight(month, zone=zone), midnight(next_month(month), zone=zone)
    paid = (_pieces(price, month) for price, _ in prices)
    spans = [Span(month, next_month(month)), *(span for span in paid if span)]
    late = recorded_late_in(month, closings, until=until, zone=zone)
    found = leads_in(organization_id, spans, late=late, center_id=None, zone=zone)
    events = LeadEvent.objects.of(organization_id)
    slots, leads = Appointment.objects.of(organization_id), Lead.objects.of(organization_id)
    of_days = {"occurred_at__gte": since, "occurred_at__lt": end}
    rows: list[Any] = [
        events.filter(**of_days, kind__in=DATED).values_list("lead_id", flat=True),
        slots.filter(outcome_due_at__gte=since, outcome_due_at__lt=end).values_list(
            "lead_id", flat=True
        ),
        leads.filter(due_at__gte=since, due_at__lt=end).values_list("id", flat=True),
        # The last: what moves away while the others are asked for has told so by then.
        events.filter(recorded_at__gte=until).values_list("lead_id", flat=True),
    ]
    return found.union(*rows)


def _pieces(price: Price, month: date) -> Span | None:
    """Give the days before a month on which something was paid by the piece at a price."""
    line = price.line
    last = min(month, next_month(line.until)) if line.until else month
    if line.kind in WHATEVER_HAPPENS or month_of(line.since) >= last:
        return None
    return Span(month_of(line.since), last, price.call_center_id, price.campaign_id)


def recorded_late_in(
    month: date, closings: Sequence[Closing], *, until: datetime, zone: ZoneInfo
) -> tuple[datetime, datetime] | None:
    """Give between which moments what is recorded about a closed month is written in this one.

    None where none was closed by then.
    """
    if not closings:
        return None
    since = max(midnight(month, zone=zone), closings[0].recorded_until)
    end = min(until, midnight(next_month(month), zone=zone))
    return (since, end) if since < end else None


def _is_shared(price: Price, bill: Bill) -> bool:
    """Say whether something of a cost is shared by the leads of the month."""
    if price.call_center_id is not None or price.line.kind not in WHOLE:
        return False
    earlier = 0 if bill.month == bill.first else paid_before(price, bill.month)
    return paid_before(price, next_month(bill.month)) != earlier


def _earlier(price: Price, bill: Bill) -> Span | None:
    """Give the days before the month on which a price that has changed was paid.

    What is paid whatever happens before the first month is paid in that one.
    """
    line, since = price.line, month_of(price.line.since)
    if price.call_center_id not in (None, bill.center_id):
        return None
    if line.kind in BILLED:
        until = min(bill.month, next_month(line.until)) if line.until else bill.month
        return Span(since, until, bill.center_id, price.campaign_id)
    if line.kind in WHOLE and price.call_center_id is None:
        until = min(bill.month, next_month(max(line.until or line.since, bill.first)))
        return Span(max(since, bill.first), until, None, price.campaign_id)
    return None
