"""Correcting what is held of a person at a company, and erasing it."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from relais.accounts.actions.add import ContactDetails, contact_columns
from relais.accounts.actions.entries import enter_contacts, strike_contacts
from relais.accounts.models import Contact
from relais.database.among import among
from relais.lib.errors import NotVisible
from relais.people.rules.access import Actor
from relais.privacy.rules import check_officer

CORRECTED: Final = (
    "first_name", "last_name", "words", "function", "email", "phone", "phone_typed",
)  # fmt: skip
EMPTIED: Final = dict.fromkeys((*CORRECTED, "timezone", "language"), "")


def correct_contact(contact_id: UUID, details: ContactDetails, *, by: Actor) -> Contact:
    """Correct what is held of a person, all of it: what is left out is emptied.

    :raises NotVisible: for anybody but the privacy officer, for a contact that the organization
        does not have, and for one who was erased.
    :raises TextTooLong: for what does not fit.
    """
    check_officer(by)
    with transaction.atomic():
        rows = Contact.objects.of(by.organization_id).select_related("account")
        contact = rows.select_for_update(of=("self",)).filter(id=contact_id, erased_at=None).first()
        if contact is None:
            raise NotVisible
        columns = contact_columns(details, country=contact.account.country)
        for name in CORRECTED:
            setattr(contact, name, columns[name])
        contact.save(update_fields=CORRECTED)
        strike_contacts(by.organization_id, [contact.id])
        enter_contacts(by.organization_id, [(contact.id, contact.words)])
    return contact


def forget_contacts(organization_id: UUID, contact_ids: Collection[UUID], *, at: datetime) -> int:
    """Erase names, numbers, addresses and keys of contacts for good; give how many had not been.

    The rows stay, empty, for what was counted of them.
    """
    rows = Contact.objects.of(organization_id).filter(among("id", contact_ids), erased_at=None)
    with transaction.atomic():
        strike_contacts(organization_id, contact_ids)
        return rows.update(**EMPTIED, external_key=None, erased_at=at)
