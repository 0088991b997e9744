"""Everything that can happen to a lead, one frozen record a kind (pure).

The kinds outlive the code: they are never renamed. A payload holds ids, enums, dates and amounts;
names, phones and free text live in rows that can be erased, and a test walks the types.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final

from relais.leads.events.appointment import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentLapsed,
    AppointmentMoved,
    AppointmentOutcomeCorrected,
    AppointmentOutcomeReported,
    AppointmentProspectSaid,
)
from relais.leads.events.lead import (
    LeadApproachStarted,
    LeadApproachUndone,
    LeadAssigned,
    LeadContestDismissed,
    LeadContested,
    LeadContestRerouted,
    LeadContestSentBack,
    LeadContestUpheld,
    LeadDropped,
    LeadImportUndone,
    LeadLost,
    LeadOpened,
    LeadReassigned,
    LeadRecovered,
    LeadRefused,
    LeadReleased,
    LeadReopened,
    LeadReturned,
    LeadReviewReopened,
    LeadSubmitted,
    LeadTakenUp,
    LeadTakeUpExpired,
    LeadTakeUpUndone,
    LeadValidated,
    LeadWinCancelled,
    LeadWithdrawn,
    LeadWon,
)
from relais.leads.events.terms import (
    Approach,
    AssignmentReason,
    CancelCause,
    DueFor,
    Event,
    Evidence,
    Mode,
    Outcome,
    ReleaseReason,
    State,
    WithdrawalCause,
)
from relais.lib.records import from_json, to_text, to_texts

__all__ = [
    "CATALOGUE",
    "AppointmentBooked",
    "AppointmentCancelled",
    "AppointmentLapsed",
    "AppointmentMoved",
    "AppointmentOutcomeCorrected",
    "AppointmentOutcomeReported",
    "AppointmentProspectSaid",
    "Approach",
    "AssignmentReason",
    "CancelCause",
    "DueFor",
    "Event",
    "Evidence",
    "LeadApproachStarted",
    "LeadApproachUndone",
    "LeadAssigned",
    "LeadContestDismissed",
    "LeadContestRerouted",
    "LeadContestSentBack",
    "LeadContestUpheld",
    "LeadContested",
    "LeadDropped",
    "LeadImportUndone",
    "LeadLost",
    "LeadOpened",
    "LeadReassigned",
    "LeadRecovered",
    "LeadRefused",
    "LeadReleased",
    "LeadReopened",
    "LeadReturned",
    "LeadReviewReopened",
    "LeadSubmitted",
    "LeadTakeUpExpired",
    "LeadTakeUpUndone",
    "LeadTakenUp",
    "LeadValidated",
    "LeadWinCancelled",
    "LeadWithdrawn",
    "LeadWon",
    "Mode",
    "Outcome",
    "ReleaseReason",
    "State",
    "WithdrawalCause",
    "event_of",
    "payload_text",
    "payload_texts",
]

CATALOGUE: Final[dict[str, type[Event]]] = {cls.kind: cls for cls in Event.__subclasses__()}


def payload_text(event: Event) -> str:
    """Write the event's fields as the log keeps them, in JSON."""
    return to_text(event)


def payload_texts(events: Sequence[Event]) -> list[str]:
    """Write the fields of many events, each as `payload_text` does."""
    return to_texts(events)


def event_of(kind: str, version: int, payload: dict[str, object]) -> Event:
    """Read an event back from the log.

    :raises KeyError: for a kind that this version of Relais does not know.
    """
    return from_json(CATALOGUE[kind], payload) if payload else _bare(kind)


@cache
def _bare(kind: str) -> Event:
    """Give an event that tells nothing beside its kind: frozen, so that one is enough."""
    return CATALOGUE[kind]()
