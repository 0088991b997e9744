"""By which ways people are told: on their page, and by mail. One file a channel."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from relais.notifications.adapters import mail, page
from relais.notifications.rules.notice import Notice

__all__ = ["tell", "tell_first"]


def tell(notices: Sequence[Notice], *, organization_id: UUID, at: datetime) -> int:
    """Tell people of one organization what they were not told before; give how much that was."""
    if not notices:
        return 0
    with transaction.atomic():
        fresh = page.tell(notices, organization_id=organization_id)
        mail.tell(fresh, organization_id=organization_id, at=at)
    return len(fresh)


def tell_first(notices: Sequence[Notice], *, organization_id: UUID, at: datetime) -> None:
    """Tell people what nobody can have told them before: it happens in this transaction."""
    if notices:
        fresh = page.tell_first(notices, organization_id=organization_id)
        mail.tell(fresh, organization_id=organization_id, at=at)
