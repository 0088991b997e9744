"""Lists of accounts, the page of one, and every deed on it."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from relais.accounts.actions import (
    AccountDetails,
    ContactDetails,
    add_account,
    add_contact,
    give_account,
    transfer_accounts,
)
from relais.accounts.queries import (
    accounts_visible_to,
    find_accounts,
    get_account,
    owners_of,
)
from relais.lib.errors import NotVisible, Refusal
from relais.people.queries import persons_named
from relais.web.accounts.detail import LEADERS, account_page, known_to, reps_for
from relais.web.accounts.forms import (
    AccountFilter,
    AccountForm,
    ContactForm,
    OwnerForm,
    TransferForm,
)
from relais.web.http import PersonRequest, deed, done, page
from relais.wording.refusals import words_of

PER_PAGE = 50


@page()
def index(request: PersonRequest) -> HttpResponse:
    """List the accounts that somebody may see, by name, with who answers for each."""
    form, access = AccountFilter(request.GET), request.access
    typed = form.cleaned_data["q"] if form.is_valid() else ""
    rows = accounts_visible_to(access)
    if typed:
        rows = find_accounts(rows, typed, organization_id=access.organization_id)
    found = rows.order_by("name_key", "id")
    listed = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    owners = owners_of(access.organization_id, [account.id for account in listed])
    names = persons_named(access.organization_id, set(owners.values()))
    context = {
        "accounts": listed,
        "owners": {account_id: names[rep_id] for account_id, rep_id in owners.items()},
        "form": form,
        "query": f"&q={typed}" if typed else "",
        "leads_them": access.has(*LEADERS),
    }
    return render(request, "accounts/list.html", context)


@page()
def new(request: PersonRequest) -> HttpResponse:
    """Ask what is known of a company."""
    return render(request, "accounts/new.html", {"form": AccountForm(), "known": None})


@deed
def add(request: PersonRequest) -> HttpResponse:
    """Add a company."""
    form = AccountForm(request.POST)
    if not form.is_valid():
        return render(request, "accounts/new.html", {"form": form, "known": None}, status=400)
    try:
        details = AccountDetails(**form.cleaned_data)
        account = add_account(details, by=request.by, at=request.at)
    except Refusal as why:
        form.add_error(None, words_of(why))
        known = known_to(request, why)
        return render(request, "accounts/new.html", {"form": form, "known": known}, status=409)
    seen = accounts_visible_to(request.access).filter(id=account.id).exists()
    if seen:
        to = reverse("accounts:detail", args=[account.id])
        return done(request, _("The company was added."), to)
    said = _("The company was added; a manager names who answers for it.")
    return done(request, said, reverse("accounts:list"))


@page()
def detail(request: PersonRequest, account_id: UUID) -> HttpResponse:
    """Show one account: the people there, who answers for it, its open leads."""
    return account_page(request, account_id)


@deed
def contact(request: PersonRequest, account_id: UUID) -> HttpResponse:
    """Add a person at a company."""
    get_account(account_id, access=request.access)
    form = ContactForm(request.POST)
    if not form.is_valid():
        return account_page(request, account_id, {"contact": form}, status=400)
    details = ContactDetails(**form.cleaned_data)
    add_contact(account_id, details, by=request.by, at=request.at)
    return done(request, _("The contact was added."), reverse("accounts:detail", args=[account_id]))


@deed
def give(request: PersonRequest, account_id: UUID) -> HttpResponse:
    """Make a rep the one who answers for an account."""
    get_account(account_id, access=request.access)
    _check_leads(request)
    form = OwnerForm(request.POST, reps=reps_for(request))
    if not form.is_valid():
        return account_page(request, account_id, {"owner": form}, status=400)
    rep_id = UUID(form.cleaned_data["rep_id"])
    give_account(account_id, rep_id=rep_id, by=request.by, at=request.at)
    said = _("The account has a new owner.")
    return done(request, said, reverse("accounts:detail", args=[account_id]))


@page(*LEADERS)
def transfer(request: PersonRequest) -> HttpResponse:
    """Ask from whom to whom all accounts go."""
    return render(request, "accounts/transfer.html", {"form": _transfer_form(request)})


@deed
def hand_over(request: PersonRequest) -> HttpResponse:
    """Hand all accounts of one rep to another."""
    form = _transfer_form(request, request.POST)
    if not form.is_valid():
        return render(request, "accounts/transfer.html", {"form": form}, status=400)
    moved = transfer_accounts(
        from_rep_id=UUID(form.cleaned_data["from_rep_id"]),
        to_rep_id=UUID(form.cleaned_data["to_rep_id"]),
        by=request.by,
        at=request.at,
    )
    said = ngettext("%(n)s account was handed over.", "%(n)s accounts were handed over.", moved)
    return done(request, said % {"n": moved}, reverse("accounts:list"))


def _check_leads(request: PersonRequest) -> None:
    """Hide from others what only those who lead may choose."""
    if not request.access.has(*LEADERS):
        raise NotVisible


def _transfer_form(request: PersonRequest, data: Any = None) -> TransferForm:
    """The form of a transfer: from whoever answers for accounts now, leavers included."""
    _check_leads(request)
    organization_id = request.access.organization_id
    owned = accounts_visible_to(request.access).filter(
        ownerships__until__isnull=True, ownerships__rep__isnull=False
    )
    counts = dict(owned.order_by().values_list("ownerships__rep").annotate(n=Count("id")))
    names = persons_named(organization_id, set(counts))
    owners = sorted((name, str(i), counts[i]) for i, name in names.items())
    return TransferForm(
        data, owners=[(i, f"{name} ({n})") for name, i, n in owners], reps=reps_for(request)
    )
