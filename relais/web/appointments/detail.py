"""What the page of an appointment shows, for the page and for a form that has to be sent again."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from relais.accounts.queries import zone_of_contact
from relais.appointments.queries import Outcome, deeds_open_to, outcomes_possible
from relais.campaigns.queries import ReasonKind, reasons_for
from relais.leads.queries import Lead, get_visible_lead, sheet_of
from relais.lib.errors import NotVisible
from relais.web.appointments import forms as f
from relais.web.appointments.words import CAUSES, status
from relais.web.http import PersonRequest
from relais.web.words import OUTCOMES, SHEET, choices, label
from relais.web.zones import their_moment

Forms = dict[str, forms.Form]


def appointment_page(
    request: PersonRequest, row: Any, sent: Forms | None = None, status: int = 200
) -> HttpResponse:
    """Render the page of an appointment; `sent` are forms that came back with errors."""
    lead = _lead(request, row)
    deeds = deeds_open_to(row, by=request.by, at=request.at)
    sheet = sheet_of(lead) if lead else None
    context = {
        "one": row,
        "badge": _badge(request, row),
        "lead": lead,
        "deeds": deeds,
        "forms": {**{name: form_of(name, request, row) for name in FORMS}, **(sent or {})},
        "sheet": [(text, getattr(sheet, name, "")) for name, text in choices(SHEET)],
        "theirs": their_moment(row.starts_at, zone_of_contact(row.lead.contact)),
        "causes": CAUSES,
        "at": request.at,
    }
    return render(request, "appointments/detail.html", context, status=status)


def form_of(name: str, request: PersonRequest, row: Any, data: Any = None) -> forms.Form:
    """Make the form of a deed, for a POST when there are data."""
    return FORMS[name](request, row, data)


def _cancel(request: PersonRequest, row: Any, data: Any) -> forms.Form:
    return f.CancelForm(data)


def _outcome(request: PersonRequest, row: Any, data: Any) -> forms.Form:
    return _asked(f.OutcomeForm, request, row, data)


def _telling(request: PersonRequest, row: Any, data: Any) -> forms.Form:
    """A rep tells of his own; who leads tells of one after the other, once they are over."""
    of_many = row.rep_id != request.access.person_id and row.starts_at <= request.at
    return _asked(f.TellingForm if of_many else f.OutcomeForm, request, row, data)


def _asked(kind: type[f.OutcomeForm], request: PersonRequest, row: Any, data: Any) -> forms.Form:
    reasons = reasons_for(
        ReasonKind.NOT_HONOURED,
        organization_id=row.organization_id,
        campaign_id=row.lead.campaign_id,
    )
    return kind(data, outcomes=outcomes_possible(row, at=request.at), reasons=reasons)


def _prospect(request: PersonRequest, row: Any, data: Any) -> forms.Form:
    return f.SaidForm(data, outcomes=outcomes_possible(row, at=request.at))


FORMS = {"cancel": _cancel, "report": _telling, "correct": _outcome, "prospect": _prospect}


def _lead(request: PersonRequest, row: Any) -> Lead | None:
    """The lead, where the reader may see it: his own past appointments stay his all the same."""
    try:
        return get_visible_lead(row.lead_id, access=request.access)
    except NotVisible:
        return None


def _badge(request: PersonRequest, row: Any) -> tuple[str, str]:
    """What became of it, once that is told, else where it is."""
    if row.outcome:
        return label(OUTCOMES, row.outcome), "ok" if row.outcome == Outcome.HELD else ""
    unsaid = row.status == "booked" and row.starts_at <= request.at
    return (_("Outcome due"), "due") if unsaid else status(row.status)
