"""Units and staff by a table."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any, Final

from django.utils.translation import gettext_noop

from relais.lib.brought import RowVerdict, Verdict
from relais.people import actions
from relais.people.actions import StaffRow, UnitRow
from relais.people.queries import Role
from relais.web.bring import PASSED_OVER, Table
from relais.web.http import PersonRequest
from relais.web.tables import Columns, Row

COUNTRY: Final = gettext_noop("country")
TIMEZONE: Final = gettext_noop("time zone")
PLACES: Final = {
    "country": ("pays",),
    "timezone": ("time zone", "fuseau", "fuseau horaire"),
}
UNIT_COLUMNS: Final = Columns(
    words={
        "name": gettext_noop("unit"),
        "kind": gettext_noop("kind"),
        "above": gettext_noop("unit above"),
        "country": COUNTRY,
        "timezone": TIMEZONE,
    },
    called={
        "name": ("unit", "unité", "nom", "agence", "région"),
        "kind": ("type", "nature"),
        "above": ("unit above", "parent", "unité supérieure", "rattachée à"),
        **PLACES,
    },
    needed="name",
)
STAFF_COLUMNS: Final = Columns(
    words={
        "last_name": gettext_noop("last name"),
        "first_name": gettext_noop("first name"),
        "email": gettext_noop("e-mail"),
        "phone": gettext_noop("phone"),
        "role": gettext_noop("role"),
        "unit": gettext_noop("unit"),
        "call_center": gettext_noop("call center"),
        "language": gettext_noop("language"),
        "country": COUNTRY,
        "timezone": TIMEZONE,
    },
    called={
        "last_name": ("last name", "name", "surname", "nom"),
        "first_name": ("first name", "prénom"),
        "email": ("e-mail", "mail", "courriel", "adresse e-mail"),
        "phone": ("téléphone", "tel", "mobile", "portable"),
        "role": ("rôle", "fonction"),
        "unit": ("unité", "agence", "région", "team", "équipe"),
        "call_center": ("call center", "centre d'appels", "centre d'appel"),
        "language": ("langue",),
        **PLACES,
    },
    needed="last_name",
)


def _rows(kind: type[Any], rows: Iterable[Row]) -> list[Any]:
    names = [field.name for field in fields(kind)]
    return [kind(**{name: row.get(name, "") for name in names}) for row in rows]


def _preview_units(request: PersonRequest, rows: Sequence[Row]) -> list[RowVerdict]:
    return actions.preview_units(_rows(UnitRow, rows), by=request.by)


def _bring_units(request: PersonRequest, rows: Sequence[Row]) -> list[RowVerdict]:
    return actions.bring_units(_rows(UnitRow, rows), by=request.by)


def _preview_staff(request: PersonRequest, rows: Sequence[Row]) -> list[RowVerdict]:
    return actions.preview_people(_rows(StaffRow, rows), by=request.by, at=request.at)


def _bring_staff(request: PersonRequest, rows: Sequence[Row]) -> list[RowVerdict]:
    return actions.bring_people(_rows(StaffRow, rows), by=request.by, at=request.at)


UNITS: Final = Table(
    title=gettext_noop("Bring units in"),
    lead=gettext_noop("Each unit names the one above it, which may stand in a row before."),
    columns=UNIT_COLUMNS,
    verdicts={
        Verdict.CREATED: gettext_noop("new units"),
        Verdict.MATCHED: gettext_noop("units known already"),
        Verdict.SKIPPED: PASSED_OVER,
    },
    shows=("above", "name"),
    roles=(Role.ADMIN,),
    place="people:bring_units",
    home="people:units",
    preview=_preview_units,
    bring=_bring_units,
)
STAFF: Final = Table(
    title=gettext_noop("Bring people in"),
    lead=gettext_noop(
        "Somebody is known by his e-mail, and gets the role that his row names; who has none yet"
        " gets that of the row of his name. Nobody is written to before you invite him."
    ),
    columns=STAFF_COLUMNS,
    verdicts={
        Verdict.CREATED: gettext_noop("new persons"),
        Verdict.MATCHED: gettext_noop("persons known already"),
        Verdict.SKIPPED: PASSED_OVER,
    },
    shows=("first_name", "last_name"),
    roles=(Role.ADMIN,),
    place="people:bring_people",
    home="people:list",
    preview=_preview_staff,
    bring=_bring_staff,
)
