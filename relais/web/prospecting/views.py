"""A rep's own prospecting beside the leads he received; that of a team."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from relais.measures.queries import OwnOf, OwnWeek, own_weeks, read_in, team_prospecting
from relais.people.queries import Role, units_of
from relais.privacy.actions import note_reading
from relais.prospecting.queries import BRING, monday_of, own_lines, targets_of
from relais.web.http import PersonRequest, page
from relais.web.people.detail import indented
from relais.web.prospecting import words
from relais.web.prospecting.forms import LogForm, TargetForm

LEADERS: Final = (Role.MANAGER, Role.DIRECTOR)
FORTNIGHT: Final = timedelta(days=14)
MOST: Final = 40  # lines that a page shows; the file of all that is held has the others


@page(*BRING)
def home(request: PersonRequest) -> HttpResponse:
    """Lead to what is somebody's own: his lines, his team's, or the file that he brings in."""
    if request.access.has(Role.REP):
        return redirect("prospecting:own")
    if request.access.has(*LEADERS):
        return redirect("prospecting:team")
    return redirect("prospecting:bring")


@page(Role.REP)
def own(request: PersonRequest) -> HttpResponse:
    """Show a rep his own prospecting beside the leads that he received."""
    return own_page(request)


def own_page(
    request: PersonRequest, sent: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    """Render it; `sent` is a form that came back with errors."""
    today = timezone.localdate(request.at)
    weeks = own_weeks(request.access, at=request.at)
    lines = own_lines(request.access).filter(done_on__gt=today - FORTNIGHT)
    context = {
        "weeks": weeks,
        "title": words.this_week(weeks[0].own, weeks[0].received),
        "lines": list(lines[:MOST]),
        "form": sent or LogForm(initial={"count": 1, "done_on": today}),
        "w": words,
    }
    return render(request, "prospecting/own.html", context, status=status)


@page(*LEADERS)
def team(request: PersonRequest) -> HttpResponse:
    """Show who leads reps what these prospect beside the leads that they receive."""
    return team_page(request)


def team_page(
    request: PersonRequest, sent: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    """Render it; `sent` is the form of a target that came back with errors."""
    access = request.access
    found = team_prospecting(access, at=request.at)
    if found.reps:
        note_reading("own_prospecting", of=read_in(found), by=request.by, at=request.at)
    sets = access.has(Role.DIRECTOR)
    context = {
        "found": found,
        "rows": [_told(row) for row in (*found.reps, *found.groups)],
        "total": _told(found.total) if found.total else None,
        "title": _title(found.total),
        "targets": list(targets_of(access.organization_id)),
        "form": (sent or target_form(request)) if sets else None,
        "this_week": monday_of(timezone.localdate(request.at)),
    }
    return render(request, "prospecting/team.html", context, status=status)


def target_form(request: PersonRequest, data: Any = None) -> TargetForm:
    """Make the form of a target."""
    units = [(str(unit.id), indented(unit)) for unit in units_of(request.access.organization_id)]
    monday = monday_of(timezone.localdate(request.at))
    return TargetForm(data, units=units, initial={"since": monday})


def _title(total: OwnOf | None) -> str:
    return words.of_reps(total.reps, total.weeks[0].own, total.weeks[0].received) if total else ""


def _told(row: OwnOf) -> dict[str, Any]:
    """Give a row of the table: this week, then the weeks before together."""
    now, *before = row.weeks
    return {"row": row, "now": now, "own": _sum(before, "own"), "got": _sum(before, "received")}


def _sum(weeks: Sequence[OwnWeek], name: str) -> int:
    return sum(getattr(week, name) for week in weeks)
