"""What a person was told and has not read."""

from typing import Any, Final
from uuid import UUID

from django.db.models import Count, QuerySet

from relais.database.prepared import Prepared
from relais.lib.errors import NotVisible
from relais.notifications.models import Notification
from relais.outbox.queries import text_of
from relais.people.rules.access import Access


def unread(access: Access) -> QuerySet[Notification]:
    """List what a person has not read, the latest first, with lead and company."""
    return _unread(access).select_related("lead__account").order_by("-at", "-id")


def get_own(notification_id: UUID, *, access: Access) -> Notification:
    """Give one of the notifications of a person, read or not.

    :raises NotVisible: when it is not his.
    """
    row = _own(access).filter(id=notification_id).first()
    if row is None:
        raise NotVisible
    return row


def unread_count(access: Access) -> int:
    """Count what a person has not read; every page asks."""
    return sum(count for (count,) in _unread_counts(access.organization_id, access.person_id))


def headline(notification: Notification, *, language: str) -> str:
    """Give the line that a page shows for a notification."""
    company = notification.lead.account.name if notification.lead else ""
    return text_of(notification.kind, language=language).subject.format(company=company)


def held_of_person(organization_id: UUID, person_id: UUID) -> dict[str, QuerySet[Any, Any]]:
    """Give what somebody was told, and when he read it."""
    rows = _of(organization_id, person_id).order_by("at", "id")
    return {"notifications": rows.values("lead_id", "act_id", "kind", "at", "read_at")}


def _unread(access: Access) -> QuerySet[Notification]:
    return _own(access).filter(read_at=None)


def _own(access: Access) -> QuerySet[Notification]:
    return _of(access.organization_id, access.person_id)


def _of(organization_id: UUID, person_id: UUID) -> QuerySet[Notification]:
    return Notification.objects.of(organization_id).filter(person_id=person_id)


def _ask_unread_counts(organization_id: UUID, person_id: UUID) -> "QuerySet[Any, Any]":
    rows = _of(organization_id, person_id).filter(read_at=None).values("person_id")
    return rows.annotate(count=Count("id")).values_list("count")


_unread_counts: Final = Prepared(_ask_unread_counts, examples=(UUID(int=1), UUID(int=2)))
