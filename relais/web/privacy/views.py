"""What the privacy officer reads: requests, who is held where, retention, certificates, exports."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render

from relais.erasure.queries import (
    DETAIL_MONTHS,
    KEPT_MONTHS,
    contacts_among,
    find_contacts,
    get_contact,
    places_of,
    retention_due,
)
from relais.people.queries import Role, get_visible_person, persons_like, persons_visible_to
from relais.privacy.queries import (
    certificates_visible_to,
    disclosures_visible_to,
    get_certificate,
    get_request,
    holds_visible_to,
    mandates,
    open_requests,
    readings_of,
    requests_visible_to,
    subjects_of,
)
from relais.web.http import PersonRequest, page
from relais.web.privacy import forms as f
from relais.web.privacy import words

PER_PAGE = 50
MOST = 20
A_YEAR = timedelta(days=365)
OFFICER = Role.PRIVACY_OFFICER

Sent = tuple[str, forms.Form]  # the name of a deed, and its form that came back


@page(OFFICER)
def requests(request: PersonRequest) -> HttpResponse:
    """List the requests: those that wait, the nearest first, then those that are closed."""
    access, today = request.access, request.at.date()
    waiting = list(open_requests(access))
    closed = requests_visible_to(access).exclude(closed_at=None).order_by("-closed_at", "-id")
    context = {
        "title": words.title_of(waiting, len(waiting), on=today),
        "waiting": waiting,
        "closed": Paginator(closed, PER_PAGE).get_page(request.GET.get("page")),
        "form": f.FindForm(),
        "today": today,
        "w": words,
    }
    return render(request, "privacy/requests.html", context)


@page(OFFICER)
def find(request: PersonRequest) -> HttpResponse:
    """Find who somebody may be, among the contacts and among those who work here."""
    form = f.FindForm(request.GET)
    typed = form.cleaned_data["q"].strip() if form.is_valid() else ""
    workers = persons_visible_to(request.access)
    his = persons_like(typed) | Q(email__iexact=typed)
    context = {
        "form": form,
        "typed": typed,
        "contacts": find_contacts(typed, access=request.access),
        "workers": list(workers.filter(his)[:MOST]) if typed else [],
        "w": words,
    }
    return render(request, "privacy/find.html", context)


@page(OFFICER)
def held(request: PersonRequest, contact_id: UUID) -> HttpResponse:
    """Show what is held about somebody, and where."""
    return held_page(request, contact_id)


def held_page(
    request: PersonRequest, contact_id: UUID, sent: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    """Render what is held about a contact."""
    access = request.access
    context = {
        "contact": get_contact(contact_id, access=access),
        "counts": places_of([contact_id], organization_id=access.organization_id),
        "hold": holds_visible_to(access).filter(contact_id=contact_id).first(),
        "form": sent or f.ReasonForm(),
        "w": words,
    }
    return render(request, "privacy/held.html", context, status=status)


@page(OFFICER)
def new(request: PersonRequest) -> HttpResponse:
    """Ask what somebody wants, who was found or not."""
    chosen = ids_of(request.GET.getlist("contact"))
    contacts = contacts_among(chosen, access=request.access)
    initial: dict[str, Any] = {"received_on": request.at.date(), "contact_ids": chosen}
    initial["kind"] = request.GET.get("kind", "access")
    if contacts:
        first = contacts[0]
        initial |= {"who": f"{first}", "reach": first.email or first.number}
    elif found := ids_of([request.GET.get("person", "")]):
        worker = get_visible_person(found[0], access=request.access)
        initial |= {"who": f"{worker}", "reach": worker.email, "person_id": worker.id}
    form = f.RequestForm(initial=initial, contact_ids=chosen)
    return new_page(request, form, contacts)


def new_page(
    request: PersonRequest, form: forms.Form, contacts: Any, status: int = 200
) -> HttpResponse:
    """Render the form of a new request."""
    context = {"form": form, "contacts": contacts}
    return render(request, "privacy/new.html", context, status=status)


@page(OFFICER)
def one(request: PersonRequest, request_id: UUID) -> HttpResponse:
    """Show a request: who asks what, by when, what is held of him, and what can be done."""
    return request_page(request, request_id)


def request_page(
    request: PersonRequest, request_id: UUID, sent: Sent | None = None, status: int = 200
) -> HttpResponse:
    """Render a request; `sent` is a form of it that came back."""
    access = request.access
    asked = get_request(request_id, access=access)
    contact_ids = subjects_of(asked)
    contacts = contacts_among(contact_ids, access=access)
    typed = request.GET.get("q", "").strip()
    known = set(contact_ids)
    context = {
        "asked": asked,
        "contacts": contacts,
        "corrections": [(each, _correction(each, sent)) for each in contacts],
        "counts": places_of(contact_ids, organization_id=access.organization_id),
        "found": [each for each in find_contacts(typed, access=access) if each.id not in known],
        "typed": typed,
        "certificate": asked.certificates.order_by("issued_at", "id").first(),
        "given": list(asked.disclosures.order_by("at", "id")),
        "forms": {name: f.ReasonForm() for name in ("extend", "refuse")}
        | {"erase": f.SureForm()}
        | dict([sent] if sent else []),
        "find": f.FindForm(request.GET if typed else None),
        "today": request.at.date(),
        "w": words,
    }
    return render(request, "privacy/request.html", context, status=status)


@page(OFFICER)
def retention(request: PersonRequest) -> HttpResponse:
    """Show whose time is over, by campaign and year, and who is kept nevertheless and why."""
    context = {
        "due": retention_due(request.access.organization_id, at=request.at),
        "holds": list(holds_visible_to(request.access)),
        "years": KEPT_MONTHS // 12,
        "detail_months": DETAIL_MONTHS,
        "w": words,
    }
    return render(request, "privacy/retention.html", context)


@page(OFFICER)
def certificates(request: PersonRequest) -> HttpResponse:
    """List the certificates, the latest first."""
    rows = Paginator(certificates_visible_to(request.access), PER_PAGE)
    context = {"rows": rows.get_page(request.GET.get("page")), "w": words}
    return render(request, "privacy/certificates.html", context)


@page(OFFICER)
def certificate(request: PersonRequest, certificate_id: UUID) -> HttpResponse:
    """Show a certificate, to be printed."""
    found = get_certificate(certificate_id, access=request.access)
    return render(request, "privacy/certificate.html", {"one": found, "w": words})


@page(OFFICER)
def exports(request: PersonRequest) -> HttpResponse:
    """List what was handed out, and who read figures of single persons, the latest first."""
    rows = Paginator(disclosures_visible_to(request.access), PER_PAGE)
    context = {"rows": rows.get_page(request.GET.get("page")), "w": words}
    return render(request, "privacy/exports.html", context)


@page()
def readings(request: PersonRequest) -> HttpResponse:
    """Show somebody who read figures of his in the last twelve months."""
    since = request.at - A_YEAR
    rows = Paginator(readings_of(request.access, since=since), PER_PAGE)
    found = rows.get_page(request.GET.get("page"))
    context = {"rows": found, "title": words.title_of_readings(rows.count), "w": words}
    return render(request, "privacy/readings.html", context)


@page(OFFICER)
def mandate_records(request: PersonRequest) -> HttpResponse:
    """List the mandates of outsourced call centers, what is written of them and what lacks."""
    return mandates_page(request)


def mandates_page(
    request: PersonRequest, sent: tuple[UUID, forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    """Render the mandates; `sent` is the form of one that came back."""
    given = dict([sent] if sent else [])
    today: date = request.at.date()
    rows = [
        (center, record, lacks, given.get(center.id) or mandate_form(center.id, record))
        for center, record, lacks in mandates(request.access, on=today)
    ]
    lacking = sum(bool(lacks) for _, _, lacks, _ in rows)
    context = {"rows": rows, "lacking": lacking, "w": words}
    return render(request, "privacy/mandates.html", context, status=status)


def mandate_form(center_id: UUID, record: Any, data: Any = None) -> f.MandateRecordForm:
    """Make the form of a mandate, filled in with what is written."""
    initial = {name: getattr(record, name, None) for name in f.MandateRecordForm.base_fields}
    return f.MandateRecordForm(data, initial=initial, auto_id=f"id_{center_id}_%s")


def _correction(contact: Any, sent: Sent | None) -> forms.Form:
    """Make the form of what is held of a contact, or give the one that came back."""
    if sent and sent[0] == f"correct-{contact.id}":
        return sent[1]
    initial = {name: getattr(contact, name, "") for name in f.CorrectForm.base_fields}
    return f.CorrectForm(initial=initial | {"contact_id": contact.id})


def ids_of(texts: Iterable[str]) -> list[UUID]:
    """Read ids; what is none is left out."""
    found = []
    for text in texts:
        with suppress(ValueError):
            found.append(UUID(text))
    return found
