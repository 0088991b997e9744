"""Every deed that routes: submission, validation, assignment, the end of a turn, absence."""

from relais.routing.actions.book import (
    Offer,
    book_for_routed_rep,
    offer_for_lead,
    slots_for_lead,
)
from relais.routing.actions.manage import (
    assign_lead,
    expire_turn,
    release_lead,
    reroute_contested,
    route_now,
)
from relais.routing.actions.presence import (
    cancel_absence,
    declare_absence,
    person_leaves,
    release_unavailable,
)
from relais.routing.actions.route import route_waiting
from relais.routing.actions.rulebook import add_rule, move_rule, retire_rule
from relais.routing.actions.submit import preview, submit_lead, validate_lead

__all__ = [
    "Offer",
    "add_rule",
    "assign_lead",
    "book_for_routed_rep",
    "cancel_absence",
    "declare_absence",
    "expire_turn",
    "move_rule",
    "offer_for_lead",
    "person_leaves",
    "preview",
    "release_lead",
    "release_unavailable",
    "reroute_contested",
    "retire_rule",
    "route_now",
    "route_waiting",
    "slots_for_lead",
    "submit_lead",
    "validate_lead",
]
