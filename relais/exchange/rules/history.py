"""A history with holes made whole: what the file does not tell is inferred, by the shortest way.

Inferred steps move a lead through the table of its life and give no times of their own.
"""

from collections import deque
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Final, NamedTuple
from uuid import UUID

from relais.leads.events import (
    AppointmentOutcomeReported,
    Approach,
    AssignmentReason,
    Event,
    LeadApproachStarted,
    LeadAssigned,
    LeadReassigned,
    LeadSubmitted,
    LeadTakenUp,
    LeadValidated,
    Outcome,
    State,
)
from relais.leads.lifecycle import TABLE
from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop

# The only steps that may be inferred: the straight way of a lead that goes well.
STRAIGHT: Final = (LeadSubmitted, LeadValidated, LeadAssigned, LeadTakenUp, LeadApproachStarted)
BEFORE_A_REP: Final = frozenset(
    {State.QUALIFYING, State.RETURNED, State.SUBMITTED, State.VALIDATED}
)
BEFORE_APPROACH: Final = frozenset({*BEFORE_A_REP, State.TRANSMITTED, State.TAKEN_UP})
UNSIGNED: Final = {LeadSubmitted: LeadSubmitted(), LeadValidated: LeadValidated()}
PROPOSED: Final = LeadApproachStarted(Approach.PROPOSAL)
MET: Final = LeadApproachStarted(Approach.APPOINTMENT)


class Rep(NamedTuple):
    """Who has the lead, and in which unit."""

    id: UUID
    unit_id: UUID | None = None


class Fact(NamedTuple):
    """An event of a history: when, whether it is inferred, and who had the lead then.

    `source` is the row that told it; an inferred fact has the row of the one that it leads to.
    """

    event: Event
    at: datetime
    inferred: bool = False
    rep: Rep | None = None
    source: int = 0


class CannotFollow(Refusal):
    """What the file tells next cannot happen to a lead in that state."""

    code = "cannot_follow"
    message = gettext_noop("A lead that is %(state)s cannot become “%(event)s”.")

    def __init__(self, fact: Fact, **params: object) -> None:
        super().__init__(**params)
        self.fact = fact


class NobodyNamed(CannotFollow):
    """A step that only a rep can take, and no rep in the file."""

    code = "nobody_named"
    message = gettext_noop("Nobody is named who had the lead when it was “%(event)s”.")


def complete(
    facts: Iterable[Fact], *, state: State = State.NEW, rep_id: UUID | None = None
) -> list[Fact]:
    """Give a history without holes: told facts in their order, inferred ones before each.

    An inferred step has the date of the told one that it leads to.
    :param state: where the lead is before the first fact, and `rep_id` who has it then.
    :raises CannotFollow: when no straight way leads from one fact to the next, naming the fact.
    :raises NobodyNamed: when the way goes over a rep whom nobody names.
    """
    whole: list[Fact] = []
    for fact in facts:
        for kind in _way(state, fact, rep_id):
            step = fact._replace(event=_step(kind, fact, rep_id), inferred=True)
            rep_id = _rep_after(step.event, rep_id)
            whole.append(step)
            state = TABLE[state, kind]
        rep_id = _rep_after(fact.event, rep_id)
        whole.append(fact)
        state = TABLE[state, type(fact.event)]
    return whole


def state_after(facts: Iterable[Fact], *, state: State) -> State:
    """Give where a lead is after a history without holes."""
    return _after(state, (type(fact.event) for fact in facts))


def _way(state: State, fact: Fact, rep_id: UUID | None) -> list[type[Event]]:
    """Which steps are missing between a state and a fact."""
    way: list[type[Event]] = []
    if fact.rep and fact.rep.id != rep_id and not isinstance(fact.event, LeadAssigned):
        way += _path(state, LeadAssigned if state in BEFORE_A_REP else LeadReassigned) or ()
        state = _after(state, way)
    if state in BEFORE_APPROACH and getattr(fact.event, "outcome", None) is Outcome.HELD:
        way += _path(state, LeadApproachStarted) or ()
        state = State.IN_APPROACH
    path = _path(state, type(fact.event))  # type: ignore[arg-type]  # a class has a hash
    if path is None:
        raise CannotFollow(fact, state=state.value, event=fact.event.kind)
    return [*way, *path[:-1]]


@cache
def _path(state: State, wanted: type[Event]) -> tuple[type[Event], ...] | None:
    """The shortest straight way to an event, that event included; None if there is none."""
    ways: deque[tuple[State, tuple[type[Event], ...]]] = deque([(state, ())])
    while ways:
        here, gone = ways.popleft()
        if (here, wanted) in TABLE:
            return (*gone, wanted)
        ways += [(TABLE[here, kind], (*gone, kind)) for kind in STRAIGHT if (here, kind) in TABLE]
    return None


def _after(state: State, way: Iterable[type[Event]]) -> State:
    for kind in way:
        state = TABLE[state, kind]
    return state


def _step(kind: type[Event], fact: Fact, rep_id: UUID | None) -> Event:
    """An inferred event of a kind, on the way to a fact."""
    if kind in UNSIGNED:
        return UNSIGNED[kind]
    if kind is LeadApproachStarted:
        return MET if isinstance(fact.event, AppointmentOutcomeReported) else PROPOSED
    rep = fact.rep or (Rep(rep_id) if rep_id else None)
    if rep is None:
        raise NobodyNamed(fact, event=fact.event.kind)
    return taken_by(kind, rep)  # type: ignore[arg-type]  # a class has a hash


@cache
def taken_by(kind: type[Event], rep: Rep) -> Event:
    """Give the event by which a rep gets a lead, or takes it up."""
    if kind is LeadTakenUp:
        return LeadTakenUp(rep.id)
    given = LeadAssigned if kind is LeadAssigned else LeadReassigned
    return given(rep.id, AssignmentReason.IMPORTED, rep.unit_id)


def _rep_after(event: Event, rep_id: UUID | None) -> UUID | None:
    return event.rep_id if isinstance(event, LeadAssigned | LeadReassigned) else rep_id
