"""Projections drawn anew from the log, and the proof that they say what the log says."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass
from hashlib import blake2b
from uuid import UUID

from django.apps import apps
from django.db import models, transaction

from relais.database.behind import writing_behind
from relais.leads.lifecycle import Recorded
from relais.leads.queries import recorded_events
from relais.leads.queries.integrity import hold_log
from relais.lib.collecting import collecting_seldom

BATCH = 2_000  # events; memory stays flat


Apply = Callable[[Sequence[Recorded]], None]


@dataclass(frozen=True)
class Projection:
    """Rows of a room drawn from the log: how events are told to them, how they are removed.

    `drawing` gives who is told whole histories, batch by batch, when all are drawn anew, and adds
    up at its end: for a room that has a shorter way than event by event.
    """

    room: str
    apply: Apply
    clear: Callable[[UUID], None]
    drawing: Callable[[UUID], AbstractContextManager[Apply]] | None = None


@dataclass(frozen=True)
class Drift:
    """A table that does not say what the log says; the counts are of its rows."""

    table: str
    rows: int
    rebuilt: int


class _Rollback(Exception):
    """Undo a trial."""


_projections: list[Projection] = []


def know(projections: Sequence[Projection]) -> None:
    """Set which projections there are, in this order; `config.wiring` calls it once."""
    _projections[:] = projections


def rebuild(organization_id: UUID, *, told: Callable[[int], None]) -> int:
    """Draw all projections of an organization anew, wholly or not at all; give how many events.

    `told` hears how many events each step has told. Nobody appends meanwhile.
    """
    events = 0
    with collecting_seldom(), transaction.atomic():
        hold_log()
        for projection in reversed(_projections):
            projection.clear(organization_id)
        with ExitStack() as ends:
            applies = [_telling(projection, organization_id, ends) for projection in _projections]
            with writing_behind():
                for batch in _batches(organization_id):
                    for apply in applies:
                        apply(batch)
                    events += len(batch)
                    told(len(batch))
    return events


def drifts(organization_id: UUID, *, told: Callable[[int], None]) -> list[Drift]:
    """Rebuild all projections on trial, and give the tables that come out otherwise.

    Every column of every row is compared but the row's own id. Nothing is changed.
    """
    found: list[Drift] = []
    with suppress(_Rollback), transaction.atomic():
        hold_log()
        before = _sums(organization_id)
        rebuild(organization_id, told=told)
        after = _sums(organization_id)
        found = [
            Drift(table, rows=before[table][0], rebuilt=after[table][0])
            for table in before
            if before[table] != after[table]
        ]
        raise _Rollback
    return found


def _telling(projection: Projection, organization_id: UUID, ends: ExitStack) -> Apply:
    if projection.drawing is None:
        return projection.apply
    return ends.enter_context(projection.drawing(organization_id))


def _batches(organization_id: UUID) -> Iterator[list[Recorded]]:
    batch: list[Recorded] = []
    for history in recorded_events(organization_id):
        batch += history
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _sums(organization_id: UUID) -> dict[str, tuple[int, int]]:
    """For each table of the rooms that have projections: its rows, and a sum over their columns."""
    rooms = [apps.get_app_config(projection.room) for projection in _projections]
    tables = (table for room in rooms for table in room.get_models())
    return {table._meta.db_table: _sum(table, organization_id) for table in tables}


def _sum(table: type[models.Model], organization_id: UUID) -> tuple[int, int]:
    columns = [field.attname for field in table._meta.concrete_fields if not field.primary_key]
    rows = table._default_manager.filter(organization_id=organization_id).values_list(*columns)
    count = total = 0
    for row in rows.iterator(chunk_size=BATCH):
        total += int.from_bytes(blake2b(repr(row).encode(), digest_size=8).digest())
        count += 1
    return count, total % 2**64
