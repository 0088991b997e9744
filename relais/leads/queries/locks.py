"""Leads under lock, for the length of a deed."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction

from relais.leads.events import State
from relais.leads.models import Lead
from relais.lib.errors import NotVisible
from relais.people.models import Unit


@contextmanager
def locked(lead_id: UUID, *, organization_id: UUID) -> Iterator[Lead]:
    """Open a transaction and hold one lead's row until it ends.

    :raises NotVisible: when the organization has no such lead.
    """
    with transaction.atomic():
        found = locked_many([lead_id], organization_id=organization_id)
        if not found:
            raise NotVisible
        yield found[lead_id]


def locked_many(lead_ids: Collection[UUID], *, organization_id: UUID) -> dict[UUID, Lead]:
    """Hold the rows of many leads, in the order of their ids; the caller has the transaction."""
    rows = Lead.objects.of(organization_id).filter(id__in=lead_ids).order_by("id")
    leads = {lead.id: lead for lead in rows.select_for_update()}
    for lead in leads.values():
        lead.state = State(lead.state)
    return leads


def unit_path_of(lead: Lead) -> str | None:
    """Give the path of a lead's unit, or None while it has none."""
    if lead.unit_id is None:
        return None
    return Unit.objects.values_list("path", flat=True).get(id=lead.unit_id)
