"""Every deed on meetings, by POST."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from relais.lib.errors import NotVisible
from relais.people.queries import units_visible_to
from relais.steering.actions import decisions
from relais.steering.actions import meetings as actions
from relais.steering.queries.meetings import candidates, get_meeting, participants_of
from relais.web.http import PersonRequest, deed, done, page
from relais.web.meetings import forms as f
from relais.web.meetings.views import meeting_page, new_page, run_page


@deed
@page()
def plan(request: PersonRequest) -> HttpResponse:
    """Plan a meeting."""
    asked = f.UnitIdForm(request.POST)
    known = units_visible_to(request.access)
    unit = known.filter(id=asked.cleaned_data["unit_id"]).first() if asked.is_valid() else None
    if unit is None:
        raise NotVisible
    form = f.PlanForm(request.POST, people=candidates(unit, on=request.at.date()))
    if not form.is_valid():
        return new_page(request, form, status=400)
    told = form.cleaned_data
    meeting = actions.plan_meeting(
        told["unit_id"],
        form.when(),
        since=told["since"],
        until=told["until"],
        participants=told["participants"],
        by=request.by,
        at=request.at,
    )
    return done(request, _("Planned: those who take part are invited."), _of(meeting.id))


@deed
@page()
def move(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Give a meeting another moment or place."""
    form = f.WhenForm(request.POST)
    if not form.is_valid():
        return meeting_page(request, meeting_id, ("move", form), status=400)
    actions.move_meeting(meeting_id, form.when(), by=request.by, at=request.at)
    return done(request, _("Moved: the invitations are updated."), _of(meeting_id))


@deed
@page()
def participants(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Say who takes part."""
    meeting = get_meeting(meeting_id, access=request.access)
    people = [*participants_of(meeting), *candidates(meeting.unit, on=request.at.date())]
    form = f.WhoForm(request.POST, people=dict.fromkeys(people))
    if not form.is_valid():
        return meeting_page(request, meeting_id, ("participants", form), status=400)
    chosen = form.cleaned_data["participants"]
    actions.choose_participants(meeting_id, chosen, by=request.by, at=request.at)
    return done(request, _("Who is new is invited, and who is left out is told."), _of(meeting_id))


@deed
@page()
def cancel(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Cancel a meeting."""
    form = f.CancelForm(request.POST)
    if not form.is_valid():
        return meeting_page(request, meeting_id, ("cancel", form), status=400)
    actions.cancel_meeting(meeting_id, **form.cleaned_data, by=request.by, at=request.at)
    return done(request, _("Cancelled: those who were invited are told."), _of(meeting_id))


@deed
@page()
def open_now(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Open a meeting."""
    actions.open_meeting(meeting_id, by=request.by, at=request.at)
    return done(request, _("The meeting is open."), _run(meeting_id))


@deed
@page()
def decide(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Record a decision."""
    meeting = get_meeting(meeting_id, access=request.access)
    people = [*participants_of(meeting), *candidates(meeting.unit, on=request.at.date())]
    form = f.DecideForm(request.POST, people=dict.fromkeys(people))
    if not form.is_valid():
        return run_page(request, meeting_id, ("decide", form), status=400)
    decision = decisions.Decision(**form.cleaned_data)
    decisions.decide(meeting_id, decision, by=request.by, at=request.at)
    return done(request, _("Decided."), _run(meeting_id))


@deed
@page()
def postpone(request: PersonRequest, meeting_id: UUID, lead_id: UUID) -> HttpResponse:
    """Put a lead of the agenda off."""
    form = f.PostponeForm(request.POST)
    if not form.is_valid():
        return run_page(request, meeting_id, ("postpone", form), status=400)
    decisions.postpone(meeting_id, lead_id, **form.cleaned_data, by=request.by, at=request.at)
    return done(request, _("Postponed: the minutes will say so."), _run(meeting_id))


@deed
@page()
def take_back(request: PersonRequest, meeting_id: UUID, act_id: UUID) -> HttpResponse:
    """Take a decision back."""
    decisions.take_back(meeting_id, act_id, by=request.by, at=request.at)
    return done(request, _("Taken back."), _run(meeting_id))


@deed
@page()
def close(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Close a meeting."""
    form = f.CloseForm(request.POST)
    if not form.is_valid():
        return run_page(request, meeting_id, ("close", form), status=400)
    actions.close_meeting(meeting_id, **form.cleaned_data, by=request.by, at=request.at)
    return done(request, _("Closed: the minutes go to those who took part."), _of(meeting_id))


def _of(meeting_id: UUID) -> str:
    return reverse("meetings:detail", args=[meeting_id])


def _run(meeting_id: UUID) -> str:
    return reverse("meetings:run", args=[meeting_id])
