"""What appointments hold about a contact, and about a rep."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from relais.appointments.models import Appointment
from relais.database.among import among
from relais.leads.events import CancelCause, Outcome

COLUMNS: Final = (
    "lead_id", "starts_at", "ends_at", "mode", "status", "outcome", "prospect_said", "booked_at",
    "freed_at", "reported_at",
)  # fmt: skip


def held_of_contacts(
    organization_id: UUID, contact_ids: Collection[UUID]
) -> dict[str, QuerySet[Any, Any]]:
    """Give what this room holds about some contacts."""
    rows = Appointment.objects.of(organization_id)
    return _told(rows.filter(among("lead__contact_id", contact_ids)))


def held_of_person(organization_id: UUID, person_id: UUID) -> dict[str, QuerySet[Any, Any]]:
    """Give what this room holds about a rep: his own appointments.

    Of a slot that is merely reserved he knows when it is, and nothing else.
    """
    rows = Appointment.objects.of(organization_id).filter(rep_id=person_id)
    reserved = rows.filter(transmitted=False).order_by("starts_at", "id")
    return _told(rows.filter(transmitted=True)) | {
        "reserved": reserved.values("starts_at", "ends_at")
    }


def _told(rows: QuerySet[Appointment]) -> dict[str, QuerySet[Any, Any]]:
    return {"appointments": rows.order_by("starts_at", "id").values(*COLUMNS)}


def prospect_acts(organization_id: UUID) -> Iterator[tuple[UUID, datetime]]:
    """Yield when contacts acted themselves: they were there, or called off."""
    rows = Appointment.objects.of(organization_id)
    there = rows.filter(outcome__in=[Outcome.HELD.value, Outcome.PROSPECT_CANCELLED.value])
    yield from there.values_list("lead__contact_id", "starts_at").iterator()
    off = rows.filter(cancel_cause=CancelCause.PROSPECT.value)
    for contact_id, freed_at in off.values_list("lead__contact_id", "freed_at").iterator():
        if freed_at:
            yield contact_id, freed_at
