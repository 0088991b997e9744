"""Lists of appointments, the page of one, and a rep's diary."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from relais.appointments.queries import (
    DiaryEntry,
    appointments_visible_to,
    diary_of,
    disagreements,
    get_visible_appointment,
    listed,
    outcomes_due,
    silent,
)
from relais.leads.queries import leads_visible_to, search_leads
from relais.people.queries import persons_named
from relais.web.appointments.counted import counted_in
from relais.web.appointments.detail import appointment_page
from relais.web.appointments.forms import AppointmentFilter
from relais.web.appointments.words import status
from relais.web.http import PersonRequest, page

PER_PAGE = 50
WEEK = timedelta(days=7)


@page()
def index(request: PersonRequest) -> HttpResponse:
    """List appointments: to come, those whose outcome is due, past ones, two versions."""
    form = AppointmentFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {"which": "", "q": ""}
    which = wanted["which"] or "coming"
    counted = counted_in(request)
    which = "past" if counted else which
    rows = _found(request, counted.rows if counted else _chosen(request, which), wanted["q"])
    fields = [*wanted.items(), *(counted.fields if counted else ())]
    found = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "which": which,
        "counted": counted,
        "form": AppointmentFilter(initial={**wanted, "which": which}),
        "page": found,
        "rows": listed(cast("QuerySet[Any]", found.object_list)),
        "query": "".join(f"&{name}={value}" for name, value in fields if value),
        "status": status,
    }
    return render(request, "appointments/list.html", context)


@page()
def detail(request: PersonRequest, appointment_id: UUID) -> HttpResponse:
    """Show one appointment: who, when, the sheet, what became of it, and the deeds open to him."""
    return appointment_page(request, get_visible_appointment(appointment_id, access=request.access))


@page()
def diary(request: PersonRequest, rep_id: UUID | None = None) -> HttpResponse:
    """Show a week of a rep's diary, the reader's own unless another is asked for."""
    access, whose = request.access, rep_id or request.access.person_id
    monday = _monday(request)
    start = timezone.make_aware(datetime.combine(monday, time.min))
    end = timezone.make_aware(datetime.combine(monday + WEEK, time.min))
    context = {
        "days": _by_day(diary_of(whose, start=start, end=end, access=access)),
        "name": persons_named(access.organization_id, [whose])[whose],
        "own": whose == access.person_id,
        "monday": monday,
        "before": (monday - WEEK).isoformat(),
        "after": (monday + WEEK).isoformat(),
    }
    return render(request, "appointments/diary.html", context)


def _chosen(request: PersonRequest, which: str) -> QuerySet[Any]:
    access, at = request.access, request.at
    rows = appointments_visible_to(access)
    if which == "due":
        return outcomes_due(access, at=at)
    if which == "silent":
        return silent(access, at=at)
    if which == "disputed":
        return disagreements(access)
    if which == "past":
        return rows.filter(starts_at__lte=at).order_by("-starts_at", "id")
    return rows.filter(starts_at__gt=at, occupying=True).order_by("starts_at", "id")


def _found(request: PersonRequest, rows: QuerySet[Any], typed: str) -> QuerySet[Any]:
    if not typed:
        return rows
    access = request.access
    leads = search_leads(leads_visible_to(access), typed, organization_id=access.organization_id)
    return rows.filter(lead_id__in=leads.order_by().values("id"))


def _monday(request: PersonRequest) -> date:
    """The Monday of the week that is asked for, of this one where nothing sensible is."""
    asked = forms.DateField(required=False)
    try:
        day = asked.clean(request.GET.get("week"))
    except forms.ValidationError:
        day = None
    day = day or timezone.localdate(request.at)
    return day - timedelta(days=day.weekday())


def _by_day(entries: Iterable[DiaryEntry]) -> list[tuple[date, list[DiaryEntry]]]:
    days = groupby(entries, key=lambda entry: timezone.localtime(entry.starts_at).date())
    return [(day, list(found)) for day, found in days]
