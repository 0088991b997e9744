"""Free slots of the rep to whom a lead goes, and taking one: to book, or to move."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any, Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from relais.accounts.queries import zone_of_contact
from relais.appointments.actions import move_appointment
from relais.appointments.queries import (
    Mode,
    appointments_of,
    deeds_open_to,
    free_slots,
    get_visible_appointment,
)
from relais.leads.queries import Lead, get_visible_lead
from relais.lib.errors import NotVisible, Refusal
from relais.lib.periods import Period
from relais.people.queries import persons_named
from relais.routing import queries as routing
from relais.routing.actions import Offer, book_for_routed_rep, offer_for_lead
from relais.web.appointments.forms import BookForm, OfferFilter, SlotForm
from relais.web.filters import moment
from relais.web.http import PersonRequest, deed, done, page
from relais.web.zones import their_clock
from relais.wording.decisions import decided
from relais.wording.refusals import words_of

SHOWN: Final = timedelta(days=14)


class Slot(NamedTuple):
    """A slot that may be taken, and its time on the prospect's clock where that differs."""

    starts_at: datetime
    there: str


class Window(NamedTuple):
    """Between which moments slots are looked for, and how the two meet."""

    start: datetime
    end: datetime
    mode: Mode


@page()
def book(request: PersonRequest, lead_id: UUID) -> HttpResponse:
    """Offer the free slots of the rep who has a lead, or to whom it would go."""
    lead = get_visible_lead(lead_id, access=request.access)
    if not {"book", "move"} & routing.deeds_open_to(lead, by=request.by, at=request.at):
        raise NotVisible
    booked = appointments_of(lead).filter(occupying=True, starts_at__gt=request.at).first()
    if booked:
        return redirect("appointments:slots", booked.id)
    return _book_page(request, lead)


@deed
def take(request: PersonRequest, lead_id: UUID) -> HttpResponse:
    """Book a slot for a lead."""
    lead, form = get_visible_lead(lead_id, access=request.access), BookForm(request.POST)
    if not form.is_valid():
        return _book_page(request, lead, form, status=400)
    booked = book_for_routed_rep(
        lead_id,
        starts_at=form.cleaned_data["starts_at"],
        ends_at=None,
        mode=Mode(form.cleaned_data["mode"]),
        by=request.by,
        at=request.at,
    )
    said = _("Booked with %(rep)s: %(start)s.") % _what(booked)
    return done(request, said, reverse("appointments:detail", args=[booked.id]))


@page()
def slots(request: PersonRequest, appointment_id: UUID) -> HttpResponse:
    """Offer the free slots to which an appointment may be moved."""
    row = get_visible_appointment(appointment_id, access=request.access)
    if "move" not in deeds_open_to(row, by=request.by, at=request.at):
        raise NotVisible
    return _move_page(request, row)


@deed
def move(request: PersonRequest, appointment_id: UUID) -> HttpResponse:
    """Move an appointment to another slot of the same rep."""
    row = get_visible_appointment(appointment_id, access=request.access)
    form = SlotForm(request.POST)
    if not form.is_valid():
        return _move_page(request, row, form, status=400)
    moved = move_appointment(
        appointment_id,
        rep_id=None,
        starts_at=form.cleaned_data["starts_at"],
        ends_at=None,
        by=request.by,
        at=request.at,
    )
    said = _("Moved, with %(rep)s: %(start)s.") % _what(moved)
    return done(request, said, reverse("appointments:detail", args=[appointment_id]))


def _book_page(
    request: PersonRequest, lead: Lead, form: BookForm | None = None, status: int = 200
) -> HttpResponse:
    context = {**offer_for(request, lead), "lead": lead}
    context["form"] = form or BookForm(initial={"mode": context["window"].mode.value})
    return render(request, "appointments/book.html", context, status=status)


def offer_for(request: PersonRequest, lead: Lead) -> dict[str, Any]:
    """Give the free slots of the rep who has a lead, or to whom it would go, and why him."""
    window, asked = _window(request)
    why, free = "", list[Period]()
    try:
        offer = offer_for_lead(lead, **window._asdict(), at=request.at)
        why, free = _why(lead, offer), offer.slots
    except Refusal as nobody:
        why = words_of(nobody)
    days = _by_day(free, zone_of_contact(lead.contact))
    return {"why": why, "days": days, "window": window, "asked": asked}


def _move_page(
    request: PersonRequest, row: Any, form: SlotForm | None = None, status: int = 200
) -> HttpResponse:
    window, asked = _window(request)
    now = window._replace(mode=Mode(row.mode))
    free = free_slots(row.rep_id, **now._asdict(), campaign=row.lead.campaign, at=request.at)
    context = {
        "one": row,
        "days": _by_day(free, zone_of_contact(row.lead.contact)),
        "window": now,
        "asked": asked,
        "form": form or SlotForm(),
    }
    return render(request, "appointments/move.html", context, status=status)


def _window(request: PersonRequest) -> tuple[Window, OfferFilter]:
    """Two weeks from the day that is asked for, today at the earliest."""
    asked = OfferFilter(request.GET or None)
    found = asked.cleaned_data if asked.is_valid() else {}
    today = timezone.localdate(request.at)
    since = max(found.get("since") or today, today)
    midnight = timezone.make_aware(datetime.combine(since, time.min))
    mode = Mode(found.get("mode") or Mode.VISIT)
    window = Window(max(midnight, request.at), midnight + SHOWN, mode)
    return window, OfferFilter(initial={"since": since, "mode": mode.value})


def _by_day(free: Iterable[Period], zone: ZoneInfo) -> list[tuple[date, list[Slot]]]:
    offered = [Slot(slot.start, their_clock(slot.start, zone)) for slot in free]
    days = groupby(offered, key=lambda slot: timezone.localtime(slot.starts_at).date())
    return [(day, list(found)) for day, found in days]


def _why(lead: Lead, offer: Offer) -> str:
    """Say why this rep: because he has the lead, was promised, or is whom routing finds."""
    if offer.decision is None:
        name = persons_named(lead.organization_id, [offer.rep_id])[offer.rep_id]
        has = (
            _("%(rep)s has this lead.")
            if lead.rep_id
            else _("%(rep)s was promised to the prospect.")
        )
        return has % {"rep": name}
    words = routing.words_of(
        offer.decision.reason.value,
        facts=offer.decision.facts,
        rep_id=offer.rep_id,
        unit_id=offer.decision.unit_id,
        organization_id=lead.organization_id,
    )
    return decided(words)


def _what(row: Any) -> dict[str, str]:
    return {"rep": str(row.rep), "start": moment(None, row.starts_at)}
