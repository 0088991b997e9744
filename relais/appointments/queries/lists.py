"""Which appointments a person sees, and which of them wait for something."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from relais.appointments.models import Appointment
from relais.appointments.rules import AppointmentFacts, Status
from relais.database.prepared import Prepared, PreparedModels
from relais.leads.events import Outcome
from relais.leads.models import Lead
from relais.leads.queries import locked, seen_through
from relais.lib.errors import NotVisible
from relais.people.queries import AskedBy, below
from relais.people.rules.access import Access, Role

UNSAID = Q(outcome=None, status=Status.BOOKED.value)
DISAGREED = Q(outcome__isnull=False, prospect_said__isnull=False) & ~Q(outcome=F("prospect_said"))


def appointments_visible_to(access: Access) -> QuerySet[Appointment]:
    """List the appointments that a person may see: those of his leads, and of his own time.

    What was his when it started stays visible to a rep, and to his manager, whoever has the lead
    now. Before transmission a rep sees none: his diary says "reserved".
    """
    return _visible_to(access).all()


@lru_cache(maxsize=1024)  # what may be seen follows from the access alone; never asked itself
def _visible_to(access: Access) -> QuerySet[Appointment]:
    rows = Appointment.objects.of(access.organization_id).select_related("lead", "rep", "unit")
    if access.has(Role.DIRECTOR):
        return rows
    seen = seen_through(access, "lead__")
    if access.has(Role.REP):
        seen |= Q(rep_id=access.person_id, transmitted=True)
    if access.has(Role.MANAGER):
        seen |= below(access, Role.MANAGER) & Q(transmitted=True)
    return rows.filter(seen)


def get_visible_appointment(appointment_id: UUID, *, access: Access) -> Appointment:
    """Get an appointment with what its page shows beside it.

    :raises NotVisible: when there is none that this person may see.
    """
    rows = appointments_visible_to(access).select_related("reason", "reported_by")
    appointment = rows.filter(id=appointment_id).first()
    if appointment is None:
        raise NotVisible
    return appointment


def appointments_of(lead: Lead) -> QuerySet[Appointment]:
    """List the appointments of a lead, the oldest first."""
    rows = Appointment.objects.of(lead.organization_id).filter(lead_id=lead.id)
    return rows.select_related("rep", "unit", "reason").order_by("booked_at", "id")


def read_appointments(lead: Lead) -> list[Appointment]:
    """Give the appointments of a lead by their start, with the rep and the reason of each."""
    return _of_lead(lead.organization_id, lead.id)


def _ask_of_lead(organization_id: UUID, lead_id: UUID) -> QuerySet[Appointment]:
    rows = Appointment.objects.of(organization_id).filter(lead_id=lead_id)
    return rows.select_related("rep", "unit", "reason").order_by("starts_at", "id")


_of_lead: Final = PreparedModels(_ask_of_lead, examples=(UUID(int=1), UUID(int=2)))


def holds_slot(lead: Lead, *, at: datetime) -> bool:
    """Say whether an appointment of a lead is to come."""
    return bool(_slots_of_lead(lead.organization_id, lead.id, at))


def _ask_slots_of_lead(organization_id: UUID, lead_id: UUID, at: datetime) -> "QuerySet[Any, Any]":
    return to_come(organization_id, at=at).filter(lead_id=lead_id).values_list("id")[:1]


_slots_of_lead: Final = Prepared(
    _ask_slots_of_lead, examples=(UUID(int=1), UUID(int=2), datetime(1900, 1, 1, tzinfo=UTC))
)


def to_come(organization_id: UUID, *, at: datetime) -> QuerySet[Appointment]:
    """List the slots that are held, from a moment on."""
    return Appointment.objects.of(organization_id).filter(occupying=True, starts_at__gt=at)


def outcomes_due(access: Access, *, at: datetime) -> QuerySet[Appointment]:
    """List what started and nobody has told the end of, whatever its age, the oldest first."""
    return (
        appointments_visible_to(access)
        .filter(UNSAID, starts_at__lte=at)
        .order_by("starts_at", "id")
    )


def untold(access: Access) -> QuerySet[Appointment]:
    """List what is booked, to come or over, and nobody has told the end of."""
    return appointments_visible_to(access).filter(UNSAID)


def silent(access: Access, *, at: datetime) -> QuerySet[Appointment]:
    """List those of them whose window for reporting has closed as well."""
    return outcomes_due(access, at=at).filter(outcome_due_at__lte=at)


def untold_counts(access: Access, *, at: datetime) -> tuple[int, int]:
    """Count what is over and untold: whose window has closed, and whose rep still has time."""
    every = closed = 0
    for counted in _untold_counts(access, at):
        every, closed = counted
    return closed, every - closed


def _ask_untold_counts(access: Access, at: datetime) -> "QuerySet[Any, Any]":
    rows = outcomes_due(access, at=at).order_by().select_related(None).values("organization_id")
    closed = Count("id", filter=Q(outcome_due_at__lte=at))
    return rows.annotate(every=Count("id"), closed=closed).values_list("every", "closed")


_untold_counts: Final = AskedBy(_ask_untold_counts, examples=(datetime(1900, 1, 1, tzinfo=UTC),))


def disagreements(access: Access) -> QuerySet[Appointment]:
    """List the appointments of which rep and prospect tell two different stories."""
    return appointments_visible_to(access).filter(DISAGREED).order_by("starts_at", "id")


def lapsing(at: datetime) -> QuerySet[Appointment]:
    """List, of all organizations, what started while its slot was merely reserved."""
    rows = Appointment.objects.filter(outcome=None, status=Status.RESERVED.value)
    return rows.filter(starts_at__lte=at).order_by("starts_at", "id")


def reminders_due(at: datetime, *, ahead: timedelta) -> QuerySet[Appointment]:
    """List, of all organizations, what starts within `ahead` from now.

    One that is moved closer is in the list at once; a reminder is told from the one before the
    move by its start.
    """
    rows = Appointment.objects.filter(UNSAID, starts_at__gt=at, starts_at__lte=at + ahead)
    return rows.order_by("starts_at", "id")


def outcomes_awaited(at: datetime, *, since: date) -> QuerySet[Appointment]:
    """List, of all organizations, what is over since a day and nobody has told the end of.

    The rep is asked while `outcome_due_at` is to come, his manager told once it has passed.
    """
    rows = Appointment.objects.filter(UNSAID, starts_at__date__gte=since, ends_at__lte=at)
    return rows.order_by("starts_at", "id")


@contextmanager
def locked_appointment(
    appointment_id: UUID, *, organization_id: UUID
) -> Iterator[tuple[Lead, Appointment]]:
    """Open a transaction and hold the lead of an appointment; give both as they are then.

    :raises NotVisible: when the organization has no such appointment.
    """
    rows = Appointment.objects.of(organization_id).filter(id=appointment_id)
    lead_id = rows.values_list("lead_id", flat=True).first()
    if lead_id is None:
        raise NotVisible
    with locked(lead_id, organization_id=organization_id) as lead:
        appointment = rows.select_related("unit").first()
        if appointment is None:
            raise NotVisible
        yield lead, appointment


def facts_of(appointment: Appointment) -> AppointmentFacts:
    """Give what the rules look at."""
    return AppointmentFacts(
        starts_at=appointment.starts_at,
        window_closes_at=appointment.outcome_due_at,
        status=Status(appointment.status),
        outcome=Outcome(appointment.outcome) if appointment.outcome else None,
        reason_id=appointment.reason_id,
        rep_id=appointment.rep_id,
        unit_path=appointment.unit.path if appointment.unit else None,
    )
