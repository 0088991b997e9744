"""Every read about people."""

from relais.people.models import Organization
from relais.people.queries.access import (
    access_by_email,
    access_of,
    access_of_token,
    actor_of,
    in_post_among,
    tokens_of,
)
from relais.people.queries.calendars import Calendars, deadline
from relais.people.queries.directory import (
    absences_of,
    absent_at,
    all_absences_of,
    ancestors_of,
    check_ours,
    get_visible_person,
    holders_of,
    managers_of,
    organization,
    organizations,
    person_of_login,
    persons_named,
    persons_visible_to,
    root_unit,
    units_of,
)
from relais.people.queries.offices import (
    call_centers_visible_to,
    closing_days_of,
    is_inside,
    roles_of,
    tokens_visible_to,
    units_visible_to,
    working_weeks_of,
)
from relais.people.rules.access import Access, Actor, Door, Role
from relais.people.rules.offices import SCOPES

__all__ = [
    "SCOPES",
    "Access",
    "Actor",
    "Calendars",
    "Door",
    "Organization",
    "Role",
    "absences_of",
    "absent_at",
    "access_by_email",
    "access_of",
    "access_of_token",
    "actor_of",
    "all_absences_of",
    "ancestors_of",
    "call_centers_visible_to",
    "check_ours",
    "closing_days_of",
    "deadline",
    "get_visible_person",
    "holders_of",
    "in_post_among",
    "is_inside",
    "managers_of",
    "organization",
    "organizations",
    "person_of_login",
    "persons_named",
    "persons_visible_to",
    "roles_of",
    "root_unit",
    "tokens_of",
    "tokens_visible_to",
    "units_of",
    "units_visible_to",
    "working_weeks_of",
]
