"""Undoing an import: its leads count nowhere from now on, and the log says so."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from relais.exchange.models import ImportBatch
from relais.exchange.rules.access import NoSuchBatch, check_may_import
from relais.leads.actions import undo_batch
from relais.people.rules.access import Actor, Door


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did; nothing the second time."""

    batch: UUID
    voided: int
    undone_at: datetime


def undo_import(batch_id: UUID, *, by: Actor | None, at: datetime) -> Undone:
    """Void the leads that an import brought, by appending to their logs; done twice, once counts.

    What it added to leads that were there before stays, and so do the companies, contacts and
    persons that it brought: the voided leads still point at them, and a second import of the same
    file finds them again by their keys.
    :param by: who undoes; None for the command line.
    :raises MayNotImport: for anybody but a director or an administrator.
    :raises NoSuchBatch: when there is none, or it is another organization's.
    """
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().filter(id=batch_id).first()
        if batch is None or (by and by.organization_id != batch.organization_id):
            raise NoSuchBatch(batch=batch_id)
        actor = by or Actor(batch.organization_id, Door.IMPORT)
        check_may_import(actor)
        voided = undo_batch(batch_id, by=actor, at=at)
        batch.undone_at = batch.undone_at or at
        batch.save(update_fields=["undone_at"])
    return Undone(batch_id, voided, batch.undone_at)
