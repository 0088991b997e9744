"""Finding leads by what somebody types: a company, a person, a number, an address, a key."""

from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from relais.accounts.models import Account, Contact
from relais.accounts.queries import companies_like, persons_like
from relais.database.among import within
from relais.leads.events import State
from relais.leads.models import Lead

FEW: Final = 2_000


def search_leads(rows: QuerySet[Lead], typed: str, *, organization_id: UUID) -> QuerySet[Lead]:
    """Keep the leads whose company, contact or external key is what was typed, or begins so.

    Two short queries whatever the size. What matches few companies and persons is reached from
    them; what matches many is soon met by going through the leads in their order.
    """
    typed = " ".join(typed.split())
    if not typed:
        return rows
    accounts = Account.objects.of(organization_id).filter(companies_like(typed))
    contacts = Contact.objects.of(organization_id).filter(persons_like(typed))
    if _are_many(accounts) or _are_many(contacts):
        theirs = companies_like(typed, at="account__") | persons_like(typed, at="contact__")
        return rows.filter(Q(external_key=typed) | theirs)
    leads = Lead.objects.of(organization_id).exclude(state=State.VOIDED.value).values("id")
    by_account = leads.filter(within("account_id", accounts.values("id")))
    by_contact = leads.filter(  # leads have an index by account
        within("account_id", contacts.values("account_id")), contact_id__in=contacts.values("id")
    )
    return rows.filter(id__in=leads.filter(external_key=typed).union(by_account, by_contact))


def _are_many(rows: QuerySet[Any, Any]) -> bool:
    return rows[FEW:].exists()
