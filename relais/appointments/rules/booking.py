"""Who may book, and for whom (pure)."""

from datetime import datetime
from uuid import UUID

from relais.leads.events.terms import CancelCause
from relais.leads.rules.guards import LeadFacts, OfferedToAnother, check_originator, is_manager
from relais.lib.errors import Refusal
from relais.lib.periods import Period
from relais.lib.words import gettext_noop
from relais.people.rules.access import Actor


class AlreadyBooked(Refusal):
    """A prospect is promised one appointment at a time."""

    code = "already_booked"
    message = gettext_noop("An appointment is booked already, at %(starts_at)s: move it instead.")


class NobodyToGo(Refusal):
    """A slot in nobody's diary."""

    code = "nobody_to_go"
    message = gettext_noop("No rep has this lead yet: say in whose diary to book.")


class NotARep(Refusal):
    """A diary into which nothing is booked."""

    code = "not_a_rep"
    message = gettext_noop("This person takes no appointments on that day.")


class EndsBeforeStart(Refusal):
    """A slot that ends before it starts, or lasts beyond all reason."""

    code = "ends_before_start"
    message = gettext_noop("An appointment ends after its start, and on the same day.")


class NotByHand(Refusal):
    """What only Relais itself says."""

    code = "not_by_hand"
    message = gettext_noop("This happens by itself, and is not done by hand.")


def check_booker(lead: LeadFacts, unit_path: str | None, *, by: Actor) -> None:
    """Let the rep who has the lead book, or his manager, or who found it and his supervisor.

    :raises NotYours: for anybody else.
    """
    if by.is_person(lead.rep_id) or (lead.rep_id and is_manager(unit_path, by=by)):
        return
    check_originator(lead, by=by)


def whose_diary(lead_rep_id: UUID | None, *, promised: UUID | None, wanted: UUID | None) -> UUID:
    """Give the rep in whose diary a lead's appointment stands: whoever has the lead, always.

    Before transmission it is who is wanted, else who was promised.
    :raises OfferedToAnother: when the lead is with another rep than is wanted.
    :raises NobodyToGo: when there is none.
    """
    if lead_rep_id and wanted not in (None, lead_rep_id):
        raise OfferedToAnother
    rep_id = lead_rep_id or wanted or promised
    if rep_id is None:
        raise NobodyToGo
    return rep_id


def check_forward(slot: Period) -> None:
    """Refuse a slot that has no length, or more than a day.

    :raises EndsBeforeStart: then.
    """
    if not 0 < (slot.end - slot.start).total_seconds() <= 24 * 3600:
        raise EndsBeforeStart


def check_only_one(booked: datetime | None) -> None:
    """Refuse a second appointment while one is to come, at `booked`.

    :raises AlreadyBooked: with its start.
    """
    if booked:
        raise AlreadyBooked(starts_at=booked)


def check_cause(cause: CancelCause) -> None:
    """Refuse a cause that comes with a reassignment only.

    :raises NotByHand: for that one.
    """
    if cause is CancelCause.REASSIGNED:
        raise NotByHand
