"""The first page of the privacy officer: what to answer, by when, and how the house stands."""

from django.http import HttpResponse
from django.shortcuts import render

from relais.people.queries import organization
from relais.privacy.queries import (
    Nearness,
    certificates_visible_to,
    disclosures_visible_to,
    mandates,
    nearness,
    open_requests,
)
from relais.web.http import PersonRequest
from relais.web.live import version_of
from relais.web.privacy import words

SHOWN = 12
LAST = 5


def privacy_desk(request: PersonRequest) -> HttpResponse:
    """Render the desk: requests first with their clocks, then what is due, lacks and was done."""
    access, today = request.access, request.at.date()
    requests = list(open_requests(access))
    clocks = [nearness(each.due_on, on=today) for each in requests]
    found = mandates(access, on=today)
    context = {
        "at": request.at,
        "version": requests_version(request),
        "title": words.title_of(requests, len(requests), on=today),
        "first": requests[0] if requests else None,
        "requests": requests[1:SHOWN],
        "more": max(0, len(requests) - SHOWN),
        "overdue": clocks.count(Nearness.OVERDUE),
        "near": clocks.count(Nearness.NEAR),
        "lacking": [row for row in found if row[2]],
        "mandates": found,
        "house": organization(access.organization_id),
        "certificates": list(certificates_visible_to(access)[:LAST]),
        "disclosures": list(disclosures_visible_to(access)[:LAST]),
        "today": today,
        "w": words,
    }
    return render(request, "privacy/desk.html", context)


def requests_version(request: PersonRequest) -> str:
    """Give the entity tag of the desk: which requests wait today; one query."""
    today = request.at.date().isoformat()
    waiting = ((str(each.id), each.due_on.isoformat()) for each in open_requests(request.access))
    return version_of([(today,), *waiting])
