"""Every read of prospecting: whom campaigns call, and what reps prospect themselves."""

from relais.accounts.queries import zone_of_contact
from relais.prospecting.queries.own import (
    ByWeek,
    held_of_person,
    own_by_week,
    own_lines,
    targets_of,
    wishes_of,
)
from relais.prospecting.queries.prospects import (
    get_prospect,
    has_prospects,
    held_by,
    held_of_contacts,
    joined,
    locked,
    may_import,
    members_among,
    progress_of,
    prospects_of_contact,
    prospects_visible_to,
    queues,
    reach_of,
    to_call_now,
)
from relais.prospecting.rules import ClosedAs, HeldByAnother, Status, status_at
from relais.prospecting.rules.own import BRING, MOST, OwnKind, Wish, monday_of, wish_for

__all__ = [
    "BRING",
    "MOST",
    "ByWeek",
    "ClosedAs",
    "HeldByAnother",
    "OwnKind",
    "Status",
    "Wish",
    "get_prospect",
    "has_prospects",
    "held_by",
    "held_of_contacts",
    "held_of_person",
    "joined",
    "locked",
    "may_import",
    "members_among",
    "monday_of",
    "own_by_week",
    "own_lines",
    "progress_of",
    "prospects_of_contact",
    "prospects_visible_to",
    "queues",
    "reach_of",
    "status_at",
    "targets_of",
    "to_call_now",
    "wish_for",
    "wishes_of",
    "zone_of_contact",
]
