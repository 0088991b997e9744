"""The minutes of a closed meeting as HTML, and as a PDF that is printed by a process beside."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent
from django.utils import translation
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from relais.lib.printing import NotPrinted, printed
from relais.lib.rates import digits_of
from relais.outbox.adapters import Enclosure, Undeliverable
from relais.outbox.models import OutboxRow
from relais.people.models import Person
from relais.people.queries import organization
from relais.steering.models import Minutes, ReviewMeeting
from relais.steering.queries.meetings import locked_meeting, participants_of
from relais.steering.queries.sheet import sheet_of
from relais.steering.rules.letters import spoken
from relais.steering.rules.meetings import MeetingState
from relais.steering.rules.words import MEASURES, TOPICS

TEMPLATES: Final = Path(__file__).parent / "templates"
TRIES: Final = 3  # each after an erasure while it was printed
NARROW: Final = "\u202f"


def print_one(row: OutboxRow) -> None:
    """Print the minutes of a meeting in one language, unless they are there."""
    paper_of(_meeting(row), language=row.data["language"])


def minutes_enclosed(row: OutboxRow) -> Sequence[Enclosure]:
    """Give the minutes in the language of who gets the mail."""
    meeting = _meeting(row)
    reader = Person.objects.of(row.organization_id).get(id=row.to_person_id)
    language = spoken(reader.language)
    with translation.override(language):
        word = gettext("minutes")
    paper = paper_of(meeting, language=language)
    return [Enclosure("application/pdf", paper, f"{word}-{meeting.starts_at:%Y-%m-%d}.pdf")]


def paper_of(meeting: ReviewMeeting, *, language: str) -> bytes:
    """Give the printed minutes, printing them the first time.

    :raises NotPrinted: where the machine cannot.
    """
    rows = Minutes.objects.of(meeting.organization_id).filter(meeting_id=meeting.id)
    known = rows.filter(language=language).values_list("content", flat=True).first()
    if known is not None:
        return bytes(known)
    for _ in range(TRIES):
        meeting.refresh_from_db()
        html = html_of(meeting, language=language)
        content = printed(html)
        if _keep(meeting, language=language, html=html, content=content):
            return content
    raise NotPrinted("What the minutes tell has changed each time while they were printed.")


def _keep(meeting: ReviewMeeting, *, language: str, html: str, content: bytes) -> bool:
    """Keep what was printed, unless words of it were erased meanwhile; say whether it is kept."""
    home = meeting.organization_id
    with locked_meeting(meeting.id, access=None, organization_id=home) as now:
        if html_of(now, language=language) != html:
            return False
        paper = Minutes(organization_id=home, meeting=now, language=language, content=content)
        Minutes.objects.bulk_create([paper], ignore_conflicts=True)
    return True


def html_of(meeting: ReviewMeeting, *, language: str) -> str:
    """Write the minutes of a meeting in a language."""
    sheet = sheet_of(meeting, access=None, at=meeting.closed_at or meeting.starts_at)
    zone = ZoneInfo(organization(meeting.organization_id).timezone)
    with translation.override(language):
        return (
            _environment(language, zone)
            .get_template("minutes.html")
            .render(
                sheet=sheet,
                meeting=meeting,
                people=participants_of(meeting),
                house=organization(meeting.organization_id).name,
                language=language,
                topics=TOPICS,
                measures=MEASURES,
            )
        )


def _environment(language: str, zone: ZoneInfo) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.filters.update(_filters(language, zone))
    return environment


def _filters(language: str, zone: ZoneInfo) -> dict[str, Any]:
    gap = NARROW if language == "fr" else ""
    between = f"{NARROW}'h'{NARROW}" if language == "fr" else ":"
    pattern = f"EEEE d MMMM y, HH{between}mm"

    def first(text: str) -> str:
        """French says "1er" for the first of a month."""
        return re.sub(r"(^| )1 ", r"\g<1>1er ", text, count=1) if language == "fr" else text

    def day(value: date | None) -> str:
        return first(format_date(value, "long", locale=language)) if value else "–"

    def moment(value: datetime) -> str:
        return first(format_datetime(value, pattern, tzinfo=zone, locale=language))

    def number(value: float) -> str:
        return str(format_decimal(value, format="#,##0", locale=language))

    def percent(value: float) -> str:
        digits = digits_of(value)
        finer = "." + "0" * digits if digits else ""
        return str(format_percent(value, format=f"#,##0{finer}{gap}%", locale=language))

    return {"day": day, "moment": moment, "number": number, "percent": percent, "said": gettext}


def _meeting(row: OutboxRow) -> ReviewMeeting:
    rows = ReviewMeeting.objects.of(row.organization_id).filter(id=UUID(row.data["meeting_id"]))
    meeting = rows.select_related("unit", "closed_by", "planned_by").first()
    if meeting is None or meeting.state != MeetingState.CLOSED:
        raise Undeliverable("the meeting is not closed")
    return meeting
