"""Every read of routing."""

from relais.routing.queries.deeds import deeds_open_to
from relais.routing.queries.held import held_of_person
from relais.routing.queries.loading import load_router, preview_of, requests_for
from relais.routing.queries.waiting import (
    assignment_of,
    queue_visible_to,
    reps_to_release,
    rules_of,
    turns_of,
    why_waiting,
    words_of,
    words_with,
)

__all__ = [
    "assignment_of",
    "deeds_open_to",
    "held_of_person",
    "load_router",
    "preview_of",
    "queue_visible_to",
    "reps_to_release",
    "requests_for",
    "rules_of",
    "turns_of",
    "why_waiting",
    "words_of",
    "words_with",
]
