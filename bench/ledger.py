"""A log of millions of events, for a ledger: one history that was appended, stamped upon many.

What is written is what the log would write, lead by lead; ids, pair and day alone differ.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from relais.accounts.actions import AccountDetails, ContactDetails, add_account, add_contact
from relais.accounts.models import Account
from relais.database.bulk import Encoded, insert_rows
from relais.database.models import uuid7
from relais.leads.events import (
    Approach,
    AssignmentReason,
    LeadApproachStarted,
    LeadAssigned,
    LeadOpened,
    LeadSubmitted,
    LeadTakenUp,
    LeadValidated,
    LeadWon,
    event_of,
    payload_text,
)
from relais.leads.log import EVENT_COLUMNS, LEAD_COLUMNS, Entry, FreshLead, append_many
from relais.leads.models import Lead, LeadEvent
from relais.people.rules.access import Actor

CHUNK: Final = 5_000  # leads
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Cast:
    """Who may have found a lead, who may have had it, and in which unit each of these is."""

    reps: Sequence[UUID]
    callers: Sequence[UUID]
    teams: Mapping[UUID, UUID]


@dataclass(frozen=True)
class Pair:
    """Who has a lead, in which unit, who found it, and when it all happened."""

    rep: UUID
    unit: UUID
    caller: UUID
    at: datetime


def drawn(cast: Cast, dice: Random, *, now: datetime, days: int) -> Pair:
    """Draw who has a lead, and when."""
    rep, caller = dice.choice(cast.reps), dice.choice(cast.callers)
    ago = timedelta(days=dice.randrange(1, days - 1), seconds=dice.randrange(80_000))
    return Pair(rep, cast.teams[rep], caller, now - ago)


def add_bench_account(by: Actor, at: datetime) -> Account:
    """Add the account whose leads these are."""
    return add_account(AccountDetails(name="Bench"), by=by, at=at)


def append_one(account: Account, campaign_id: UUID, pair: Pair, *, won: bool, by: Actor) -> UUID:
    """Append the history of a lead, to its signature or until it waits for its rep."""
    contact = add_contact(account.id, ContactDetails(last_name="B"), by=by, at=pair.at)
    lead = FreshLead(id=uuid7(), organization_id=by.organization_id)
    events = [
        LeadOpened(campaign_id, account.id, contact.id, pair.caller),
        LeadSubmitted(),
        LeadValidated(),
        LeadAssigned(pair.rep, AssignmentReason.OWNER, unit_id=pair.unit),
    ]
    if won:
        events += [LeadTakenUp(pair.rep), LeadApproachStarted(Approach.CALL), LeadWon(1000)]
    append_many([Entry(lead, event, by, pair.at) for event in events])
    return lead.id


def stamp(lead_id: UUID, first: Pair, pairs: Iterator[Pair]) -> None:
    """Write the history of a lead again for other pairs, in sets of thousands."""
    [row] = Lead.objects.filter(id=lead_id).values_list(*LEAD_COLUMNS)
    events = list(LeadEvent.objects.filter(lead_id=lead_id).order_by("sequence"))
    texts = [(event, _text(event)) for event in events]
    while some := list(islice(pairs, CHUNK)):
        ids = [uuid7() for _ in some]
        with transaction.atomic():
            insert_rows(
                Lead,
                (_lead(row, i, first, p) for i, p in zip(ids, some, strict=True)),
                LEAD_COLUMNS,
            )
            insert_rows(
                LeadEvent,
                (
                    _event(event, text, lead, first, pair)
                    for lead, pair in zip(ids, some, strict=True)
                    for event, text in texts
                ),
                EVENT_COLUMNS,
            )


def _text(event: LeadEvent) -> str:
    return payload_text(event_of(event.kind, event.version, event.payload))


def _lead(row: Row, lead_id: UUID, first: Pair, pair: Pair) -> Row:
    other = {first.rep: pair.rep, first.unit: pair.unit, first.caller: pair.caller, row[0]: lead_id}
    return tuple(
        pair.at if type(value) is datetime else other.get(value, value) if type(value) is UUID
        else value
        for value in row
    )  # fmt: skip


def _event(event: LeadEvent, text: str, lead_id: UUID, first: Pair, pair: Pair) -> Row:
    for before, after in (
        (first.rep, pair.rep), (first.unit, pair.unit), (first.caller, pair.caller)
    ):  # fmt: skip
        text = text.replace(str(before), str(after))
    return (
        uuid7(), event.organization_id, lead_id, event.sequence, event.kind, event.version,
        Encoded(text), event.person_id, event.door, pair.at, event.recorded_at, False, None,
    )  # fmt: skip
