"""What goes with a lead: the hand-over sheet, and the thread between telemarketer and rep."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from relais.campaigns.rules.terms import SheetField
from relais.leads.events import State
from relais.leads.models import HandoverSheet, Lead, Message
from relais.leads.queries import NotAllowed, locked, unit_path_of
from relais.leads.rules.guards import check_originator, check_party
from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop
from relais.people.rules.access import Actor

LONGEST = 20_000


class NothingSaid(Refusal):
    """An empty message."""

    code = "nothing_said"
    message = gettext_noop("Write something first.")


class TooLong(Refusal):
    """A text beyond all reason."""

    code = "too_long"
    message = gettext_noop("This text is too long: %(longest)s characters at most.")


def write_sheet(
    lead_id: UUID,
    *,
    fields: Mapping[SheetField, str],
    answers: Mapping[str, object],
    by: Actor,
    at: datetime,
) -> HandoverSheet:
    """Write what the telemarketer knows; fields left out keep what they held.

    `answers` are those to the target definition's criteria, by criterion.
    :raises NotYours: for anybody but the telemarketer who found the lead, or his supervisor.
    :raises NotAllowed: once the lead is with the relay.
    :raises TooLong: beyond 20,000 characters a field.
    """
    with locked(lead_id, organization_id=by.organization_id) as lead:
        check_writable(lead, by=by)
        sheet = HandoverSheet.objects.filter(lead_id=lead.id).first() or HandoverSheet(
            organization_id=lead.organization_id, lead_id=lead.id
        )
        for name, text in fields.items():
            setattr(sheet, name.value, short_enough(text))
        sheet.answers = {**sheet.answers, **answers}
        sheet.updated_at, sheet.updated_by_id = at, by.person_id
        sheet.save()
    return sheet


def check_writable(lead: Lead, *, by: Actor) -> None:
    """Let the telemarketer who found a lead write, while it is his or came back to him.

    :raises NotYours: for anybody but him, or his supervisor.
    :raises NotAllowed: once the lead is with the relay.
    """
    check_originator(lead, by=by)
    if lead.state not in (State.QUALIFYING, State.RETURNED):
        raise NotAllowed(state=lead.state)


def filled_in(sheet: HandoverSheet | None) -> tuple[SheetField, ...]:
    """Give the fields of a sheet that say something."""
    return tuple(name for name in SheetField if sheet and getattr(sheet, name.value).strip())


def post_message(lead_id: UUID, *, text: str, by: Actor, at: datetime) -> Message:
    """Add a word to the thread of a lead.

    :raises NotYours: for who has no part in the lead.
    :raises NothingSaid: for an empty text.
    """
    with locked(lead_id, organization_id=by.organization_id) as lead:
        check_party(lead, unit_path_of(lead), by=by)
        return say(lead, text, by=by, at=at)


def say(lead: Lead, text: str, *, by: Actor, at: datetime, about: int | None = None) -> Message:
    """Write words to the thread of a lead under lock; `about` is the event that they go with.

    :raises NothingSaid: for an empty text.
    """
    if not text.strip():
        raise NothingSaid
    return Message.objects.create(
        organization_id=lead.organization_id,
        lead_id=lead.id,
        author_id=by.person_id,
        text=short_enough(text.strip()),
        written_at=at,
        about=about,
    )


def say_why(lead: Lead, text: str, *, by: Actor, at: datetime) -> None:
    """Write the words that go with the event just appended, if there are any."""
    if text.strip():
        say(lead, text, by=by, at=at, about=lead.sequence)


def short_enough(text: str) -> str:
    """Give a text back.

    :raises TooLong: beyond all reason.
    """
    if len(text) > LONGEST:
        raise TooLong(longest=LONGEST)
    return text
