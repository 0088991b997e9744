"""Every read of notifications: a person's own, the parts in a lead, the clocks that run."""

from relais.notifications.queries.inbox import (
    get_own,
    headline,
    held_of_person,
    unread,
    unread_count,
)

__all__ = ["get_own", "headline", "held_of_person", "unread", "unread_count"]
