"""Which deeds are open to a person on an appointment now: the guards themselves are asked."""

from collections.abc import Callable
from datetime import datetime
from typing import Final
from uuid import UUID

from relais.appointments.models import Appointment
from relais.appointments.queries.lists import facts_of
from relais.appointments.rules import (
    check_booker,
    check_changeable,
    check_correction,
    check_prospect_version,
    check_report,
)
from relais.appointments.rules.outcomes import BEFORE_START
from relais.leads.events import Outcome
from relais.leads.queries import unit_path_of
from relais.leads.rules.guards import check_originator
from relais.lib.errors import Refusal
from relais.people.rules.access import Actor

ANY_TIME: Final = Outcome.REP_CANCELLED  # may be said before the start as well as after
ANY_REASON: Final = UUID(int=0)

Check = Callable[[Appointment, Actor, datetime], None]


def deeds_open_to(appointment: Appointment, *, by: Actor, at: datetime) -> set[str]:
    """Give the names of the deeds that this person may do on this appointment now."""
    return {name for name, check in DEEDS.items() if _passes(check, appointment, by, at)}


def outcomes_possible(appointment: Appointment, *, at: datetime) -> list[Outcome]:
    """List what can be said of an appointment: before its start, only that it will not be."""
    early = at < appointment.starts_at
    return [outcome for outcome in Outcome if not early or outcome in BEFORE_START]


def _move(row: Appointment, by: Actor, at: datetime) -> None:
    check_booker(row.lead, unit_path_of(row.lead), by=by)
    check_changeable(facts_of(row), at=at)


def _cancel(row: Appointment, by: Actor, at: datetime) -> None:
    check_originator(row.lead, by=by)
    check_changeable(facts_of(row), at=at)


def _report(row: Appointment, by: Actor, at: datetime) -> None:
    check_report(facts_of(row), outcome=ANY_TIME, reason_id=ANY_REASON, by=by, at=at)


def _correct(row: Appointment, by: Actor, at: datetime) -> None:
    check_correction(facts_of(row), outcome=ANY_TIME, reason_id=ANY_REASON, by=by, at=at)


def _prospect(row: Appointment, by: Actor, at: datetime) -> None:
    check_originator(row.lead, by=by)
    check_prospect_version(facts_of(row), outcome=ANY_TIME, said=None, at=at)


DEEDS: Final[dict[str, Check]] = {
    "move": _move,
    "cancel": _cancel,
    "report": _report,
    "correct": _correct,
    "prospect": _prospect,
}


def _passes(check: Check, appointment: Appointment, by: Actor, at: datetime) -> bool:
    try:
        check(appointment, by, at)
    except Refusal:
        return False
    return True
