"""What waits for a rep, and the ordered rules with their preview."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from relais.leads.queries import get_visible_lead
from relais.people.queries import Role
from relais.routing.actions import preview
from relais.routing.queries import preview_of, queue_visible_to, rules_of, why_waiting, words_of
from relais.web.http import PersonRequest, page
from relais.web.leads.detail import reps_for
from relais.web.leads.unmoved import seen_of
from relais.web.routing.forms import AssignForm, CompanyForm
from relais.web.routing.pages import rule_form
from relais.web.routing.words import conditions
from relais.wording.decisions import decided

PER_PAGE = 50
LEADERS = (Role.MANAGER, Role.DIRECTOR)


@page(*LEADERS)
def queue(request: PersonRequest) -> HttpResponse:
    """List what waits for a rep, the longest waiting first, with the reason in words."""
    access = request.access
    rows = queue_visible_to(access).select_related("contact")
    context = {
        "leads": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "reason": _reason,
        "at": request.at,
        "may_route": access.has(Role.DIRECTOR) or access.over(Role.MANAGER, None),
    }
    return render(request, "routing/queue.html", context)


@page(*LEADERS)
def choose(request: PersonRequest, lead_id: UUID) -> HttpResponse:
    """Ask to whom a waiting lead is given."""
    return assign_page(request, lead_id, AssignForm(reps=reps_for(request)))


def assign_page(
    request: PersonRequest, lead_id: UUID, form: AssignForm, status: int = 200
) -> HttpResponse:
    """Render the page on which a waiting lead is given to a rep."""
    lead = queue_visible_to(request.access).select_related("contact").filter(id=lead_id).first()
    if lead is None:
        raise Http404
    seen = seen_of(lead, None)
    context = {"lead": lead, "form": form, "reason": _reason(lead), "seen": seen}
    return render(request, "routing/assign.html", context, status=status)


@page(Role.DIRECTOR, Role.ADMIN)
def rules(request: PersonRequest) -> HttpResponse:
    """Show the rules in their order, and to whom they would give a lead."""
    form = CompanyForm(request.GET if "postcode" in request.GET else None)
    return rules_page(request, rule_form(request), company=form)


def rules_page(
    request: PersonRequest, form: Any, company: CompanyForm | None = None, status: int = 200
) -> HttpResponse:
    """Render the rules; `form` is the one that adds a rule."""
    context = {
        "rules": list(rules_of(request.access.organization_id)),
        "conditions": conditions,
        "form": form,
        "company": company or CompanyForm(),
        "decision": _asked_company(request, company),
        "may_set": request.access.has(Role.ADMIN),
    }
    return render(request, "routing/rules.html", context, status=status)


@page(Role.DIRECTOR, Role.MANAGER, Role.RELAY)
def try_lead(request: PersonRequest, lead_id: UUID) -> HttpResponse:
    """Say to whom routing would give a lead now, and why; nothing is written."""
    lead = get_visible_lead(lead_id, access=request.access)
    words = _told(request, preview(lead, at=request.at))
    return render(request, "routing/preview.html", {"lead": lead, "words": words})


def _asked_company(request: PersonRequest, form: CompanyForm | None) -> str:
    if form is None or not form.is_bound or not form.is_valid():
        return ""
    organization_id = request.access.organization_id
    return _told(request, preview_of(organization_id, **form.cleaned_data, at=request.at))


def _told(request: PersonRequest, decision: Any) -> str:
    return decided(
        words_of(
            decision.reason.value,
            facts=decision.facts,
            rep_id=decision.rep_id,
            unit_id=decision.unit_id,
            organization_id=request.access.organization_id,
        )
    )


def _reason(lead: Any) -> str:
    """Why it found no rep when last tried; nothing where it was not tried yet."""
    row = getattr(lead, "waiting", None)
    return decided(why_waiting(row)) if row else ""
