"""Each rep's turns, from the log: nothing is read, whatever the size of the batch."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Final
from uuid import UUID

from relais.database.among import among
from relais.database.bulk import insert_rows, update_rows
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
from relais.leads.lifecycle import Recorded, begun_in
from relais.routing.models import Turn

COLUMNS: Final = (
    "id", "organization_id", "lead_id", "sequence", "rep_id", "unit_id", "reason", "started_at",
    "due_at", "taken_up_at", "ended_at", "ended_by",
)  # fmt: skip
Changes = dict[str, object]  # columns of a turn

_whole_row: Final = itemgetter(*COLUMNS)

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
    fresh: list[Changes] = []
    # what runs since an event of this batch, or None where nothing does
    now: dict[UUID, Changes | None] = dict.fromkeys(begun_in(recorded))
    standing: defaultdict[UUID, Changes] = defaultdict(dict)
    for one in told:
        changes = CHANGES[type(one.event)](one)
        if one.lead_id not in now:
            standing[one.lead_id].update(changes)
        elif turn := now[one.lead_id]:
            turn.update(changes)
        if type(one.event) in ENDS:
            now[one.lead_id] = None
        if isinstance(one.event, LeadAssigned | LeadReassigned):
            now[one.lead_id] = begun = _turn(one, one.event)
            fresh.append(begun)
    _change_standing(standing)
    insert_rows(Turn, map(_whole_row, fresh), COLUMNS)
    _void([r.lead_id for r in told if isinstance(r.event, LeadImportUndone)])


def clear(organization_id: UUID) -> None:
    """Forget all turns of an organization, before they are told again."""
    Turn.objects.of(organization_id).delete()


def _change_standing(standing: dict[UUID, Changes]) -> None:
    """Change the turns that ran before these events; a lead has one at most that runs."""
    alike: defaultdict[tuple[str, ...], list[tuple[object, ...]]] = defaultdict(list)
    for lead_id, changes in standing.items():
        if changes:
            alike[tuple(changes)].append((lead_id, *changes.values()))
    for columns, rows in alike.items():
        update_rows(Turn, rows, columns, found_by="lead_id", where="ended_at IS NULL")


def _turn(told: Recorded, event: LeadAssigned | LeadReassigned) -> Changes:
    return {
        "id": told.id,
        "organization_id": told.organization_id,
        "lead_id": told.lead_id,
        "sequence": told.sequence,
        "rep_id": event.rep_id,
        "unit_id": event.unit_id,
        "reason": event.reason.value,
        "started_at": told.occurred_at,
        "due_at": event.due_at,
        "taken_up_at": None,
        "ended_at": None,
        "ended_by": "",
    }


def _void(lead_ids: list[UUID]) -> None:
    if lead_ids:
        Turn.objects.filter(among("lead_id", lead_ids)).delete()


def _take_up(told: Recorded) -> Changes:
    return {"taken_up_at": told.occurred_at}


def _undo_take_up(told: Recorded) -> Changes:
    return {"taken_up_at": None}


def _end(told: Recorded) -> Changes:
    return {"ended_at": told.occurred_at, "ended_by": ENDS[type(told.event)].value}


def _begin(told: Recorded) -> Changes:
    """An assignment ends nothing: whatever ended the turn before said so itself."""
    return {}


CHANGES: Final[dict[type[Event], Callable[[Recorded], Changes]]] = {
    LeadAssigned: _begin,
    LeadTakenUp: _take_up,
    LeadTakeUpUndone: _undo_take_up,
    LeadImportUndone: _begin,
    **dict.fromkeys(ENDS, _end),
}
