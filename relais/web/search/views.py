"""One box for leads, accounts and people, each as far as the reader may see them."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from relais.accounts.queries import accounts_visible_to, find_accounts
from relais.leads.queries import leads_visible_to, listed, search_leads
from relais.people.queries import persons_like, persons_visible_to
from relais.web.http import PersonRequest, page
from relais.web.words import state

ON_PAGE, SUGGESTED = 20, 4
LONGEST = 200
FEWEST = 2  # characters before anything is suggested


@dataclass(frozen=True)
class Hit:
    """Something found: where it is, what it is called, what stands beside the name."""

    address: str
    words: str
    beside: str
    look: tuple[str, str] | None = None


@dataclass(frozen=True)
class Kind:
    """What was found of one kind, and where there is more of it."""

    title: str
    icon: str
    hits: list[Hit]
    more: str


@page()
def index(request: PersonRequest) -> HttpResponse:
    """Show what was found, of each kind the first few, and where the rest is listed."""
    typed = _typed(request)
    kinds = _found(request, typed, ON_PAGE) if typed else []
    return render(request, "search/index.html", {"typed": typed, "kinds": kinds})


@page()
def suggestions(request: PersonRequest) -> HttpResponse:
    """Suggest what is meant while somebody types: a piece for the box of every page."""
    typed = _typed(request)
    kinds = _found(request, typed, SUGGESTED) if len(typed) >= FEWEST else []
    return render(request, "search/suggestions.html", {"typed": typed, "kinds": kinds})


def _typed(request: PersonRequest) -> str:
    return " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST]


def _found(request: PersonRequest, typed: str, most: int) -> list[Kind]:
    kinds = (
        _kind(_("Leads"), "inbox", _leads(request, typed, most + 1), most, "leads:list", typed),
        _kind(
            _("Accounts"),
            "building",
            _accounts(request, typed, most + 1),
            most,
            "accounts:list",
            typed,
        ),
        _kind(_("People"), "users", _people(request, typed, most + 1), most, "people:list", typed),
    )
    return [kind for kind in kinds if kind.hits]


def _kind(title: str, icon: str, hits: list[Hit], most: int, place: str, typed: str) -> Kind:
    more = f"{reverse(place)}?{urlencode({'q': typed})}" if len(hits) > most else ""
    return Kind(title, icon, hits[:most], more)


def _leads(request: PersonRequest, typed: str, most: int) -> list[Hit]:
    access = request.access
    rows: Any = search_leads(
        leads_visible_to(access), typed, organization_id=access.organization_id
    )
    latest = rows.order_by("organization_id", "-opened_at", "-id")[:most]  # as its index has it
    return [
        Hit(
            reverse("leads:detail", args=[lead.id]),
            lead.account,
            " · ".join(filter(None, (lead.contact, lead.campaign, lead.rep))),
            state(lead.state),
        )
        for lead in listed(latest)
    ]


def _accounts(request: PersonRequest, typed: str, most: int) -> list[Hit]:
    access = request.access
    rows = find_accounts(accounts_visible_to(access), typed, organization_id=access.organization_id)
    return [
        Hit(
            reverse("accounts:detail", args=[row.id]),
            row.name,
            f"{row.postcode} {row.city}".strip(),
        )
        for row in rows.order_by("name_key", "id")[:most]
    ]


def _people(request: PersonRequest, typed: str, most: int) -> list[Hit]:
    here = Q(left_on=None) | Q(left_on__gt=request.at.date())
    rows = persons_visible_to(request.access).filter(here, persons_like(typed))
    return [
        Hit(reverse("people:detail", args=[row.id]), str(row), row.email) for row in rows[:most]
    ]
