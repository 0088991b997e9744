"""What leaves the site: minutes as a tagged PDF, and invitations as calendars read them."""

import io
import re
import sys
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.core import mail
from icalendar import Calendar, Event
from pypdf import PdfReader

from relais.acts.actions import forget_acts
from relais.acts.models import Act
from relais.lib.printing import NotPrinted, printed
from relais.notifications.tests.steps import contested, transmitted
from relais.outbox.actions import deliver_due
from relais.outbox.models import OutboxRow
from relais.people.models import Person
from relais.steering.actions.decisions import postpone
from relais.steering.actions.meetings import cancel_meeting, choose_participants, move_meeting
from relais.steering.actions.printing import forget_points
from relais.steering.adapters.minutes import html_of, paper_of
from relais.steering.models import Minutes, ReviewMeeting
from relais.steering.queries.meetings import minutes_of
from relais.steering.rules.meetings import MinutesNotReady, When
from relais.steering.tests.steps import WEDNESDAY, closed, decided, opened, planned
from tests.persons import World


def sent(world: World) -> dict[str, EmailMessage]:
    """Deliver what waits, and give the mails by who gets them."""
    mail.outbox.clear()
    deliver_due(world.at + timedelta(minutes=5), limit=50)
    found = {}
    for each in mail.outbox:
        parsed = message_from_bytes(each.message().as_bytes(), policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        found[each.to[0].partition("@")[0]] = parsed
    return found


def calendar_from(content: str | bytes) -> Calendar:
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    return calendar


def event_of(message: EmailMessage) -> tuple[str, Event]:
    part = next(p for p in message.walk() if p.get_content_type() == "text/calendar")
    calendar = calendar_from(part.get_content())
    assert part.get_param("method") == calendar["method"]
    assert message.get_content_type() == "multipart/alternative"
    return str(calendar["method"]), calendar.events[0]


def test_an_invitation_follows_its_meeting_by_its_sequence(world: World) -> None:
    meeting = planned(world)
    method, first = event_of(sent(world)["remy"])
    assert (method, first["sequence"]) == ("REQUEST", 0)
    assert first.start == WEDNESDAY
    assert first.end - first.start == timedelta(hours=1)
    assert str(first["location"]) == "Lille, salle 2"
    assert {str(one) for one in first.attendees} == {
        "mailto:remy@example.com",
        "mailto:olga@example.com",
    }
    assert str(first["organizer"]) == "mailto:maya@example.com"

    later = When(WEDNESDAY + timedelta(days=7), 90, "Arras")
    move_meeting(meeting.id, later, by=world.by("maya"), at=world.at)
    method, moved = event_of(sent(world)["olga"])
    assert (method, moved["sequence"], moved["uid"]) == ("REQUEST", 1, first["uid"])
    assert moved.start == later.starts_at

    choose_participants(meeting.id, [world.id("remy")], by=world.by("maya"), at=world.at)
    method, without = event_of(sent(world)["olga"])
    assert (method, without["sequence"]) == ("CANCEL", 2)
    cancel_meeting(meeting.id, words="grève", by=world.by("maya"), at=world.at)
    told = sent(world)
    assert set(told) == {"remy"}
    method, gone = event_of(told["remy"])
    assert (method, gone["sequence"], gone["status"]) == ("CANCEL", 3, "CANCELLED")
    assert gone["uid"] == first["uid"]


ONCE = (
    "VERSION", "PRODID", "METHOD", "UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "ORGANIZER",
    "SUMMARY", "STATUS",
)  # fmt: skip
SIGNS = "salle 2; « Élégance », étage\\ 3 \U0001f1eb\U0001f1f7 "


@pytest.mark.once  # what calendars read is nothing that a database decides
@pytest.mark.parametrize("address", ["maya@example.com", ""])
def test_an_invitation_goes_out_as_calendars_ask_for_it(world: World, address: str) -> None:
    Person.objects.filter(id=world.id("maya")).update(email=address, last_name='Le "Grand", né')
    meeting = planned(world, when=When(WEDNESDAY, 60, SIGNS * 4))
    written = [calendar_of(each) for each in sent(world).values()]
    cancel_meeting(meeting.id, words="grève", by=world.by("maya"), at=world.at)
    written += [calendar_of(each) for each in sent(world).values()]
    assert len(written) >= 4
    for content in written:
        assert content.endswith(b"END:VCALENDAR\r\n")
        lines = content.split(b"\r\n")
        assert b"\n" not in b"".join(lines)
        assert max(map(len, lines)) <= 75  # octets, none of a sign that is cut in two
        assert all(line.decode() for line in lines[:-1])
        names = [re.split("[:;]", line.decode())[0] for line in lines]
        assert [names.count(name) for name in ONCE] == [1] * len(ONCE)
        event: Any = calendar_from(content).events[0]
        assert event["location"] == (SIGNS * 4).strip()
        moments = [line for line in lines if re.match(rb"DT(STAMP|START|END):", line)]
        assert all(re.fullmatch(rb"\w+:\d{8}T\d{6}Z", moment) for moment in moments)  # of UTC
        assert str(event["organizer"]) == f"mailto:{address or settings.DEFAULT_FROM_EMAIL}"
        assert event["organizer"].params["cn"] == 'Le "Grand", né'


def calendar_of(message: EmailMessage) -> bytes:
    """Give what a mail has for calendars, with the ends of lines that go over the wire."""
    part = next(p for p in message.walk() if p.get_content_type() == "text/calendar")
    assert part["Content-Transfer-Encoding"] == "8bit"
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return b"\r\n".join(content.splitlines()) + b"\r\n"


@pytest.mark.once  # what is printed is nothing that a database decides
def test_minutes_are_a_tagged_pdf_that_tells_what_was_decided_and_postponed(world: World) -> None:
    meeting, other = held(world)
    access = world.by("remy").access
    assert access
    with pytest.raises(MinutesNotReady):
        minutes_of(meeting.id, access=access, language="fr")

    mails = sent(world)
    [enclosure] = mails["remy"].iter_attachments()
    assert str(enclosure.get_filename()).startswith("compte-rendu-2026-")
    papers = enclosed(mails)
    assert minutes_of(meeting.id, access=access, language="fr") == papers["remy"]
    french = PdfReader(io.BytesIO(papers["remy"]))
    check_tagged(french, "fr")
    for words in ("Rappeler l’hôtel à Noël", "Remy", "été, déjà vu", "Établissements 2", "Nord"):
        assert words in text_of(french)
    assert papers["olga"] == papers["remy"]  # printed once

    world.later(minutes=10)
    assert forget_points(world.organization.id, [other], by=world.system, at=world.at) == 1
    assert not Minutes.objects.exists()
    told = html_of(meeting, language="en")
    assert "Postponed" in told
    assert "Leads opened" not in told  # of two reps
    assert "déjà vu" not in told
    assert OutboxRow.objects.filter(channel="print", sent_at=None).count() == 1  # to print anew


def test_words_go_from_the_minutes_of_the_next_meeting_and_while_they_are_printed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _other = held(world)
    world.later(days=7)
    then = {"since": first.until + timedelta(days=1), "until": world.at.date()}
    following = closed(world, opened(world, when=When(world.at + timedelta(days=1)), **then))
    lead_id = Act.objects.exclude(lead_id=None).get().lead_id
    assert lead_id
    assert "Rappeler l’hôtel" in html_of(following, language="fr")
    home, seen = world.organization.id, list[str]()

    def printed_late(html: str) -> bytes:
        seen.append(html)
        if len(seen) == 1:  # an erasure meanwhile
            forget_points(home, [lead_id], by=world.system, at=world.at)
            forget_acts(home, [lead_id])
        return html.encode()

    world.later(minutes=10)
    monkeypatch.setattr(sys.modules[paper_of.__module__], "printed", printed_late)
    paper = paper_of(following, language="fr")
    assert ["Rappeler l’hôtel" in html for html in seen] == [True, False]
    assert bytes(Minutes.objects.get().content) == paper == seen[1].encode()
    anew = OutboxRow.objects.filter(channel="print", written_at=world.at)
    assert {row.data["meeting_id"] for row in anew} == {f"{first.id}", f"{following.id}"}


def held(world: World) -> tuple[ReviewMeeting, UUID]:
    """Hold a meeting with a decision and a lead that is put off."""
    lead, other = transmitted(world), contested(world)
    world.later(days=20)
    meeting = opened(world, when=When(world.at + timedelta(days=1)))
    until = world.at.date() + timedelta(days=7)
    decided(world, meeting, what="Rappeler l’hôtel à Noël", lead_id=lead.id, due_on=until)
    postpone(meeting.id, other.id, words="été, déjà vu", by=world.by("maya"), at=world.at)
    return closed(world, meeting), other.id


def enclosed(told: dict[str, EmailMessage]) -> dict[str, bytes]:
    return {
        name: part.get_content()
        for name, message in told.items()
        for part in message.iter_attachments()
    }


def check_tagged(reader: PdfReader, language: str) -> None:
    """Hold a document against what makes it readable to everybody."""
    root: Any = reader.root_object
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert reader.metadata
    assert "Nord" in str(reader.metadata.title)
    assert all_embedded(reader)


def text_of(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def all_embedded(reader: PdfReader) -> bool:
    """Say whether every font of a document goes with it."""
    fonts = [font.get_object() for page in reader.pages for font in fonts_of(page)]
    return bool(fonts) and all(
        font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object().keys()
        & {"/FontFile", "/FontFile2", "/FontFile3"}
        for font in fonts
    )


def fonts_of(page: Any) -> list[Any]:
    return list(page["/Resources"]["/Font"].values())


@pytest.mark.once
def test_what_cannot_be_printed_names_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "false")
    with pytest.raises(NotPrinted, match="libpango"):
        printed("<p>")
