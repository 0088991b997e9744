"""Leads under lock, for the length of a deed."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from relais.database.among import among
from relais.database.prepared import Prepared
from relais.database.reading import model_of, read_models
from relais.leads.events import State
from relais.leads.models import HandoverSheet, Lead
from relais.leads.rules.guards import MovedOn, SheetMovedOn
from relais.lib.errors import NotVisible
from relais.people.models import Unit

COLUMNS: Final = tuple(field.attname for field in Lead._meta.concrete_fields)


@contextmanager
def locked(lead_id: UUID, *, organization_id: UUID) -> Iterator[Lead]:
    """Open a transaction and hold one lead's row until it ends.

    :raises NotVisible: when the organization has no such lead.
    """
    with transaction.atomic():
        rows = _one_locked(organization_id, lead_id)
        if not rows:
            raise NotVisible
        lead = model_of(Lead, COLUMNS, rows[0])
        lead.state = State(lead.state)
        yield lead


def _ask_one_locked(organization_id: UUID, lead_id: UUID) -> QuerySet[Any, Any]:
    rows = Lead.objects.of(organization_id).filter(id=lead_id)
    return rows.select_for_update().values_list(*COLUMNS)


_one_locked: Final = Prepared(_ask_one_locked, examples=(UUID(int=1), UUID(int=2)))


@contextmanager
def as_seen(lead_id: UUID, sequence: int, *, organization_id: UUID) -> Iterator[Lead]:
    """Hold one lead's row as `locked`, where nothing happened to it after that event.

    :raises MovedOn: where something did.
    :raises NotVisible: when the organization has no such lead.
    """
    with locked(lead_id, organization_id=organization_id) as lead:
        if lead.sequence != sequence:
            raise MovedOn
        yield lead


@contextmanager
def sheet_as_seen(
    lead_id: UUID, written_at: datetime | None, *, organization_id: UUID
) -> Iterator[Lead]:
    """Hold one lead's row as `locked`, where its sheet was last written then; None: never.

    :raises SheetMovedOn: where it was not.
    :raises NotVisible: when the organization has no such lead.
    """
    with locked(lead_id, organization_id=organization_id) as lead:
        sheets = HandoverSheet.objects.of(organization_id).filter(lead_id=lead_id)
        if sheets.values_list("updated_at", flat=True).first() != written_at:
            raise SheetMovedOn
        yield lead


def locked_many(lead_ids: Collection[UUID], *, organization_id: UUID) -> dict[UUID, Lead]:
    """Hold the rows of many leads, in the order of their ids; the caller has the transaction."""
    rows = Lead.objects.of(organization_id).filter(among("id", lead_ids)).order_by("id")
    leads = {lead.id: lead for lead in read_models(rows.select_for_update())}
    for lead in leads.values():
        lead.state = State(lead.state)
    return leads


def unit_path_of(lead: Lead) -> str | None:
    """Give the path of a lead's unit, or None while it has none."""
    if lead.unit_id is None:
        return None
    return str(_paths(lead.unit_id)[0][0])


def _ask_paths(unit_id: UUID) -> "QuerySet[Any, Any]":
    return Unit.objects.filter(id=unit_id).values_list("path")


_paths: Final = Prepared(_ask_paths, examples=(UUID(int=1),))
