"""Every deed on a lead, by POST: read the form, one call, back to the lead."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from relais.campaigns.queries import SheetField
from relais.leads import actions
from relais.leads.queries import (
    Approach,
    Evidence,
    Lead,
    MovedOn,
    SheetMovedOn,
    State,
    WithdrawalCause,
    get_lead,
    get_visible_lead,
)
from relais.lib.errors import NotVisible
from relais.lib.money import Currency
from relais.people.queries import Actor, Role
from relais.routing import actions as routing
from relais.web.filters import to_minor
from relais.web.http import PersonRequest, deed, done
from relais.web.leads import forms as f
from relais.web.leads.detail import (
    KINDS,
    campaigns_for,
    lead_page,
    reason_form,
    reps_for,
    sheet_form,
)
from relais.web.leads.unmoved import moved_on, sheet_now, sheet_unmoved, unmoved
from relais.web.once import is_kept
from relais.wording.refusals import words_of

HELD: Final = (State.TAKEN_UP.value, State.IN_APPROACH.value)
Do = Callable[[UUID, dict[str, Any], Actor, datetime, Lead], Any]
Form = Callable[[PersonRequest, Lead], forms.Form]


@deed
def act(request: PersonRequest, lead_id: UUID, name: str) -> HttpResponse:
    """Do one deed on a lead; a form with errors comes back with what was typed."""
    if name not in DEEDS:
        raise NotVisible
    lead = _lead(name, request, lead_id)
    if is_kept(request) and stands(name, lead, request.by):
        return done(request, _(DEEDS[name][1]), _after(request, lead_id))
    form = sent_form(name, request, lead)
    if not form.is_valid():
        return lead_page(request, lead, {name: form}, status=400)
    try:
        answer = perform(name, request, lead, form)
    except MovedOn as why:
        return moved_on(request, lead, why)
    except SheetMovedOn as why:
        form.add_error(None, f"{words_of(why)} {sheet_now(lead)}")
        return lead_page(request, lead, {name: form}, status=409)
    where = answer.id if name == "recover" else lead_id
    return done(request, _(DEEDS[name][1]), _after(request, where))


def stands(name: str, lead: Lead, by: Actor) -> bool:
    """Say whether a deed of a phone is done by its person already: two presses are one."""
    return name == "take-up" and lead.state in HELD and by.is_person(lead.rep_id)


def _lead(name: str, request: PersonRequest, lead_id: UUID) -> Lead:
    """Give the lead that somebody sees; who guards privacy withdraws what he does not see."""
    access = request.access
    if name == "withdraw" and access.has(Role.PRIVACY_OFFICER):
        return get_lead(lead_id, organization_id=access.organization_id)
    return get_visible_lead(lead_id, access=access)


def sent_form(name: str, request: PersonRequest, lead: Lead) -> forms.Form:
    """Give the form of a deed with what was sent."""
    data = request.POST
    if name in KINDS:
        return reason_form(name, lead, KINDS[name], data)
    make = FORMS.get(name)
    return make(request, lead) if make else f.WordsForm(data)


def perform(name: str, request: PersonRequest, lead: Lead, form: forms.Form) -> Any:
    """Do a deed with a form that is valid, and give what comes of it.

    :raises MovedOn: when something happened to the lead since the form was opened.
    :raises SheetMovedOn: when its sheet was written to since.
    """
    still = sheet_unmoved if name == "sheet" else unmoved
    with still(request, lead):
        return DEEDS[name][0](lead.id, _read(form), request.by, request.at, lead)


def _read(form: forms.Form) -> dict[str, Any]:
    if isinstance(form, f.SheetForm):
        return {"answers": form.answers(), "fields": form.cleaned_data}
    return form.cleaned_data


def _after(request: PersonRequest, lead_id: UUID) -> str:
    """Back to the lead, or to one's day where it can no longer be seen."""
    try:
        get_visible_lead(lead_id, access=request.access)
    except NotVisible:
        return "/"
    return reverse("leads:detail", args=[lead_id])


FORMS: dict[str, Form] = {
    "message": lambda request, lead: f.SaidForm(request.POST),
    "sheet": lambda request, lead: sheet_form(lead, request.POST),
    "start-approach": lambda request, lead: f.ApproachForm(request.POST),
    "win": lambda request, lead: f.WinForm(request.POST),
    "assign": lambda request, lead: f.PersonForm(request.POST, persons=reps_for(request)),
    "recover": lambda request, lead: f.CampaignForm(request.POST, campaigns=campaigns_for(request)),
}


def _sheet(lead_id: UUID, data: dict[str, Any], by: Actor, at: datetime, lead: Lead) -> Any:
    fields = {name: data["fields"][name.value] for name in SheetField}
    return actions.write_sheet(lead_id, fields=fields, answers=data["answers"], by=by, at=at)


def _return(lead_id: UUID, data: dict[str, Any], by: Actor, at: datetime, lead: Lead) -> Any:
    return actions.return_lead(
        lead_id,
        reason_id=data["reason_id"],
        missing=tuple(SheetField(name) for name in data["missing"]),
        words=data["words"],
        by=by,
        at=at,
    )


