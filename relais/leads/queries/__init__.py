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
from relais.leads.queries.history import (
    histories,
    history_of,
    mismatches,
    recorded_events,
    turn_due_at,
)
from relais.leads.queries.listed import Listed, Steps, listed, with_steps
from relais.leads.queries.lists import (
    accounts_without_owner,
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
    waiting_with,
    words_for,
)
from relais.leads.queries.locks import locked, locked_many, unit_path_of
from relais.leads.queries.scores import score_of
from relais.leads.queries.search import search_leads
from relais.leads.queries.seers import Seer, seers_of

__all__ = [
    "CATALOGUE",
    "OPEN",
    "Approach",
    "DueFor",
    "Event",
    "Evidence",
    "Lead",
    "Listed",
    "NotAllowed",
    "Seer",
    "State",
    "Steps",
    "WithdrawalCause",
    "accounts_without_owner",
    "all_steps",
    "allows",
    "get_lead",
    "get_visible_lead",
    "has_transmitted",
    "histories",
    "history_of",
    "last_words_of",
    "leads_visible_to",
    "listed",
    "locked",
    "locked_many",
    "mismatches",
    "open_lead_of_contact",
    "open_leads_of_account",
    "overdue",
    "recorded_events",
    "reviews_for",
    "score_of",
    "search_leads",
    "seers_of",
    "sheet_of",
    "thread_of",
    "turn_due_at",
    "unit_path_of",
    "visible_to",
    "waiting_for",
    "waiting_with",
    "with_steps",
    "words_for",
]
