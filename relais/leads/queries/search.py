"""Finding leads by what somebody types: a company, a person, a number, an address, a key."""

from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from relais.accounts.models import Account, Contact
from relais.accounts.queries import companies_like, persons_like
from relais.leads.models import Lead

FEW: Final = 2_000


def search_leads(rows: QuerySet[Lead], typed: str, *, organization_id: UUID) -> QuerySet[Lead]:
    """Keep the leads whose company, contact or external key is what was typed, or begins so.

    Three queries whatever the size. What matches few companies and persons is reached from them;
    what matches many is soon met by going through the leads in their order.
    """
    typed = " ".join(typed.split())
    if not typed:
        return rows
    accounts = Account.objects.of(organization_id).filter(companies_like(typed))
    contacts = Contact.objects.of(organization_id).filter(persons_like(typed))
    account_ids = list(accounts.values_list("id", flat=True)[: FEW + 1])
    persons = list(contacts.values_list("id", "account_id")[: FEW + 1])
    found = Q(external_key=typed)
    if max(len(account_ids), len(persons)) > FEW:
        found |= companies_like(typed, at="account__") | persons_like(typed, at="contact__")
        return rows.filter(found)
    contact_ids = [contact_id for contact_id, _ in persons]
    theirs = {account_id for _, account_id in persons}  # leads have an index by account
    found |= Q(account_id__in=account_ids) | Q(account_id__in=theirs, contact_id__in=contact_ids)
    return rows.filter(found)
