"""Reading what one was told, and the clock: all that happens because time passes."""

from relais.notifications.actions.clock import Ticked, do_beside, tick
from relais.notifications.actions.inbox import mark_all_read, mark_read
from relais.notifications.actions.reminders import remind
from relais.notifications.actions.telling import tell_persons

__all__ = [
    "Ticked",
    "do_beside",
    "mark_all_read",
    "mark_read",
    "remind",
    "tell_persons",
    "tick",
]
