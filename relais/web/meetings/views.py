"""The meetings of somebody, one as it is prepared or as it was closed, and its run on screen."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from relais.steering.queries.meetings import (
    MinutesNotReady,
    candidates,
    following,
    get_meeting,
    may_run,
    meetings_visible_to,
    minutes_of,
    participants_of,
    proposed_span,
    units_led,
    usual,
)
from relais.steering.queries.sheet import Sheet, sheet_of
from relais.web.http import PersonRequest, page
from relais.web.meetings import forms as f
from relais.web.meetings import words

PER_PAGE: Final = 30
A_WEEK: Final = timedelta(days=7)
LIVING: Final = ("planned", "open")

Sent = tuple[str, forms.Form]  # the name of a deed, and its form that came back


@page()
def meetings(request: PersonRequest) -> HttpResponse:
    """List the meetings to come, the nearest first, and those that are over."""
    rows = meetings_visible_to(request.access)
    to_come = sorted(rows.filter(state__in=LIVING), key=lambda one: (one.starts_at, one.id))
    over = rows.exclude(state__in=LIVING)
    context = {
        "title": words.title_of_all(to_come),
        "to_come": to_come,
        "over": Paginator(over, PER_PAGE).get_page(request.GET.get("page")),
        "may_plan": bool(units_led(request.access)),
        "w": words,
    }
    return render(request, "meetings/list.html", context)


@page()
def new(request: PersonRequest) -> HttpResponse:
    """Ask when the next meeting of a unit is; after one, its period and day are proposed."""
    return new_page(request)


def new_page(
    request: PersonRequest, sent: f.PlanForm | None = None, status: int = 200
) -> HttpResponse:
    """Render the form of a new meeting."""
    units = units_led(request.access)
    unit = _chosen_unit(request, units)
    if unit is None:
        return redirect("meetings:list")
    held = meetings_visible_to(request.access).filter(unit_id=unit.id)
    last = held.filter(state="closed").first()
    people = candidates(unit, on=request.at.date())
    context = {
        "unit": unit,
        "last": last,
        "coming": held.filter(state__in=LIVING).order_by("starts_at", "id").first(),
        "units": f.UnitForm({"unit": str(unit.id)}, units=units) if len(units) > 1 else None,
        "form": sent or f.PlanForm(initial=_proposed(request, unit, last), people=people),
    }
    return render(request, "meetings/new.html", context, status=status)


@page()
def one(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Show a meeting: what it looks at, who comes, or what it has decided."""
    return meeting_page(request, meeting_id)


def meeting_page(
    request: PersonRequest, meeting_id: UUID, sent: Sent | None = None, status: int = 200
) -> HttpResponse:
    """Render a meeting; `sent` is a form of it that came back."""
    meeting = get_meeting(meeting_id, access=request.access)
    sheet = sheet_of(meeting, access=request.access, at=request.at)
    runs = may_run(request.access, meeting.unit.path)
    people = participants_of(meeting)
    context = _around(request, sheet) | {"people": people, "runs": runs}
    if runs and meeting.state == "planned":
        given = dict([sent] if sent else [])
        context["move"] = given.get("move") or f.WhenForm(initial=_when(meeting))
        context["who"] = given.get("participants") or _who(request, meeting, people)
        context["cancel"] = given.get("cancel") or f.CancelForm()
    return render(request, "meetings/detail.html", context, status=status)


