"""What the database does not look up at each notification."""

from uuid import UUID

from relais.database import keys
from relais.notifications.models import Notification


def strangers(organization_id: UUID) -> dict[str, int]:
    """Count what was told of something of another organization, or to nobody, by table."""
    found = keys.strangers(Notification, "lead", organization_id=organization_id)
    return {Notification._meta.db_table: found} if found else {}
