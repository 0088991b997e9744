"""Where a prospect stands, what a call makes of him, and who may call (pure)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop
from relais.people.rules.access import Actor, Role

CLAIM_LASTS: Final = timedelta(minutes=30)
OVERDUE_AFTER: Final = timedelta(hours=1)  # then a callback promised by one is anybody's to make


class Status(StrEnum):
    """Where a prospect stands.

    `claimed` and `called_back_later` are never stored: a claim ends by itself, and who is to be
    called back stays what he was until then.
    """

    TO_CALL = "to_call"
    CLAIMED = "claimed"
    CALLED_BACK_LATER = "called_back_later"
    QUALIFIED = "qualified"
    CLOSED = "closed"


class ClosedAs(StrEnum):
    """Why a prospect is called no more in this campaign."""

    NOT_INTERESTED = "not_interested"
    NOT_NOW = "not_now"
    UNREACHABLE = "unreachable"
    DO_NOT_CALL = "do_not_call"


class Standing(Protocol):
    """What is read of a prospect to tell where he stands."""

    status: str
    claimed_until: datetime | None
    callback_at: datetime | None


@dataclass(frozen=True)
class Step:
    """What a call makes of a prospect: where he stands then, and when to call again.

    `status` is None for who stays where he was.
    """

    status: Status | None
    reached: bool
    closed_as: ClosedAs | None = None
    next_call_at: datetime | None = None


@dataclass(frozen=True)
class Promise:
    """When to call somebody back, and who does; anybody where `person_id` is None."""

    at: datetime
    person_id: UUID | None


class NotATelemarketer(Refusal):
    """Prospects are called by telemarketers."""

    code = "not_a_telemarketer"
    message = gettext_noop("Only a telemarketer or a supervisor works on prospects.")


class MayNotImport(Refusal):
    """A file of prospects is brought in by those who answer for the campaign."""

    code = "may_not_import"
    message = gettext_noop("Only a supervisor or a director brings prospects in.")


class HeldByAnother(Refusal):
    """Somebody else is calling this prospect."""

    code = "held_by_another"
    message = gettext_noop("Somebody else is calling this prospect.")


class CampaignOver(Refusal):
    """A closed campaign takes no prospects."""

    code = "campaign_over"
    message = gettext_noop("The campaign “%(name)s” is closed.")


class AlreadyProspect(Refusal):
    """The contact is a prospect of the campaign already."""

    code = "already_prospect"
    message = gettext_noop("This contact is in the campaign already.")


class NoNumber(Refusal):
    """There is nothing to dial."""

    code = "no_number"
    message = gettext_noop("There is no number that can be dialled.")


def status_at(prospect: Standing, *, at: datetime) -> Status:
    """Tell where a prospect stands at a moment."""
    if prospect.claimed_until and prospect.claimed_until > at:
        return Status.CLAIMED
    if prospect.callback_at:
        return Status.CALLED_BACK_LATER
    return Status(prospect.status)


def check_telephones(by: Actor) -> None:
    """Let telemarketers and their supervisors work on prospects.

    :raises NotATelemarketer: for anybody else.
    """
    if not by.has(Role.TELEMARKETER, Role.SUPERVISOR):
        raise NotATelemarketer


def check_may_import(by: Actor) -> None:
    """Let supervisors, directors and administrators bring prospects in.

    :raises MayNotImport: for anybody else.
    """
    if not by.has(Role.SUPERVISOR, Role.DIRECTOR, Role.ADMIN):
        raise MayNotImport


def check_free_for(
    claimed_by_id: UUID | None, *, claimed_until: datetime | None, by: Actor, at: datetime
) -> None:
    """Let the holder of a claim act, and anybody once it has ended.

    :raises HeldByAnother: while somebody else holds the prospect.
    """
    live = claimed_until is not None and claimed_until > at
    if live and not by.is_system and not by.is_person(claimed_by_id):
        raise HeldByAnother
