"""Statements of call centers: what each bills for a month, read and closed."""

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from relais.api.door import Key, caller_of, do
from relais.api.fields import Listing, Month, Out, Page
from relais.api.paging import page_of
from relais.people.queries import Role
from relais.roi.actions import close_statement as close
from relais.roi.queries.statements import What, billed, statements_visible_to, written_lines

router: Final = Router(tags=["return"], auth=Key("campaigns:write"))
READ: Final = Key("reports:read")


class StatementOut(Out):
    """A closed statement; it does not change any more."""

    id: UUID
    number: int
    call_center_id: UUID
    closed_at: datetime
    closed_by_id: UUID | None


class StatementLineOut(Out):
    """A line: how much of what, about which month, by its first day; amounts in minor units."""

    what: What
    campaign_id: UUID
    campaign: str
    currency: str
    about: date
    quantity: int | None
    each: int | None
    amount: int


class BilledOut(Out):
    """What a call center bills for a month; a draft while it has no number.

    `totals` are the lines added up, by currency.
    """

    number: int | None
    closable: bool
    lines: list[StatementLineOut]
    totals: dict[str, int]
    leads: int
    credited: int
    appointments: int


@router.get("", auth=READ, response=Page[StatementOut])
def list_statements(request: HttpRequest, asked: Query[Listing]) -> HttpResponse:
    """List the closed statements, the latest first."""
    rows = statements_visible_to(caller_of(request).access)
    return page_of(request, rows, by="-number", asked=asked, out=StatementOut)


@router.get("/{month}/{call_center_id}", auth=READ, response=BilledOut)
def get_statement(request: HttpRequest, month: Month, call_center_id: UUID) -> Any:
    """Get what a call center bills for a month: as it was closed, else as it stands."""
    caller = caller_of(request)
    told = billed(call_center_id, _first(month), access=caller.access, at=caller.at)
    return {
        "number": told.closed.number if told.closed else None,
        "closable": told.closable,
        "lines": written_lines(told.lines),
        "totals": told.totals,
        **told.counts,
    }


@router.post("/{month}/{call_center_id}/close", response=StatementOut)
def close_statement(request: HttpRequest, month: Month, call_center_id: UUID) -> HttpResponse:
    """Close a statement for good, once its month is closed."""
    first = _first(month)
    return do(
        request,
        lambda by, at: close(first, call_center_id, by=by, at=at),
        out=StatementOut,
        sees=lambda access: access.has(Role.DIRECTOR),
    )


def _first(month: str) -> date:
    return date.fromisoformat(f"{month}-01")
