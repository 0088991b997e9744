"""Who may do what to a lead (pure). Each guard raises the Refusal that the person is shown."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID

from relais.leads.events import State
from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop
from relais.people.rules.access import Actor, Role

EASTMOST, WESTMOST = timedelta(hours=14), timedelta(hours=12)  # from UTC, of any clock on earth
KEPT_FOR = timedelta(days=3 * 365)


class LeadFacts(Protocol):
    """What guards read of a lead."""

    originator_id: UUID | None
    call_center_id: UUID | None
    rep_id: UUID | None
    relay_id: UUID | None
    transmitted_at: datetime | None
    closed_at: datetime | None


class NotYours(Refusal):
    """Somebody else has to do this."""

    code = "person"
    message = gettext_noop("This is for %(whose)s to do.")


class NothingMissing(Refusal):
    """A lead that goes back without a word of what is to be completed."""

    code = "nothing_missing"
    message = gettext_noop("Say why it goes back: a reason, or which fields are missing.")


class OfferedToAnother(Refusal):
    """The lead is with another rep."""

    code = "offered_to_another"
    message = gettext_noop("This lead is with another rep.")


class MovedOn(Refusal):
    """Something happened to the lead since somebody looked at it."""

    code = "moved_on"
    message = gettext_noop("This lead has moved on since you looked at it: look again.")


class SheetMovedOn(Refusal):
    """The sheet was written since somebody opened it."""

    code = "sheet_moved_on"
    message = gettext_noop("This sheet was written to since you opened it: look again.")


class OwnLead(Refusal):
    """Nobody reviews what he found himself."""

    code = "own_lead"
    message = gettext_noop("You found this lead yourself: another relay reviews it.")


class NotTheJudge(Refusal):
    """The judge is neither who found, nor who validated, nor who contested the lead."""

    code = "not_the_judge"
    message = gettext_noop(
        "This dispute is judged by the rep's manager or a director who had no part in the lead."
    )


class WindowClosed(Refusal):
    """Contact was made and the time to contest is over."""

    code = "window_closed"
    message = gettext_noop("The approach has started and the time to contest this lead is over.")


class SignedInFuture(Refusal):
    """Nobody has signed yet on a day that is to come."""

    code = "signed_in_future"
    message = gettext_noop("%(day)s is still to come: say on which day it was signed.")


class SignedBeforeOpened(Refusal):
    """What was signed before the lead was opened is not of this lead."""

    code = "signed_before_opened"
    message = gettext_noop("This lead was opened on %(opened)s: it was not signed on %(day)s.")


class CoolingOff(Refusal):
    """The prospect is left alone for a while."""

    code = "cooling_off"
    message = gettext_noop("This prospect is left alone until %(until)s.")


class TooOld(Refusal):
    """Prospects' data are not kept for ever."""

    code = "too_old"
    message = gettext_noop("This lead is more than three years old: it can only be erased.")


WHO = {
    Role.TELEMARKETER: gettext_noop("the telemarketer who found the lead"),
    Role.RELAY: gettext_noop("the relay of this unit"),
    Role.REP: gettext_noop("the rep who has the lead"),
    Role.MANAGER: gettext_noop("the manager of this unit"),
    Role.DIRECTOR: gettext_noop("a director"),
}


def check_originator(lead: LeadFacts, *, by: Actor) -> None:
    """Let the telemarketer who found the lead act, or a supervisor of his call center.

    :raises NotYours: for anybody else.
    """
    if by.is_system or by.is_person(lead.originator_id):
        return
    access = by.access
    if access and access.has(Role.SUPERVISOR) and lead.call_center_id in access.supervised:
        return
    raise NotYours(whose=WHO[Role.TELEMARKETER])


