"""Every deed of the privacy officer, by POST, and the file of what is held about oneself."""

import json
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from relais.accounts.actions import ContactDetails
from relais.erasure import actions as erasure
from relais.erasure.queries import contacts_among
from relais.people.queries import Role
from relais.privacy import actions
from relais.web.filters import short_day
from relais.web.http import PersonRequest, deed, done, page
from relais.web.privacy import forms as f
from relais.web.privacy.views import (
    held_page,
    ids_of,
    mandate_form,
    mandates_page,
    new_page,
    request_page,
)

OFFICER = Role.PRIVACY_OFFICER


@deed
@page(OFFICER)
def add(request: PersonRequest) -> HttpResponse:
    """Write down what somebody asks."""
    chosen = ids_of(request.POST.getlist("contact_ids"))
    contacts = contacts_among(chosen, access=request.access)
    form = f.RequestForm(request.POST, contact_ids=chosen)
    if not form.is_valid():
        return new_page(request, form, contacts, status=400)
    asked = erasure.receive_request(**form.cleaned_data, by=request.by, at=request.at)
    said = _("Recorded: answer it by %(day)s.") % {"day": short_day(asked.due_on)}
    return _done(request, asked.id, said)


@deed
@page(OFFICER)
def name(request: PersonRequest, request_id: UUID, contact_id: UUID) -> HttpResponse:
    """Say who of the files the person who asks is."""
    erasure.name_subjects(request_id, contact_ids=[contact_id], by=request.by, at=request.at)
    return _done(request, request_id, _("It is known now who asks."))


@deed
@page(OFFICER)
def extend(request: PersonRequest, request_id: UUID) -> HttpResponse:
    """Add two months to the clock."""
    form = f.ReasonForm(request.POST)
    if not form.is_valid():
        return request_page(request, request_id, ("extend", form), status=400)
    actions.extend_request(request_id, **form.cleaned_data, by=request.by, at=request.at)
    return _done(request, request_id, _("Two months more: tell the person why, today."))


@deed
@page(OFFICER)
def refuse(request: PersonRequest, request_id: UUID) -> HttpResponse:
    """Refuse a request with a reason."""
    form = f.ReasonForm(request.POST)
    if not form.is_valid():
        return request_page(request, request_id, ("refuse", form), status=400)
    actions.refuse_request(request_id, **form.cleaned_data, by=request.by, at=request.at)
    return _done(request, request_id, _("Refused: tell the person why, and where to complain."))


@deed
@page(OFFICER)
def answer(request: PersonRequest, request_id: UUID) -> HttpResponse:
    """Say that the person was answered."""
    actions.answer_request(request_id, by=request.by, at=request.at)
    return _done(request, request_id, _("The request is answered."))


@deed
@page(OFFICER)
def obey(request: PersonRequest, request_id: UUID) -> HttpResponse:
    """Contact somebody no more."""
    erasure.obey_objection(request_id, by=request.by, at=request.at)
    return _done(request, request_id, _("Nobody contacts this person any more."))


@deed
@page(OFFICER)
def erase(request: PersonRequest, request_id: UUID) -> HttpResponse:
    """Erase somebody for good, once it is said that this was read."""
    form = f.SureForm(request.POST)
    if not form.is_valid():
        return request_page(request, request_id, ("erase", form), status=400)
    told = erasure.erase_person(request_id, by=request.by, at=request.at)
    return done(request, _("Erased. This is the certificate."), _certificate(told.id))


@deed
@page(OFFICER)
def correct(request: PersonRequest, request_id: UUID) -> HttpResponse:
    """Correct what is held of who asks for it."""
    form = f.CorrectForm(request.POST)
    if not form.is_valid():
        sent = (f"correct-{form['contact_id'].value()}", form)
        return request_page(request, request_id, sent, status=400)
    said = dict(form.cleaned_data)
    contact_id, details = said.pop("contact_id"), ContactDetails(**said)
    erasure.correct(
        request_id, contact_id=contact_id, details=details, by=request.by, at=request.at
    )
    return _done(request, request_id, _("The details were corrected."))


@deed
@page(OFFICER)
def give_file(request: PersonRequest, request_id: UUID) -> HttpResponse:
    """Give the file of who asks, for programs or to be read."""
    _check_given_once(request)
    told = erasure.give_access(request_id, by=request.by, at=request.at)
    if request.POST.get("form") == "html":
        context = {"told": told, "organization_name": request.organization_name}
        answered = render(request, "privacy/file.html", context)
        answered["Content-Disposition"] = 'attachment; filename="what-is-held.html"'
        return answered
    return as_file(told)


@deed
@page()
def mine(request: PersonRequest) -> HttpResponse:
    """Give everybody the file of what is held about himself."""
    _check_given_once(request)
    return as_file(erasure.export_own(by=request.by, at=request.at))


@deed
@page(OFFICER)
def hold(request: PersonRequest, contact_id: UUID) -> HttpResponse:
    """Keep a contact from being erased."""
    form = f.ReasonForm(request.POST)
    if not form.is_valid():
        return held_page(request, contact_id, form, status=400)
    contacts_among([contact_id], access=request.access)
    actions.keep_on_hold(contact_id, **form.cleaned_data, by=request.by, at=request.at)
    return done(
        request, _("Nothing of this person is erased until you lift it."), _held(contact_id)
    )


@deed
@page(OFFICER)
def lift(request: PersonRequest, hold_id: UUID) -> HttpResponse:
    """Let a contact be erased again."""
    lifted = actions.lift_hold(hold_id, by=request.by, at=request.at)
    return done(request, _("The legal hold is lifted."), _held(lifted.contact_id))


@deed
@page(OFFICER)
def run(request: PersonRequest) -> HttpResponse:
    """Erase everybody whose time is over."""
    told = erasure.run_retention(by=request.by, at=request.at)
    return done(request, _("Erased. This is the certificate."), _certificate(told.id))


@deed
@page(OFFICER)
def write_mandate(request: PersonRequest, center_id: UUID) -> HttpResponse:
    """Write down what the law wants of a mandate."""
    form = mandate_form(center_id, None, request.POST)
    if not form.is_valid():
        return mandates_page(request, (center_id, form), status=400)
    mandate = actions.Mandate(**form.cleaned_data)
    actions.write_mandate(center_id, mandate, by=request.by, at=request.at)
    return done(request, _("Written down."), reverse("privacy:mandates"))


def as_file(told: dict[str, Any]) -> HttpResponse:
    """Give what is held as one JSON file."""
    text = json.dumps(told, ensure_ascii=False, indent=1, default=str)
    answered = HttpResponse(text, content_type="application/json")
    answered["Content-Disposition"] = 'attachment; filename="what-is-held.json"'
    answered["Cache-Control"] = "no-store"
    return answered


def _check_given_once(request: PersonRequest) -> None:
    """Refuse a file under a key: such a form leaves nothing where its answer is no page, and a
    file would be given without being written down."""
    if "once" in request.POST:
        raise Http404


def _done(request: PersonRequest, request_id: UUID, said: str) -> HttpResponse:
    return done(request, said, reverse("privacy:request", args=[request_id]))


def _certificate(certificate_id: UUID) -> str:
    return reverse("privacy:certificate", args=[certificate_id])


def _held(contact_id: UUID) -> str:
    return reverse("privacy:held", args=[contact_id])
