"""What the page of an account shows, for the page and for a form that has to be sent again."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from relais.accounts.queries import (
    accounts_visible_to,
    contacts_of,
    get_account,
    may_change,
    ownerships_of,
)
from relais.leads.queries import OPEN, leads_visible_to
from relais.lib.errors import Refusal
from relais.people.queries import Role, holders_of
from relais.web.accounts.forms import AccountForm, ContactForm, OwnerForm
from relais.web.http import PersonRequest

LEADERS = (Role.MANAGER, Role.DIRECTOR, Role.ADMIN)
Forms = dict[str, forms.Form]


def account_page(
    request: PersonRequest,
    account_id: UUID,
    sent: Forms | None = None,
    *,
    known: UUID | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the page of an account; `sent` are forms that came back with errors.

    `known` is the account that a company, as it was changed, is already.
    """
    access = request.access
    account = get_account(account_id, access=access)
    owners = list(ownerships_of(account))
    owner = next((row.rep for row in owners if row.until is None), None)
    contacts = list(contacts_of(account))
    changes = may_change(access, owner_id=owner.id if owner else None)
    leads = leads_visible_to(access).filter(
        account_id=account_id, state__in=[state.value for state in OPEN]
    )
    context = {
        "account": account,
        "contacts": contacts,
        "owner": owner,
        "owners": owners,
        "leads": list(
            leads.select_related("contact", "campaign", "rep").order_by("-opened_at", "-id")
        ),
        "gives": access.has(*LEADERS),
        "adds": access.roles != {Role.PRIVACY_OFFICER},
        "changes": changes,
        "known": known,
        "forms": {
            "account": account_form(account),
            **{f"contact-{one.id}": contact_form(one) for one in contacts if changes},
            "contact": ContactForm(),
            "owner": OwnerForm(reps=reps_for(request)),
            **(sent or {}),
        },
    }
    return render(request, "accounts/detail.html", context, status=status)


def account_form(account: Any, data: Any = None) -> AccountForm:
    """Make the form of a company's details, its number as it was typed."""
    initial = {name: getattr(account, name, "") for name in AccountForm.base_fields}
    initial |= {"website": account.domain, "phone": account.phone_typed or account.phone}
    return AccountForm(data, initial=initial, auto_id="id_account_%s")


def contact_form(contact: Any, data: Any = None) -> ContactForm:
    """Make the form of a person's details, his number as it was typed."""
    initial = {name: getattr(contact, name) for name in ContactForm.base_fields}
    initial |= {"phone": contact.phone_typed or contact.phone}
    return ContactForm(data, initial=initial, auto_id=f"id_{contact.id}_%s")


def known_to(request: PersonRequest, refusal: Refusal) -> UUID | None:
    """Give the account that a refusal names, where the reader may see it."""
    account_id = refusal.params.get("account_id")
    if not isinstance(account_id, UUID):
        return None
    seen = accounts_visible_to(request.access).filter(id=account_id)
    return seen.values_list("id", flat=True).first()


def reps_for(request: PersonRequest) -> list[tuple[str, str]]:
    """The reps to whom the reader may give an account: those of his units, or all."""
    access = request.access
    posts = holders_of(access.organization_id, Role.REP, on=request.at.date())
    everybody = access.has(Role.DIRECTOR, Role.ADMIN)
    mine = {
        str(post.person_id): str(post.person)
        for post in posts
        if everybody or access.over(Role.MANAGER, post.unit.path if post.unit else None)
    }
    return sorted(mine.items(), key=lambda pair: pair[1])
