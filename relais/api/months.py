"""The months of the books: closed, read, and what adjusted them later."""

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import RootModel

from relais.api.door import Key, caller_of, do_once, json_of
from relais.api.fields import Listing, Month, Out, Page
from relais.api.paging import page_of
from relais.api.progress import ProgressOut, progress_of
from relais.diagnosis.actions.closing import ask_closing
from relais.diagnosis.queries.kept import Computation
from relais.lib.errors import NotVisible
from relais.people.queries import Actor, Role
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


class ClosingOut(RootModel[ClosedMonthOut | ProgressOut]):
    """A month that was closed, or how far its closing is."""


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


@router.post("/{month}/close", response={200: ClosedMonthOut, 202: ProgressOut})
def close_month(request: HttpRequest, month: Month) -> HttpResponse:
    """Close a month for good: there is no opening again.

    202 in a large house, where it takes some seconds: its figures are there once it is closed.
    """
    first = _first(month)

    def close(by: Actor, at: datetime) -> Any:
        asked = ask_closing(first, by=by, at=at)
        return progress_of(asked) if isinstance(asked, Computation) else asked

    status, body = do_once(
        request, close, out=ClosingOut, sees=lambda access: access.has(Role.DIRECTOR)
    )
    return json_of(body, status=202 if "step" in body else status)


def _first(month: str) -> date:
    return date.fromisoformat(f"{month}-01")
