"""What became of an appointment: who may say it, when, and what it counts for."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from relais.appointments.rules.booking import NotByHand
from relais.leads.events.terms import Outcome
from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop
from relais.people.rules.access import Actor, Role

HONOURED: Final = frozenset({Outcome.HELD, Outcome.PROSPECT_ABSENT})  # the rep did his part
REASON_NEEDED: Final = frozenset({Outcome.REP_ABSENT, Outcome.REP_CANCELLED})
BEFORE_START: Final = frozenset({Outcome.REP_CANCELLED, Outcome.PROSPECT_CANCELLED})


class Status(StrEnum):
    """Where an appointment is, whatever became of it; a move changes its start, not its status."""

    RESERVED = "reserved"  # until the lead is transmitted
    BOOKED = "booked"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


class NotYourAppointment(Refusal):
    """Somebody else than the rep, or a manager above him, speaks."""

    code = "not_your_appointment"
    message = gettext_noop("Only the rep and his manager can say what became of it.")


class NotStarted(Refusal):
    """An outcome before there can be one."""

    code = "not_started"
    message = gettext_noop("The appointment only starts at %(starts_at)s.")


class AlreadyStarted(Refusal):
    """A change of an appointment that is under way or past."""

    code = "already_started"
    message = gettext_noop("The appointment has started: say what became of it instead.")


class NotBooked(Refusal):
    """An appointment that was cancelled, lapsed or not yet given to the rep."""

    code = "not_booked"
    message = gettext_noop("This appointment is %(status)s.")


class AlreadyReported(Refusal):
    """An outcome that was reported before."""

    code = "already_reported"
    message = gettext_noop("It was already said to be %(outcome)s: correct it instead.")


class NothingToCorrect(Refusal):
    """A correction of what nobody said, or that changes nothing."""

    code = "nothing_to_correct"
    message = gettext_noop("There is nothing to correct.")


class ReasonNeeded(Refusal):
    """An outcome that needs a counted reason."""

    code = "reason_needed"
    message = gettext_noop("Say why, with one of the reasons.")


class ReasonNotWanted(Refusal):
    """A reason where none is counted."""

    code = "reason_not_wanted"
    message = gettext_noop("Only an appointment that the rep did not honour has a reason.")


@dataclass(frozen=True, slots=True)
class AppointmentFacts:
    """What the rules look at; `rep_id` and `unit_path` are of the rep at its start."""

    starts_at: datetime
    window_closes_at: datetime
    status: Status = Status.BOOKED
    outcome: Outcome | None = None
    reason_id: UUID | None = None
    rep_id: UUID | None = None
    unit_path: str | None = None


class Dueness(NamedTuple):
    """What an appointment counts for: `due` is n, `honoured` the rep's k, `held` the stricter k.

    `awaited`: started, and nobody has said what became of it; `silent`: due, and still nobody has.
    """

    due: bool
    held: bool
    honoured: bool
    silent: bool
    awaited: bool


def dueness(facts: AppointmentFacts, *, at: datetime) -> Dueness:
    """Say what an appointment counts for at a moment.

    Due: started, neither cancelled by the prospect nor taken out of the diary, and the window for
    reporting closed. What the rep cancelled is due, even when he did so before the start.
    """
    started = facts.starts_at <= at and _was_to_be_kept(facts)
    due = started and facts.window_closes_at <= at
    return Dueness(
        due=due,
        held=due and facts.outcome is Outcome.HELD,
        honoured=due and facts.outcome in HONOURED,
        silent=due and facts.outcome is None,
        awaited=started and facts.outcome is None,
    )


def _was_to_be_kept(facts: AppointmentFacts) -> bool:
    if facts.outcome is None:
        return facts.status is Status.BOOKED
    return facts.outcome is not Outcome.PROSPECT_CANCELLED and facts.status is not Status.LAPSED


def check_report(
    facts: AppointmentFacts, *, outcome: Outcome, reason_id: UUID | None, by: Actor, at: datetime
) -> None:
    """Refuse an outcome that may not be reported.

    :raises NotYourAppointment: unless the rep or a manager above him speaks.
    :raises NotBooked: when it was cancelled, lapsed, or is not the rep's yet.
    :raises AlreadyReported: when an outcome stands.
    :raises NotStarted: for anything but a cancellation before the start.
    :raises ReasonNeeded: when the rep did not honour it and no reason is given.
    :raises ReasonNotWanted: when he did, and one is.
    """
    _check_speaker(facts, by)
    if facts.outcome:
        raise AlreadyReported(outcome=facts.outcome.value)
    if facts.status is not Status.BOOKED:
        raise NotBooked(status=facts.status.value)
    _check_outcome(facts, outcome=outcome, reason_id=reason_id, at=at)


def check_correction(
    facts: AppointmentFacts, *, outcome: Outcome, reason_id: UUID | None, by: Actor, at: datetime
) -> None:
    """Refuse a correction that may not be made; what was said before stays in the log.

    :raises NotYourAppointment: unless the rep or a manager above him speaks.
    :raises NothingToCorrect: when nothing was said, or the same.
    :raises NotStarted: for anything but a cancellation before the start.
    :raises ReasonNeeded: when the rep did not honour it and no reason is given.
    :raises ReasonNotWanted: when he did, and one is.
    """
    _check_speaker(facts, by)
    if facts.outcome is None or (facts.outcome, facts.reason_id) == (outcome, reason_id):
        raise NothingToCorrect
    _check_outcome(facts, outcome=outcome, reason_id=reason_id, at=at)


def check_prospect_version(
    facts: AppointmentFacts, *, outcome: Outcome, said: Outcome | None, at: datetime
) -> None:
    """Refuse a prospect's version that may not be written down; a later one takes its place.

    :raises NotBooked: when nobody was to go.
    :raises NotStarted: for anything but a cancellation before the start.
    :raises NothingToCorrect: when it was written down already.
    """
    if facts.status is not Status.BOOKED:
        raise NotBooked(status=facts.status.value)
    if said is outcome:
        raise NothingToCorrect
    _check_started(facts, outcome=outcome, at=at)


def check_lapsing(facts: AppointmentFacts, *, by: Actor, at: datetime) -> None:
    """Let the clock alone lapse a slot that was reserved until its start.

    :raises NotByHand: for a person.
    :raises NotBooked: unless it was reserved.
    :raises NotStarted: before the start.
    """
    if not by.is_system:
        raise NotByHand
    if facts.status is not Status.RESERVED:
        raise NotBooked(status=facts.status.value)
    if at < facts.starts_at:
        raise NotStarted(starts_at=facts.starts_at)


def check_changeable(facts: AppointmentFacts, *, at: datetime) -> None:
    """Refuse to move or cancel an appointment that is no longer to come.

    :raises NotBooked: when it was cancelled or lapsed.
    :raises AlreadyReported: when an outcome stands.
    :raises AlreadyStarted: from its start on.
    """
    if facts.status in (Status.CANCELLED, Status.LAPSED):
        raise NotBooked(status=facts.status.value)
    if facts.outcome:
        raise AlreadyReported(outcome=facts.outcome.value)
    if facts.starts_at <= at:
        raise AlreadyStarted


def _check_speaker(facts: AppointmentFacts, by: Actor) -> None:
    if not (by.is_person(facts.rep_id) or by.over(Role.MANAGER, facts.unit_path)):
        raise NotYourAppointment


def _check_outcome(
    facts: AppointmentFacts, *, outcome: Outcome, reason_id: UUID | None, at: datetime
) -> None:
    _check_started(facts, outcome=outcome, at=at)
    if outcome in REASON_NEEDED and reason_id is None:
        raise ReasonNeeded
    if outcome not in REASON_NEEDED and reason_id is not None:
        raise ReasonNotWanted


def _check_started(facts: AppointmentFacts, *, outcome: Outcome, at: datetime) -> None:
    if at < facts.starts_at and outcome not in BEFORE_START:
        raise NotStarted(starts_at=facts.starts_at)
