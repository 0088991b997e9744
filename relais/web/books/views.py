"""Pages of the months: which are closed, what one came to, the leads behind, the file of it."""

from collections.abc import Iterable, Sequence, Set
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from relais.database.among import among
from relais.diagnosis.queries.closing import closing_of
from relais.exchange.actions.export import Form, write_sheet
from relais.exchange.queries import Sheet
from relais.leads.queries import leads_visible_to
from relais.people.queries import Role
from relais.roi.queries.months import (
    Change,
    ClosedMonth,
    Figures,
    Line,
    Measure,
    adjustments_in,
    behind,
    closed_month,
    closed_months,
    currencies_of,
    left_out_now,
    lines_of,
    sums_of,
    together,
    turn,
)
from relais.web.books import words
from relais.web.http import PersonRequest, page

DIRECTOR: Final = Role.DIRECTOR
PER_PAGE: Final = 50
TYPES: Final = {
    Form.CSV: "text/csv; charset=utf-8",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@page(DIRECTOR)
def months(request: PersonRequest) -> HttpResponse:
    """List the closed months, the latest first, and the one whose turn it is."""
    rows = closed_months(request.access)
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    next_one = turn(request.access.organization_id, at=request.at)
    context = {
        "title": words.title_of(next_one),
        "page": shown,
        "sums": sums_of(list(shown.object_list)),
        "turn": next_one,
        "this_month": request.at.date().replace(day=1),
        "w": words,
    }
    return render(request, "books/list.html", context)


@page(DIRECTOR)
def closing(request: PersonRequest) -> HttpResponse:
    """Say what closing the month does, before it is done."""
    next_one = turn(request.access.organization_id, at=request.at)
    if next_one is None or not next_one.over:
        raise Http404
    home, month = request.access.organization_id, next_one.month
    asked = closing_of(home, month, on=request.at.date())
    if asked and not asked.error:
        return redirect("books:under_way", month.year, month.month)
    left_out = left_out_now(home)
    context = {"turn": next_one, "left_out": left_out, "w": words}
    return render(request, "books/closing.html", context)


@page(DIRECTOR)
def under_way(request: PersonRequest, year: int, number: int) -> HttpResponse:
    """Say how far the closing of a month is, until the page of the closed month takes its place."""
    first, home = _first(year, number), request.access.organization_id
    if closed_months(request.access).filter(month=first).exists():
        return redirect("books:month", year, number)
    computation = closing_of(home, first, on=request.at.date())
    if computation is None:
        raise Http404
    here = reverse("books:under_way", args=[year, number])
    context = {"first": first, "computation": computation, "here": here, "w": words}
    return render(request, "books/under_way.html", context)


@page(DIRECTOR)
def month(request: PersonRequest, year: int, number: int) -> HttpResponse:
    """Show what a month came to; of one that is open, what adjusts earlier ones so far."""
    first = _first(year, number)
    closed = closed_months(request.access).filter(month=first).first()
    home = request.access.organization_id
    if closed is None and first > request.at.date():
        raise Http404
    lines = lines_of(closed) if closed else []
    changes = adjustments_in(home, first)
    shown = Paginator(changes, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "first": first,
        "closed": closed,
        "totals": _totals(lines),
        "lines": lines,
        "page": shown,
        "companies": _companies(request, shown),
        "currencies": currencies_of(home),
        "w": words,
    }
    return render(request, "books/month.html", context)


@page(DIRECTOR)
def cases(request: PersonRequest, year: int, number: int, measure: str) -> HttpResponse:
    """List the leads that a figure of a closed month is made of."""
    if measure not in list(Measure):
        raise Http404
    closed = closed_month(_first(year, number), access=request.access)
    changes = behind(closed, Measure(measure))
    shown = Paginator(changes, PER_PAGE).get_page(request.GET.get("page"))
    sums = sums_of([closed])[closed.id]
    context = {
        "first": closed.month,
        "measure": measure,
        "totals": [(currency, told.get(measure, 0)) for currency, told in sums.items()],
        "currencies": currencies_of(closed.organization_id),
        "page": shown,
        "companies": _companies(request, shown),
        "w": words,
    }
    return render(request, "books/cases.html", context)


@page(DIRECTOR)
def file(request: PersonRequest, year: int, number: int, form: str) -> HttpResponse:
    """Give what a closed month came to as a CSV or a workbook."""
    if form not in list(Form):
        raise Http404
    closed = closed_month(_first(year, number), access=request.access)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "figures"
        write_sheet(_sheet(closed), path, form=Form(form))
        answer = HttpResponse(path.read_bytes(), content_type=TYPES[Form(form)])
    answer["Content-Disposition"] = f'attachment; filename="relais-{closed}.{form}"'
    return answer


def _sheet(closed: ClosedMonth) -> Sheet:
    """Give a line for each figure; amounts are in minor units, as everywhere in exports."""
    columns = ["month", "part", "campaign", "call_center", "unit", "currency", "measure", "value"]
    rows = [
        [str(closed), line.part.value, *line.names, line.currency, name, value]
        for line in lines_of(closed)
        for name, value in line.figures.items()
    ]
    return Sheet(columns, rows)


def _totals(lines: Sequence[Line]) -> list[tuple[str, list[str], dict[str, dict[str, int]]]]:
    """Add up by currency and measure: together, and by part where there are several."""
    found = []
    for currency in sorted({line.currency for line in lines}):
        ours = [line for line in lines if line.currency == currency]
        parts = {
            part: together(_with_cost(line.figures) for line in ours if line.part == part)
            for part in words.PARTS
        }
        whole = together(parts.values())
        rows = {
            name: {"whole": whole[name]} | {part: told.get(name, 0) for part, told in parts.items()}
            for name in words.MEASURES
            if name in whole
        }
        shown = [part for part in words.PARTS if parts[part]]
        found.append((currency, shown if len(shown) > 1 else [], rows))
    return found


def _with_cost(figures: Figures) -> Figures:
    cost = words.cost_of(figures)
    return figures | ({"cost": cost} if cost else {})


def companies_of(request: PersonRequest, ids: Set[UUID]) -> dict[UUID, str]:
    """Name the companies of leads, as far as the reader may see them."""
    rows = leads_visible_to(request.access).filter(among("id", ids))
    found = dict(rows.values_list("id", "account__name"))
    return {each: found.get(each) or _("Erased") for each in ids}


def _companies(request: PersonRequest, changes: Iterable[Change]) -> dict[UUID, str]:
    return companies_of(request, {change.recorded.lead_id for change in changes})


def _first(year: int, number: int) -> date:
    try:
        return date(year, number, 1)
    except ValueError as error:
        raise Http404 from error
