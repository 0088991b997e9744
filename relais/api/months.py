"""The months of the books: closed, read, and what adjusted them later."""

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from relais.api.door import Key, caller_of, do
from relais.api.fields import Listing, Month, Out, Page
from relais.api.paging import page_of
from relais.lib.errors import NotVisible
from relais.people.queries import Role
from relais.roi.actions import close_month as close
from relais.roi.queries.months import (
    Measure,
    Part,
    adjustments_in,
    closed_month,
    closed_months,
    lines_of,
)

router: Final = Router(tags=["return"], auth=Key("campaigns:write"))
READ: Final = Key("reports:read")


class ClosedMonthOut(Out):
    """A closed month, by its first day; what was recorded before `recorded_until` is in it.

    `costs_left_out` are in a currency of which no rate was known.
    """

    id: UUID
    month: date
    closed_at: datetime
    closed_by_id: UUID | None
    recorded_until: datetime
    costs_left_out: int


class MonthLineOut(Out):
    """What a month came to for a campaign, a call center and a unit; amounts in minor units."""

    part: Part
    campaign_id: UUID
    call_center_id: UUID | None
    unit_id: UUID | None
    currency: str
    figures: dict[str, int]


class AdjustmentOut(Out):
    """What was recorded about a day of a closed month, with the lead behind."""

    lead_id: UUID
    campaign_id: UUID
    call_center_id: UUID | None
    unit_id: UUID | None
    measure: Measure
    day: date
    amount: int
    recorded_at: datetime


@router.get("", auth=READ, response=Page[ClosedMonthOut])
def list_closed_months(request: HttpRequest, asked: Query[Listing]) -> HttpResponse:
    """List the closed months, the latest first."""
    rows = closed_months(caller_of(request).access)
    return page_of(request, rows, by="-month", asked=asked, out=ClosedMonthOut)


@router.get("/{month}/figures", auth=READ, response=list[MonthLineOut])
def get_month_figures(request: HttpRequest, month: Month) -> Any:
    """Get what a closed month came to; it does not change any more."""
    closed = closed_month(_first(month), access=caller_of(request).access)
    return [
        {
            "part": line.part,
            **line.key._asdict(),
            "currency": line.currency,
            "figures": line.figures,
        }
        for line in lines_of(closed)
    ]


@router.get("/{month}/adjustments", auth=READ, response=list[AdjustmentOut])
def list_adjustments(request: HttpRequest, month: Month) -> Any:
    """List what was recorded in a month about closed ones, in whichever month, closed or not."""
    access = caller_of(request).access
    if not access.has(Role.DIRECTOR):
        raise NotVisible
    return [
        {
            "lead_id": change.recorded.lead_id,
            **change.key._asdict(),
            "measure": change.measure,
            "day": change.day,
            "amount": change.amount,
            "recorded_at": change.recorded.recorded_at,
        }
        for change in adjustments_in(access.organization_id, _first(month))
    ]


@router.post("/{month}/close", response=ClosedMonthOut)
def close_month(request: HttpRequest, month: Month) -> HttpResponse:
    """Close a month for good: there is no opening again."""
    first = _first(month)
    return do(
        request,
        lambda by, at: close(first, by=by, at=at),
        out=ClosedMonthOut,
        sees=lambda access: access.has(Role.DIRECTOR),
    )


def _first(month: str) -> date:
    return date.fromisoformat(f"{month}-01")
