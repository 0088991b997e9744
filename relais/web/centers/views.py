"""Call centers compared on the same definitions, and the leads behind each count."""

from datetime import date
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from relais.campaigns.queries import campaigns_visible_to
from relais.diagnosis.actions.centers import ask_centers
from relais.diagnosis.queries.kept import Computation
from relais.measures.queries import TooFewBehind
from relais.roi.queries.centers import (
    COMPARERS,
    NOTHING,
    Center,
    Comparison,
    asked_centers,
    center_leads,
)
from relais.roi.queries.kept import MANY
from relais.web.books.words import month_name
from relais.web.centers import words
from relais.web.fields import Choices, DayField, pick
from relais.web.http import PersonRequest, page
from relais.web.words import label
from relais.wording.refusals import words_of

PER_PAGE: Final = 50


class CentersForm(forms.Form):
    """Leads of a campaign, opened in a period."""

    since = DayField(label=gettext_lazy("Opened from"), required=False)
    until = DayField(label=gettext_lazy("Until"), required=False)

    def __init__(self, data: Any, *, campaigns: Choices, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["campaign"] = pick(gettext_lazy("Campaign"), campaigns, required=False)
        self.order_fields(["campaign", "since", "until"])


@page(*COMPARERS)
def index(request: PersonRequest) -> HttpResponse:
    """Compare call centers over the leads of a campaign, or all, opened in a period."""
    form, asked = _asked(request)
    query, why = _query(asked), ""
    told: Comparison | Computation
    try:
        of = asked_centers(request.access, **asked, at=request.at)
        told = ask_centers(of, access=request.access, at=request.at)
    except TooFewBehind as refusal:
        told, why = NOTHING, words_of(refusal)
    if isinstance(told, Computation):
        here = f"{reverse('centers:index')}?{urlencode(query)}"
        waiting = {"form": form, "computation": told, "here": here, "many": MANY}
        return render(request, "centers/computing.html", waiting)
    context = {
        "form": form,
        "told": told,
        "why": why,
        "title": words.title_of(told),
        "led": lambda center, case: _led(center, case, query),
        "bills": _bills(told),
        "month_name": month_name,
        "w": words,
    }
    return render(request, "centers/index.html", context)


@page(*COMPARERS)
def leads(request: PersonRequest) -> HttpResponse:
    """List the leads behind a count of a call center."""
    _, asked = _asked(request)
    case = request.GET.get("case", "")
    try:
        center_id = UUID(request.GET.get("center", ""))
    except ValueError as error:
        raise Http404 from error
    rows = center_leads(request.access, center_id, case, **asked, at=request.at)
    shown = Paginator(rows.select_related("account", "campaign", "call_center"), PER_PAGE)
    query = _query(asked)
    context = {
        "case": label(words.COUNTS, case),
        "page": shown.get_page(request.GET.get("page")),
        "back": f"{reverse('centers:index')}?{urlencode(query)}",
        "query": "&" + urlencode([("case", case), ("center", center_id), *query]),
    }
    return render(request, "centers/leads.html", context)


def _asked(request: PersonRequest) -> tuple[CentersForm, dict[str, Any]]:
    """Read of which leads is asked; what cannot be read is not found."""
    rows = campaigns_visible_to(request.access, on=request.at.date())
    campaigns = [(str(one.id), one.name) for one in rows]
    form = CentersForm(request.GET, campaigns=campaigns)
    if not form.is_valid():
        raise Http404
    said = form.cleaned_data
    told = {"campaign_id": said["campaign"] or None, "since": said["since"], "until": said["until"]}
    return CentersForm(None, campaigns=campaigns, initial=said), told


def _query(asked: dict[str, Any]) -> list[tuple[str, UUID | date]]:
    names = {"campaign_id": "campaign", "since": "since", "until": "until"}
    return [(name, asked[key]) for key, name in names.items() if asked[key]]


def _led(center: Center, case: str, query: list[tuple[str, UUID | date]]) -> str:
    """Give the address of the leads behind a count; those of others together have none."""
    if center.id is None or not center.counts[case]:
        return ""
    return (
        f"{reverse('centers:leads')}?{urlencode([('center', center.id), ('case', case), *query])}"
    )


def _bills(told: Comparison) -> list[Center]:
    return [one for one in told.centers if one.billed]
