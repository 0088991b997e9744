"""Telling persons what is about no lead: of coaching, which the log does not know."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from relais.notifications.adapters import tell
from relais.notifications.rules.notice import Notice
from relais.notifications.rules.telling import is_silent
from relais.people.rules.access import Actor


def tell_persons(
    persons: Iterable[UUID], *, kind: str, about: str, path: str, by: Actor, at: datetime
) -> int:
    """Tell each person but the actor a text, once for what it is about; give how many were new.

    A mail leads to `path`. Nobody is told of what was imported or simulated.
    """
    if is_silent(by.door, inferred=False):
        return 0
    notices = [
        Notice(person_id, None, kind, f"{kind}:{about}", at, {"path": path})
        for person_id in sorted(set(persons) - {by.person_id})
    ]
    return tell(notices, organization_id=by.organization_id, at=at)
