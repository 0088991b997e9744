"""From what the rows say of a lead to the events that its log gets (pure)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from relais.campaigns.rules.terms import ReasonKind
from relais.exchange.rules.drafts import Draft, Row, Saying, ends_of
from relais.exchange.rules.history import PROPOSED, CannotFollow, Fact, Rep, complete, taken_by
from relais.exchange.rules.mapping import Told
from relais.leads.events import (
    AppointmentBooked,
    AppointmentOutcomeReported,
    Event,
    LeadAssigned,
    LeadDropped,
    LeadLost,
    LeadRefused,
    LeadSubmitted,
    LeadTakenUp,
    LeadValidated,
    LeadWon,
    Outcome,
    State,
)
from relais.lib.errors import Refusal
from relais.lib.money import Currency
from relais.lib.words import gettext_noop

Slots = dict[datetime, UUID]

BY_REP: Final = {Told.TAKEN_UP, Told.APPROACH_STARTED, Told.WON, Told.LOST}
NOT_HONOURED: Final = {Outcome.REP_ABSENT, Outcome.REP_CANCELLED}


class NobodyThere(Refusal):
    """A step of a rep in a row that names none."""

    code = "nobody_there"
    message = gettext_noop("The row says “%(event)s” and names no rep.")


class Names(Protocol):
    """Who and what the words of a file are."""

    zone: ZoneInfo
    currency: Currency

    def rep(self, known_by: str) -> Rep:
        """Give a rep.

        :raises Refusal: for somebody who is not known and may not be added.
        """

    def reason(self, kind: ReasonKind, code: str) -> UUID | None:
        """Give a reason by its code.

        :raises Refusal: for one that is not on the list.
        """

    def outcome_due_at(self, rep: Rep, ends_at: datetime) -> datetime:
        """Give until when the outcome of an appointment is awaited."""

    def new_id(self) -> UUID:
        """Make an id."""


@dataclass(slots=True)
class Before:
    """What the log says already of a lead that is known; `slots` are its appointments by start."""

    lead_id: UUID
    state: State
    rep_id: UUID | None
    opened_at: datetime
    latest: datetime
    told: set[tuple[str, datetime]] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    slots: Slots = field(default_factory=dict)


def settle(
    draft: Draft, names: Names, *, before: Before | None
) -> tuple[list[Fact], dict[int, Refusal]]:
    """Give the events that a draft adds to a lead, without holes, and the rows that add none.

    `source` of a fact, and the keys of what is refused, number the draft's rows.
    """
    refused: dict[int, Refusal] = {}
    facts: list[Fact] = []
    for source, row in enumerate(draft.rows):
        try:
            facts += _facts(draft, row, source, names, before.slots if before else {})
        except Refusal as refusal:
            refused[source] = refusal
    news = sorted(_news(facts, before), key=lambda fact: fact.at)
    state, rep_id = (before.state, before.rep_id) if before else (State.QUALIFYING, None)
    while True:
        try:
            standing = [fact for fact in news if fact.source not in refused]
            return complete(standing, state=state, rep_id=rep_id), refused
        except CannotFollow as refusal:
            refused[refusal.fact.source] = refusal


def _facts(draft: Draft, row: Row, source: int, names: Names, slots: Slots) -> Iterator[Fact]:
    for saying in draft.sayings:
        if saying.row is row:
            yield from _fact(saying, source, names, slots)


def _fact(saying: Saying, source: int, names: Names, slots: Slots) -> list[Fact]:
    rep = names.rep(saying.rep) if saying.rep else None
    if saying.word is Told.APPOINTMENT:
        return _appointment(saying, _named(rep, saying), source, names, slots)
    event = EVENTS[saying.word](saying, rep, names)
    has_it = rep if saying.word in BY_REP else None
    return [Fact(event, saying.at, not saying.dated, has_it, source)]


def _appointment(saying: Saying, rep: Rep, source: int, names: Names, slots: Slots) -> list[Fact]:
    starts_at, ends_at = saying.starts_at or saying.at, ends_of(saying)
    booked = AppointmentBooked(
        appointment_id=slots.get(starts_at) or names.new_id(),
        rep_id=rep.id,
        starts_at=starts_at,
        ends_at=ends_at,
        outcome_due_at=names.outcome_due_at(rep, ends_at),
    )
    facts = [Fact(booked, saying.at, source=source)]
    if saying.outcome:
        said = AppointmentOutcomeReported(
            booked.appointment_id, saying.outcome, _not_honoured(saying, names)
        )
        facts.append(Fact(said, ends_at, rep=rep, source=source))
    return facts


def _news(facts: Sequence[Fact], before: Before | None) -> list[Fact]:
    """Leave out what the log says already; what has no date is dated after all that it says."""
    if before is None:
        return list(facts)
    return [
        fact._replace(at=before.latest) if fact.inferred else fact
        for fact in facts
        if not _is_known(fact, before)
    ]


def _is_known(fact: Fact, before: Before) -> bool:
    """An appointment is known by its start, another step by its date, else by what it is."""
    if isinstance(fact.event, AppointmentBooked):
        return fact.event.starts_at in before.slots
    if fact.inferred:
        return fact.event.kind in before.kinds
    return (fact.event.kind, fact.at) in before.told


def _named(rep: Rep | None, saying: Saying) -> Rep:
    if rep is None:
        raise NobodyThere(event=saying.word.value)
    return rep


def _not_honoured(saying: Saying, names: Names) -> UUID | None:
    kind = ReasonKind.NOT_HONOURED
    return names.reason(kind, saying.reason or "other") if saying.outcome in NOT_HONOURED else None


def _won(saying: Saying, rep: Rep | None, names: Names) -> Event:
    currency = None if saying.amount is None else names.currency
    return LeadWon(saying.amount, None, currency, saying.at.astimezone(names.zone).date())


EVENTS: Final[dict[Told, Callable[[Saying, Rep | None, Names], Event]]] = {
    Told.SUBMITTED: lambda saying, rep, names: LeadSubmitted(),
    Told.VALIDATED: lambda saying, rep, names: LeadValidated(),
    Told.REFUSED: lambda saying, rep, names: LeadRefused(
        names.reason(ReasonKind.REFUSE, saying.reason)
    ),
    Told.DROPPED: lambda saying, rep, names: LeadDropped(
        names.reason(ReasonKind.DROP, saying.reason)
    ),
    Told.ASSIGNED: lambda saying, rep, names: taken_by(LeadAssigned, _named(rep, saying)),
    Told.TAKEN_UP: lambda saying, rep, names: taken_by(LeadTakenUp, _named(rep, saying)),
    Told.APPROACH_STARTED: lambda saying, rep, names: PROPOSED,
    Told.WON: _won,
    Told.LOST: lambda saying, rep, names: LeadLost(names.reason(ReasonKind.LOSE, saying.reason)),
}
