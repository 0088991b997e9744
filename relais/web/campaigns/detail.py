"""What the page of a campaign shows, for the page and for a form that has to be sent again."""

from collections import defaultdict
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from relais.campaigns.queries import (
    Reason,
    ReasonKind,
    SheetField,
    costs_visible_to,
    definitions_of,
    engagements_of,
    objectives_of,
    reasons_for,
    statuses_after,
)
from relais.people.queries import Role, call_centers_visible_to, holders_of, is_inside
from relais.prospecting.queries import may_import
from relais.roi.queries import money_of
from relais.web.campaigns import forms as f
from relais.web.campaigns import words
from relais.web.http import PersonRequest

SETTERS = (Role.DIRECTOR, Role.ADMIN)
Forms = dict[str, forms.Form]


def campaign_page(
    request: PersonRequest, campaign: Any, sent: Forms | None = None, status: int = 200
) -> HttpResponse:
    """Render the page of a campaign; `sent` are forms that came back with errors."""
    access = request.access
    definitions = list(definitions_of(campaign))
    context = {
        "campaign": campaign,
        "w": words,
        "may_set": access.has(*SETTERS),
        "may_bring": may_import(campaign, by=request.by, on=request.at.date()),
        "steps": [(to.value, words.step(campaign.status, to)) for to in statuses_after(campaign)],
        "definitions": definitions,
        "objectives": objectives_of(campaign),
        "costs": costs_visible_to(access, campaign=campaign).select_related("call_center"),
        "money": money_of(campaign, at=request.at) if is_inside(access) else None,
        "reasons": _reasons(campaign),
        "engagements": engagements_of(campaign, access=access),
        "forms": {**_forms(request), **(sent or {})} if access.has(*SETTERS) else {},
    }
    return render(request, "campaigns/detail.html", context, status=status)


def make(request: PersonRequest, name: str, data: Any = None) -> forms.Form:
    """Make one of the forms of the page; each has ids of its own."""
    more: dict[str, Any] = {"initial": {"since": request.at.date()}, "auto_id": f"id_{name}_%s"}
    if name in ("cost", "engagement"):
        rows = call_centers_visible_to(request.access)
        more["centers"] = [(str(row.id), row.name) for row in rows]
    return FORMS[name](data, **more)


def terms_form(request: PersonRequest, campaign: Any = None, data: Any = None) -> f.TermsForm:
    """Make the form of a campaign's terms, filled with what they are, or with what is usual."""
    initial = USUAL | {"starts_on": request.at.date(), "owner_id": str(request.access.person_id)}
    if campaign is not None:
        initial = {name: getattr(campaign, name) for name in (*f.TermsForm.base_fields, *CLOCKS)}
        initial |= {"owner_id": str(campaign.owner_id)}
    return f.TermsForm(data, initial=initial, owners=_owners(request, campaign))


CLOCKS = tuple(words.CLOCKS)
USUAL: dict[str, Any] = {
    "relay_required": True,
    "sheet_required": [SheetField.NEED.value, SheetField.CONTEXT.value],
    "currency": "EUR",
    "spread": "validated",
    "review_clock": "4h",
    "take_up_clock": "2d",
    "outcome_clock": "2d",
    "contest_window": "5d",
    "judgment_clock": "3d",
    "review_notice": "4h",
    "cool_off_days": 90,
    "slot_minutes": 60,
    "buffer_minutes": 30,
    "attempt_cap": 6,
}
FORMS: dict[str, type[forms.Form]] = {
    "objective": f.ObjectiveForm,
    "cost": f.CostForm,
    "reason": f.ReasonForm,
    "engagement": f.EngagementForm,
}


def _forms(request: PersonRequest) -> Forms:
    return {name: make(request, name) for name in FORMS}


def _reasons(campaign: Any) -> dict[str, list[Reason]]:
    """List the reasons that can be chosen, by the deed that they are for."""
    found: dict[str, list[Reason]] = defaultdict(list)
    for kind in ReasonKind:
        found[kind.value] = reasons_for(
            kind, organization_id=campaign.organization_id, campaign_id=campaign.id
        )
    return found


def _owners(request: PersonRequest, campaign: Any) -> list[tuple[str, str]]:
    """List those who may answer for a campaign, and who does, whatever he has become."""
    on: date = request.at.date()
    found = {
        str(post.person_id): str(post.person)
        for role in (Role.DIRECTOR, Role.MANAGER, Role.ADMIN)
        for post in holders_of(request.access.organization_id, role, on=on)
    }
    if campaign is not None:
        found[str(campaign.owner_id)] = str(campaign.owner)
    return sorted(found.items(), key=lambda pair: pair[1])
