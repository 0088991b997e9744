"""Changing what is known of a company and of the people there, by POST."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from relais.accounts.actions import (
    AccountDetails,
    ContactDetails,
    change_account,
)
from relais.accounts.actions import change_contact as change_details
from relais.accounts.queries import contacts_of, get_account
from relais.lib.errors import NotVisible, Refusal
from relais.web.accounts.detail import account_form, account_page, contact_form, known_to
from relais.web.http import PersonRequest, deed, done
from relais.wording.refusals import words_of


@deed
def change(request: PersonRequest, account_id: UUID) -> HttpResponse:
    """Change what is known of a company."""
    form = account_form(get_account(account_id, access=request.access), request.POST)
    if not form.is_valid():
        return account_page(request, account_id, {"account": form}, status=400)
    details = AccountDetails(**form.cleaned_data)
    try:
        change_account(account_id, details, by=request.by, at=request.at)
    except Refusal as why:
        form.add_error(None, words_of(why))
        known = known_to(request, why)
        return account_page(request, account_id, {"account": form}, known=known, status=409)
    return done(request, _("The company was changed."), _page(account_id))


@deed
def change_contact(request: PersonRequest, account_id: UUID, contact_id: UUID) -> HttpResponse:
    """Change what is known of a person at a company."""
    account = get_account(account_id, access=request.access)
    contact = contacts_of(account).filter(id=contact_id).first()
    if contact is None:
        raise NotVisible
    form = contact_form(contact, request.POST)
    if not form.is_valid():
        return account_page(request, account_id, {f"contact-{contact_id}": form}, status=400)
    details = ContactDetails(**form.cleaned_data, language=contact.language)
    change_details(contact_id, details, by=request.by, at=request.at)
    return done(request, _("The contact was changed."), _page(account_id))


def _page(account_id: UUID) -> str:
    return reverse("accounts:detail", args=[account_id])
