"""Calling nobody back who objects or is erased, and erasing what was noted of his calls."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from relais.calls.models import Call, Callback
from relais.database.among import among


def end_callbacks(contact_ids: Collection[UUID], *, organization_id: UUID, at: datetime) -> int:
    """End the promises to call some contacts back; give how many there were."""
    rows = Callback.objects.of(organization_id).filter(among("contact_id", contact_ids))
    return rows.filter(done_at=None).update(done_at=at)


def forget_notes(organization_id: UUID, contact_ids: Collection[UUID]) -> int:
    """Erase the notes of the calls to some contacts for good; give how many said something."""
    rows = Call.objects.of(organization_id).filter(among("contact_id", contact_ids))
    return rows.exclude(note="").update(note="")
