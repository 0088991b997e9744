"""The leads behind a figure: the same predicates by which it is counted."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from django.db.models import Q, QuerySet

from relais.appointments.models import Appointment
from relais.appointments.queries import appointments_visible_to, is_due
from relais.leads.events import Outcome
from relais.leads.lifecycle import CONTESTED
from relais.leads.models import Lead, LeadEvent
from relais.leads.queries import State, disputes_to_judge
from relais.measures.queries.beside import VERDICTS
from relais.measures.queries.grouping import Grouping
from relais.measures.rules import View, days


class Case(StrEnum):
    """Which leads of a view: how far they came, what happened to them, how they stand now."""

    OPENED = "opened"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    TURNED_DOWN = "turned_down"
    VALIDATED = "validated"
    TRANSMITTED = "transmitted"
    TAKEN_UP = "taken_up"
    APPROACH = "approach"
    HELD = "held"
    WON = "won"
    DECIDED = "decided"
    UPHELD = "upheld"
    IN_DISPUTE = "in_dispute"
    TO_JUDGE = "to_judge"
    OVERDUE = "overdue"


REACHED: Final = {
    Case.OPENED: "opened_at",
    Case.SUBMITTED: "submitted_at",
    Case.VALIDATED: "validated_at",
    Case.TRANSMITTED: "transmitted_at",
    Case.TAKEN_UP: "taken_up_at",
    Case.APPROACH: "approach_at",
    Case.WON: "won_at",
}
HAPPENED: Final = {
    Case.RETURNED: ("lead.returned",),
    Case.TURNED_DOWN: ("lead.refused",),
    Case.DECIDED: tuple(VERDICTS),
    Case.UPHELD: ("lead.contest_upheld",),
}
CONTESTED_NOW: Final = Q(state__in=[state.value for state in CONTESTED.values()])


def cases(
    view: View,
    case: Case,
    *,
    at: datetime,
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[Lead]:
    """List the leads of a view that a figure counts, in no order.

    :param since: the first day on which the stage was reached; nothing else has such a day.
    :param until: the last of these days.
    """
    grouping = Grouping(view, ())
    leads = grouping.leads.filter(_predicate(case, view, at))
    if case in REACHED and (since or until):
        period = days(since, until, zone=grouping.zone)
        column = REACHED[case]
        return leads.filter(**{f"{column}__gte": period.start, f"{column}__lt": period.end})
    return leads


def due_appointments(
    view: View, *, at: datetime, unit_path: str | None = None
) -> QuerySet[Appointment]:
    """List the appointments due of the leads of a view: those over which honouring is counted.

    :param unit_path: that of the unit of the reps who were to go, and of those below it.
    """
    access = view.access
    every = Appointment.objects.of(view.organization_id)
    rows = appointments_visible_to(access) if access else every
    rows = rows.filter(is_due(at), lead__in=Grouping(view, ()).leads)
    return rows.filter(unit__path__startswith=unit_path) if unit_path else rows


def _predicate(case: Case, view: View, at: datetime) -> Q:
    if case in REACHED:
        return Q(**{f"{REACHED[case]}__isnull": False})
    if case in HAPPENED:
        events = LeadEvent.objects.of(view.organization_id).filter(inferred=False)
        return Q(id__in=events.filter(kind__in=HAPPENED[case]).values("lead_id"))
    return NOW[case](view, at)


def _held(view: View, at: datetime) -> Q:
    rows = Appointment.objects.of(view.organization_id).filter(is_due(at))
    return Q(id__in=rows.filter(outcome=Outcome.HELD.value).values("lead_id"))


def _overdue(view: View, at: datetime) -> Q:
    return Q(state=State.TRANSMITTED.value, due_at__lte=at)


def _to_judge(view: View, at: datetime) -> Q:
    """Those that are the reader's to judge; at the command line, whoever's they are."""
    if view.access is None:
        return CONTESTED_NOW
    rows = disputes_to_judge(view.access, on=at.date())
    return Q(id__in=rows.order_by().values("id"))


NOW: Final[dict[Case, Callable[[View, datetime], Q]]] = {
    Case.HELD: _held,
    Case.OVERDUE: _overdue,
    Case.IN_DISPUTE: lambda view, at: CONTESTED_NOW,
    Case.TO_JUDGE: _to_judge,
}
