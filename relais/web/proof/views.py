"""The proof of the return "A + B", and the leads behind each of its figures."""

from typing import Any, Final

from babel.numbers import get_currency_precision
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from relais.roi.queries import (
    AGES,
    FEWEST_REPS,
    FEWEST_SIGNATURES,
    Proof,
    charged_leads,
    charged_sums,
    cohorts_of,
    leads_at,
    proof_of,
)
from relais.web.books.words import month_name
from relais.web.campaigns.words import SPREADS
from relais.web.filters import day, money
from relais.web.http import PersonRequest, page
from relais.web.navigation import SEES_LEADS
from relais.web.proof import words
from relais.web.proof.asked import Asked, address_of, asked_by
from relais.web.words import label

PER_PAGE: Final = 50


@page(*SEES_LEADS)
def index(request: PersonRequest) -> HttpResponse:
    """Prove what leads gave for what they cost: A the quantities, B the money."""
    asked = asked_in(request)
    proven = proof_of(asked.scope)
    context: dict[str, Any] = {
        "asked": asked,
        "proof": proven.proof,
        "unrated": proven.unrated,
        "cohorts": cohorts_of(asked.scope) if asked.own else None,
        "ages": AGES,
        "month_name": month_name,
        "title": title_of(proven.proof, asked),
        "about": about(asked),
        "spreads": _spreads(asked),
        "fewest": (FEWEST_SIGNATURES, FEWEST_REPS),
        "w": words,
        "led": lambda case: address_of(reverse("proof:leads"), case, asked),
    }
    return render(request, "proof/index.html", context)


@page(*SEES_LEADS)
def leads(request: PersonRequest) -> HttpResponse:
    """List the leads behind a figure, each with what it cost; they add up to the figure."""
    asked, case = asked_in(request), request.GET.get("case", "opened")
    if case not in words.CASES or not asked.own:
        raise Http404
    rows = leads_at(asked.scope, case)
    ids = rows.order_by("organization_id", "-opened_at", "-id").values_list("id", flat=True)
    shown = Paginator(ids, PER_PAGE).get_page(request.GET.get("page"))
    count, cost, margin = charged_sums(asked.scope, rows)
    context = {
        "asked": asked,
        "case": label(words.CASES, case),
        "about": about(asked),
        "page": shown,
        "rows": charged_leads(asked.scope, rows, list(shown.object_list)),
        "count": count,
        "cost": cost,
        "margin": margin,
        "currency": asked.scope.currency,
        "query": f"&case={case}&{asked.query}",
    }
    return render(request, "proof/leads.html", context)


def title_of(proof: Proof, asked: Asked) -> str:
    """Say in a sentence what came back for what was spent."""
    if not asked.money or not proof.cost:
        signed = ngettext("%(num)s signature", "%(num)s signatures", proof.signed)
        sent = ngettext("%(num)s lead", "%(num)s leads", proof.steps[0].count)
        counts = {"signed": signed % {"num": proof.signed}}
        return _("%(signed)s of %(sent)s opened") % {
            **counts, "sent": sent % {"num": proof.steps[0].count}
        }  # fmt: skip
    unit = 10 ** get_currency_precision(proof.currency)
    net = abs(proof.gain) * unit // proof.cost
    told = {"one": money(None, unit, proof.currency), "net": money(None, net, proof.currency)}
    if proof.gain < 0:
        return _("Of each %(one)s spent, %(net)s has not come back") % told
    return _("Each %(one)s spent has brought %(net)s net") % told


def about(asked: Asked) -> str:
    """Say of which leads a proof tells."""
    view, said = asked.scope.view, list(asked.words)
    names = {"since": day(None, view.since), "until": day(None, view.until)}
    if view.since and view.until:
        said.append(_("leads opened from %(since)s to %(until)s") % names)
    elif view.since:
        said.append(_("leads opened from %(since)s on") % names)
    elif view.until:
        said.append(_("leads opened until %(until)s") % names)
    else:
        said.append(_("all leads since the beginning"))
    return " · ".join(said)


def _spreads(asked: Asked) -> list[tuple[str, list[str]]]:
    """Tell each rule of spreading, and the campaigns under it."""
    found: dict[str, list[str]] = {}
    for campaign in asked.scope.campaigns:
        found.setdefault(label(SPREADS, campaign.spread), []).append(campaign.name)
    return sorted(found.items())


def asked_in(request: PersonRequest) -> Asked:
    """Read of whom a page asks."""
    return asked_by(request.access, request.GET, by=request.by, at=request.at)
