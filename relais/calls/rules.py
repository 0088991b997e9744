"""How a call ended and what it achieved, which of the two go together, and what follows (pure)."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop
from relais.people.rules.access import Actor, Role
from relais.prospecting.rules import ClosedAs, Status, Step


class CallEnd(StrEnum):
    """How a call ended."""

    ANSWERED = "answered"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    VOICEMAIL = "voicemail"
    WRONG_NUMBER = "wrong_number"
    DROPPED = "dropped"


class CallOutcome(StrEnum):
    """What a call achieved."""

    QUALIFIED = "qualified"
    CALLBACK = "callback"
    NOT_INTERESTED = "not_interested"
    NOT_NOW = "not_now"
    UNREACHABLE = "unreachable"
    DO_NOT_CALL = "do_not_call"
    INFORMATION_SENT = "information_sent"


class CallbackWhy(StrEnum):
    """Why somebody is called back."""

    ASKED = "asked"
    APOLOGY = "apology"
    REBOOK = "rebook"
    RETURNED_LEAD = "returned_lead"
    RECOVERED = "recovered"


# Whoever answers may put off, or say that the person is not there: the call was answered all the
# same. On a line that drops, the prospect may have had time to refuse.
ALLOWED: Final = {
    CallEnd.ANSWERED: frozenset(CallOutcome),
    CallEnd.NO_ANSWER: frozenset({CallOutcome.UNREACHABLE}),
    CallEnd.BUSY: frozenset({CallOutcome.UNREACHABLE}),
    CallEnd.VOICEMAIL: frozenset({CallOutcome.UNREACHABLE}),
    CallEnd.WRONG_NUMBER: frozenset({CallOutcome.UNREACHABLE}),
    CallEnd.DROPPED: frozenset(
        {
            CallOutcome.UNREACHABLE,
            CallOutcome.CALLBACK,
            CallOutcome.NOT_INTERESTED,
            CallOutcome.DO_NOT_CALL,
        }
    ),
}
TRY_AGAIN_AFTER: Final = {
    CallEnd.ANSWERED: timedelta(days=1),
    CallEnd.NO_ANSWER: timedelta(hours=3),
    CallEnd.BUSY: timedelta(minutes=30),
    CallEnd.VOICEMAIL: timedelta(days=1),
    CallEnd.DROPPED: timedelta(minutes=5),
}
READ_BY: Final = timedelta(days=3)  # information was sent: leave time to read it
CLOSES: Final = {
    CallOutcome.NOT_INTERESTED: ClosedAs.NOT_INTERESTED,
    CallOutcome.NOT_NOW: ClosedAs.NOT_NOW,
    CallOutcome.DO_NOT_CALL: ClosedAs.DO_NOT_CALL,
}
MAY_PROMISE: Final = {CallOutcome.CALLBACK, CallOutcome.NOT_NOW, CallOutcome.INFORMATION_SENT}
LONGEST_NOTE: Final = 20_000


class WrongOutcome(Refusal):
    """A call that ended so cannot have achieved that."""

    code = "wrong_outcome"
    message = gettext_noop("A call that ended as “%(end)s” cannot have achieved “%(outcome)s”.")


class WrongTimes(Refusal):
    """A call ends after it starts, and both have been."""

    code = "wrong_times"
    message = gettext_noop("A call ends after it starts, and not in the future.")


class CallbackMissing(Refusal):
    """Who is to be called back is told when."""

    code = "callback_missing"
    message = gettext_noop("Say when to call back.")


class CallbackInVain(Refusal):
    """Who is called no more is not called back."""

    code = "callback_in_vain"
    message = gettext_noop("Nobody is called back after “%(outcome)s”.")


class CallbackPast(Refusal):
    """A callback lies ahead."""

    code = "callback_past"
    message = gettext_noop("The time to call back is over already.")


class NoteTooLong(Refusal):
    """A note beyond all reason."""

    code = "note_too_long"
    message = gettext_noop("This note is too long: %(longest)s characters at most.")


class MayNotAskCallback(Refusal):
    """Callbacks are asked for by those who work with prospects and leads."""

    code = "may_not_ask_callback"
    message = gettext_noop("Your role does not ask for callbacks.")


class NotYourCall(Refusal):
    """A call is corrected by who made it."""

    code = "not_your_call"
    message = gettext_noop("Who made this call corrects it, or his supervisor.")


class CallStands(Refusal):
    """What this call came to can no longer be unsaid."""

    code = "call_stands"
    message = gettext_noop(
        "This call stands: it opened a lead, was an objection, or was made before calls could be"
        " corrected."
    )


class QualifyInstead(Refusal):
    """A lead is opened by a call, not by a correction."""

    code = "qualify_instead"
    message = gettext_noop("To open the lead, say so on the prospect’s page.")


class CalledSince(Refusal):
    """The last call counts."""

    code = "called_since"
    message = gettext_noop("The prospect was called again since: that call counts.")


class PromisedByAnother(Refusal):
    """What was promised about a lead is kept by who found it."""

    code = "promised_by_another"
    message = gettext_noop("Who found the lead calls this prospect back, or his supervisor.")


def check_keeps(for_person_id: UUID | None, *, lead_id: UUID | None, by: Actor) -> None:
    """Let a promise about a lead be kept by who found it, or a supervisor; others by anybody.

    :raises PromisedByAnother: for anybody else: he could not book anew.
    """
    keeps = by.is_system or by.is_person(for_person_id) or by.has(Role.SUPERVISOR)
    if lead_id and for_person_id and not keeps:
        raise PromisedByAnother


def check_own_call(person_id: UUID | None, *, call_center_id: UUID | None, by: Actor) -> None:
    """Let who made a call correct it, or who supervises his call center.

    :raises NotYourCall: for anybody else.
    """
    supervised = by.access.supervised if by.access and by.has(Role.SUPERVISOR) else ()
    if not (by.is_system or by.is_person(person_id) or call_center_id in supervised):
        raise NotYourCall


def check_correctable(told: CallOutcome, wanted: CallOutcome, *, known: bool) -> None:
    """Let a slip be put right where nothing has come of it that stays.

    :param known: whether it is known where the call found the prospect.
    :raises CallStands: for a call that opened a lead, was an objection, or is too old.
    :raises QualifyInstead: for the outcome that opens a lead.
    """
    if told in (CallOutcome.QUALIFIED, CallOutcome.DO_NOT_CALL) or not known:
        raise CallStands
    if wanted is CallOutcome.QUALIFIED:
        raise QualifyInstead


def check_outcome(end: CallEnd, outcome: CallOutcome) -> None:
    """Refuse an outcome that a call that ended so cannot have.

    :raises WrongOutcome: naming both.
    """
    if outcome not in ALLOWED[end]:
        raise WrongOutcome(end=end.value, outcome=outcome.value)


def check_times(started_at: datetime, ended_at: datetime, *, at: datetime) -> None:
    """Refuse a call that ends before it starts, or is not over.

    :raises WrongTimes: for both.
    """
    if not started_at <= ended_at <= at:
        raise WrongTimes


def check_callback(outcome: CallOutcome, callback_at: datetime | None, *, at: datetime) -> None:
    """Refuse a callback without a time, in the past, or to who is called no more.

    :raises CallbackMissing: when a callback has no time.
    :raises CallbackInVain: for an outcome after which nobody calls back.
    :raises CallbackPast: for a time that is over.
    """
    if callback_at is None:
        if outcome is CallOutcome.CALLBACK:
            raise CallbackMissing
        return
    if outcome not in MAY_PROMISE:
        raise CallbackInVain(outcome=outcome.value)
    if callback_at <= at:
        raise CallbackPast


def check_note(note: str) -> None:
    """Refuse a note beyond all reason.

    :raises NoteTooLong: beyond 20,000 characters.
    """
    if len(note) > LONGEST_NOTE:
        raise NoteTooLong(longest=LONGEST_NOTE)


def check_may_ask(by: Actor) -> None:
    """Let anybody who works with prospects and leads ask for a callback.

    :raises MayNotAskCallback: for who only administers or guards privacy.
    """
    if not by.has(*(set(Role) - {Role.ADMIN, Role.PRIVACY_OFFICER})):
        raise MayNotAskCallback


def gives_up(end: CallEnd, *, missed: int, cap: int) -> bool:
    """Tell whether a prospect is left in peace after a call that did not reach him.

    :param missed: calls in a row that did not reach him, before this one.
    """
    return end is CallEnd.WRONG_NUMBER or missed + 1 >= cap


def step_after(
    end: CallEnd,
    outcome: CallOutcome,
    *,
    callback_at: datetime | None,
    status: Status,
    missed: int,
    cap: int,
    at: datetime,
) -> Step:
    """Give what a call makes of a prospect who stands at `status`.

    Who is not reached is called again, until the campaign's cap of calls in a row; who was closed
    before stays so then. Who was qualified stays so unless he says otherwise.
    """
    if outcome is CallOutcome.UNREACHABLE:
        return _step_unreached(end, status=status, missed=missed, cap=cap, at=at)
    if outcome is CallOutcome.QUALIFIED:
        return Step(Status.QUALIFIED, reached=True)
    if outcome in CLOSES and not callback_at:
        return Step(Status.CLOSED, reached=True, closed_as=CLOSES[outcome])
    again = None if callback_at else at + READ_BY
    kept = status if status is Status.QUALIFIED else Status.TO_CALL
    return Step(kept, reached=True, next_call_at=again)


def _step_unreached(end: CallEnd, *, status: Status, missed: int, cap: int, at: datetime) -> Step:
    if status is not Status.TO_CALL:
        return Step(None, reached=False)
    if gives_up(end, missed=missed, cap=cap):
        return Step(Status.CLOSED, reached=False, closed_as=ClosedAs.UNREACHABLE)
    return Step(Status.TO_CALL, reached=False, next_call_at=at + TRY_AGAIN_AFTER[end])
