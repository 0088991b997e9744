"""What a person was told and has not read."""

from django.db.models import QuerySet

from relais.notifications.models import Notification
from relais.outbox.queries import text_of
from relais.people.rules.access import Access


def unread(access: Access) -> QuerySet[Notification]:
    """List what a person has not read, the latest first, with lead and company."""
    return _unread(access).select_related("lead__account").order_by("-at", "-id")


def unread_count(access: Access) -> int:
    """Count what a person has not read."""
    return _unread(access).count()


def headline(notification: Notification, *, language: str) -> str:
    """Give the line that a page shows for a notification."""
    company = notification.lead.account.name
    return text_of(notification.kind, language=language).subject.format(company=company)


def _unread(access: Access) -> QuerySet[Notification]:
    rows = Notification.objects.of(access.organization_id)
    return rows.filter(person_id=access.person_id, read_at=None)
