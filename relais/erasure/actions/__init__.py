"""Every deed that reaches all rooms: what persons ask is done, and whose time is over goes."""

from relais.erasure.actions.erase import erase_person, run_retention
from relais.erasure.actions.requests import (
    correct,
    export_own,
    give_access,
    name_subjects,
    obey_objection,
    receive_request,
)

__all__ = [
    "correct",
    "erase_person",
    "export_own",
    "give_access",
    "name_subjects",
    "obey_objection",
    "receive_request",
    "run_retention",
]
