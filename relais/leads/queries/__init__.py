"""Every read of leads and of their log."""

from relais.leads.events import CATALOGUE, State
from relais.leads.lifecycle import OPEN, NotAllowed, allows
from relais.leads.queries.history import (
    histories,
    history_of,
    mismatches,
    recorded_events,
    turn_due_at,
)
from relais.leads.queries.lists import (
    get_lead,
    get_visible_lead,
    leads_visible_to,
    open_lead_of_contact,
    overdue,
    sheet_of,
    thread_of,
    visible_to,
)
from relais.leads.queries.locks import locked, locked_many, unit_path_of

__all__ = [
    "CATALOGUE",
    "OPEN",
    "NotAllowed",
    "State",
    "allows",
    "get_lead",
    "get_visible_lead",
    "histories",
    "history_of",
    "leads_visible_to",
    "locked",
    "locked_many",
    "mismatches",
    "open_lead_of_contact",
    "overdue",
    "recorded_events",
    "sheet_of",
    "thread_of",
    "turn_due_at",
    "unit_path_of",
    "visible_to",
]
