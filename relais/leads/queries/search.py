"""Finding leads by what somebody types: words of names, a number, an address, a key."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from relais.accounts.models import Account, Contact
from relais.accounts.queries import (
    entered_under,
    numbers_of_company,
    numbers_of_person,
    typed_words,
)
from relais.database.among import within
from relais.database.prefix import holds_word
from relais.leads.events import State
from relais.leads.models import Lead


def search_leads(rows: QuerySet[Lead], typed: str, *, organization_id: UUID) -> QuerySet[Lead]:
    """Keep the leads of a company, a person, a number or a key that somebody types.

    Each word typed begins a word of the company's name or of the person's, in any order. Two
    short queries a word whatever the size: what is entered under the longest word that few have
    is reached from there, each lead looked up by its id; where many have each word, leads are
    soon met by going through them in their order.
    """
    typed = " ".join(typed.split())
    if not typed:
        return rows
    words = typed_words(typed)
    entered = entered_under(words, organization_id=organization_id)
    if words and entered is None:
        numbers = numbers_of_company(typed, at="account__") | numbers_of_person(
            typed, at="contact__"
        )
        return rows.filter(Q(external_key=typed) | numbers | _worded(words))
    leads = Lead.objects.of(organization_id).exclude(state=State.VOIDED.value)
    found = list(_numbered(leads, typed, organization_id))
    if entered:
        others = leads.filter(_worded(entered.others))
        found.append(others.filter(within("account_id", entered.accounts)))
        found.append(
            others.filter(  # leads have an index by account
                within("account_id", entered.of_contacts), within("contact_id", entered.contacts)
            )
        )
    first, *more = (each.values("id") for each in found)
    reached = Lead.objects.filter(within("id", first.union(*more)))
    return reached.filter(Exists(rows.order_by().filter(pk=OuterRef("pk"))))


def _numbered(leads: QuerySet[Lead], typed: str, organization_id: UUID) -> Iterator[QuerySet[Lead]]:
    """Those whose own key it is, or a number or key of their company or person."""
    accounts = Account.objects.of(organization_id).filter(numbers_of_company(typed))
    contacts = Contact.objects.of(organization_id).filter(numbers_of_person(typed))
    yield leads.filter(external_key=typed)
    yield leads.filter(within("account_id", accounts.values("id")))
    yield leads.filter(
        within("account_id", contacts.values("account_id")), contact_id__in=contacts.values("id")
    )


def _worded(words: Sequence[str]) -> Q:
    found = Q()
    for word in words:
        found &= holds_word("account__words", word) | holds_word("contact__words", word)
    return found