@page()
def run(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Show one point of a meeting that is held, to be decided."""
    return run_page(request, meeting_id)


def run_page(
    request: PersonRequest, meeting_id: UUID, sent: Sent | None = None, status: int = 200
) -> HttpResponse:
    """Render the point of a meeting that is asked for; `sent` is a form of it that came back."""
    meeting = get_meeting(meeting_id, access=request.access)
    if meeting.state != "open" or not may_run(request.access, meeting.unit.path):
        return redirect("meetings:detail", meeting_id)
    sheet = sheet_of(meeting, access=request.access, at=request.at)
    last = len(sheet.items) + 1
    given = dict([sent] if sent else [])
    here = _point(request.POST.get("point") or request.GET.get("point"), last)
    item = sheet.items[here - 1] if 0 < here < last else None
    present = participants_of(meeting)
    others = candidates(meeting.unit, on=request.at.date())
    people = list(dict.fromkeys([*present, *others]))
    context = _around(request, sheet) | {
        "here": here,
        "last_point": last,
        "item": item,
        "people": present,
        "decide": given.get("decide") or _decision(request, item, people),
        "postpone": given.get("postpone") or f.PostponeForm(),
        "close": given.get("close") or f.CloseForm(),
    }
    return render(request, "meetings/run.html", context, status=status)


@page()
def minutes(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Give the printed minutes; while they are being printed, the page that says so."""
    try:
        content = minutes_of(meeting_id, access=request.access, language=get_language() or "fr")
    except MinutesNotReady:
        meeting = get_meeting(meeting_id, access=request.access)
        return render(request, "meetings/printing.html", {"meeting": meeting}, status=503)
    meeting = get_meeting(meeting_id, access=request.access)
    answer = HttpResponse(content, content_type="application/pdf")
    name = f"relais-{meeting.starts_at:%Y-%m-%d}.pdf"
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


def _around(request: PersonRequest, sheet: Sheet) -> dict[str, Any]:
    return {
        "sheet": sheet,
        "meeting": sheet.meeting,
        "title": words.title_of(sheet),
        "at": request.at,
        "w": words,
    }


def _chosen_unit(request: PersonRequest, units: list[Any]) -> Any:
    """Give the unit that is asked for, else the first that the reader leads."""
    asked = request.POST.get("unit_id") or request.GET.get("unit", "")
    return next((one for one in units if str(one.id) == asked), units[0] if units else None)


def _proposed(request: PersonRequest, unit: Any, last: Any) -> dict[str, Any]:
    """Propose what follows the last meeting; of a first one, the last month, in a week."""
    if last is not None:
        span, starts_at = following(last)
        invited = [person.id for person in participants_of(last)]
        given = {"minutes": last.minutes, "place": last.place, "participants": invited}
    else:
        span = proposed_span(request.at, organization_id=unit.organization_id)
        starts_at = _next_week(request.at)
        given = {"participants": [one.id for one in usual(unit, on=request.at.date())]}
    starts_at = _to_come(starts_at, request.at)
    return {"unit_id": unit.id, **span._asdict(), "starts_at": starts_at, **given}


def _next_week(at: datetime) -> datetime:
    """Give nine o'clock in a week, on Monday where that is a weekend."""
    local = timezone.localtime(at + A_WEEK).replace(hour=9, minute=0, second=0, microsecond=0)
    return local + timedelta(days=max(0, 7 - local.weekday())) if local.weekday() > 4 else local


def _to_come(starts_at: datetime, at: datetime) -> datetime:
    """Give the same weekday and hour, the first that is to come."""
    while starts_at <= at:
        starts_at += A_WEEK
    return starts_at


def _when(meeting: Any) -> dict[str, Any]:
    return {name: getattr(meeting, name) for name in ("starts_at", "minutes", "place")}


def _who(request: PersonRequest, meeting: Any, people: list[Any]) -> f.WhoForm:
    others = candidates(meeting.unit, on=request.at.date())
    offered = sorted(dict.fromkeys([*people, *others]), key=str)
    return f.WhoForm(initial={"participants": [person.id for person in people]}, people=offered)


def _decision(request: PersonRequest, item: Any, people: list[Any]) -> f.DecideForm:
    """Propose the obvious: what the topic asks for, of whom it is asked, within a week."""
    due_on, own = request.at.date() + A_WEEK, request.access.person_id
    initial: dict[str, Any] = {"due_on": due_on, "owner_id": own}
    if item is not None:
        mine = item.topic in words.OF_WHO_LEADS or item.rep_id is None
        initial |= {
            "what": "" if item.decisions else words.asks(item.topic),
            "owner_id": own if mine else item.rep_id,
            "lead_id": item.lead_id,
        }
    return f.DecideForm(initial=initial, people=people)


def _point(asked: str | None, last: int) -> int:
    with suppress(ValueError):
        return min(max(int(asked or 0), 0), last)
    return 0
