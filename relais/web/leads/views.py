"""Lists of leads, and the page of one lead."""

from typing import cast
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from relais.leads.queries import (
    Lead,
    get_visible_lead,
    leads_visible_to,
    listed,
    search_leads,
)
from relais.web.http import PersonRequest, page
from relais.web.leads.cases import asked_in
from relais.web.leads.detail import lead_page
from relais.web.leads.forms import LeadFilter
from relais.web.leads.rows import rows_of

PER_PAGE = 50


@page()
def index(request: PersonRequest) -> HttpResponse:
    """List the leads that somebody may see, the latest first, filtered and searched.

    A figure leads to those that it counts: these alone, which the page says.
    """
    form = LeadFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {"q": "", "state": ""}
    asked = asked_in(request)
    rows = search_leads(
        asked.rows if asked else leads_visible_to(request.access),
        wanted["q"],
        organization_id=request.access.organization_id,
    )
    if wanted["state"]:
        rows = rows.filter(state=wanted["state"])
    found = rows.order_by("organization_id", "-opened_at", "-id")  # as its index has it
    leads = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    fields = [*wanted.items(), *(asked.fields if asked else ())]
    context = {
        "asked": asked,
        "sought": any(wanted.values()),
        "leads": rows_of(listed(cast(QuerySet[Lead], leads.object_list))),
        "page": leads,
        "form": form,
        "query": "".join(f"&{name}={value}" for name, value in fields if value),
    }
    return render(request, "leads/list.html", context)


@page()
def detail(request: PersonRequest, lead_id: UUID) -> HttpResponse:
    """Show one lead: its sheet, thread, history, appointments, and the deeds open to the reader."""
    return lead_page(request, get_visible_lead(lead_id, access=request.access))
