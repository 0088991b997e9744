"""Saying that one has read what one was told."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from relais.notifications.models import Notification
from relais.people.rules.access import Actor


def mark_read(notification_ids: Collection[UUID], *, by: Actor, at: datetime) -> int:
    """Mark some of one's own notifications as read; those of others, or read before, stay."""
    return _own_unread(by).filter(id__in=notification_ids).update(read_at=at)


def mark_all_read(*, by: Actor, at: datetime) -> int:
    """Mark all of one's own notifications told until now as read."""
    return _own_unread(by).filter(at__lte=at).update(read_at=at)


def _own_unread(by: Actor) -> QuerySet[Notification]:
    rows = Notification.objects.of(by.organization_id)
    return rows.filter(person_id=by.person_id or UUID(int=0), read_at=None)
