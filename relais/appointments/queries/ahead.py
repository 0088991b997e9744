"""What is asked before rows are written behind: each question afterwards is a wait for them."""

from collections.abc import Collection
from uuid import UUID

from relais.appointments.models import Appointment
from relais.database.among import among
from relais.database.behind import asked_once


def learn_unbooked(lead_ids: Collection[UUID], *, organization_id: UUID) -> None:
    """Learn, while rows are written behind, which of some leads under lock have no appointment."""
    rows = Appointment.objects.of(organization_id).filter(among("lead_id", lead_ids))
    booked = set(rows.values_list("lead_id", flat=True))
    unbooked(organization_id).update(set(lead_ids) - booked)


def unbooked(organization_id: UUID) -> set[UUID]:
    """Give the leads that are known to have no appointment; who books one takes them out."""
    return asked_once((unbooked, organization_id), set[UUID])