def _contest(lead_id: UUID, data: dict[str, Any], by: Actor, at: datetime, lead: Lead) -> Any:
    return actions.contest_lead(
        lead_id,
        reason_id=data["reason_id"],
        evidence=tuple(Evidence(code) for code in data["evidence"]),
        words=data["words"],
        by=by,
        at=at,
    )


def _win(lead_id: UUID, data: dict[str, Any], by: Actor, at: datetime, lead: Lead) -> Any:
    margin, currency = data["margin"], Currency(lead.campaign.currency)
    return actions.win_lead(
        lead_id,
        amount=to_minor(data["amount"], currency),
        margin=None if margin is None else to_minor(margin, currency),
        currency=currency,
        signed_on=data["signed_on"],
        by=by,
        at=at,
    )


DEEDS: dict[str, tuple[Do, str]] = {
    "message": (
        lambda i, d, by, at, lead: actions.post_message(i, text=d["text"], by=by, at=at),
        gettext_noop("Your message is in the thread."),
    ),
    "sheet": (_sheet, gettext_noop("The sheet was saved.")),
    "submit": (
        lambda i, d, by, at, lead: routing.submit_lead(i, by=by, at=at),
        gettext_noop("Submitted for review."),
    ),
    "drop": (
        lambda i, d, by, at, lead: actions.drop_lead(i, reason_id=d["reason_id"], by=by, at=at),
        gettext_noop("The lead was given up."),
    ),
    "return": (_return, gettext_noop("Sent back to the telemarketer.")),
    "refuse": (
        lambda i, d, by, at, lead: actions.refuse_lead(
            i, reason_id=d["reason_id"], words=d["words"], by=by, at=at
        ),
        gettext_noop("Set aside."),
    ),
    "validate": (
        lambda i, d, by, at, lead: routing.validate_lead(i, by=by, at=at),
        gettext_noop("Validated under your name."),
    ),
    "reopen-review": (
        lambda i, d, by, at, lead: actions.reopen_review(i, by=by, at=at),
        gettext_noop("Back under review."),
    ),
    "take-up": (
        lambda i, d, by, at, lead: actions.take_up_lead(i, by=by, at=at),
        gettext_noop("Taken up."),
    ),
    "undo-take-up": (
        lambda i, d, by, at, lead: actions.undo_take_up(i, by=by, at=at),
        gettext_noop("The take-up was taken back."),
    ),
    "start-approach": (
        lambda i, d, by, at, lead: actions.start_approach(
            i, means=Approach(d["means"]), by=by, at=at
        ),
        gettext_noop("The approach was logged."),
    ),
    "undo-approach": (
        lambda i, d, by, at, lead: actions.undo_approach(i, by=by, at=at),
        gettext_noop("The approach was taken back."),
    ),
    "win": (_win, gettext_noop("The signature was logged.")),
    "cancel-win": (
        lambda i, d, by, at, lead: actions.cancel_win(i, words=d["words"], by=by, at=at),
        gettext_noop("The signature was taken back."),
    ),
    "lose": (
        lambda i, d, by, at, lead: actions.lose_lead(
            i, reason_id=d["reason_id"], words=d["words"], by=by, at=at
        ),
        gettext_noop("Closed without a signature."),
    ),
    "reopen": (
        lambda i, d, by, at, lead: actions.reopen_lead(i, by=by, at=at),
        gettext_noop("Back in approach."),
    ),
    "contest": (_contest, gettext_noop("Contested: the judge was told.")),
    "dismiss-contest": (
        lambda i, d, by, at, lead: actions.dismiss_contest(i, words=d["words"], by=by, at=at),
        gettext_noop("Judged: the lead stands."),
    ),
    "uphold-contest": (
        lambda i, d, by, at, lead: actions.uphold_contest(
            i, reason_id=None, words=d["words"], by=by, at=at
        ),
        gettext_noop("Judged: it should not have been transmitted."),
    ),
    "send-back": (
        lambda i, d, by, at, lead: actions.send_back_contested(i, words=d["words"], by=by, at=at),
        gettext_noop("Judged: it goes back to be completed."),
    ),
    "reroute": (
        lambda i, d, by, at, lead: routing.reroute_contested(i, words=d["words"], by=by, at=at),
        gettext_noop("Judged: it goes to another rep."),
    ),
    "assign": (
        lambda i, d, by, at, lead: routing.assign_lead(
            i, rep_id=d["rep_id"], words=d["words"], by=by, at=at
        ),
        gettext_noop("Given to the rep."),
    ),
    "release": (
        lambda i, d, by, at, lead: routing.release_lead(i, words=d["words"], by=by, at=at),
        gettext_noop("Taken back, and routed again."),
    ),
    "recover": (
        lambda i, d, by, at, lead: actions.recover_lead(
            i, campaign_id=d["campaign_id"], by=by, at=at
        ),
        gettext_noop("Recovered: this is the new lead."),
    ),
    "withdraw": (
        lambda i, d, by, at, lead: actions.withdraw_lead(
            i, cause=WithdrawalCause.OBJECTION, by=by, at=at
        ),
        gettext_noop("Withdrawn: nobody calls this prospect any more."),
    ),
}
