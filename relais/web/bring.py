"""Bringing a table in by a page: first what it would do, then doing it."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from relais.lib.brought import RowVerdict, Verdict
from relais.lib.errors import Refusal
from relais.people.queries import Role
from relais.web.fields import SentForm, TableForm
from relais.web.http import PersonRequest, deed, done, page
from relais.web.tables import LONGEST, Columns, Row, as_text, from_text, rows_of
from relais.wording.refusals import words_of

EXAMPLES: Final = 20
Does = Callable[[PersonRequest, Sequence[Row]], list[RowVerdict]]


@dataclass(frozen=True)
class Table:
    """A kind of table that may be brought in.

    `verdicts` says of each verdict what it means here, `shows` which fields name a row that is
    passed over, `place` under which name its pages are found, and `home` where they lead back.
    """

    title: str
    lead: str
    columns: Columns
    verdicts: Mapping[Verdict, str]
    shows: tuple[str, ...]
    roles: tuple[Role, ...]
    place: str
    home: str
    preview: Does
    bring: Does


def pages_of(table: Table, address: str) -> list[URLPattern]:
    """Give the pages of a table: asking for a file, showing what it would do, doing it."""
    name = table.place.rpartition(":")[2]

    @page(*table.roles)
    def ask(request: PersonRequest) -> HttpResponse:
        return _ask(request, table, SentForm())

    @deed
    @page(*table.roles)
    def preview(request: PersonRequest) -> HttpResponse:
        form = SentForm(request.POST, request.FILES)
        if not form.is_valid():
            return _ask(request, table, form, status=400)
        file = form.cleaned_data["file"]
        try:
            rows = rows_of(file.name, file.chunks(), table.columns)
            return _preview(request, table, rows, table.preview(request, rows))
        except Refusal as why:
            form.add_error("file", words_of(why))
            return _ask(request, table, form, status=409)

    @deed
    @page(*table.roles)
    def bring(request: PersonRequest) -> HttpResponse:
        form = TableForm(request.POST)
        if not form.is_valid():
            return _ask(request, table, SentForm(), status=400)
        rows = from_text(form.cleaned_data["rows"], table.columns)
        counts = Counter(one.verdict for one in table.bring(request, rows))
        return done(request, _said(counts), reverse(table.home))

    return [
        path(address, ask, name=name),
        path(f"{address}preview/", preview, name=f"{name}_preview"),
        path(f"{address}do/", bring, name=f"{name}_do"),
    ]


def _said(counts: Counter[Verdict]) -> str:
    added, known = counts[Verdict.CREATED], counts[Verdict.MATCHED]
    words = ngettext("%(n)s row was added", "%(n)s rows were added", added) % {"n": added}
    return _("%(added)s, %(known)s known already.") % {"added": words, "known": known}


def _ask(request: PersonRequest, table: Table, form: forms.Form, status: int = 200) -> HttpResponse:
    context = {
        "table": table,
        "form": form,
        "to": reverse(f"{table.place}_preview"),
        "back": reverse(table.home),
    }
    return render(request, "bring/ask.html", context, status=status)


def _preview(
    request: PersonRequest, table: Table, rows: Sequence[Row], verdicts: Sequence[RowVerdict]
) -> HttpResponse:
    text, counts = as_text(rows, table.columns), Counter(one.verdict for one in verdicts)
    passed = [
        (line, " ".join(filter(None, (row.get(name, "") for name in table.shows))), one.why)
        for line, (row, one) in enumerate(zip(rows, verdicts, strict=True), start=2)
        if one.why
    ]
    context: dict[str, Any] = {
        "table": table,
        "total": len(rows),
        "counts": [(words, counts[verdict]) for verdict, words in table.verdicts.items()],
        "passed": passed[:EXAMPLES],
        "more": max(len(passed) - EXAMPLES, 0),
        "stand": len(rows) - len(passed),
        "too_long": len(text) > LONGEST,
        "form": TableForm(initial={"rows": text}),
        "to": reverse(f"{table.place}_do"),
        "again": reverse(table.place),
    }
    return render(request, "bring/preview.html", context)


PASSED_OVER: Final = gettext_noop("passed over")
