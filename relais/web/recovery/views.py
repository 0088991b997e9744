"""What recovered leads brought, by rest and by reason, and the leads behind."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from relais.leads.queries import leads_visible_to
from relais.people.queries import Role
from relais.roi.queries.recovery import (
    ENOUGH,
    MATURE,
    Delay,
    Recovered,
    by_delay,
    by_reason,
    reasons_named,
    recovered,
)
from relais.web.filters import number
from relais.web.http import PersonRequest, page
from relais.web.words import reason

LEADERS: Final = (Role.MANAGER, Role.DIRECTOR)
PER_PAGE: Final = 50
DELAYS: Final[dict[str, str]] = {
    Delay.UNDER_90: gettext_noop("Less than 90 days"),
    Delay.FROM_90: gettext_noop("90 to 179 days"),
    Delay.FROM_180: gettext_noop("180 to 364 days"),
    Delay.FROM_365: gettext_noop("A year or more"),
}


@page(*LEADERS)
def recovery(request: PersonRequest) -> HttpResponse:
    """Show what recovered leads brought, and after which rest it pays to call again."""
    leads = recovered(request.access)
    context = {
        "title": _title(leads),
        "delays": by_delay(leads, at=request.at),
        "reasons": by_reason(leads, at=request.at),
        "reason_names": _names(request),
        "DELAYS": DELAYS,
        "ENOUGH": ENOUGH,
        "days": MATURE.days,
    }
    return render(request, "recovery/list.html", context)


@page(*LEADERS)
def rested(request: PersonRequest, delay: str) -> HttpResponse:
    """List the leads that had rested so long."""
    if delay not in DELAYS:
        raise Http404
    leads = [lead for lead in recovered(request.access) if lead.delay == delay]
    return _leads(request, leads, _(DELAYS[delay]))


@page(*LEADERS)
def closed_for(request: PersonRequest, reason_id: UUID | None = None) -> HttpResponse:
    """List the leads that had been closed for a reason."""
    leads = [lead for lead in recovered(request.access) if lead.reason_id == reason_id]
    if not leads:
        raise Http404
    return _leads(request, leads, _names(request)[reason_id])


def _leads(request: PersonRequest, leads: Sequence[Recovered], title: str) -> HttpResponse:
    shown = Paginator(leads, PER_PAGE).get_page(request.GET.get("page"))
    rows = leads_visible_to(request.access).filter(id__in=[lead.lead_id for lead in shown])
    companies = dict(rows.values_list("id", "account__name"))
    context = {"title": title, "page": shown, "companies": companies}
    return render(request, "recovery/leads.html", context)


def _title(leads: Sequence[Recovered]) -> str:
    if not leads:
        return _("No lead has been recovered yet")
    signed = sum(1 for lead in leads if lead.won_at)
    said = ngettext(
        "%(shown)s recovered lead: %(signed)s signed",
        "%(shown)s recovered leads: %(signed)s signed",
        len(leads),
    )
    return said % {"shown": number(None, len(leads)), "signed": number(None, signed)}


def _names(request: PersonRequest) -> dict[UUID | None, str]:
    rows = reasons_named(request.access.organization_id)
    named: dict[UUID | None, str] = {key: reason(row) for key, row in rows.items()}
    return named | {None: _("No reason told")}
