"""What the page of a lead shows, for the page and for a form that has to be sent again."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from relais.appointments.queries import read_appointments
from relais.campaigns.queries import (
    ReasonKind,
    campaigns_visible_to,
    questions_of,
)
from relais.challenge.queries import entries_on
from relais.leads.queries import (
    Lead,
    indispensable,
    read_history,
    read_thread,
    score_shown,
    sheet_of,
)
from relais.people.queries import Role, holders_of
from relais.routing.queries import deeds_open_to
from relais.web.http import PersonRequest
from relais.web.leads import forms as f
from relais.web.leads.case import case_of
from relais.web.leads.criteria import compared, questions_left
from relais.web.leads.life import life_of, way_of
from relais.web.leads.news import version_of_lead
from relais.web.leads.seen import seen_by
from relais.web.leads.unmoved import seen_of
from relais.web.reports.words import POINTS
from relais.web.words import SHEET, choices

Forms = dict[str, forms.Form]


def lead_page(
    request: PersonRequest, lead: Lead, sent: Forms | None = None, status: int = 200
) -> HttpResponse:
    """Render the page of a lead; `sent` are forms that came back with errors."""
    context = lead_context(request, lead, sent)
    context |= {
        "version": version_of_lead(*context["pulse"]),
        "way": way_of(lead),
        "seen_by": seen_by(lead, access=request.access, on=request.at.date()),
        "points": entries_on(lead.id, access=request.access),
        "rules": POINTS,
        "lead_id": lead.id,
        "last": lead.sequence,
    }
    return render(request, "leads/detail.html", context, status=status)


def lead_context(request: PersonRequest, lead: Lead, sent: Forms | None = None) -> dict[str, Any]:
    """Give what is shown of a lead: deeds and their forms, sheet, score, thread, history."""
    deeds = deeds_open_to(lead, by=request.by, at=request.at)
    sheet = sheet_of(lead)
    messages = read_thread(lead)
    history = read_history(lead)
    life = life_of(lead, history, messages)
    shown = [(text, getattr(sheet, name, "")) for name, text in choices(SHEET)]
    score = score_shown(lead, sheet=sheet)
    criteria = compared(lead, score, sheet) if score else []
    return {
        "lead": lead,
        "deeds": deeds,
        "told_of_end": _working_on(request, lead),
        "forms": {**lead_forms(request, lead, deeds), **(sent or {})},
        "sheet": shown,
        "score": score,
        "criteria": criteria,
        "not_met": [one.wanted for one in criteria if one.required and one.met != "yes"],
        "left": [words for _name, words in questions_left(lead, sheet)],
        "thread": [message for message in messages if message.about is None],
        "pulse": (
            lead.sequence,
            messages[-1].written_at if messages else None,
            sheet.updated_at if sheet else None,
        ),
        "timeline": life.lines,
        "case": case_of(lead, history, life.lines),
        "why_this_rep": life.why_this_rep,
        "appointments": read_appointments(lead),
        "seen": seen_of(lead, sheet),
        "at": request.at,
    }


def _working_on(request: PersonRequest, lead: Lead) -> list[str]:
    """Name who is told when the lead is withdrawn: whoever works on it, but not who asks."""
    parts = (lead.originator, lead.relay, lead.rep)
    return [str(one) for one in parts if one and one.id != request.access.person_id]


def lead_forms(request: PersonRequest, lead: Lead, deeds: set[str]) -> Forms:
    """Give the empty forms of the deeds that are open."""
    made: Forms = {"message": f.SaidForm(prefix=None), "words": f.WordsForm()}
    if "sheet" in deeds:
        made["sheet"] = sheet_form(lead)
    for name, kind in KINDS.items():
        if name in deeds:
            made[name] = reason_form(name, lead, kind)
    if "assign" in deeds:
        made["assign"] = f.PersonForm(persons=reps_for(request))
    if "recover" in deeds:
        made["recover"] = f.CampaignForm(campaigns=campaigns_for(request))
    made["start-approach"] = f.ApproachForm()
    made["win"] = f.WinForm(initial={"signed_on": request.at.date()})
    return made


KINDS = {
    "drop": ReasonKind.DROP,
    "return": ReasonKind.RETURN,
    "refuse": ReasonKind.REFUSE,
    "lose": ReasonKind.LOSE,
    "contest": ReasonKind.CONTEST,
}
CLASSES: dict[str, type[f.ReasonForm]] = {"return": f.ReturnForm, "contest": f.ContestForm}


def reason_form(name: str, lead: Lead, kind: ReasonKind, data: Any = None) -> f.ReasonForm:
    """Make the form of a deed that needs a counted reason."""
    return CLASSES.get(name, f.ReasonForm)(
        data, kind=kind, organization_id=lead.organization_id, campaign_id=lead.campaign_id
    )


def sheet_form(lead: Lead, data: Any = None) -> f.SheetForm:
    """Make the form of the hand-over sheet, filled with what it holds."""
    sheet = sheet_of(lead)
    initial = {name: getattr(sheet, name, "") for name in SHEET}
    answers = sheet.answers if sheet else {}
    initial |= {f"answer_{code}": answer for code, answer in answers.items()}
    initial["horizon_months"] = answers.get("horizon_months")
    return f.SheetForm(
        data,
        initial=initial,
        required=lead.campaign.sheet_required,
        questions=questions_of(lead.definition),
        indispensable=indispensable(lead.definition),
    )


def reps_for(request: PersonRequest) -> list[tuple[str, str]]:
    """Give the reps to whom the reader may give a lead: those of his units, or all."""
    access = request.access
    posts = holders_of(access.organization_id, Role.REP, on=request.at.date())
    mine = [p for p in posts if access.has(Role.DIRECTOR) or access.over(Role.MANAGER, _path(p))]
    return sorted(((str(p.person_id), str(p.person)) for p in mine), key=lambda pair: pair[1])


def campaigns_for(request: PersonRequest) -> list[tuple[str, str]]:
    """Give the running campaigns that the reader may see."""
    rows = campaigns_visible_to(request.access, on=request.at.date()).filter(status="running")
    return [(str(row.id), row.name) for row in rows]


def _path(post: Any) -> str | None:
    return post.unit.path if post.unit else None
