"""Each rep's turns, from the log: a batch costs one read, one insert and one update."""

from collections.abc import Callable, Sequence
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from relais.database.bulk import insert_rows, update_rows
from relais.database.prepared import Prepared
from relais.leads.events import (
    Event,
    LeadAssigned,
    LeadContested,
    LeadImportUndone,
    LeadLost,
    LeadReassigned,
    LeadReleased,
    LeadTakenUp,
    LeadTakeUpExpired,
    LeadTakeUpUndone,
    LeadWithdrawn,
    LeadWon,
)
from relais.leads.lifecycle import Recorded
from relais.routing.models import Turn

COLUMNS: Final = (
    "id", "organization_id", "lead_id", "sequence", "rep_id", "unit_id", "reason", "started_at",
    "due_at", "taken_up_at", "ended_at", "ended_by",
)  # fmt: skip
CHANGING: Final = ("taken_up_at", "ended_at", "ended_by")

ENDS: Final[dict[type[Event], Turn.End]] = {
    LeadTakeUpExpired: Turn.End.EXPIRED,
    LeadReleased: Turn.End.RELEASED,
    LeadReassigned: Turn.End.REASSIGNED,
    LeadContested: Turn.End.CONTESTED,
    LeadLost: Turn.End.CLOSED,
    LeadWon: Turn.End.CLOSED,
    LeadWithdrawn: Turn.End.CLOSED,
}


def apply(recorded: Sequence[Recorded]) -> None:
    """Keep the turns that these events begin, answer or end; inferred ones give none."""
    told = [r for r in recorded if type(r.event) in CHANGES and not r.inferred]
    if not told:
        return
    turns = _open_turns({r.lead_id for r in told})
    known = set(turns.values())
    fresh: list[Turn] = []
    for one in told:
        CHANGES[type(one.event)](turns, one)
        if isinstance(one.event, LeadAssigned | LeadReassigned):
            turns[one.lead_id] = _turn(one, one.event)
            fresh.append(turns[one.lead_id])
    insert_rows(Turn, ([getattr(turn, c) for c in COLUMNS] for turn in fresh), COLUMNS)
    update_rows(
        Turn, [[turn.id, *(getattr(turn, c) for c in CHANGING)] for turn in known], CHANGING
    )
    _void([r.lead_id for r in told if isinstance(r.event, LeadImportUndone)])


def clear(organization_id: UUID) -> None:
    """Forget all turns of an organization, before they are told again."""
    Turn.objects.of(organization_id).delete()


def _open_turns(lead_ids: set[UUID]) -> dict[UUID, Turn]:
    if len(lead_ids) == 1:
        found = [Turn.from_db(connection.alias, COLUMNS, row) for row in _open_turn(*lead_ids)]
    else:
        found = list(Turn.objects.filter(lead_id__in=lead_ids, ended_at=None))
    return {turn.lead_id: turn for turn in found}


def _ask_open_turn(lead_id: UUID) -> QuerySet[Any, Any]:
    return Turn.objects.filter(lead_id=lead_id, ended_at=None).values_list(*COLUMNS)


_open_turn: Final = Prepared(_ask_open_turn, examples=(UUID(int=0),))


def _turn(told: Recorded, event: LeadAssigned | LeadReassigned) -> Turn:
    return Turn(
        id=told.id,
        organization_id=told.organization_id,
        lead_id=told.lead_id,
        sequence=told.sequence,
        rep_id=event.rep_id,
        unit_id=event.unit_id,
        reason=event.reason.value,
        started_at=told.occurred_at,
        due_at=event.due_at,
    )


def _void(lead_ids: list[UUID]) -> None:
    if lead_ids:
        Turn.objects.filter(lead_id__in=lead_ids).delete()


def _take_up(turns: dict[UUID, Turn], told: Recorded) -> None:
    if told.lead_id in turns:
        turns[told.lead_id].taken_up_at = told.occurred_at


def _undo_take_up(turns: dict[UUID, Turn], told: Recorded) -> None:
    if told.lead_id in turns:
        turns[told.lead_id].taken_up_at = None


def _end(turns: dict[UUID, Turn], told: Recorded) -> None:
    if told.lead_id in turns:
        turn = turns.pop(told.lead_id)
        turn.ended_at, turn.ended_by = told.occurred_at, ENDS[type(told.event)].value


def _begin(turns: dict[UUID, Turn], told: Recorded) -> None:
    """An assignment ends nothing: whatever ended the turn before said so itself."""


CHANGES: Final[dict[type[Event], Callable[[dict[UUID, Turn], Recorded], None]]] = {
    LeadAssigned: _begin,
    LeadTakenUp: _take_up,
    LeadTakeUpUndone: _undo_take_up,
    LeadImportUndone: _begin,
    **dict.fromkeys(ENDS, _end),
}
