"""The life of a lead: one table of what may follow what, and the fold of a history (pure).

What is not in the table is refused. `Fold` is all that the log decides about a lead: the Lead row
holds the same fields, written by the log alone, and `relais verify` compares the two.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from relais.leads import events as e
from relais.leads.events import DueFor, Event, State
from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop
from relais.people.rules.access import Door

S = State

CONTESTED: Final = {
    S.TRANSMITTED: S.CONTESTED_NEW,
    S.TAKEN_UP: S.CONTESTED_TAKEN,
    S.IN_APPROACH: S.CONTESTED_APPROACH,
}
OPEN: Final = frozenset(
    {S.QUALIFYING, S.RETURNED, S.SUBMITTED, S.VALIDATED, *CONTESTED, *CONTESTED.values()}
)
WITH_REP: Final = frozenset({*CONTESTED, *CONTESTED.values()})
OUTCOME_SPEAKS: Final = frozenset(set(State) - {S.NEW, S.QUALIFYING, S.SUBMITTED, S.VOIDED})

TABLE: Final[dict[tuple[State, type[Event]], State]] = {
    (S.NEW, e.LeadOpened): S.QUALIFYING,
    **{(s, e.LeadSubmitted): S.SUBMITTED for s in (S.QUALIFYING, S.RETURNED)},
    **{(s, e.LeadDropped): S.REFUSED for s in (S.QUALIFYING, S.RETURNED)},
    (S.SUBMITTED, e.LeadReturned): S.RETURNED,
    (S.SUBMITTED, e.LeadRefused): S.REFUSED,
    (S.SUBMITTED, e.LeadValidated): S.VALIDATED,
    (S.REFUSED, e.LeadReviewReopened): S.SUBMITTED,
    (S.VALIDATED, e.LeadAssigned): S.TRANSMITTED,
    **{(s, e.LeadReassigned): S.TRANSMITTED for s in (S.VALIDATED, *CONTESTED)},
    **{(s, e.LeadReleased): S.VALIDATED for s in CONTESTED},
    (S.TRANSMITTED, e.LeadTakeUpExpired): S.VALIDATED,
    (S.TRANSMITTED, e.LeadTakenUp): S.TAKEN_UP,
    (S.TAKEN_UP, e.LeadTakeUpUndone): S.TRANSMITTED,
    (S.TAKEN_UP, e.LeadApproachStarted): S.IN_APPROACH,
    (S.IN_APPROACH, e.LeadApproachUndone): S.TAKEN_UP,
    (S.IN_APPROACH, e.LeadWon): S.WON,
    (S.WON, e.LeadWinCancelled): S.IN_APPROACH,
    **{(s, e.LeadLost): S.LOST for s in (S.VALIDATED, S.TAKEN_UP, S.IN_APPROACH)},
    (S.LOST, e.LeadReopened): S.IN_APPROACH,
    **{(origin, e.LeadContested): s for origin, s in CONTESTED.items()},
    **{(s, e.LeadContestDismissed): origin for origin, s in CONTESTED.items()},
    **{(s, e.LeadContestUpheld): S.REFUSED for s in CONTESTED.values()},
    **{(s, e.LeadContestSentBack): S.RETURNED for s in CONTESTED.values()},
    **{(s, e.LeadContestRerouted): S.VALIDATED for s in CONTESTED.values()},
    **{(s, e.LeadRecovered): S.RECOVERED for s in (S.LOST, S.REFUSED)},
    **{(s, e.LeadWithdrawn): S.WITHDRAWN for s in (*OPEN, S.LOST, S.REFUSED)},
    **{(s, e.LeadImportUndone): S.VOIDED for s in State if s not in (S.NEW, S.VOIDED)},
    **{
        (s, event): s
        for s in OPEN
        for event in (e.AppointmentBooked, e.AppointmentMoved, e.AppointmentCancelled)
    },
    **{(s, e.AppointmentLapsed): s for s in OPEN},
    **{
        (s, event): s
        for s in OUTCOME_SPEAKS
        for event in (
            e.AppointmentOutcomeReported,
            e.AppointmentOutcomeCorrected,
            e.AppointmentProspectSaid,
        )
    },
}


class NotAllowed(Refusal):
    """The lead's state does not know this event."""

    code = "state"
    message = gettext_noop("This lead is “%(state)s”: that cannot be done to it now.")


def after(state: State, event: Event) -> State:
    """Give the state that follows.

    :raises NotAllowed: when the table has no such pair.
    """
    following = TABLE.get((state, type(event)))
    if following is None:
        raise NotAllowed(state=state.value)
    return following


def allows(state: State, event: type[Event]) -> bool:
    """Say whether this kind of event may follow, so that a page offers only what is possible."""
    return (state, event) in TABLE


