"""Companies with the reps who answer for them, by a table."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.utils.translation import gettext_noop

from relais.accounts.actions import AccountDetails, OwnedRow, bring_owned, preview_owned
from relais.lib.brought import RowVerdict, Verdict
from relais.people.queries import Role, organization
from relais.web.bring import PASSED_OVER, Table
from relais.web.http import PersonRequest
from relais.web.tables import Columns, Row

COLUMNS: Final = Columns(
    words={
        "name": gettext_noop("company"),
        "rep": gettext_noop("rep’s e-mail"),
        "siren": gettext_noop("SIREN"),
        "siret": gettext_noop("SIRET"),
        "vat": gettext_noop("VAT number"),
        "website": gettext_noop("website"),
        "phone": gettext_noop("phone"),
        "street": gettext_noop("street"),
        "postcode": gettext_noop("postcode"),
        "city": gettext_noop("city"),
        "country": gettext_noop("country"),
        "activity_code": gettext_noop("activity code"),
        "sector": gettext_noop("sector"),
        "size": gettext_noop("size"),
        "external_key": gettext_noop("key"),
    },
    called={
        "name": ("company", "account", "société", "entreprise", "raison sociale", "compte"),
        "rep": (
            "rep", "owner", "rep's e-mail", "e-mail of the rep", "commercial",
            "e-mail du commercial", "propriétaire",
        ),
        "vat": ("vat number", "tva", "numéro de tva", "n° de tva"),
        "website": ("web", "url", "site", "site web"),
        "phone": ("téléphone", "tel", "standard"),
        "street": ("address", "adresse", "rue"),
        "postcode": ("zip", "postal code", "code postal", "cp"),
        "city": ("town", "ville"),
        "country": ("pays",),
        "activity_code": ("activity code", "code d'activité", "naf", "ape", "code naf", "code ape"),
        "sector": ("secteur", "industry"),
        "size": ("employees", "effectif", "taille"),
        "external_key": ("key", "clé", "id", "external key", "identifiant"),
    },
    needed="name",
)  # fmt: skip
TEXTS: Final = tuple(name for name in COLUMNS.words if name not in ("rep", "size", "external_key"))


def _owned(request: PersonRequest, rows: Iterable[Row]) -> list[OwnedRow]:
    home = organization(request.access.organization_id).country
    return [OwnedRow(_company(row, home), row.get("rep", "")) for row in rows]


def _company(row: Row, home: str) -> AccountDetails:
    told: dict[str, Any] = {name: row[name].strip() for name in TEXTS if row.get(name)}
    size = row.get("size", "").strip()
    return AccountDetails(
        **{"name": ""} | told | {"country": told.get("country", home).upper()},
        size=int(size) if size.isdecimal() else None,
        external_key=row.get("external_key", "").strip() or None,
    )


def _preview(request: PersonRequest, rows: Sequence[Row]) -> list[RowVerdict]:
    return preview_owned(_owned(request, rows), by=request.by, at=request.at)


def _bring(request: PersonRequest, rows: Sequence[Row]) -> list[RowVerdict]:
    return bring_owned(_owned(request, rows), by=request.by, at=request.at)


OWNED: Final = Table(
    title=gettext_noop("Bring accounts in with their reps"),
    lead=gettext_noop("A company that is known keeps its details; its rep is the one named."),
    columns=COLUMNS,
    verdicts={
        Verdict.CREATED: gettext_noop("new companies"),
        Verdict.MATCHED: gettext_noop("companies known already"),
        Verdict.SKIPPED: PASSED_OVER,
    },
    shows=("name", "rep"),
    roles=(Role.DIRECTOR, Role.ADMIN),
    place="accounts:bring",
    home="accounts:list",
    preview=_preview,
    bring=_bring,
)
