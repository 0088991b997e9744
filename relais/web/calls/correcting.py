"""Correcting what became of a call: offered in the notice that says it, and beside the call."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from relais.calls.queries import Call, CallOutcome, calls_visible_to, moment_of, zone_of_contact
from relais.leads.actions import correct_ended_call
from relais.lib.errors import NotVisible, Refusal
from relais.people.queries import Role
from relais.web.calls.forms import CorrectionForm
from relais.web.calls.words import ENDS, MISSED, OUTCOMES, REACHED
from relais.web.http import PersonRequest, deed, done, page
from relais.web.words import label
from relais.wording.refusals import words_of

CALLERS = (Role.TELEMARKETER, Role.SUPERVISOR)
STAYS = (CallOutcome.QUALIFIED.value, CallOutcome.DO_NOT_CALL.value)


@page(*CALLERS)
def correction(request: PersonRequest, call_id: UUID) -> HttpResponse:
    """Ask what became of a call, if it was not what was told."""
    return _page(request, _seen(request, call_id), CorrectionForm())


@deed
def correct(request: PersonRequest, call_id: UUID) -> HttpResponse:
    """Tell anew what became of a call, and go on where one was."""
    call, form = _seen(request, call_id), CorrectionForm(request.POST)
    if not form.is_valid():
        return _page(request, call, form, status=400)
    end, outcome = form.told()
    typed = form.callback() if outcome in (CallOutcome.CALLBACK, CallOutcome.NOT_NOW) else None
    callback_at = moment_of(typed, zone=zone_of_contact(call.contact)) if typed else None
    by, at = request.by, request.at
    try:
        fixed = correct_ended_call(
            call_id, end=end, outcome=outcome, callback_at=callback_at, by=by, at=at
        )
    except Refusal as why:
        form.add_error(None, words_of(why))
        return _page(request, call, form, status=409)
    said = {"company": call.contact.account.name, "told": told_of(fixed)}
    return done(request, _("%(company)s: corrected as “%(told)s”.") % said, reverse("calls:next"))


def told_of(call: Call) -> str:
    """Say what became of a call in one word: what it achieved, or how it ended."""
    if call.outcome == CallOutcome.UNREACHABLE and call.end in MISSED:
        return label(ENDS, call.end)
    return label(OUTCOMES, call.outcome)


def noticed(call: Call, company: str, said: str) -> SafeString:
    """Say of whom a call was saved, and what; with the way to correct it."""
    link = (reverse("calls:correction", args=[call.id]), _("Correct it"))
    return format_html('{} · {} <a href="{}">{}</a>', company, said, *link)


def with_last(calls: QuerySet[Call]) -> QuerySet[Call]:
    """Note beside each call whether its prospect was called again since."""
    later = Call.objects.filter(
        organization_id=OuterRef("organization_id"),
        prospect_id=OuterRef("prospect_id"),
        started_at__gt=OuterRef("started_at"),
    )
    return calls.annotate(overtaken=Exists(later))


def may_correct(request: PersonRequest, call: Any) -> bool:
    """Whether a page offers to correct a call that was read `with_last`."""
    own = call.person_id == request.access.person_id or request.access.has(Role.SUPERVISOR)
    return bool(own and call.found and not call.overtaken and call.outcome not in STAYS)


def _seen(request: PersonRequest, call_id: UUID) -> Call:
    rows = calls_visible_to(request.access, on=request.at.date()).filter(id=call_id)
    found = rows.select_related("contact__account", "campaign", "person").first()
    if found is None:
        raise NotVisible
    return found


def _page(
    request: PersonRequest, call: Call, form: CorrectionForm, status: int = 200
) -> HttpResponse:
    context = {
        "call": call,
        "told": told_of(call),
        "form": form,
        "reached": REACHED,
        "missed": MISSED,
        "ends": ENDS,
        "outcomes": OUTCOMES,
    }
    return render(request, "calls/correct.html", context, status=status)
