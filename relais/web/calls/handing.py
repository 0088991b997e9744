"""From the call to the relay on one page: the sheet, a slot of the rep, and off it goes."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from relais.appointments.queries import Mode, appointments_of
from relais.campaigns.queries import SheetField
from relais.leads.actions import write_sheet
from relais.leads.queries import (
    Lead,
    SheetMovedOn,
    get_visible_lead,
    history_of,
    sheet_of,
    thread_of,
)
from relais.lib.errors import NotVisible, Refusal
from relais.routing.actions import book_for_routed_rep, submit_lead
from relais.routing.queries import deeds_open_to
from relais.web.appointments.booking import offer_for
from relais.web.appointments.forms import BookForm
from relais.web.calls.onwards import onwards
from relais.web.filters import moment
from relais.web.http import PersonRequest, deed, page
from relais.web.leads.criteria import questions_left
from relais.web.leads.detail import sheet_form
from relais.web.leads.forms import SheetForm
from relais.web.leads.life import life_of
from relais.web.leads.sentences import Line
from relais.web.leads.unmoved import seen_of, sheet_now, sheet_unmoved
from relais.web.words import SHEET, label
from relais.wording.refusals import words_of


@page()
def hand_over(request: PersonRequest, lead_id: UUID) -> HttpResponse:
    """Ask for the sheet, offer the slots of the rep, and say what is still missing."""
    lead = _own(request, lead_id)
    return _page(request, lead) if lead else redirect("leads:detail", lead_id)


@deed
def send(request: PersonRequest, lead_id: UUID) -> HttpResponse:
    """Save the sheet; then book the slot that was pressed, or submit, and go on."""
    lead = _own(request, lead_id)
    if lead is None:
        raise NotVisible
    form = sheet_form(lead, request.POST)
    if not form.is_valid():
        return _page(request, lead, form, status=400)
    fields = {name: form.cleaned_data[name.value] for name in SheetField}
    answers = form.answers()
    try:
        with sheet_unmoved(request, lead):
            write_sheet(lead_id, fields=fields, answers=answers, by=request.by, at=request.at)
        return _go_on(request, lead)
    except SheetMovedOn as why:
        form.add_error(None, f"{words_of(why)} {sheet_now(lead)}")
        return _page(request, lead, form, status=409)
    except Refusal as why:
        form.add_error(None, words_of(why))
        return _page(request, lead, form, status=409)


def _go_on(request: PersonRequest, lead: Lead) -> HttpResponse:
    here = redirect("calls:hand_over", lead.id)
    if "starts_at" in request.POST:
        _book(request, lead)
        return here
    if "then" not in request.POST:
        messages.success(request, _("The sheet was saved."))
        return here
    left = questions_left(lead, sheet_of(lead))
    if not {name for name, _words in left} <= set(request.POST.getlist("left")):
        return _page(request, lead, status=HTTPStatus.CONFLICT, left=left)
    submit_lead(lead.id, by=request.by, at=request.at)
    messages.success(request, _("%(company)s is submitted.") % {"company": lead.account.name})
    return onwards(request, lead.campaign_id)


def _book(request: PersonRequest, lead: Lead) -> None:
    form = BookForm(request.POST)
    if not form.is_valid():
        raise NotVisible
    booked = book_for_routed_rep(
        lead.id,
        starts_at=form.cleaned_data["starts_at"],
        ends_at=None,
        mode=Mode(form.cleaned_data["mode"]),
        by=request.by,
        at=request.at,
    )
    told = {"rep": str(booked.rep), "start": moment(None, booked.starts_at)}
    messages.success(request, _("Booked with %(rep)s: %(start)s.") % told)


def _own(request: PersonRequest, lead_id: UUID) -> Lead | None:
    """Give the lead if the reader may write its sheet."""
    lead = get_visible_lead(lead_id, access=request.access)
    return lead if "sheet" in deeds_open_to(lead, by=request.by, at=request.at) else None


def _page(
    request: PersonRequest,
    lead: Lead,
    form: SheetForm | None = None,
    status: int = HTTPStatus.OK,
    left: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    coming = appointments_of(lead).filter(occupying=True, starts_at__gt=request.at)
    booked = coming.first()
    context: dict[str, Any] = {
        "lead": lead,
        "form": form or sheet_form(lead),
        "seen": seen_of(lead, sheet_of(lead)),
        "title": _title(lead),
        "booked": booked,
        "left": left,
        "why_back": _why_back(lead),
        "here": reverse("calls:hand_over", args=[lead.id]),
    }
    if booked is None:
        context |= offer_for(request, lead)
    return render(request, "calls/hand_over.html", context, status=status)


def _why_back(lead: Lead) -> Line | None:
    """Give the last line of the life of a lead that came back: what is missing, in words."""
    if lead.state != "returned":
        return None
    return life_of(lead, list(history_of(lead)), list(thread_of(lead))).lines[-1]


def _title(lead: Lead) -> str:
    """Tell what is still to be written, or that all is."""
    sheet, company = sheet_of(lead), {"company": lead.account.name}
    required = [name for name in SHEET if name in lead.campaign.sheet_required]
    missing = [label(SHEET, name) for name in required if not getattr(sheet, name, "").strip()]
    missing += [words for _name, words in questions_left(lead, sheet)]
    if not missing:
        return _("%(company)s: ready to be submitted") % company
    fields = ", ".join(word[:1].lower() + word[1:] for word in missing)
    return _("%(company)s: still to be written: %(fields)s") % {**company, "fields": fields}
