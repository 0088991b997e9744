"""Reading prospects from a table whose columns somebody named, and handing them on as text."""

import csv
import tempfile
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from io import StringIO
from pathlib import Path
from typing import Any, Final

from relais.accounts.actions import AccountDetails, ContactDetails
from relais.exchange.adapters.tables import read_table
from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop
from relais.prospecting.actions import ProspectRow
from relais.web.calls.words import COLUMNS

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
COMPANY: Final = {each.name for each in fields(AccountDetails)} - {"phone", "external_key"}
PERSON: Final = {each.name for each in fields(ContactDetails)} - {"language", "external_key"}
LEAST, MOST = -32_768, 32_767


class NoCompanyColumn(Refusal):
    """A table of which nobody can tell the companies."""

    code = "no_company_column"
    message = gettext_noop("The file needs a column “company”; it has: %(columns)s.")


def prospects_of(name: str, content: Iterable[bytes]) -> list[dict[str, str]]:
    """Read the rows of a file that was sent, each as what is known of a prospect.

    :raises UnreadableFile: when there is no table in it, saying why.
    :raises NoCompanyColumn: when no column is the company's.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (Path(name).name or "file")
        with path.open("wb") as file:
            file.writelines(content)
        table = read_table(path)
        known = [_field_of(column) for column in table.columns]
        if "name" not in known:
            raise NoCompanyColumn(columns=", ".join(table.columns[:20]))
        return [_row(known, cells) for _, cells in table.rows]


def as_text(rows: Sequence[Mapping[str, str]]) -> str:
    """Write rows as one text, to be handed on from the preview to the import."""
    written = StringIO()
    writer = csv.DictWriter(written, list(COLUMNS), restval="")
    writer.writerows(rows)
    return written.getvalue()


def from_text(text: str) -> list[dict[str, str]]:
    """Read rows back from the text that `as_text` wrote."""
    return [dict(row) for row in csv.DictReader(StringIO(text), list(COLUMNS))]


def as_prospects(rows: Iterable[Mapping[str, str]]) -> list[ProspectRow]:
    """Give rows as prospects."""
    return [_prospect({name: text.strip() for name, text in row.items()}) for row in rows]


def _row(known: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    pairs = zip(known, cells, strict=True)
    return {name: text for name, text in pairs if name}


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


def _field_of(column: str) -> str:
    """The field that a column is, "" if none."""
    letters = unicodedata.normalize("NFKD", column.casefold().replace("’", "'"))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).strip()
    called = (name for name in COLUMNS if plain in (name, *CALLED.get(name, ())))
    return next(called, "")
