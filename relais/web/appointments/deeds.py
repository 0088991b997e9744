"""Every deed on an appointment that is booked, by POST."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from relais.appointments import actions
from relais.appointments.queries import (
    CancelCause,
    Outcome,
    deeds_open_to,
    get_visible_appointment,
    outcomes_due,
    silent,
)
from relais.lib.errors import NotVisible, Refusal
from relais.people.queries import Actor
from relais.web.appointments.detail import appointment_page, form_of
from relais.web.http import PersonRequest, deed, done
from relais.web.once import is_kept
from relais.wording.refusals import words_of

Do = Callable[[UUID, dict[str, Any], Actor, datetime], Any]


@deed
def act(request: PersonRequest, appointment_id: UUID, name: str) -> HttpResponse:
    """Do one deed; a form that is wrong, or refused while the deed is open, comes back as typed."""
    if name not in DEEDS:
        raise NotVisible
    row = get_visible_appointment(appointment_id, access=request.access)
    form = form_of(name, request, row, request.POST)
    if not form.is_valid():
        return appointment_page(request, row, {name: form}, status=400)
    do, said = DEEDS[name]
    there = reverse("appointments:detail", args=[appointment_id])
    if is_kept(request) and name == "report" and _is_told(row, form.cleaned_data, request.by):
        return done(request, _(said), there)
    try:
        do(appointment_id, form.cleaned_data, request.by, request.at)
    except Refusal as why:
        if name not in deeds_open_to(row, by=request.by, at=request.at):
            raise
        form.add_error(None, words_of(why))
        return appointment_page(request, row, {name: form}, status=409)
    if form.cleaned_data.get("then"):
        words = _("%(company)s: %(said)s") % {"company": row.lead.account.name, "said": _(said)}
        return done(request, words, _next_untold(request))
    return done(request, _(said), there)


def _is_told(row: Any, data: dict[str, Any], by: Actor) -> bool:
    """Say whether this person has told just that already: pressed twice it is told once."""
    told = (row.outcome, row.reason_id) == (data["outcome"], data["reason_id"])
    return told and by.is_person(row.reported_by_id)


def _next_untold(request: PersonRequest) -> str:
    """The next of which nobody has told, those first whose time is over; else back to one's day."""
    access, at = request.access, request.at
    found = silent(access, at=at).first() or outcomes_due(access, at=at).first()
    return reverse("appointments:detail", args=[found.id]) if found else "/"


def _cancel(appointment_id: UUID, data: dict[str, Any], by: Actor, at: datetime) -> Any:
    cause = CancelCause(data["cause"])
    return actions.cancel_appointment(appointment_id, cause=cause, by=by, at=at)


def _report(appointment_id: UUID, data: dict[str, Any], by: Actor, at: datetime) -> Any:
    return actions.report_outcome(appointment_id, **_said(data), by=by, at=at)


def _correct(appointment_id: UUID, data: dict[str, Any], by: Actor, at: datetime) -> Any:
    return actions.correct_outcome(appointment_id, **_said(data), by=by, at=at)


def _prospect(appointment_id: UUID, data: dict[str, Any], by: Actor, at: datetime) -> Any:
    outcome = Outcome(data["outcome"])
    return actions.say_prospect_version(appointment_id, outcome=outcome, by=by, at=at)


def _said(data: dict[str, Any]) -> dict[str, Any]:
    return {"outcome": Outcome(data["outcome"]), "reason_id": data["reason_id"]}


DEEDS: Final[dict[str, tuple[Do, str]]] = {
    "cancel": (_cancel, gettext_noop("The appointment was cancelled, and the slot is free.")),
    "report": (_report, gettext_noop("The outcome was saved.")),
    "correct": (_correct, gettext_noop("The outcome was corrected.")),
    "prospect": (_prospect, gettext_noop("The prospect’s version was written down.")),
}
