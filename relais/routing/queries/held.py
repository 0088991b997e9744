"""What routing holds about a rep."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from relais.routing.models import Turn


def held_of_person(organization_id: UUID, person_id: UUID) -> dict[str, QuerySet[Any, Any]]:
    """Give the turns of a rep: what was offered to him, and how each ended."""
    columns = ("lead_id", "reason", "started_at", "due_at", "taken_up_at", "ended_at", "ended_by")
    rows = Turn.objects.of(organization_id).filter(rep_id=person_id)
    return {"turns": rows.order_by("started_at", "id").values(*columns)}
