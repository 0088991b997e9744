"""What the leads hold about a contact, and about somebody who works here."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import F, Q, QuerySet

from relais.database.among import among
from relais.leads.events import AppointmentProspectSaid
from relais.leads.models import HandoverSheet, Lead, LeadEvent, Message

Held = dict[str, QuerySet[Any, Any]]

DATES: Final = (
    "opened_at", "submitted_at", "validated_at", "transmitted_at", "taken_up_at", "approach_at",
    "closed_at", "won_at",
)  # fmt: skip
SHEET: Final = (
    "need", "context", "personality", "history", "objections", "promises", "best_hours",
)  # fmt: skip


def lead_ids_of_contacts(organization_id: UUID, contact_ids: Collection[UUID]) -> list[UUID]:
    """Give the leads of some contacts."""
    return list(_of_contacts(organization_id, contact_ids).values_list("id", flat=True))


def held_of_contacts(organization_id: UUID, contact_ids: Collection[UUID]) -> Held:
    """Give what this room holds about some contacts: their leads, sheets, threads and histories."""
    rows = _of_contacts(organization_id, contact_ids)
    ids = rows.values("id")
    sheets = HandoverSheet.objects.of(organization_id).filter(lead_id__in=ids)
    words = Message.objects.of(organization_id).filter(lead_id__in=ids)
    events = LeadEvent.objects.of(organization_id).filter(lead_id__in=ids)
    return {
        "leads": rows.order_by("opened_at", "id").values(
            "id", "state", *DATES, "amount", "currency", "external_key",
            campaign_name=F("campaign__name"),
        ),
        "sheets": sheets.order_by("id").values("lead_id", *SHEET, "answers", "updated_at"),
        "messages": words.order_by("written_at", "id").values("lead_id", "text", "written_at"),
        "events": events.order_by("lead_id", "sequence").values("lead_id", "kind", "occurred_at"),
    }  # fmt: skip


def held_of_person(organization_id: UUID, person_id: UUID) -> Held:
    """Give what this room holds about somebody who works here: his leads, deeds and words.

    Whom a lead is about stays out: it is not about him.
    """
    part = Q(originator_id=person_id) | Q(rep_id=person_id) | Q(relay_id=person_id)
    rows = Lead.objects.of(organization_id).filter(part)
    events = LeadEvent.objects.of(organization_id).filter(person_id=person_id)
    words = Message.objects.of(organization_id).filter(author_id=person_id)
    return {
        "leads": rows.order_by("opened_at", "id").values(
            "id", "state", *DATES, campaign_name=F("campaign__name")
        ),
        "deeds": events.order_by("occurred_at", "id").values(
            "lead_id", "kind", "door", "occurred_at", "recorded_at"
        ),
        "messages": words.order_by("written_at", "id").values("lead_id", "text", "written_at"),
    }


def _of_contacts(organization_id: UUID, contact_ids: Collection[UUID]) -> QuerySet[Lead]:
    return Lead.objects.of(organization_id).filter(among("contact_id", contact_ids))


def prospect_acts(organization_id: UUID) -> Iterator[tuple[UUID, datetime]]:
    """Yield when contacts acted themselves: a signature, or their own word about an appointment."""
    won = Lead.objects.of(organization_id).exclude(won_at=None)
    for contact_id, won_at in won.values_list("contact_id", "won_at").iterator():
        if won_at:
            yield contact_id, won_at
    said = LeadEvent.objects.of(organization_id).filter(kind=AppointmentProspectSaid.kind)
    yield from said.values_list("lead__contact_id", "occurred_at").iterator()


class Cycle(NamedTuple):
    """A lead, as far as it tells how long a contact is kept."""

    contact_id: UUID
    campaign: str
    opened_at: datetime
    won_at: datetime | None


def cycles_of(organization_id: UUID) -> Iterator[Cycle]:
    """Yield every lead of an organization, in the order of opening."""
    rows = Lead.objects.of(organization_id).order_by("opened_at", "id")
    columns = ("contact_id", "campaign__name", "opened_at", "won_at")
    return map(Cycle._make, rows.values_list(*columns).iterator())


def opened_before(organization_id: UUID, moment: datetime) -> bool:
    """Say whether a lead was opened before a moment."""
    return Lead.objects.of(organization_id).filter(opened_at__lt=moment).exists()
