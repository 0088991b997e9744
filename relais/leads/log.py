"""The only way into the log: an event is checked, folded into its lead, written, and told.

The caller holds the lead's lock (`leads.queries.locked`) and the transaction. A batch goes the
same way as one event, so that an import or a simulated world obeys the same rules.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter, itemgetter
from typing import Final, NamedTuple, cast
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from relais.database.bulk import Encoded, insert_rows, update_rows
from relais.database.models import uuid7
from relais.leads.events import Event, State, payload_texts
from relais.leads.lifecycle import FOLD, Fold, Recorded, Told, apply
from relais.leads.models import Lead, LeadEvent
from relais.people.rules.access import Actor


@dataclass(slots=True, kw_only=True)
class FreshLead(Fold):
    """A lead that has no row yet: the columns of one, at a twentieth of a model's weight."""

    id: UUID
    organization_id: UUID
    external_key: str | None = None
    batch_id: UUID | None = None


class Entry(NamedTuple):
    """An event to be appended to a lead: who, when (business time), and whether it is inferred."""

    lead: Lead | FreshLead
    event: Event
    by: Actor
    at: datetime
    inferred: bool = False
    key: str | None = None


Row = tuple[object, ...]
Listener = Callable[[Sequence[Recorded]], None]
Holder = Callable[[UUID, Sequence[Event]], None]

_listeners: list[Listener] = []
_holders: list[Holder] = []

LEAD_COLUMNS: Final = ("id", "organization_id", "external_key", "batch_id", *FOLD)
EVENT_COLUMNS: Final = (
    "id", "organization_id", "lead_id", "sequence", "kind", "version", "payload", "person_id",
    "door", "occurred_at", "recorded_at", "inferred", "key",
)  # fmt: skip

STATES: Final[dict[str, State]] = {state.value: state for state in State}

_whole_row: Final = attrgetter(*LEAD_COLUMNS)
WHOSE: Final = (
    "organization_id", "id", "campaign_id", "account_id", "contact_id", "originator_id",
    "call_center_id", "unit_id", "rep_id", "sequence", "opened_at",
)  # fmt: skip
FOLDED: Final = ("id", *FOLD)

_whose: Final = attrgetter(*WHOSE)
_folded: Final = attrgetter(*FOLDED)
# A model asks itself for each column that refers to another row; its own dictionary holds them all.
_whose_in: Final = itemgetter(*WHOSE)
_folded_in: Final = itemgetter(*FOLDED)


def listen(listeners: Sequence[Listener]) -> None:
    """Set who is told of each event, in this order; `config.wiring` calls it once."""
    _listeners[:] = listeners


def hold(holders: Sequence[Holder]) -> None:
    """Set who holds what before events are dated; `config.wiring` calls it once.

    What such a lock keeps waiting is dated after it: what was closed meanwhile was closed earlier,
    whenever the log is read again.
    """
    _holders[:] = holders


def listening() -> tuple[Listener, ...]:
    """Give who is told of each event, in this order."""
    return tuple(_listeners)


def append(lead: Lead, event: Event, *, by: Actor, at: datetime, key: str | None = None) -> None:
    """Append one event to a lead that the caller has locked.

    :raises NotAllowed: when the lead's state does not know the event.
    """
    append_many([Entry(lead=lead, event=event, by=by, at=at, key=key)])


def append_many(entries: Sequence[Entry]) -> list[Recorded]:
    """Append events in their order; an entry whose `key` is in the log already is passed over.

    Leads with no event yet are inserted, the others updated. Runs wholly or not at all.
    :raises NotAllowed: when a lead's state does not know its event.
    """
    with transaction.atomic(savepoint=False):
        entries = _not_yet_in(entries)
        _hold_for(entries)
        recorded_at = timezone.now()
        # by identity: to hash an id costs as much as to fold an event
        fresh = {id(entry.lead): entry.lead for entry in entries if not entry.lead.sequence}
        known = {id(e.lead): e.lead for e in entries if e.lead.sequence}
        before = list(map(_folded_row, known.values()))
        recorded = [_fold(entry, recorded_at) for entry in entries]
        insert_rows(Lead, map(_whole_row, fresh.values()), LEAD_COLUMNS)
        _rewrite(before, list(map(_folded_row, known.values())))
        rows = map(_event_row, entries, recorded, _payloads(entries))
        insert_rows(LeadEvent, rows, EVENT_COLUMNS)
        for listener in _listeners:
            listener(recorded)
    return recorded


def _hold_for(entries: Sequence[Entry]) -> None:
    told = [entry.event for entry in entries if not entry.inferred]
    for holder in _holders if told else ():
        holder(entries[0].lead.organization_id, told)


def _folded_row(lead: Lead | FreshLead) -> Row:
    return _folded_in(vars(lead)) if type(lead) is Lead else _folded(lead)


def _rewrite(before: Sequence[Row], after: Sequence[Row]) -> None:
    """Update the leads, in no more columns than those that these events have changed."""
    columns = list(zip(*after, strict=True))
    changed = [
        number
        for number, (old, new) in enumerate(zip(zip(*before, strict=True), columns, strict=True))
        if old != new
    ]
    rows = list(zip(*(columns[number] for number in (0, *changed)), strict=True)) if changed else []
    update_rows(Lead, rows, [FOLDED[number] for number in changed])


def _not_yet_in(entries: Sequence[Entry]) -> Sequence[Entry]:
    keys = [entry.key for entry in entries if entry.key]
    if not keys:
        return entries
    organization_id = entries[0].lead.organization_id
    seen = set(
        LeadEvent.objects.of(organization_id).filter(key__in=keys).values_list("key", flat=True)
    )
    return [entry for entry in entries if entry.key is None or entry.key not in seen]


def _fold(entry: Entry, recorded_at: datetime) -> Recorded:
    lead, before = cast(Lead, entry.lead), STATES[entry.lead.state]
    lead.state = before
    apply(cast(Fold, lead), entry.event, Told(entry.at, entry.inferred))
    whose = _whose_in(vars(lead)) if type(lead) is Lead else _whose(lead)
    return Recorded._make((
        uuid7(), *whose, entry.event, before, lead.state,
        entry.by.door, entry.by.person_id, entry.at, recorded_at, entry.inferred,
    ))  # fmt: skip


def _payloads(entries: Sequence[Entry]) -> Iterator[Encoded]:
    """Write each event once: what is inferred of a thousand leads is one event."""
    events = {id(entry.event): entry.event for entry in entries}
    written = map(Encoded, payload_texts(list(events.values())))
    texts = dict(zip(events, written, strict=True))
    return (texts[id(entry.event)] for entry in entries)


def _event_row(entry: Entry, recorded: Recorded, payload: Encoded) -> tuple[object, ...]:
    event = recorded.event
    return (
        recorded.id, recorded.organization_id, recorded.lead_id, recorded.sequence,
        event.kind, event.version, payload, recorded.person_id,
        str(recorded.door), recorded.occurred_at, recorded.recorded_at,
        recorded.inferred, entry.key,
    )  # fmt: skip
