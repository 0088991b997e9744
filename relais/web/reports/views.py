"""The funnel, the diagnosis, what leads cost and what was for nothing, points."""

from datetime import datetime, time
from importlib import import_module
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from relais.appointments.queries import chosen, due_counts
from relais.campaigns.queries import campaigns_visible_to
from relais.challenge.queries import entries_visible_to, points_of, team_standing
from relais.measures.queries import (
    By,
    Rate,
    View,
    funnel_report,
    personal_since,
    persons_in,
)
from relais.people.queries import Access, Role, is_inside, organization
from relais.privacy.actions import note_reading
from relais.roi.queries import money_of, waste_of
from relais.web.http import PersonRequest, page
from relais.web.navigation import SEES_LEADS
from relais.web.reports import words
from relais.web.reports.few import of_enough
from relais.web.reports.forms import FunnelForm, MoneyForm

ALWAYS = {By.MONTH, By.CAMPAIGN, By.UNIT, By.STATE}
LEADERS = (Role.MANAGER, Role.DIRECTOR)


@page(*SEES_LEADS)
@of_enough
def funnel(request: PersonRequest) -> HttpResponse:
    """Show how far the leads came that somebody may see, by group, each rate with its counts."""
    access = request.access
    complete = bool(organization(access.organization_id).works_council_on)
    form = FunnelForm(request.GET, by=_offered(access, complete))
    asked = form.cleaned_data if form.is_valid() else {"since": None, "until": None, "by": None}
    view = View(access.organization_id, access, asked["since"], asked["until"])
    by = (asked["by"],) if asked["by"] else ()
    report = funnel_report(view, by=by, at=request.at)
    persons = bool({By.REP, By.TELEMARKETER} & set(by))
    if persons:
        note_reading("funnel", of=persons_in(report), by=request.by, at=request.at)
    context = {
        "form": form, "report": report, "w": words, "complete": complete, "persons": persons,
    }  # fmt: skip
    return render(request, "reports/funnel.html", context)


def _offered(access: Access, complete: bool) -> set[By]:
    """By what may be grouped: by persons only once the privacy checklist is complete."""
    found = set(ALWAYS)
    if access.has(Role.SUPERVISOR, *LEADERS):
        found.add(By.CALL_CENTER)
    if complete and access.has(*LEADERS):
        found.add(By.REP)
    if complete and access.has(Role.SUPERVISOR, *LEADERS):
        found.add(By.TELEMARKETER)
    return found


@page(Role.REP, *LEADERS)
@of_enough
def diagnosis(request: PersonRequest) -> HttpResponse:
    """Show how what fails is shared out; SciPy is loaded when somebody asks for the first time."""
    access = request.access
    own = own_rate(request) if access.has(Role.REP) else None
    if access.has(*LEADERS):
        asked = import_module("relais.web.reports.diagnosed")
        answer: HttpResponse = asked.diagnosis_page(request, own)
        return answer
    return render(request, "reports/own.html", {"own": own})


@page(*LEADERS)
@of_enough
def goes_with(request: PersonRequest) -> HttpResponse:
    """Show what goes with honouring; asked for by the diagnosis once it stands."""
    answer: HttpResponse = import_module("relais.web.reports.diagnosed").goes_with_page(request)
    return answer


def own_rate(request: PersonRequest) -> Rate:
    """Give a rep's own part: what he honoured of what was due in the last twelve months."""
    access = request.access
    first = timezone.make_aware(datetime.combine(personal_since(request.at.date()), time.min))
    rows = chosen(access.organization_id, rep_ids=[access.person_id], start=first)
    counts = due_counts(rows, at=request.at)
    return Rate.of(counts[0].honoured, counts[0].due) if counts else Rate.of(0, 0)


@page(Role.REP, *LEADERS)
def money(request: PersonRequest) -> HttpResponse:
    """Show what a campaign has cost, one of each stage; to directors, what was for nothing."""
    if not is_inside(request.access):
        raise Http404
    campaigns = list(campaigns_visible_to(request.access, on=request.at.date()))
    choices = [(str(row.id), row.name) for row in campaigns]
    form = MoneyForm(request.GET, campaigns=choices)
    asked = form.cleaned_data["campaign"] if form.is_valid() else None
    campaign = _chosen(campaigns, asked)
    context: dict[str, Any] = {"campaign": campaign, "money": None, "waste": None}
    if campaign:
        context["form"] = MoneyForm(initial={"campaign": str(campaign.id)}, campaigns=choices)
        context["money"] = money_of(campaign, at=request.at)
        if request.access.has(Role.DIRECTOR):
            context["waste"] = waste_of(campaign, at=request.at)
    return render(request, "reports/money.html", context)


def _chosen(campaigns: list[Any], asked: UUID | None) -> Any:
    """The campaign asked for, else the latest that runs, else the latest."""
    for campaign in campaigns:
        if campaign.id == asked or (asked is None and campaign.status == "running"):
            return campaign
    return campaigns[0] if campaigns else None


@page()
def points(request: PersonRequest) -> HttpResponse:
    """Show one's own points, which nobody else sees, and those of teams."""
    access = request.access
    context = {
        "total": points_of(access.person_id, organization_id=access.organization_id),
        "entries": list(entries_visible_to(access)[:20]),
        "teams": team_standing(access.organization_id) if is_inside(access) else [],
        "w": words,
    }
    return render(request, "reports/points.html", context)
