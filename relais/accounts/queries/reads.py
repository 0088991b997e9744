"""Reading accounts, contacts and owners, one by one and many at once."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q, QuerySet

from relais.accounts.models import Account, AccountOwnership, Contact
from relais.accounts.rules.matching import CompanyKeys, MatchIndex, MatchRule
from relais.accounts.rules.persons import PersonIndex, PersonKeys
from relais.accounts.rules.zones import zone_of
from relais.database.among import among
from relais.database.prepared import Prepared
from relais.database.reading import ask_rows
from relais.lib.errors import NotVisible
from relais.people.models import Person
from relais.people.rules.access import Access, Role

CHUNK = 5_000
COLUMNS: Final = {
    MatchRule.SIRET: "siret",
    MatchRule.SIREN: "siren",
    MatchRule.VAT: "vat",
    MatchRule.DOMAIN: "domain",
    MatchRule.PHONE: "phone",
}


def accounts_visible_to(access: Access) -> QuerySet[Account]:
    """List the accounts that a person may see: a rep those that he owns or has owned.

    Those who find, review and steer see all; an outsourced call center sees accounts through
    its campaigns' contacts and leads only.
    """
    accounts = Account.objects.of(access.organization_id)
    inside = {Role.RELAY, Role.MANAGER, Role.DIRECTOR, Role.ADMIN, Role.PRIVACY_OFFICER}
    in_house = access.has(Role.TELEMARKETER, Role.SUPERVISOR) and not access.call_centers
    if in_house or not access.roles.isdisjoint(inside):
        return accounts
    owned = AccountOwnership.objects.of(access.organization_id).filter(rep_id=access.person_id)
    return accounts.filter(id__in=owned.values("account_id"))


def get_account(account_id: UUID, *, access: Access) -> Account:
    """Get an account.

    :raises NotVisible: when there is none that this person may see.
    """
    account = accounts_visible_to(access).filter(id=account_id).first()
    if account is None:
        raise NotVisible
    return account


def known_company(
    organization_id: UUID, *, siren: str, siret: str, but: UUID | None
) -> Account | None:
    """Find the account that a company is already: of its SIREN, and where a SIRET is given of it.

    Another site of a company is another account. `but` is left out.
    """
    if not siren:
        return None
    rows = Account.objects.of(organization_id).filter(siren=siren)
    if but:
        rows = rows.exclude(id=but)
    return (rows.filter(siret=siret) if siret else rows).order_by("id").first()


def contacts_of(account: Account) -> QuerySet[Contact]:
    """List the people of a company."""
    rows = Contact.objects.of(account.organization_id).filter(account_id=account.id)
    return rows.order_by("last_name", "first_name", "id")


def held_contacts(organization_id: UUID, contact_ids: Collection[UUID]) -> list[Contact]:
    """Hold the contacts, of those named, that are not erased until the transaction ends."""
    rows = Contact.objects.of(organization_id).filter(among("id", contact_ids), erased_at=None)
    return list(rows.select_for_update().order_by("id"))


def held_of_contacts(
    organization_id: UUID, contact_ids: Collection[UUID]
) -> dict[str, QuerySet[Any, Any]]:
    """Give what this room holds about some contacts."""
    rows = Contact.objects.of(organization_id).filter(among("id", contact_ids)).order_by("id")
    columns = (
        "id", "first_name", "last_name", "function", "email", "phone", "phone_typed", "timezone",
        "language", "external_key", "created_at", "erased_at",
    )  # fmt: skip
    return {"contact": rows.values(*columns, company=F("account__name"))}


def held_of_person(organization_id: UUID, person_id: UUID) -> dict[str, QuerySet[Any, Any]]:
    """Give what this room holds about a rep: for which companies he answers, and answered."""
    rows = AccountOwnership.objects.of(organization_id).filter(rep_id=person_id)
    told = rows.order_by("since", "id").values("since", "until", company=F("account__name"))
    return {"accounts": told}


def collected(organization_id: UUID) -> Iterator[tuple[UUID, datetime]]:
    """Yield every contact that is not erased, and since when he is held."""
    rows = Contact.objects.of(organization_id).filter(erased_at=None)
    return rows.values_list("id", "created_at").iterator()


def collected_before(organization_id: UUID, moment: datetime) -> bool:
    """Say whether a contact who is not erased has been held since before a moment."""
    rows = Contact.objects.of(organization_id).filter(erased_at=None, created_at__lt=moment)
    return rows.exists()


def has_owners(organization_id: UUID) -> bool:
    """Say whether somebody answers for any account."""
    return AccountOwnership.objects.of(organization_id).filter(until=None).exists()


def owners_of(organization_id: UUID, account_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Give the rep who answers for each account now; one that nobody owns is left out."""
    rows = AccountOwnership.objects.of(organization_id).filter(
        among("account_id", account_ids), until=None
    )
    return dict(rows.values_list("account_id", "rep_id"))


def ownerships_of(account: Account) -> QuerySet[AccountOwnership]:
    """List who has owned an account, the latest first."""
    rows = AccountOwnership.objects.of(account.organization_id).filter(account_id=account.id)
    return rows.select_related("rep", "given_by").order_by("-since", "-id")


