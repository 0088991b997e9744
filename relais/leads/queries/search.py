"""Finding leads by what somebody types: a company, a person, a number, an address, a key."""

from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

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
    if len(account_ids) > FEW:
        found |= Q(Exists(accounts.filter(id=OuterRef("account_id"))))
    else:
        found |= Q(account_id__in=account_ids)
    if len(persons) > FEW:
        found |= Q(Exists(contacts.filter(id=OuterRef("contact_id"))))
    else:  # there is an index of leads by account
        contact_ids, at_accounts = zip(*persons, strict=True) if persons else ((), ())
        found |= Q(account_id__in=set(at_accounts), contact_id__in=contact_ids)
    return rows.filter(found)
