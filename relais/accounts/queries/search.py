"""Finding companies and persons by what somebody types: words of a name, a number, a key.

Each word is the beginning of one of the name's, in any order, whatever its case and accents.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from relais.accounts.models import Account, AccountWord, Contact, ContactWord
from relais.accounts.rules.words import LONGEST_WORD, typed_words
from relais.database.among import within
from relais.database.prefix import begins, holds_word
from relais.lib.phones import phone_of

FEW: Final = 4_000  # rows; of more it is quicker to meet them in the order of a list
TRIED: Final = 4  # words of which it is asked whether few have them

Ids = QuerySet[Any, Any]


class Entered(NamedTuple):
    """Queries for the companies and persons in whose names a word begins so; the other words."""

    accounts: Ids
    contacts: Ids
    of_contacts: Ids  # the companies of these persons
    others: tuple[str, ...]


def find_accounts(
    rows: QuerySet[Account], typed: str, *, organization_id: UUID
) -> QuerySet[Account]:
    """Keep the companies that somebody looks for; a short query or two ask how many there are.

    By words of the name, by the beginning of the SIREN, by SIRET, phone or external key.
    """
    words, exact = typed_words(typed), numbers_of_company(typed)
    if words:
        known = Account.objects.of(organization_id)
        for word in words[:TRIED]:
            ids = _accounts(word, organization_id)
            if not _are_many(ids):
                others = [other for other in words if other != word]
                named = known.filter(within("id", ids), _worded(others))
                found = known.filter(exact).values("id").union(named.values("id"))
                return _seen(Account.objects.filter(within("id", found)), rows)
        exact |= _worded(words)
    return rows.filter(exact)


def find_contacts(typed: str, *, organization_id: UUID, country: str) -> QuerySet[Contact]:
    """Find the persons who somebody may be: by name, address or number, or their company's number.

    :param country: from where a number is dialled.
    """
    words, exact = typed_words(typed), numbers_of_person(typed, country=country)
    if phone := phone_of(typed, country=country):
        exact |= Q(phone="", account__phone=phone)
    rows = Contact.objects.of(organization_id).filter(erased_at=None)
    if words:
        named = rows.filter(within("id", _contacts(words[0], organization_id)), _worded(words[1:]))
        exact |= within("id", named.values("id"))
    found = rows.filter(exact)
    return found.select_related("account").order_by("last_name", "first_name", "id")


def entered_under(words: Sequence[str], *, organization_id: UUID) -> Entered | None:
    """Give what is entered under the first of some words that few have; None where many have each.

    Two short queries a word ask how many these are.
    """
    for word in words[:TRIED]:
        accounts, contacts = _accounts(word, organization_id), _contacts(word, organization_id)
        if not _are_many(accounts) and not _are_many(contacts):
            others = tuple(other for other in words if other != word)
            companies = _contacts(word, organization_id, column="account_id")
            return Entered(accounts, contacts, companies, others)
    return None


def numbers_of_company(typed: str, *, at: str = "") -> Q:
    """Give the predicate of the companies whose number or key it is; each has its index.

    :param at: "account__" for rows that hang on an account.
    """
    found = Q((f"{at}external_key", typed))
    digits = "".join(typed.split())
    if digits.isascii() and digits.isdigit():
        found |= _company_number(digits, at)
    if phone := phone_of(typed, country="FR"):
        found |= Q((f"{at}phone", phone))
    return found


def numbers_of_person(typed: str, *, at: str = "", country: str = "FR") -> Q:
    """Give the predicate of the persons whose address, number or key it is; each has its index.

    :param at: "contact__" for rows that hang on a contact.
    """
    found = Q((f"{at}external_key", typed))
    if "@" in typed:
        found |= begins(f"{at}email", typed.lower())
    if phone := phone_of(typed, country=country):
        found |= Q((f"{at}phone", phone))
    return found


def _accounts(word: str, organization_id: UUID) -> Ids:
    word = word[:LONGEST_WORD]
    first: Ids = Account.objects.of(organization_id).filter(begins("name_key", word))
    behind: Ids = AccountWord.objects.of(organization_id).filter(begins("word", word))
    return first.values("id").union(behind.values("account_id"), all=True)


def _contacts(word: str, organization_id: UUID, *, column: str = "id") -> Ids:
    word = word[:LONGEST_WORD]
    first: Ids = Contact.objects.of(organization_id).filter(begins("words", word))
    behind: Ids = ContactWord.objects.of(organization_id).filter(begins("word", word))
    through = "contact_id" if column == "id" else f"contact__{column}"
    return first.values(column).union(behind.values(through), all=True)


def _are_many(ids: Ids) -> bool:
    return bool(ids[FEW : FEW + 1])


def _seen(found: QuerySet[Account], rows: QuerySet[Account]) -> QuerySet[Account]:
    """Keep of what was found the rows: each looked up by its id, however many others there are."""
    return found.filter(Exists(rows.order_by().filter(pk=OuterRef("pk"))))


def _worded(words: Sequence[str]) -> Q:
    found = Q()
    for word in words:
        found &= holds_word("words", word)
    return found


def _company_number(digits: str, at: str) -> Q:
    if len(digits) <= 9:
        return begins(f"{at}siren", digits)
    return Q((f"{at}siren", digits[:9]), (f"{at}siret__startswith", digits[:14]))