def all_steps() -> list[tuple[State, str, State]]:
    """List the whole table: from which state, by which kind of event, to which state."""
    return [(state, event.kind, following) for (state, event), following in TABLE.items()]


@dataclass(slots=True)
class Fold:
    """All that the log decides about a lead. Times of stages are those told, never inferred."""

    state: State = State.NEW
    state_since: datetime | None = None
    sequence: int = 0
    campaign_id: UUID | None = None
    account_id: UUID | None = None
    contact_id: UUID | None = None
    originator_id: UUID | None = None
    call_center_id: UUID | None = None
    definition_id: UUID | None = None
    recovered_from_id: UUID | None = None
    score: int | None = None
    unit_id: UUID | None = None
    rep_id: UUID | None = None
    promised_rep_id: UUID | None = None
    relay_id: UUID | None = None
    opened_at: datetime | None = None
    submitted_at: datetime | None = None
    validated_at: datetime | None = None
    transmitted_at: datetime | None = None
    turn_at: datetime | None = None
    taken_up_at: datetime | None = None
    approach_at: datetime | None = None
    contested_at: datetime | None = None
    closed_at: datetime | None = None
    won_at: datetime | None = None
    due_at: datetime | None = None
    due_for: DueFor | None = None
    reason_id: UUID | None = None
    amount: int | None = None
    margin: int | None = None
    currency: str = ""
    lapsed_turns: int = 0
    lapsed_reps: list[str] = field(default_factory=list)


FOLD: Final = tuple(f.name for f in fields(Fold))


class Told(NamedTuple):
    """What the fold needs beside the event: when it happened, and whether it is inferred."""

    at: datetime
    inferred: bool = False


class Recorded(NamedTuple):
    """An event that stands in the log, as the listeners are told of it.

    `unit_id` and `rep_id` are the lead's after the event, `opened_at` is when it was opened;
    `person_id` is who acted.
    """

    id: UUID
    organization_id: UUID
    lead_id: UUID
    campaign_id: UUID
    account_id: UUID
    contact_id: UUID
    originator_id: UUID | None
    call_center_id: UUID | None
    unit_id: UUID | None
    rep_id: UUID | None
    sequence: int
    opened_at: datetime
    event: Event
    before: State
    after: State
    door: Door
    person_id: UUID | None
    occurred_at: datetime
    recorded_at: datetime
    inferred: bool


def begun_in(recorded: Iterable[Recorded]) -> set[UUID]:
    """Give the leads whose log begins among these events: nothing is drawn from it yet."""
    return {one.lead_id for one in recorded if type(one.event) is e.LeadOpened}


def apply(fold: Fold, event: Event, told: Told) -> None:
    """Fold one event into what is known of a lead, in place.

    :raises NotAllowed: when the state does not know the event; nothing is changed then.
    """
    state = after(fold.state, event)
    if state is not fold.state:
        fold.state_since = told.at
        fold.due_at = fold.due_for = None
    fold.state = state
    fold.sequence += 1
    change = CHANGES.get(type(event))
    if change:
        change(fold, event, told)


def replay(history: Iterable[tuple[Event, Told]]) -> Fold:
    """Fold a whole history, from nothing."""
    fold = Fold()
    for event, told in history:
        apply(fold, event, told)
    return fold


def _opened(fold: Fold, event: e.LeadOpened, told: Told) -> None:
    fold.campaign_id, fold.account_id = event.campaign_id, event.account_id
    fold.contact_id, fold.originator_id = event.contact_id, event.originator_id
    fold.call_center_id, fold.definition_id = event.call_center_id, event.definition_id
    fold.recovered_from_id = event.recovered_from_id
    fold.opened_at = told.at


def _submitted(fold: Fold, event: e.LeadSubmitted, told: Told) -> None:
    fold.unit_id = event.unit_id or fold.unit_id
    fold.definition_id = event.definition_id or fold.definition_id
    fold.score = event.score
    fold.reason_id = None
    _stage(fold, "submitted_at", told)
    _due(fold, event.due_at, DueFor.REVIEW)


def _validated(fold: Fold, event: e.LeadValidated, told: Told) -> None:
    fold.relay_id = event.relay_id
    fold.definition_id = event.definition_id or fold.definition_id
    _stage(fold, "validated_at", told)


def _review_reopened(fold: Fold, event: e.LeadReviewReopened, told: Told) -> None:
    fold.closed_at = fold.reason_id = None
    _due(fold, event.due_at, DueFor.REVIEW)


def _assigned(fold: Fold, event: e.LeadAssigned | e.LeadReassigned, told: Told) -> None:
    fold.rep_id, fold.unit_id = event.rep_id, event.unit_id or fold.unit_id
    fold.promised_rep_id = None
    fold.turn_at = None if told.inferred else told.at
    if fold.transmitted_at is None:
        _stage(fold, "transmitted_at", told)
    _due(fold, event.due_at, DueFor.TAKE_UP)


