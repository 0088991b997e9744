"""Every read of exchange: imports, what is known of a file's leads, lists to be written out."""

from relais.exchange.queries.exports import (
    Sheet,
    appointments_sheet,
    calls_sheet,
    leads_sheet,
    sheet_of,
)
from relais.exchange.queries.known import (
    ask_known,
    batches_visible_to,
    contacts_with_open_leads,
    events_of_batch,
    held_of_person,
    known_leads,
    states_of_batch,
)

__all__ = [
    "Sheet",
    "appointments_sheet",
    "ask_known",
    "batches_visible_to",
    "calls_sheet",
    "contacts_with_open_leads",
    "events_of_batch",
    "held_of_person",
    "known_leads",
    "leads_sheet",
    "sheet_of",
    "states_of_batch",
]
