"""The appointment for which somebody is called back: when it was, with whom, and why it failed."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from relais.appointments.queries import Appointment, appointments_visible_to
from relais.calls.queries import Callback
from relais.web.appointments.words import CAUSES, status
from relais.web.filters import moment
from relais.web.http import PersonRequest
from relais.web.words import OUTCOMES, label, reason

SOURCE = "appointment:"  # what such a callback was brought about by, then the appointment's id


class Failed(NamedTuple):
    """An appointment that has to be put right: its id, and what became of it in words."""

    id: UUID
    words: str


def failed_for(request: PersonRequest, callbacks: Iterable[Callback]) -> dict[UUID, Failed]:
    """Give the appointment behind each callback that has one which the reader may see."""
    about = {
        one.id: UUID(one.source.removeprefix(SOURCE))
        for one in callbacks
        if one.source.startswith(SOURCE)
    }
    if not about:
        return {}
    rows = appointments_visible_to(request.access).filter(id__in=set(about.values()))
    seen = {row.id: Failed(row.id, _words(row)) for row in rows.select_related("rep", "reason")}
    return {one: seen[row_id] for one, row_id in about.items() if row_id in seen}


def _words(row: Appointment) -> str:
    what = {"start": moment(None, row.starts_at), "rep": str(row.rep), "why": _why(row)}
    return _("%(start)s, with %(rep)s: %(why)s") % what


def _why(row: Appointment) -> str:
    if row.outcome:
        return ", ".join(filter(None, (label(OUTCOMES, row.outcome), reason(row.reason))))
    return label(CAUSES, row.cancel_cause) if row.cancel_cause else status(row.status)[0]
