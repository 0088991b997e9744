"""The appointments behind a figure: those due of some leads, over which honouring is counted."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from relais.appointments.queries import Appointment
from relais.measures.queries import View, due_appointments
from relais.people.queries import organization, units_visible_to
from relais.web.http import PersonRequest
from relais.web.leads.cases import check_is_a_team, opened_in


class CountedForm(forms.Form):
    """Of which unit, and of leads opened when; nobody types it."""

    unit = forms.UUIDField()
    opened_since = forms.DateField(required=False)


@dataclass(frozen=True)
class Counted:
    """The appointments that are asked for, in words, and the fields that ask for them."""

    rows: QuerySet[Appointment]
    words: list[str]
    fields: list[tuple[str, str]]


def address_of_due(unit_id: UUID | None, *, opened_since: date | None) -> str:
    """Give the address of the list of the appointments due of a unit; "" of none."""
    told = {"unit": unit_id, "opened_since": opened_since}
    given = {name: str(value) for name, value in told.items() if value is not None}
    return f"{reverse('appointments:list')}?{urlencode(given)}" if unit_id else ""


def counted_in(request: PersonRequest) -> Counted | None:
    """Read which appointments a figure has led to; None where none has."""
    form = CountedForm(request.GET)
    return _counted(request, form.cleaned_data) if form.is_valid() else None


def _counted(request: PersonRequest, told: dict[str, Any]) -> Counted:
    """Find the appointments.

    :raises NotVisible: before the privacy checklist is complete, for a unit of too few reps.
    """
    access, since = request.access, told["opened_since"]
    if not organization(access.organization_id).works_council_on:
        check_is_a_team(request, told["unit"])
    unit = units_visible_to(access).filter(id=told["unit"]).first()
    view = View(access.organization_id, access, since)
    rows = due_appointments(view, at=request.at, unit_path=unit.path if unit else "-")
    words = [_("Appointments due"), *([opened_in(since, None)] if since else [])]
    fields = [(name, str(value)) for name, value in told.items() if value]
    return Counted(rows.order_by("-starts_at", "id"), [*words, unit.name if unit else "–"], fields)
