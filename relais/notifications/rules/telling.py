"""Which event is told to whom: one table to read (pure).

A kind is the name of its text. Nobody is told what he did himself; what was imported, simulated
or inferred is told to nobody.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from relais.leads import events as e
from relais.leads.events import CancelCause, Event, Outcome, State
from relais.leads.lifecycle import CONTESTED, WITH_REP, Recorded
from relais.notifications.rules.audience import Audience
from relais.people.rules.access import Door

A = Audience
SILENT_DOORS: Final = frozenset({Door.IMPORT, Door.SIMULATION})
DISPUTED: Final = frozenset(CONTESTED.values())
NOT_HONOURED: Final = frozenset({Outcome.REP_ABSENT, Outcome.REP_CANCELLED})


class Told(NamedTuple):
    """One text for one audience."""

    kind: str
    to: Audience


def _to(kind: str, *audiences: Audience) -> tuple[Told, ...]:
    return tuple(Told(kind, audience) for audience in audiences)


TELLS: Final[dict[type[Event], tuple[Told, ...]]] = {
    e.LeadSubmitted: _to("lead_submitted", A.RELAYS),
    e.LeadReviewReopened: _to("lead_submitted", A.RELAYS),
    e.LeadReturned: _to("lead_returned", A.ORIGINATOR),
    e.LeadRefused: _to("lead_refused", A.ORIGINATOR),
    e.LeadAssigned: _to("lead_assigned", A.REP),
    e.LeadReassigned: (*_to("lead_assigned", A.REP), *_to("lead_moved_on", A.FORMER_REP)),
    e.LeadTakeUpExpired: (*_to("turn_ended", A.FORMER_REP), *_to("turn_ended_told", A.MANAGERS)),
    e.LeadContested: _to("lead_contested", A.JUDGES),
    e.LeadContestDismissed: _to("contest_dismissed", A.FORMER_REP, A.ORIGINATOR),
    e.LeadContestUpheld: _to("contest_upheld", A.FORMER_REP, A.ORIGINATOR),
    e.LeadContestSentBack: _to("contest_sent_back", A.FORMER_REP, A.ORIGINATOR),
    e.LeadContestRerouted: _to("contest_rerouted", A.FORMER_REP, A.ORIGINATOR),
    e.LeadWon: _to("lead_won", A.ORIGINATOR, A.RELAY),
    e.LeadLost: _to("lead_lost", A.ORIGINATOR, A.RELAY),
    e.LeadRecovered: _to("lead_recovered", A.ORIGINATOR, A.RELAY),
    e.LeadWithdrawn: _to("lead_withdrawn", A.ORIGINATOR, A.RELAY, A.REP),
}


def tellings(batch: Sequence[Recorded]) -> Iterator[tuple[Recorded, Told]]:
    """Yield what has to be told of events, and to whom."""
    for recorded in batch:
        if is_silent(recorded.door, inferred=recorded.inferred):
            continue
        for told in _told(recorded):
            yield recorded, told


def is_silent(door: Door, *, inferred: bool) -> bool:
    """Say whether what came in by this door is told to nobody."""
    return inferred or door in SILENT_DOORS


def _told(recorded: Recorded) -> tuple[Told, ...]:
    event = recorded.event
    if isinstance(event, e.AppointmentOutcomeReported | e.AppointmentOutcomeCorrected):
        due = event.outcome in NOT_HONOURED
        return _to("appointment_not_honoured", A.ORIGINATOR) if due else ()
    if isinstance(event, e.AppointmentCancelled) and event.cause is CancelCause.REASSIGNED:
        return _to("appointment_to_rebook", A.ORIGINATOR)
    if type(event) in DIARY:
        return _to(DIARY[type(event)], A.REP) if recorded.after in WITH_REP else ()
    if isinstance(event, e.LeadWithdrawn) and recorded.before in DISPUTED:
        return (*TELLS[e.LeadWithdrawn], *_to("dispute_ended", A.JUDGES))
    if isinstance(event, e.LeadReassigned) and recorded.before is State.VALIDATED:
        return _to("lead_assigned", A.REP)  # it was with nobody
    return TELLS.get(type(event), ())


DIARY: Final[dict[type[Event], str]] = {
    e.AppointmentBooked: "appointment_booked",
    e.AppointmentMoved: "appointment_moved",
    e.AppointmentCancelled: "appointment_cancelled",
}
