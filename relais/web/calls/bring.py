"""Bringing prospects in from a file: first what it would do, then doing it."""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext

from relais.campaigns.queries import Status, campaigns_visible_to, get_visible_campaign
from relais.lib.errors import Refusal
from relais.people.queries import Role
from relais.prospecting.actions import (
    RowVerdict,
    Verdict,
    import_prospects,
    preview_prospects,
)
from relais.web.calls.forms import BringForm, FileForm
from relais.web.calls.table import PROSPECTS, as_prospects
from relais.web.calls.words import COLUMNS, VERDICTS
from relais.web.http import PersonRequest, deed, done, page
from relais.web.tables import LONGEST, as_text, from_text, rows_of
from relais.wording.refusals import words_of

EXAMPLES = 20


@page(Role.SUPERVISOR, Role.DIRECTOR, Role.ADMIN)
def ask(request: PersonRequest) -> HttpResponse:
    """Ask for a file of prospects."""
    return _ask(request, _form(request))


@deed
def preview(request: PersonRequest) -> HttpResponse:
    """Say what a file would bring in; nothing is written."""
    form = _form(request, request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, form, status=400)
    campaign_id, file = form.cleaned_data["campaign_id"], form.cleaned_data["file"]
    try:
        rows = rows_of(file.name, file.chunks(), PROSPECTS)
        verdicts = preview_prospects(
            _seen(request, campaign_id), as_prospects(rows), by=request.by, at=request.at
        )
    except Refusal as why:
        form.add_error("file", words_of(why))
        return _ask(request, form, status=409)
    return _preview(request, campaign_id, rows, verdicts)


@deed
def bring(request: PersonRequest) -> HttpResponse:
    """Bring in the prospects that a preview has shown."""
    form = BringForm(request.POST)
    if not form.is_valid():
        return _ask(request, _form(request), status=400)
    campaign_id = _seen(request, form.cleaned_data["campaign_id"])
    rows = as_prospects(from_text(form.cleaned_data["rows"], PROSPECTS))
    verdicts = import_prospects(campaign_id, rows, by=request.by, at=request.at)
    added = sum(verdict.verdict is not Verdict.SKIPPED for verdict in verdicts)
    said = ngettext("%(n)s prospect is to be called.", "%(n)s prospects are to be called.", added)
    return done(request, said % {"n": added}, reverse("calls:import"))


def _ask(request: PersonRequest, form: forms.Form, status: int = 200) -> HttpResponse:
    context = {"form": form, "columns": COLUMNS}
    return render(request, "calls/import.html", context, status=status)


def _preview(
    request: PersonRequest,
    campaign_id: UUID,
    rows: Sequence[dict[str, str]],
    verdicts: Sequence[RowVerdict],
) -> HttpResponse:
    text, counts = as_text(rows, PROSPECTS), Counter(verdict.verdict.value for verdict in verdicts)
    passed = [
        (row.get("name", ""), row.get("last_name", ""), verdict.why)
        for row, verdict in zip(rows, verdicts, strict=True)
        if verdict.why
    ]
    context = {
        "counts": [(label, counts[code]) for code, label in VERDICTS.items()],
        "passed": passed[:EXAMPLES],
        "total": len(rows),
        "added": len(rows) - len(passed),
        "too_long": len(text) > LONGEST,
        "form": BringForm(initial={"campaign_id": campaign_id, "rows": text}),
    }
    return render(request, "calls/preview.html", context)


def _form(request: PersonRequest, *data: Any) -> FileForm:
    open_ones = campaigns_visible_to(request.access, on=request.at.date()).exclude(
        status=Status.CLOSED.value
    )
    campaigns = [(str(row.id), row.name) for row in open_ones]
    asked = {"campaign_id": request.GET.get("campaign_id", "")}
    return FileForm(*data, campaigns=campaigns, initial=asked)


def _seen(request: PersonRequest, campaign_id: UUID) -> UUID:
    return get_visible_campaign(campaign_id, access=request.access, on=request.at.date()).id
