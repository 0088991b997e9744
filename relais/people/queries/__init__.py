"""Every read about people."""

from relais.people.queries.access import access_of, access_of_token, actor_of
from relais.people.queries.calendars import Calendars, deadline
from relais.people.queries.directory import (
    absences_of,
    absent_at,
    ancestors_of,
    holders_of,
    managers_of,
    organization,
    person_of_login,
    persons_named,
    persons_visible_to,
    root_unit,
    units_of,
)
from relais.people.rules.access import Access, Actor, Door, Role

__all__ = [
    "Access",
    "Actor",
    "Calendars",
    "Door",
    "Role",
    "absences_of",
    "absent_at",
    "access_of",
    "access_of_token",
    "actor_of",
    "ancestors_of",
    "deadline",
    "holders_of",
    "managers_of",
    "organization",
    "person_of_login",
    "persons_named",
    "persons_visible_to",
    "root_unit",
    "units_of",
]