def _released(fold: Fold, event: e.LeadReleased, told: Told) -> None:
    fold.rep_id = fold.turn_at = None


def _expired(fold: Fold, event: e.LeadTakeUpExpired, told: Told) -> None:
    fold.rep_id = fold.turn_at = None
    fold.lapsed_turns += 1
    fold.lapsed_reps = [*fold.lapsed_reps, str(event.rep_id)]


def _taken_up(fold: Fold, event: e.LeadTakenUp, told: Told) -> None:
    if fold.taken_up_at is None:
        _stage(fold, "taken_up_at", told)


def _take_up_undone(fold: Fold, event: e.LeadTakeUpUndone, told: Told) -> None:
    fold.taken_up_at = None
    _due(fold, event.due_at, DueFor.TAKE_UP)


def _approach_started(fold: Fold, event: e.LeadApproachStarted, told: Told) -> None:
    if fold.approach_at is None:
        _stage(fold, "approach_at", told)


def _approach_undone(fold: Fold, event: e.LeadApproachUndone, told: Told) -> None:
    fold.approach_at = None


def _won(fold: Fold, event: e.LeadWon, told: Told) -> None:
    fold.amount, fold.margin = event.amount, event.margin
    fold.currency = event.currency or ""
    fold.won_at = fold.closed_at = told.at


def _win_cancelled(fold: Fold, event: e.LeadWinCancelled, told: Told) -> None:
    fold.amount = fold.margin = fold.won_at = fold.closed_at = None
    fold.currency = ""


def _closed(fold: Fold, event: Any, told: Told) -> None:
    fold.closed_at = told.at
    fold.reason_id = getattr(event, "reason_id", None) or fold.reason_id


def _returned(fold: Fold, event: e.LeadReturned, told: Told) -> None:
    fold.reason_id = event.reason_id


def _reopened(fold: Fold, event: e.LeadReopened, told: Told) -> None:
    fold.closed_at = fold.reason_id = None


def _contested(fold: Fold, event: e.LeadContested, told: Told) -> None:
    fold.contested_at, fold.reason_id = told.at, event.reason_id
    _due(fold, event.due_at, DueFor.JUDGMENT)


def _dismissed(fold: Fold, event: e.LeadContestDismissed, told: Told) -> None:
    fold.reason_id = None
    _due(fold, event.due_at, DueFor.TAKE_UP)


def _upheld(fold: Fold, event: e.LeadContestUpheld, told: Told) -> None:
    fold.rep_id = fold.turn_at = None
    _closed(fold, event, told)


def _to_be_completed(fold: Fold, event: Event, told: Told) -> None:
    fold.rep_id = fold.turn_at = None


def _booked(fold: Fold, event: e.AppointmentBooked | e.AppointmentMoved, told: Told) -> None:
    if fold.rep_id is None:
        fold.promised_rep_id = event.rep_id


def _stage(fold: Fold, name: str, told: Told) -> None:
    """An inferred step moves the state, and gives no time of its own."""
    if not told.inferred:
        setattr(fold, name, told.at)


def _due(fold: Fold, due_at: datetime | None, due_for: DueFor) -> None:
    fold.due_at, fold.due_for = (due_at, due_for) if due_at else (None, None)


CHANGES: Final[dict[type[Event], Callable[[Fold, Any, Told], None]]] = {
    e.LeadOpened: _opened,
    e.LeadSubmitted: _submitted,
    e.LeadDropped: _closed,
    e.LeadReturned: _returned,
    e.LeadRefused: _closed,
    e.LeadValidated: _validated,
    e.LeadReviewReopened: _review_reopened,
    e.LeadAssigned: _assigned,
    e.LeadReassigned: _assigned,
    e.LeadReleased: _released,
    e.LeadTakeUpExpired: _expired,
    e.LeadTakenUp: _taken_up,
    e.LeadTakeUpUndone: _take_up_undone,
    e.LeadApproachStarted: _approach_started,
    e.LeadApproachUndone: _approach_undone,
    e.LeadWon: _won,
    e.LeadWinCancelled: _win_cancelled,
    e.LeadLost: _closed,
    e.LeadReopened: _reopened,
    e.LeadContested: _contested,
    e.LeadContestDismissed: _dismissed,
    e.LeadContestUpheld: _upheld,
    e.LeadContestSentBack: _to_be_completed,
    e.LeadContestRerouted: _to_be_completed,
    e.LeadRecovered: _closed,
    e.LeadWithdrawn: _closed,
    e.LeadImportUndone: _closed,
    e.AppointmentBooked: _booked,
    e.AppointmentMoved: _booked,
}
