"""Every read of leads and of their log."""

from relais.leads.events import (
    CATALOGUE,
    Approach,
    DueFor,
    Event,
    Evidence,
    State,
    WithdrawalCause,
)
from relais.leads.lifecycle import OPEN, NotAllowed, all_steps, allows
from relais.leads.models import Lead
from relais.leads.queries.held import (
    SHEET,
    Cycle,
    cycles_of,
    held_of_contacts,
    held_of_person,
    lead_ids_of_contacts,
    opened_before,
    prospect_acts,
)
from relais.leads.queries.history import (
    histories,
    history_of,
    mismatches,
    recorded_events,
    turn_due_at,
)
from relais.leads.queries.listed import Listed, listed
from relais.leads.queries.lists import (
    get_lead,
    get_visible_lead,
    has_transmitted,
    last_words_of,
    leads_visible_to,
    open_lead_of_contact,
    open_leads_of_account,
    overdue,
    reviews_for,
    sheet_of,
    thread_of,
    visible_to,
    waiting_for,
    words_for,
)
from relais.leads.queries.locks import locked, locked_many, unit_path_of
from relais.leads.queries.scores import score_of
from relais.leads.queries.search import search_leads

__all__ = [
    "CATALOGUE",
    "OPEN",
    "SHEET",
    "Approach",
    "Cycle",
    "DueFor",
    "Event",
    "Evidence",
    "Lead",
    "Listed",
    "NotAllowed",
    "State",
    "WithdrawalCause",
    "all_steps",
    "allows",
    "cycles_of",
    "get_lead",
    "get_visible_lead",
    "has_transmitted",
    "held_of_contacts",
    "held_of_person",
    "histories",
    "history_of",
    "last_words_of",
    "lead_ids_of_contacts",
    "leads_visible_to",
    "listed",
    "locked",
    "locked_many",
    "mismatches",
    "open_lead_of_contact",
    "open_leads_of_account",
    "opened_before",
    "overdue",
    "prospect_acts",
    "recorded_events",
    "reviews_for",
    "score_of",
    "search_leads",
    "sheet_of",
    "thread_of",
    "turn_due_at",
    "unit_path_of",
    "visible_to",
    "waiting_for",
    "words_for",
]
