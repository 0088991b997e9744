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
from relais.roi.queries.statements import (
    Measure,
    What,
    billed,
    line_behind,
    statements_visible_to,
    written_lines,
)

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


class BehindOut(Out):
    """What a lead has in a line: on which day, how many pieces, how much in minor units."""

    lead_id: UUID
    day: date
    measure: Measure
    quantity: int
    amount: int


class LineBehindOut(Out):
    """The leads behind a line: their amounts and what stands `beside` add up to its `amount`.

    Beside stands what is paid whatever happens, at prices that have changed.
    """

    amount: int
    beside: int
    leads: list[BehindOut]


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


@router.get("/{month}/{call_center_id}/lines/{number}", auth=READ, response=LineBehindOut)
def get_statement_line(
    request: HttpRequest, month: Month, call_center_id: UUID, number: int
) -> Any:
    """Get the leads behind a line, numbered from one as the statement lists them.

    Hours and fixed costs have none: their lines are not found.
    """
    caller = caller_of(request)
    told = billed(call_center_id, _first(month), access=caller.access, at=caller.at)
    behind = line_behind(told, number, at=caller.at)
    return {
        "amount": behind.line.amount,
        "beside": behind.beside,
        "leads": [one._asdict() for one in behind.leads],
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
