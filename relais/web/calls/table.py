"""Prospects out of the rows of a table whose columns somebody named."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from relais.accounts.actions import AccountDetails, ContactDetails
from relais.prospecting.actions import ProspectRow
from relais.web.calls.words import COLUMNS
from relais.web.tables import Columns

# What a column may be called, accents and capitals apart, beside its own name and ours.
CALLED: Final[dict[str, tuple[str, ...]]] = {
    "name": ("company", "account", "societe", "entreprise", "raison sociale", "compte"),
    "vat": ("vat number", "tva", "numero de tva"),
    "website": ("web", "url", "site", "site web"),
    "company_phone": ("company phone", "standard", "telephone societe"),
    "street": ("address", "adresse", "rue"),
    "postcode": ("zip", "postal code", "code postal", "cp"),
    "city": ("town", "ville"),
    "country": ("pays",),
    "activity_code": ("activity code", "code d'activite", "naf", "ape", "code naf", "code ape"),
    "sector": ("secteur", "industry"),
    "size": ("employees", "effectif", "taille"),
    "last_name": ("last name", "surname", "nom", "contact"),
    "first_name": ("first name", "prenom"),
    "function": ("job", "title", "fonction", "poste"),
    "email": ("e-mail", "mail", "courriel"),
    "phone": ("telephone", "tel", "mobile", "portable"),
    "timezone": ("time zone", "fuseau", "fuseau horaire"),
    "priority": ("priorite",),
}
COMPANY: Final = set(AccountDetails._fields) - {"phone", "external_key"}
PERSON: Final = set(ContactDetails._fields) - {"language", "external_key"}
LEAST, MOST = -32_768, 32_767


PROSPECTS: Final = Columns(COLUMNS, CALLED, needed="name")


def as_prospects(rows: Iterable[Mapping[str, str]]) -> list[ProspectRow]:
    """Give rows as prospects."""
    return [_prospect({name: text.strip() for name, text in row.items()}) for row in rows]


def _prospect(row: Mapping[str, str]) -> ProspectRow:
    company: dict[str, Any] = {name: row[name] for name in COMPANY if row.get(name)}
    person: dict[str, Any] = {name: row[name] for name in PERSON if row.get(name)}
    size, priority = row.get("size", ""), row.get("priority", "")
    company |= {"size": int(size) if size.isdecimal() else None}
    company |= {"name": row.get("name", ""), "phone": row.get("company_phone", "")}
    company |= {"country": (row.get("country") or "FR").upper()}
    person |= {"last_name": row.get("last_name", "")}
    return ProspectRow(AccountDetails(**company), ContactDetails(**person), _priority(priority))


def _priority(text: str) -> int:
    try:
        return min(max(int(text or 0), LEAST), MOST)
    except ValueError:
        return 0
