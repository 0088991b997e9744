"""Every deed on the organization, by POST: units, call centers, working time, privacy."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from relais.people import actions
from relais.people.queries import NotConsultedYet, call_centers_visible_to, units_visible_to
from relais.web.http import PersonRequest, deed, done
from relais.web.people import forms as f
from relais.web.people.offices import (
    centers_page,
    changed_form,
    mandate_form,
    name_form,
    organization_page,
    time_page,
    unit_form,
    unit_page,
    units_page,
)
from relais.wording.refusals import words_of


@deed
def add_unit(request: PersonRequest) -> HttpResponse:
    """Add a unit below another."""
    form = unit_form(request, request.POST)
    if not form.is_valid():
        return units_page(request, form, status=400)
    said = form.cleaned_data
    name, kind, parent_id = said.pop("name"), said.pop("kind"), said.pop("parent_id")
    place = {field: value or None for field, value in said.items()}
    actions.add_unit(name, kind=kind, parent_id=parent_id, **place, by=request.by)
    return done(request, _("The unit is there."), reverse("people:units"))


@deed
def change_unit(request: PersonRequest, unit_id: UUID) -> HttpResponse:
    """Rename a unit, move it, or say where it is."""
    unit = units_visible_to(request.access).filter(id=unit_id).first()
    if unit is None:
        raise Http404
    form = changed_form(request, unit, request.POST)
    if not form.is_valid():
        return unit_page(request, unit, form, status=400)
    actions.change_unit(unit_id, **{"parent_id": None} | form.cleaned_data, by=request.by)
    return done(request, _("The unit was changed."), reverse("people:units"))


@deed
def rename_center(request: PersonRequest, center_id: UUID) -> HttpResponse:
    """Give a call center another name."""
    center = call_centers_visible_to(request.access).filter(id=center_id).first()
    if center is None:
        raise Http404
    form = name_form(center, request.POST)
    if not form.is_valid():
        return centers_page(request, renamed=(center_id, form), status=400)
    actions.rename_call_center(center_id, name=form.cleaned_data["name"], by=request.by)
    return done(request, _("The call center was renamed."), _centers())


@deed
def add_center(request: PersonRequest) -> HttpResponse:
    """Add a call center."""
    form = f.CenterForm(request.POST)
    if not form.is_valid():
        return centers_page(request, form, status=400)
    actions.add_call_center(**form.cleaned_data, by=request.by)
    return done(request, _("The call center is there: engage it on a campaign."), _centers())


@deed
def set_mandate(request: PersonRequest, center_id: UUID) -> HttpResponse:
    """Set between which days a call center works for the organization."""
    center = call_centers_visible_to(request.access).filter(id=center_id).first()
    if center is None:
        raise Http404
    form = mandate_form(center, request.POST)
    if not form.is_valid():
        return centers_page(request, mandate=(center_id, form), status=400)
    since, until = form.cleaned_data["mandate_since"], form.cleaned_data["mandate_until"]
    actions.set_mandate(center_id, since=since, until=until, by=request.by)
    return done(request, _("The mandate is set; access ends with it."), _centers())


@deed
def set_week(request: PersonRequest) -> HttpResponse:
    """Set the working week of a country."""
    form = f.CountryWeekForm(request.POST)
    if not form.is_valid():
        return time_page(request, week=form, status=400)
    country = form.cleaned_data["country"]
    actions.set_working_week(form.hours(), country=country, by=request.by)
    return done(request, _("The working week is set."), reverse("people:time"))


@deed
def close_day(request: PersonRequest) -> HttpResponse:
    """Say that nobody works on a day in a country."""
    form = f.ClosingForm(request.POST, auto_id="id_closing_%s")
    if not form.is_valid():
        return time_page(request, closing=form, status=400)
    actions.close_day(**form.cleaned_data, by=request.by)
    return done(request, _("The closing day is known: clocks stop on it."), reverse("people:time"))


@deed
def open_day(request: PersonRequest, closing_day_id: UUID) -> HttpResponse:
    """Take back a closing day."""
    actions.open_day(closing_day_id, by=request.by)
    words = _("The closing day is taken back: deadlines set from now on count it.")
    return done(request, words, reverse("people:time"))


@deed
def complete_checklist(request: PersonRequest) -> HttpResponse:
    """Write down what the law asks before individual figures may be shown."""
    form = f.ChecklistForm(request.POST)
    if not form.is_valid():
        return organization_page(request, form, status=400)
    try:
        actions.complete_privacy_checklist(**form.cleaned_data, by=request.by, at=request.at)
    except NotConsultedYet as why:
        form.add_error("works_council_on", words_of(why))
        return organization_page(request, form, status=409)
    words = _("The checklist is complete: direct managers see the figures of their own reps.")
    return done(request, words, reverse("people:organization"))


def _centers() -> str:
    return reverse("people:centers")
