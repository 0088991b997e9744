"""Reading the outbox: how it stands, and what is wrong with it."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from relais.database.among import among
from relais.outbox.models import Declined, Heartbeat, OutboxRow
from relais.outbox.rules.declining import CHALLENGE_WEEK, DECLINABLE
from relais.outbox.rules.texts import templates, text_of

__all__ = [
    "CHALLENGE_WEEK",
    "DECLINABLE",
    "Standing",
    "declined_by",
    "held_of_leads",
    "held_of_person",
    "last_beat",
    "sanity",
    "standing",
    "templates",
    "text_of",
]


class Standing(NamedTuple):
    """How many rows wait, were sent, and were given up; `oldest` is the longest overdue one."""

    waiting: int
    sent: int
    given_up: int
    oldest: datetime | None


def standing(organization_id: UUID | None = None) -> Standing:
    """Count the outbox of one organization, or of all."""
    rows = OutboxRow.objects.all()
    if organization_id:
        rows = rows.of(organization_id)
    waiting = rows.filter(sent_at=None, given_up_at=None).order_by("due_at")
    return Standing(
        waiting=waiting.count(),
        sent=rows.exclude(sent_at=None).count(),
        given_up=rows.exclude(given_up_at=None).count(),
        oldest=waiting.values_list("due_at", flat=True).first(),
    )


def sanity(organization_id: UUID | None = None) -> Iterator[str]:
    """Yield in words each row that contradicts itself."""
    rows = OutboxRow.objects.all()
    if organization_id:
        rows = rows.of(organization_id)
    both = Q(sent_at__isnull=False, given_up_at__isnull=False)
    unsent = Q(sent_at__isnull=False, attempts=0)
    ended = Q(claimed_until__isnull=False) & (
        Q(sent_at__isnull=False) | Q(given_up_at__isnull=False)
    )
    for wrong, words in (
        (both, "is both sent and given up"),
        (unsent, "is sent without an attempt"),
        (ended, "is at its end and claimed"),
    ):
        for key in rows.filter(wrong).values_list("key", flat=True):
            yield f"{key} {words}"
    known = set(templates("en"))
    for template in rows.values_list("template", flat=True).distinct().order_by("template"):
        if template not in known:
            yield f"there is no text {template}"


def held_of_leads(
    organization_id: UUID, lead_ids: Collection[UUID]
) -> dict[str, QuerySet[Any, Any]]:
    """Give the letters about some leads: they name the company, nobody there."""
    return _letters(OutboxRow.objects.of(organization_id).filter(among("lead_id", lead_ids)))


def held_of_person(organization_id: UUID, person_id: UUID) -> dict[str, QuerySet[Any, Any]]:
    """Give the letters to somebody who works here, and those that he does not want."""
    declined = Declined.objects.of(organization_id).filter(person_id=person_id)
    found = _letters(OutboxRow.objects.of(organization_id).filter(to_person_id=person_id))
    return found | {"mails_declined": declined.order_by("template").values("template", "since")}


def declined_by(person_id: UUID, *, organization_id: UUID) -> set[str]:
    """Give the mails that somebody does not want."""
    rows = Declined.objects.of(organization_id).filter(person_id=person_id)
    return set(rows.values_list("template", flat=True))


def _letters(rows: QuerySet[OutboxRow]) -> dict[str, QuerySet[Any, Any]]:
    columns = ("channel", "template", "lead_id", "written_at", "sent_at")
    return {"letters": rows.order_by("written_at", "id").values(*columns)}


def last_beat(name: str) -> datetime | None:
    """Give when something was last alive."""
    return Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()
