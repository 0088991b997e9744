"""Reading what one was told, and the clock: all that happens because time passes."""

from relais.notifications.actions.inbox import mark_all_read, mark_read
from relais.notifications.actions.reminders import remind
from relais.notifications.actions.tick import Ticked, tick

__all__ = ["Ticked", "mark_all_read", "mark_read", "remind", "tick"]
