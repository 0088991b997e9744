"""What persons may ask about their data, and the clock that runs on the answer (pure).

One calendar month from receipt, which two more may be added to once, with a reason (GDPR 12(3)).
A day that falls on a holiday is not carried over: the date shown is never later than the law's.
"""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from relais.lib.errors import NotVisible, Refusal
from relais.lib.words import gettext_noop
from relais.people.rules.access import Actor, Role

MONTHS: Final = 1
MORE_MONTHS: Final = 2
NEAR: Final = timedelta(days=7)
LONGEST: Final = 2_000


class RequestKind(StrEnum):
    """What somebody asks for."""

    ACCESS = "access"
    OBJECTION = "objection"
    ERASURE = "erasure"
    RECTIFICATION = "rectification"


READ_AND_ANSWERED: Final = (RequestKind.ACCESS, RequestKind.RECTIFICATION)


class Channel(StrEnum):
    """How a request came."""

    MAIL = "mail"
    LETTER = "letter"
    PHONE = "phone"
    IN_PERSON = "in_person"
    FORM = "form"


class RequestState(StrEnum):
    """Where a request stands."""

    RECEIVED = "received"
    ANSWERED = "answered"
    REFUSED = "refused"


class Nearness(StrEnum):
    """How near the day is on which an answer is due."""

    OVERDUE = "overdue"
    NEAR = "near"
    IN_TIME = "in_time"


class RequestClosed(Refusal):
    """It was answered or refused already."""

    code = "request_closed"
    message = gettext_noop("This request is closed since %(on)s.")


class AlreadyAsked(Refusal):
    """The same request is recorded, and waits."""

    code = "already_asked"
    message = gettext_noop("This request is recorded already; its answer is due on %(due_on)s.")


class ReceivedLater(Refusal):
    """Nothing was received tomorrow."""

    code = "received_later"
    message = gettext_noop("A request cannot have come on a day that is still to come.")


class AskerMissing(Refusal):
    """Nobody asks nothing."""

    code = "asker_missing"
    message = gettext_noop("Say who asks.")


class WordsMissing(Refusal):
    """The law asks for a reason."""

    code = "words_missing"
    message = gettext_noop("Give the reason in words: the person is told it.")


class WordsTooLong(Refusal):
    """A reason beyond all reason."""

    code = "words_too_long"
    message = gettext_noop("This reason is too long: %(longest)s characters at most.")


class ExtendedAlready(Refusal):
    """It may be extended once."""

    code = "extended_already"
    message = gettext_noop("This request was extended already, until %(due_on)s.")


class TooLateToExtend(Refusal):
    """The person has to be told within the first month."""

    code = "too_late_to_extend"
    message = gettext_noop("The first month is over: it can be extended within it only.")


class OtherKind(Refusal):
    """Each kind of request is answered by its own deed."""

    code = "other_kind"
    message = gettext_noop("This request asks for something else.")


def check_officer(by: Actor) -> None:
    """Let the privacy officer act, or the system itself.

    :raises NotVisible: for anybody else: there are no requests for him.
    """
    if not by.has(Role.PRIVACY_OFFICER):
        raise NotVisible


def check_words(words: str) -> str:
    """Give a reason back without what surrounds it.

    :raises WordsMissing: for an empty one.
    :raises WordsTooLong: beyond 2,000 characters.
    """
    if not words.strip():
        raise WordsMissing
    if len(words) > LONGEST:
        raise WordsTooLong(longest=LONGEST)
    return words.strip()


def months_after(day: date, months: int) -> date:
    """Give the same day some months later, the last of the month where there is none such."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def due_on(received_on: date) -> date:
    """Give the last day to answer on."""
    return months_after(received_on, MONTHS)


def extended_until(received_on: date) -> date:
    """Give the last day to answer on once the clock is extended."""
    return months_after(received_on, MONTHS + MORE_MONTHS)


def nearness(due: date, *, on: date) -> Nearness:
    """Say how near the day of the answer is."""
    if due < on:
        return Nearness.OVERDUE
    return Nearness.NEAR if due - on <= NEAR else Nearness.IN_TIME
