"""A meeting as calendars read it (RFC 5545, 5546, 6047): invited, moved, cancelled."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vText

from relais.outbox.adapters import Enclosure
from relais.outbox.models import OutboxRow
from relais.outbox.rules.texts import text_of
from relais.people.models import Person
from relais.steering.models import ReviewMeeting
from relais.steering.queries.meetings import participants_of
from relais.steering.rules.letters import METHODS

LANGUAGE_NEUTRAL = "-//Relais//Relais 1//EN"


def invitation_of(row: OutboxRow) -> Sequence[Enclosure]:
    """Give the invitation, its update or its end, as it stood when the letter was written.

    Whoever changes or cancels an event names it by the same UID, and counts up its SEQUENCE.
    """
    method = METHODS[row.template]
    rows = ReviewMeeting.objects.of(row.organization_id).select_related("planned_by")
    meeting = rows.get(id=UUID(row.data["meeting_id"]))
    reader = Person.objects.of(row.organization_id).get(id=row.to_person_id)
    cancelled = method == "CANCEL"
    invited = [reader] if cancelled else participants_of(meeting)
    event = _event(row, meeting, language=reader.language)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event["organizer"] = _organizer(meeting.planned_by)
    for person in invited:
        if person.email and person != meeting.planned_by:
            event.add("attendee", _asked(person), encode=False)
    calendar = Calendar()
    calendar.add("prodid", LANGUAGE_NEUTRAL)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    kind = f"text/calendar; method={method}; component=VEVENT"
    return [Enclosure(kind, calendar.to_ical().decode())]


def uid_of(meeting_id: str) -> str:
    """Give the name that a meeting has in every calendar."""
    domain = _sender().rpartition("@")[2] or "relais"
    return f"{meeting_id}@{domain}"


def _event(row: OutboxRow, meeting: ReviewMeeting, *, language: str) -> Event:
    told = row.data
    starts_at = datetime.fromisoformat(told["starts_at"]).astimezone(UTC)
    subject = text_of("meeting_invited", language=language).subject
    event = Event()
    event.add("uid", uid_of(str(meeting.id)))
    event.add("sequence", told["sequence"])
    event.add("dtstamp", row.written_at.astimezone(UTC))
    event.add("dtstart", starts_at)
    event.add("dtend", starts_at + timedelta(minutes=told["lasts"]))
    event.add("summary", subject.format_map(told))
    event.add("url", settings.BASE_URL + told["path"])
    if meeting.place:
        event.add("location", told["place"])
    return event


def _sender() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def _organizer(planned_by: Person | None) -> vCalAddress:
    """Give who invites, by the address that mails come from where he has none: a REQUEST and a
    CANCEL must name somebody (RFC 5546, 3.2.2 and 3.2.5)."""
    if planned_by and planned_by.email:
        return _address(planned_by)
    address = vCalAddress(f"mailto:{_sender()}")
    if planned_by:
        address.params["cn"] = vText(str(planned_by))
    return address


def _address(person: Person) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.email}")
    address.params["cn"] = vText(str(person))
    return address


def _asked(person: Person) -> vCalAddress:
    address = _address(person)
    address.params["role"] = vText("REQ-PARTICIPANT")
    address.params["partstat"] = vText("NEEDS-ACTION")
    address.params["rsvp"] = vText("TRUE")
    return address
