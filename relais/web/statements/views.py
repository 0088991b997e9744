"""Pages of statements: which there are, the lines of one, the file of it."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from relais.exchange.actions.export import Form, write_sheet
from relais.exchange.queries import Sheet
from relais.people.queries import Role
from relais.roi.queries.months import turn, zone_of
from relais.roi.queries.statements import (
    READERS,
    Billed,
    billed,
    centers_billing_to,
    line_behind,
    months_open_to_closing,
    statements_visible_to,
    totals_of,
    written_lines,
)
from relais.web.books.views import TYPES, companies_of
from relais.web.http import PersonRequest, page
from relais.web.paper import paper
from relais.web.statements import words

DIRECTOR: Final = Role.DIRECTOR
PER_PAGE: Final = 50
PDF: Final = "pdf"


@page(*READERS)
def statements(request: PersonRequest) -> HttpResponse:
    """List the closed statements, and the drafts that can be looked at."""
    shown = Paginator(statements_visible_to(request.access), PER_PAGE)
    home = request.access.organization_id
    today = request.at.astimezone(zone_of(home)).date()
    begun = turn(home, at=request.at) is not None
    context = {
        "page": shown.get_page(request.GET.get("page")),
        "totals_of": totals_of,
        "running": today.replace(day=1),
        "centers": list(centers_billing_to(request.access)) if begun else [],
        "waiting": months_open_to_closing(request.access),
        "w": words,
    }
    return render(request, "statements/list.html", context)


@page(*READERS)
def statement(request: PersonRequest, year: int, number: int, center_id: UUID) -> HttpResponse:
    """Show what a call center bills for a month, line by line."""
    told = _asked(request, year, number, center_id)
    context = {
        "told": told,
        "title": words.title_of(told),
        "numbered": list(enumerate(told.lines, 1)),
        "closes": request.access.has(DIRECTOR) and told.closable and bool(told.lines),
        "w": words,
    }
    return render(request, "statements/one.html", context)


@page(*READERS)
def line(
    request: PersonRequest, year: int, number: int, center_id: UUID, place: int
) -> HttpResponse:
    """List the leads behind a line, which add up to its amount."""
    told = _asked(request, year, number, center_id)
    behind = line_behind(told, place, at=request.at)
    shown = Paginator(behind.leads, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "told": told,
        "behind": behind,
        "page": shown,
        "companies": companies_of(request, {each.lead_id for each in shown}),
        "w": words,
    }
    return render(request, "statements/line.html", context)


@page(*READERS)
def file(
    request: PersonRequest, year: int, number: int, center_id: UUID, form: str
) -> HttpResponse:
    """Give the lines of a statement as a CSV or a workbook, or all of it as a PDF."""
    if form not in {*Form, PDF}:
        raise Http404
    told = _asked(request, year, number, center_id)
    name = f"relais-statement-{told.closed or 'draft'}-{told.month:%Y-%m}.{form}"
    if form == PDF:
        back = reverse("statements:one", args=[year, number, center_id])
        context = {"told": told, "title": words.title_of(told), "at": request.at, "w": words}
        return paper(request, "statements/paper.html", context, name=name, back=back)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "lines"
        write_sheet(_sheet(told), path, form=Form(form))
        answer = HttpResponse(path.read_bytes(), content_type=TYPES[Form(form)])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def first_day(year: int, number: int) -> date:
    """Give the first day of the month of an address; none such is not found."""
    try:
        return date(year, number, 1)
    except ValueError as error:
        raise Http404 from error


def _asked(request: PersonRequest, year: int, number: int, center_id: UUID) -> Billed:
    return billed(center_id, first_day(year, number), access=request.access, at=request.at)


def _sheet(told: Billed) -> Sheet:
    """Give a row for each line; amounts are in minor units, as everywhere in exports."""
    own = [str(told.closed or ""), f"{told.month:%Y-%m}", told.center.name]
    columns = ["statement", "month", "call_center", "campaign", "what", "about", "quantity"]
    columns += ["each", "amount", "currency"]
    names = ("campaign", "what", "about", "quantity", "each", "amount", "currency")
    rows = [[*own, *(line[name] for name in names)] for line in written_lines(told.lines)]
    return Sheet(columns, rows)
