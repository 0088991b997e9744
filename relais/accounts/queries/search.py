"""Finding companies and persons by what somebody types: words of a name, a number, a key.

Each word is the beginning of one of the name's, in any order, whatever its case and accents.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from relais.accounts.models import Account, AccountWord, Contact, ContactWord
from relais.accounts.rules.words import LONGEST_WORD, typed_words
from relais.database.among import among, within
from relais.database.prefix import begins, holds_word
from relais.lib.phones import phone_of

FEW: Final = 1_000  # rows; of more it is quicker to meet them in the order of a list

TRIED: Final = 4  # words of which it is asked whether few have them

T = TypeVar("T")
Ids = list[UUID]
Pairs = list[tuple[UUID, UUID]]  # of contacts and their accounts


class Entered(NamedTuple):
    """The companies and persons in whose names one of some words begins so, and the other words."""

    account_ids: Ids
    contact_ids: Ids
    of_contacts: Ids  # the companies of these persons
    others: tuple[str, ...]


def find_accounts(
    rows: QuerySet[Account], typed: str, *, organization_id: UUID
) -> QuerySet[Account]:
    """Keep the companies that somebody looks for; a short query or two ask how many there are.

    By words of the name, by the beginning of the SIREN, by SIRET, phone or external key.
    """
    words, exact = typed_words(typed), numbers_of_company(typed)
    known = Account.objects.of(organization_id).order_by()
    found: QuerySet[Any, Any] = known.filter(exact).values("id")
    if words:
        entered = _rarest(words, partial(_accounts_entered, organization_id=organization_id))
        if entered is None:
            return rows.filter(exact | _worded(words))
        ids, others = entered
        found = found.union(known.filter(among("id", ids), _worded(others)).values("id"))
    return rows.filter(id__in=found)


def find_contacts(typed: str, *, organization_id: UUID, country: str) -> QuerySet[Contact]:
    """Find the persons who somebody may be: by name, address or number, or their company's number.

    :param country: from where a number is dialled.
    """
    words, exact = typed_words(typed), numbers_of_person(typed, country=country)
    if phone := phone_of(typed, country=country):
        exact |= Q(phone="", account__phone=phone)
    rows = Contact.objects.of(organization_id).filter(erased_at=None)
    if words:
        entered = _rarest(words, partial(_contacts_entered, organization_id=organization_id))
        if entered is None:
            exact |= _worded(words)
        else:
            ids = [contact_id for contact_id, _ in entered[0]]
            exact |= within("id", rows.filter(among("id", ids), _worded(entered[1])).values("id"))
    found = rows.filter(exact)
    return found.select_related("account").order_by("last_name", "first_name", "id")


def entered_under(words: Sequence[str], *, organization_id: UUID) -> Entered | None:
    """Give the companies and persons entered under the first of some words that few have.

    None where many have each of them, and where there is no word.
    """

    def entered(word: str) -> tuple[Ids, Pairs] | None:
        ids = _accounts_entered(word, organization_id=organization_id)
        pairs = None if ids is None else _contacts_entered(word, organization_id=organization_id)
        return None if ids is None or pairs is None else (ids, pairs)

    found = _rarest(words, entered)
    if found is None:
        return None
    (account_ids, pairs), others = found
    contact_ids, of_contacts = zip(*pairs, strict=True) if pairs else ((), ())
    return Entered(account_ids, list(contact_ids), list(of_contacts), others)


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


def _rarest(
    words: Sequence[str], entered: Callable[[str], T | None]
) -> tuple[T, tuple[str, ...]] | None:
    """Give what is entered under the first word that few have, and the words besides."""
    for word in words[:TRIED]:
        found = entered(word[:LONGEST_WORD])
        if found is not None:
            return found, tuple(other for other in words if other != word)
    return None


def _accounts_entered(word: str, *, organization_id: UUID) -> Ids | None:
    first: QuerySet[Any, Any] = Account.objects.of(organization_id).filter(begins("name_key", word))
    entries: QuerySet[Any, Any] = AccountWord.objects.of(organization_id)
    behind = entries.filter(begins("word", word)).values_list("account_id")
    rows = list(first.values_list("id").union(behind, all=True)[: FEW + 1])
    return None if len(rows) > FEW else [account_id for (account_id,) in rows]


def _contacts_entered(word: str, *, organization_id: UUID) -> Pairs | None:
    first: QuerySet[Any, Any] = Contact.objects.of(organization_id).filter(begins("words", word))
    entries: QuerySet[Any, Any] = ContactWord.objects.of(organization_id)
    behind = entries.filter(begins("word", word)).values_list("contact_id", "contact__account_id")
    rows = list(first.values_list("id", "account_id").union(behind, all=True)[: FEW + 1])
    return None if len(rows) > FEW else rows


def _worded(words: Sequence[str]) -> Q:
    found = Q()
    for word in words:
        found &= holds_word("words", word)
    return found


def _company_number(digits: str, at: str) -> Q:
    if len(digits) <= 9:
        return begins(f"{at}siren", digits)
    return Q((f"{at}siren", digits[:9]), (f"{at}siret__startswith", digits[:14]))
