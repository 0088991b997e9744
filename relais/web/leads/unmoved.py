"""A form on a lead is done to the lead that its reader saw: what has moved on since is told."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render

from relais.leads.queries import (
    Lead,
    MovedOn,
    SheetMovedOn,
    as_seen,
    read_history,
    read_thread,
    sheet_as_seen,
    sheet_of,
)
from relais.web.http import PersonRequest, back_of, stay
from relais.web.leads.life import life_of
from relais.web.leads.sentences import Line
from relais.web.once import KEPT
from relais.web.typed import fields_of, readable
from relais.web.words import SHEET, choices
from relais.wording.refusals import words_of

SEEN: Final = "seen"  # the hidden field of every form on a lead
APART: Final = " "  # between the last event seen, and when the sheet seen was written


def seen_of(lead: Lead, sheet: Any) -> str:
    """Give what a page shows of a lead: its last event, and when its sheet was written."""
    written_at = sheet.updated_at.isoformat() if sheet else ""
    return f"{lead.sequence}{APART}{written_at}"


@contextmanager
def unmoved(request: PersonRequest, lead: Lead) -> Iterator[None]:
    """Hold a lead, if it is as the reader of the form saw it; a form that does not say passes.

    What a phone kept was typed one after the other: what its owner did himself does not stop it.
    :raises MovedOn: when something happened since.
    """
    seen = _sequence_seen(request)
    if seen is not None and KEPT in request.headers and not _by_others(request, lead, seen):
        seen = None
    held = (
        as_seen(lead.id, seen, organization_id=lead.organization_id) if seen is not None else None
    )
    with held or nullcontext():
        yield


@contextmanager
def sheet_unmoved(request: PersonRequest, lead: Lead) -> Iterator[None]:
    """Hold a lead, if its sheet is as the reader of the form saw it.

    :raises SheetMovedOn: when it was written to since.
    """
    typed = request.POST.get(SEEN, "")
    if APART not in typed:
        yield
        return
    told = typed.partition(APART)[2]
    try:
        written_at = datetime.fromisoformat(told) if told else None
    except ValueError as error:
        raise SheetMovedOn from error
    with sheet_as_seen(lead.id, written_at, organization_id=lead.organization_id):
        yield


def moved_on(request: PersonRequest, lead: Lead, refusal: MovedOn) -> HttpResponse:
    """Tell what happened since the form was opened, and give back what was typed."""
    context = {
        "refusal": words_of(refusal),
        "changes": _since(lead, _sequence_seen(request) or 0),
        "typed": readable(fields_of(request.POST)),
        "back": back_of(request) or "/",
    }
    return stay(render(request, "refused.html", context, status=409))


def sheet_now(lead: Lead) -> str:
    """Tell what the sheet says now, for who typed over an earlier one."""
    sheet = sheet_of(lead)
    said = [(words, getattr(sheet, name, "").strip()) for name, words in choices(SHEET)]
    return " ".join(f"{words}: “{text}”." for words, text in said if text)


def _sequence_seen(request: PersonRequest) -> int | None:
    typed = request.POST.get(SEEN, "").partition(APART)[0]
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None


def _by_others(request: PersonRequest, lead: Lead, seen: int) -> bool:
    later = (row for row in read_history(lead) if row.sequence > seen)
    return any(row.person_id != request.access.person_id for row in later)


def _since(lead: Lead, seen: int) -> list[Line]:
    lines = life_of(lead, read_history(lead), read_thread(lead)).lines
    return [line for line in lines if line.sequence > seen]
