"""History from elsewhere: many leads at once, through the same table, told or inferred."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from django.db import transaction

from relais.database.models import uuid7
from relais.leads.events import Event, LeadImportUndone, State
from relais.leads.log import Entry, FreshLead, append_many
from relais.leads.models import Lead
from relais.leads.queries import locked_many
from relais.people.rules.access import Actor

CHUNK: Final = 5_000


class Step(NamedTuple):
    """One event of a history: when it happened, and whether the file told it."""

    event: Event
    at: datetime
    inferred: bool = False


class History(NamedTuple):
    """One lead of a file, with all that is known of its life, in order."""

    external_key: str
    steps: Sequence[Step]


def replay_leads(histories: Sequence[History], *, batch_id: UUID, by: Actor) -> int:
    """Append whole histories as new leads of a batch; give how many events were written.

    :raises NotAllowed: when a step cannot follow the one before it; nothing is written then.
    :raises django.db.IntegrityError: for an external key, or an open contact, known already.
    """
    entries: list[Entry] = []
    for history in histories:
        lead = FreshLead(
            id=uuid7(),
            organization_id=by.organization_id,
            external_key=history.external_key,
            batch_id=batch_id,
        )
        entries += [Entry(lead, s.event, by, s.at, s.inferred) for s in history.steps]
    return len(append_many(entries))


def continue_histories(steps: Sequence[tuple[UUID, Step]], *, by: Actor) -> int:
    """Append further steps to leads that exist already; give how many were written.

    :raises NotAllowed: when a step cannot follow; nothing is written then.
    """
    leads = locked_many({lead_id for lead_id, _ in steps}, organization_id=by.organization_id)
    entries = [Entry(leads[lead_id], s.event, by, s.at, s.inferred) for lead_id, s in steps]
    return len(append_many(entries))


def undo_batch(batch_id: UUID, *, by: Actor, at: datetime) -> int:
    """Void all leads of a batch by appending to their logs; give how many there were.

    Done twice, the second time voids nothing.
    """
    rows = Lead.objects.of(by.organization_id).filter(batch_id=batch_id)
    standing = rows.exclude(state=State.VOIDED.value).values_list("id", flat=True)
    event, voided = LeadImportUndone(batch_id), 0
    with transaction.atomic():
        while ids := list(standing[:CHUNK]):
            leads = locked_many(ids, organization_id=by.organization_id)
            append_many([Entry(lead, event, by, at) for lead in leads.values()])
            voided += len(ids)
    return voided