def accounts_of(rep_id: UUID, *, organization_id: UUID, at: datetime) -> QuerySet[Account]:
    """List the accounts for which a rep answers at a moment."""
    rows = AccountOwnership.objects.of(organization_id).filter(
        Q(until=None) | Q(until__gt=at), rep_id=rep_id, since__lte=at
    )
    return Account.objects.of(organization_id).filter(id__in=rows.values("account_id"))


def left_behind(organization_id: UUID, *, on: date) -> dict[Person, int]:
    """Count the accounts for which somebody answers who has left, by person."""
    counts: dict[UUID, int] = dict(_left_behind(organization_id, on))
    if not counts:
        return {}
    persons = Person.objects.of(organization_id).filter(among("id", counts))
    return {person: counts[person.id] for person in persons.order_by("last_name", "id")}


def _ask_left_behind(organization_id: UUID, on: date) -> "QuerySet[Any, Any]":
    rows = AccountOwnership.objects.of(organization_id).filter(until=None, rep__left_on__lte=on)
    return rows.order_by().values_list("rep_id").annotate(Count("id"))


_left_behind: Final = Prepared(_ask_left_behind, examples=(UUID(int=1), date(1900, 1, 1)))


def zone_of_contact(contact: Contact) -> ZoneInfo:
    """Give where a contact's clock stands: his own zone, else that of his company's place."""
    place = contact.account
    return zone_of(timezone=contact.timezone, country=place.country, postcode=place.postcode)


def countries_of(organization_id: UUID, account_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Give the country of each account that the organization has."""
    rows = Account.objects.of(organization_id).values_list("id", "country")
    return dict(_chunked(rows, "id", account_ids))


def accounts_by_key(organization_id: UUID, external_keys: Iterable[str | None]) -> dict[str, UUID]:
    """Give the accounts that have some external keys."""
    return ask_accounts(organization_id, external_keys)()


def ask_accounts(
    organization_id: UUID, external_keys: Iterable[str | None]
) -> Callable[[], dict[str, UUID]]:
    """Ask for the accounts that have some external keys; gives what fetches them (`ask_rows`)."""
    rows = Account.objects.of(organization_id).values_list("external_key", "id")
    found = _asked(rows, external_keys)
    return lambda: dict(found())


def contacts_by_key(
    organization_id: UUID, external_keys: Iterable[str | None]
) -> dict[str, tuple[UUID, UUID]]:
    """Give the contacts that have some external keys, each with its account: (id, account)."""
    return ask_contacts(organization_id, external_keys)()


def ask_contacts(
    organization_id: UUID, external_keys: Iterable[str | None]
) -> Callable[[], dict[str, tuple[UUID, UUID]]]:
    """Ask as `contacts_by_key`; gives what fetches them (`ask_rows`)."""
    rows = Contact.objects.of(organization_id).values_list("external_key", "id", "account_id")
    found = _asked(rows, external_keys)
    return lambda: {key: (contact_id, account_id) for key, contact_id, account_id in found()}


def company_index(organization_id: UUID, wanted: Collection[CompanyKeys]) -> MatchIndex:
    """Index the accounts that share a key with some companies."""
    rows = Account.objects.of(organization_id).values_list(
        "id", "siret", "siren", "vat", "domain", "phone", "name_key", "postcode"
    )
    values: dict[str, set[str]] = {column: set() for column in (*COLUMNS.values(), "name_key")}
    for keys in wanted:
        for rule, value in keys:
            if rule in COLUMNS:
                values[COLUMNS[rule]].add(value)
        if keys.name_key and keys.postcode:
            values["name_key"].add(keys.name_key)
    index = MatchIndex()
    for column, known in values.items():
        for account_id, *found in _chunked(rows, column, known):
            index.add(account_id, keys=_company_keys(*found))
    return index


def person_index(organization_id: UUID, account_ids: Collection[UUID]) -> PersonIndex:
    """Index the contacts of some accounts, the oldest first."""
    rows = Contact.objects.of(organization_id).order_by("id")
    columns = ("id", "account_id", "email", "phone", "first_name", "last_name")
    index = PersonIndex()
    for contact_id, account_id, *keys in _chunked(
        rows.values_list(*columns), "account_id", account_ids
    ):
        index.add(contact_id, account_id=account_id, keys=PersonKeys(*keys))
    return index


def _company_keys(
    siret: str, siren: str, vat: str, domain: str, phone: str, name_key: str, postcode: str
) -> CompanyKeys:
    phones = (phone,) if phone else ()
    bare = "".join(postcode.split()).upper()
    return CompanyKeys(siret, siren, vat, domain, phones, name_key, bare)


def _asked(rows: QuerySet[Any, Any], keys: Iterable[str | None]) -> Callable[[], Iterator[Any]]:
    iterator = iter({key for key in keys if key})
    chunks = iter(lambda: list(islice(iterator, CHUNK)), [])
    asked = [ask_rows(rows.filter(among("external_key", chunk))) for chunk in chunks]
    return lambda: (row for answer in asked for row in answer())


def _chunked(rows: QuerySet[Any, Any], column: str, values: Iterable[Any]) -> Iterator[Any]:
    iterator = iter(values)
    while chunk := list(islice(iterator, CHUNK)):
        yield from rows.filter(among(column, chunk))
