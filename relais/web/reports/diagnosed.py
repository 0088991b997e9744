"""The page of the diagnosis. It loads SciPy, and is itself loaded when somebody asks."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from relais.campaigns.queries import campaigns_visible_to
from relais.diagnosis.actions.asking import ask_diagnosis, ask_goes_with
from relais.diagnosis.adapters.funnel import caption, funnel_svg
from relais.diagnosis.queries.kept import MANY, Computation
from relais.diagnosis.queries.plain import Language, explain, headline
from relais.diagnosis.queries.team import persons_in, reaches_back, scope_of
from relais.measures.queries import Rate, personal_since
from relais.people.queries import (
    Role,
    call_centers_visible_to,
    organization,
    units_visible_to,
)
from relais.privacy.actions import note_reading
from relais.web.http import PersonRequest
from relais.web.people.detail import indented
from relais.web.reports import goes_with as words
from relais.web.reports.forms import DiagnosisForm

DAY = timedelta(days=1)
PER_PAGE = 50


def diagnosis_page(request: PersonRequest, own: Rate | None) -> HttpResponse:
    """Render the diagnosis of the team that somebody leads."""
    form = form_of(request)
    found = ask_diagnosis(request.access, **chosen_of(form), at=request.at)
    if isinstance(found, Computation):
        return waiting_page(request, form, found)
    language: Language = "fr" if (request.LANGUAGE_CODE or "").startswith("fr") else "en"
    if found and found.findings:
        note_reading("diagnosis", of=persons_in(found), by=request.by, at=request.at)
    house = organization(request.access.organization_id)
    context = {
        "form": form,
        "d": found,
        "own": own,
        "complete": bool(house.works_council_on),
        "query": request.GET.urlencode(),
    }
    told = _told(found, language)
    if found:
        context |= _older(request, form)
    if told:
        told["reps"] = Paginator(told["reps"], PER_PAGE).get_page(request.GET.get("page"))
        context["narrowed"] = _narrowed(request)
    return render(request, "reports/diagnosis.html", context | told)


def _older(request: PersonRequest, form: DiagnosisForm) -> dict[str, Any]:
    """Say whether these appointments are too old to be shown by person, and what asks for less."""
    access = request.access
    lately = request.GET.copy()
    lately["since"] = f"{personal_since(request.at.date())}"
    older = reaches_back(access.organization_id, scope_of(access, **chosen_of(form)), at=request.at)
    return {"older": older, "lately": lately.urlencode()}


def waiting_page(
    request: PersonRequest, form: DiagnosisForm, computation: Computation
) -> HttpResponse:
    """Say how far a computation is, with what is counted already; it asks again by itself."""
    context = {
        "form": form,
        "computation": computation,
        "here": request.get_full_path(),
        "many": MANY,
    }
    return render(request, "reports/computing.html", context)


def _narrowed(request: PersonRequest) -> str:
    """Give what the list is narrowed by, for the links to its other pages."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return f"&{asked.urlencode()}" if asked else ""


def goes_with_page(request: PersonRequest) -> HttpResponse:
    """Render what goes with honouring: a piece of the diagnosis, asked for after it."""
    form = form_of(request)
    found = ask_goes_with(request.access, **chosen_of(form), at=request.at)
    if isinstance(found, Computation):
        return waiting_page(request, form, found)
    house = organization(request.access.organization_id)
    complete = bool(house.works_council_on)
    title = words.title_of(found.associations if found else ())
    context = {"title": title, "found": found, "w": words, "form": form, "complete": complete}
    return render(request, "reports/goes_with.html", context)


def chosen_of(form: DiagnosisForm) -> dict[str, Any]:
    """Give which appointments are asked for: unit, campaign, call center, from when up to when."""
    asked = form.cleaned_data if form.is_valid() else dict.fromkeys(form.fields)
    return {
        "unit_id": asked["unit_id"],
        "campaign_id": asked["campaign_id"],
        "call_center_id": asked["call_center_id"],
        "start": _midnight(asked["since"]),
        "end": _midnight(asked["until"] and asked["until"] + DAY),
    }


def _told(found: Any, language: Language) -> dict[str, Any]:
    """Give the diagnosis in words and as a picture."""
    if found is None:
        return {}
    return {
        "headline": headline(found, language=language),
        "explanation": explain(found, language=language),
        "funnel": funnel_svg(found, language=language),
        "caption": caption(language),
        "reps": sorted(found.findings, key=lambda one: one.rep),
    }


def form_of(request: PersonRequest) -> DiagnosisForm:
    access = request.access
    led = [
        unit
        for unit in units_visible_to(access)
        if access.has(Role.DIRECTOR) or access.over(Role.MANAGER, unit.path)
    ]
    campaigns = campaigns_visible_to(access, on=request.at.date())
    return DiagnosisForm(
        request.GET,
        units=[(str(unit.id), indented(unit)) for unit in led],
        campaigns=[(str(row.id), row.name) for row in campaigns],
        centers=[(str(row.id), row.name) for row in call_centers_visible_to(access)],
    )


def _midnight(day: date | None) -> datetime | None:
    """Give when a day begins, in the reader's zone."""
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None
