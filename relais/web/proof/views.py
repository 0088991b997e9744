"""The proof of the return "A + B", and the leads behind each of its figures."""

from collections.abc import Callable
from typing import Any, Final

from babel.numbers import get_currency_precision
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from relais.diagnosis.actions.proof import ask_proof
from relais.diagnosis.queries.kept import Computation
from relais.roi.queries import (
    AGES,
    FEWEST_REPS,
    FEWEST_SIGNATURES,
    Proof,
    Told,
)
from relais.roi.queries.kept import MANY
from relais.web.books.words import month_name
from relais.web.campaigns.words import SPREADS
from relais.web.filters import day, moment, money, number
from relais.web.http import PersonRequest, page
from relais.web.navigation import SEES_LEADS
from relais.web.proof import words
from relais.web.proof.asked import Asked, address_of, asked_by
from relais.web.reports.few import of_enough
from relais.web.words import label

PER_PAGE: Final = 50


@page(*SEES_LEADS)
@of_enough
def index(request: PersonRequest) -> HttpResponse:
    """Prove what leads gave for what they cost: A the quantities, B the money."""
    asked = asked_in(request)
    told = told_of(request, asked)
    if isinstance(told, Computation):
        return waiting_page(request, asked, told)
    context = {**told_in(told, asked), "led": _led(asked)}
    return render(request, "proof/index.html", context)


def told_of(request: PersonRequest, asked: Asked) -> Told | Computation:
    """Give the proof of the leads that are asked for, or its computation."""
    return ask_proof(asked.scope, access=request.access, at=request.at)


def with_money(
    request: PersonRequest, answer: Callable[[Asked, Told], HttpResponse]
) -> HttpResponse:
    """Answer with a proof, to who may see its money; the page of its computation before."""
    asked = asked_in(request)
    if not asked.money:
        raise Http404
    told = told_of(request, asked)
    if isinstance(told, Computation):
        return waiting_page(request, asked, told)
    return answer(asked, told)


def waiting_page(request: PersonRequest, asked: Asked, computation: Computation) -> HttpResponse:
    """Say how far a computation is; the page looks again by itself."""
    here = f"{reverse('proof:index')}?{asked.query}"
    context = waiting_context(asked, computation, here=here)
    return render(request, "proof/computing.html", context)


def waiting_context(asked: Asked, computation: Computation, *, here: str) -> dict[str, Any]:
    """Give what a page is written with that waits for the figures of many leads."""
    return {
        "asked": asked,
        "computation": computation,
        "here": here,
        "about": about(asked),
        "many": MANY,
    }


def told_in(told: Told, asked: Asked) -> dict[str, Any]:
    """Give what a page or a paper of a proof is written with."""
    proven = told.proven
    return {
        "asked": asked,
        "proof": proven.proof,
        "unrated": proven.unrated,
        "cohorts": told.cohorts if asked.own else None,
        "as_of": told.as_of,
        "ages": AGES,
        "month_name": month_name,
        "title": title_of(proven.proof, asked),
        "about": about(asked),
        "spreads": _spreads(asked),
        "fewest": (FEWEST_SIGNATURES, FEWEST_REPS),
        "w": words,
    }


def _led(asked: Asked) -> Callable[[str], str]:
    return lambda case: address_of(reverse("proof:leads"), case, asked)


@page(*SEES_LEADS)
@of_enough
def leads(request: PersonRequest) -> HttpResponse:
    """List the leads behind a figure, each with what it cost; they add up to the figure."""
    asked, case = asked_in(request), request.GET.get("case", "opened")
    if case not in words.CASES or not asked.own:
        raise Http404
    told = told_of(request, asked)
    if isinstance(told, Computation):
        return waiting_page(request, asked, told)
    rows = told.leads(case).order_by("organization_id", "-opened_at", "-id")
    sums, changed = told.sums(case), told.changed()
    pages = Paginator(rows.values_list("id", flat=True), PER_PAGE)
    pages.count = sums.leads + changed  # known, or as many at most: nothing is counted again
    shown = pages.get_page(request.GET.get("page"))
    context = {
        "asked": asked,
        "case": label(words.CASES, case),
        "about": about(asked),
        "page": shown,
        "rows": told.charged(list(shown.object_list)),
        "sums": sums,
        "as_of": told.as_of,
        "changed": changed,
        "currency": asked.scope.currency,
        "query": f"&case={case}&{asked.query}",
        "back": (f"{reverse('proof:index')}?{asked.query}", _("Back to the proof")),
    }
    return render(request, "proof/leads.html", context)


def title_of(proof: Proof, asked: Asked) -> str:
    """Say in a sentence what came back for what was spent."""
    if not asked.money or not proof.cost:
        signed = ngettext("%(num)s signature", "%(num)s signatures", proof.signed)
        sent = ngettext("%(num)s lead", "%(num)s leads", proof.steps[0].count)
        return _("%(signed)s of %(sent)s opened") % {
            "signed": signed % {"num": number(None, proof.signed)},
            "sent": sent % {"num": number(None, proof.steps[0].count)},
        }
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
    if asked.uncosted:
        without = _("without %(names)s, of which no cost is written down")
        said.append(without % {"names": ", ".join(asked.uncosted)})
    return " · ".join(said)


def dated(told: Told, asked: Asked) -> str:
    """Say of which leads a proof tells, and as of when, where that is not now."""
    if told.as_of is None:
        return about(asked)
    return _("%(about)s · as of %(moment)s") % {
        "about": about(asked), "moment": moment(None, told.as_of)
    }  # fmt: skip


def _spreads(asked: Asked) -> list[tuple[str, list[str]]]:
    """Tell each rule of spreading, and the campaigns under it."""
    found: dict[str, list[str]] = {}
    for campaign in asked.scope.campaigns:
        found.setdefault(label(SPREADS, campaign.spread), []).append(campaign.name)
    return sorted(found.items())


def asked_in(request: PersonRequest) -> Asked:
    """Read of whom a page asks."""
    return asked_by(request.access, request.GET, by=request.by, at=request.at)