def check_reviewer(lead: LeadFacts, unit_path: str | None, *, by: Actor) -> None:
    """Let a relay of the lead's unit act, never on a lead that he found himself.

    :raises NotYours: for anybody else.
    :raises OwnLead: for who found the lead.
    """
    if not by.over(Role.RELAY, unit_path):
        raise NotYours(whose=WHO[Role.RELAY])
    if not by.is_system and by.is_person(lead.originator_id):
        raise OwnLead


def check_return(reason_id: UUID | None, missing: Collection[object]) -> None:
    """Refuse to send a lead back without saying why.

    :raises NothingMissing: for neither a reason nor a field that is missing.
    """
    if reason_id is None and not missing:
        raise NothingMissing


def check_rep(lead: LeadFacts, *, by: Actor) -> None:
    """Let the rep who has the lead act, and nobody in his place.

    :raises OfferedToAnother: for anybody else.
    """
    if not by.is_system and not by.is_person(lead.rep_id):
        raise OfferedToAnother


def check_rep_or_manager(lead: LeadFacts, unit_path: str | None, *, by: Actor) -> None:
    """Let the rep who has the lead act, or a manager above him.

    :raises NotYours: for anybody else.
    """
    if not (by.is_person(lead.rep_id) or is_manager(unit_path, by=by)):
        raise NotYours(whose=WHO[Role.REP])


def check_manager(unit_path: str | None, *, by: Actor) -> None:
    """Let a manager of the unit act, or a director.

    :raises NotYours: for anybody else.
    """
    if not is_manager(unit_path, by=by):
        raise NotYours(whose=WHO[Role.MANAGER])


def is_manager(unit_path: str | None, *, by: Actor) -> bool:
    """Say whether the actor manages this unit, or directs the organization."""
    return by.has(Role.DIRECTOR) or by.over(Role.MANAGER, unit_path)


def check_party(lead: LeadFacts, unit_path: str | None, *, by: Actor) -> None:
    """Let anybody who has a part in the lead act: who found, reviews, has or manages it.

    :raises NotYours: for anybody else.
    """
    part = (lead.originator_id, lead.rep_id, lead.relay_id)
    if any(by.is_person(person_id) for person_id in part) or is_manager(unit_path, by=by):
        return
    check_originator(lead, by=by)


def check_judge(lead: LeadFacts, unit_path: str | None, *, by: Actor) -> None:
    """Let the rep's manager judge, else a director; never who took part in the lead.

    :raises NotTheJudge: for anybody else.
    """
    took_part = (lead.originator_id, lead.relay_id, lead.rep_id)
    if any(by.is_person(person_id) for person_id in took_part) or not is_manager(unit_path, by=by):
        raise NotTheJudge


def check_contest_window(state: State, *, closes_at: datetime | None, at: datetime) -> None:
    """Let a lead be contested before contact, or within the campaign's window after transmission.

    :raises WindowClosed: afterwards.
    """
    if state is State.IN_APPROACH and (closes_at is None or at > closes_at):
        raise WindowClosed


def check_signed(signed_on: date, *, opened_at: datetime | None, at: datetime) -> None:
    """Refuse a signature on a day that is to come, or that was over when the lead was opened.

    A day counts wherever on earth it may be: a rep signs by his own calendar.
    :raises SignedInFuture: for a day that is nowhere yet.
    :raises SignedBeforeOpened: for a day that was over everywhere.
    """
    if signed_on > (at + EASTMOST).date():
        raise SignedInFuture(day=signed_on)
    if opened_at and signed_on < (opened_at - WESTMOST).date():
        raise SignedBeforeOpened(day=signed_on, opened=opened_at.date())


def check_recoverable(lead: LeadFacts, *, cool_off_days: int, at: datetime) -> None:
    """Let a closed lead come back once the prospect was left alone long enough.

    :raises CoolingOff: with the day from which it may.
    :raises TooOld: three years after its end.
    """
    if lead.closed_at is None:
        return
    until = lead.closed_at + timedelta(days=cool_off_days)
    if at < until:
        raise CoolingOff(until=until.date())
    if at > lead.closed_at + KEPT_FOR:
        raise TooOld
