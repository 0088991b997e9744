"""Own prospecting by a table."""

from collections.abc import Iterable, Sequence
from typing import Final

from django.utils.translation import gettext_noop

from relais.lib.brought import RowVerdict, Verdict
from relais.prospecting.actions import OwnRow, bring_own, preview_own
from relais.prospecting.queries import BRING
from relais.web.bring import PASSED_OVER, Table
from relais.web.http import PersonRequest
from relais.web.tables import Columns, Row

COLUMNS: Final = Columns(
    words={
        "day": gettext_noop("day"),
        "kind": gettext_noop("kind"),
        "count": gettext_noop("how many"),
        "person": gettext_noop("rep’s e-mail"),
        "key": gettext_noop("key"),
    },
    called={
        "day": ("date", "jour", "le"),
        "kind": ("type", "nature", "action"),
        "count": ("count", "number", "nombre", "combien", "quantité"),
        "person": (
            "rep", "rep's e-mail", "e-mail", "email", "e-mail of the rep", "commercial",
            "e-mail du commercial",
        ),
        "key": ("clé", "id", "external key", "identifiant"),
    },
    needed="day",
)  # fmt: skip


def _rows(rows: Iterable[Row]) -> list[OwnRow]:
    return [OwnRow(**{name: row.get(name, "") for name in COLUMNS.words}) for row in rows]


def _preview(request: PersonRequest, rows: Sequence[Row]) -> list[RowVerdict]:
    return preview_own(_rows(rows), by=request.by, at=request.at)


def _bring(request: PersonRequest, rows: Sequence[Row]) -> list[RowVerdict]:
    return bring_own(_rows(rows), by=request.by, at=request.at)


OWN: Final = Table(
    title=gettext_noop("Bring own prospecting in"),
    lead=gettext_noop(
        "A row is known by its key, without one by its rep, day and kind: the same file twice"
        " counts once. A rep’s own rows need not name him."
    ),
    columns=COLUMNS,
    verdicts={
        Verdict.CREATED: gettext_noop("new lines"),
        Verdict.MATCHED: gettext_noop("lines known already"),
        Verdict.SKIPPED: PASSED_OVER,
    },
    shows=("person", "day", "kind"),
    roles=BRING,
    place="prospecting:bring",
    home="prospecting:home",
    preview=_preview,
    bring=_bring,
)
