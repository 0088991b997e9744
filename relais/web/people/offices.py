"""What the pages of the offices show, for the page and for a form that has to be sent again."""

from collections import defaultdict
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from relais.people.queries import (
    Role,
    call_centers_visible_to,
    closing_days_of,
    holders_of,
    organization,
    units_visible_to,
    working_weeks_of,
)
from relais.web.http import PersonRequest
from relais.web.people import forms as f
from relais.web.people import words
from relais.web.people.detail import indented

Sent = forms.Form | None
Returned = tuple[UUID, forms.Form]


def units_page(request: PersonRequest, sent: Sent = None, status: int = 200) -> HttpResponse:
    """Render the tree of units."""
    rows = list(units_visible_to(request.access))
    managers, relays = _names(request, Role.MANAGER), _names(request, Role.RELAY)
    shown = [(row, row.path.count("/") - 2, managers[row.id], relays[row.id]) for row in rows]
    context = _offices(request) | {"units": shown, "form": sent or unit_form(request)}
    return render(request, "people/units.html", context, status=status)


def unit_page(
    request: PersonRequest, unit: Any, sent: Sent = None, status: int = 200
) -> HttpResponse:
    """Render one unit, to be changed."""
    context = {"unit": unit, "form": sent or changed_form(request, unit)}
    return render(request, "people/unit.html", context, status=status)


def unit_form(request: PersonRequest, data: Any = None) -> f.UnitForm:
    """Make the form of a unit."""
    units = [(str(unit.id), indented(unit)) for unit in units_visible_to(request.access)]
    return f.UnitForm(data, units=units)


def changed_form(request: PersonRequest, unit: Any, data: Any = None) -> f.UnitForm:
    """Make the form of a unit as it is; it may stand below any but itself and what is below it."""
    rows = units_visible_to(request.access)
    others = [(str(one.id), indented(one)) for one in rows if not one.path.startswith(unit.path)]
    names = ("name", "kind", "parent_id", "country", "subdivision", "timezone")
    initial = {name: getattr(unit, name) for name in names}
    form = f.UnitForm(data, units=others, initial=initial)
    for name in ("country", "timezone"):
        form.fields[name].required = True
    if unit.parent_id is None:
        del form.fields["parent_id"]
    return form


def name_form(center: Any, data: Any = None) -> f.NameForm:
    """Make the form of a call center's name."""
    return f.NameForm(data, initial={"name": center.name}, auto_id=f"id_name_{center.id}_%s")


def centers_page(
    request: PersonRequest,
    sent: Sent = None,
    mandate: Returned | None = None,
    renamed: Returned | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the call centers; `mandate` and `renamed` are forms of one that came back."""
    given, names = dict([mandate] if mandate else []), dict([renamed] if renamed else [])
    centers = [
        (row, given.get(row.id) or mandate_form(row), names.get(row.id) or name_form(row))
        for row in call_centers_visible_to(request.access)
    ]
    context = _offices(request) | {"centers": centers, "form": sent or f.CenterForm()}
    return render(request, "people/centers.html", context, status=status)


def mandate_form(center: Any, data: Any = None) -> f.MandateForm:
    """Make the form of a call center's mandate."""
    initial = {"mandate_since": center.mandate_since, "mandate_until": center.mandate_until}
    return f.MandateForm(data, initial=initial, auto_id=f"id_{center.id}_%s")


def time_page(
    request: PersonRequest,
    week: Sent = None,
    closing: Sent = None,
    status: int = 200,
) -> HttpResponse:
    """Render the working weeks of countries, and closing days."""
    organization_id = request.access.organization_id
    rows = working_weeks_of(organization_id)
    weeks = {country: list(periods) for country, periods in groupby(rows, lambda row: row.country)}
    used = {unit.country for unit in units_visible_to(request.access)}
    countries = [
        (words.country(country), words.week(weeks[country]) if country in weeks else None)
        for country in sorted(used | weeks.keys())
    ]
    context = _offices(request) | {
        "countries": countries,
        "closing_days": closing_days_of(organization_id),
        "week": week or _usual_week(sorted(used)),
        "closing": closing or f.ClosingForm(auto_id="id_closing_%s"),
    }
    return render(request, "people/time.html", context, status=status)


def organization_page(request: PersonRequest, sent: Sent = None, status: int = 200) -> HttpResponse:
    """Render the organization and its checklist."""
    house = organization(request.access.organization_id)
    initial = {
        "works_council_on": house.works_council_on,
        "notice": house.privacy_notice,
        "impact_assessment": house.impact_assessment,
    }
    form = sent or f.ChecklistForm(initial=initial)
    context = _offices(request) | {"house": house, "form": form}
    return render(request, "people/organization.html", context, status=status)


def _offices(request: PersonRequest) -> dict[str, Any]:
    return {"w": words, "may_set": request.access.has(Role.ADMIN)}


def _names(request: PersonRequest, role: Role) -> dict[UUID | None, list[str]]:
    """Name who holds a role, by unit."""
    found: dict[UUID | None, list[str]] = defaultdict(list)
    for post in holders_of(request.access.organization_id, role, on=request.at.date()):
        found[post.unit_id].append(str(post.person))
    return found


def _usual_week(countries: list[str]) -> f.CountryWeekForm:
    """Offer the office hours that count where nothing is set."""
    days = {str(day): "9:00-12:30, 13:30-18:00" for day in range(5)}
    initial = days | {"country": countries[0] if countries else "FR"}
    form = f.CountryWeekForm(initial=initial)
    form.order_fields(["country"])
    return form
