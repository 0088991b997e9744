"""The team beside a manager's acts: how it honours as a whole, and who is in it."""

from datetime import timedelta
from typing import Any, Final

from relais.appointments.queries import chosen, due_counts
from relais.measures.queries import Rate
from relais.people.queries import Role, below, holders_of, organization
from relais.web.http import PersonRequest

WEEKS: Final = 4
SMALLEST: Final = 5  # reps, before the privacy checklist is complete: fewer would be persons


def honoured(request: PersonRequest) -> Rate | None:
    """Give what the reps under a manager honoured of what was due in the last weeks, as one.

    None where so few reps were due that it would be the figure of persons, before the checklist.
    """
    access, at = request.access, request.at
    rows = chosen(access.organization_id, start=at - timedelta(weeks=WEEKS), end=at)
    counts = due_counts(rows.filter(below(access, Role.MANAGER)), at=at)
    complete = bool(organization(access.organization_id).works_council_on)
    if counts and len(counts) < SMALLEST and not complete:
        return None
    return Rate.of(sum(one.honoured for one in counts), sum(one.due for one in counts))


def reps_of(request: PersonRequest) -> list[Any]:
    """List the reps under a manager, by name."""
    access = request.access
    reps = holders_of(access.organization_id, Role.REP, on=request.at.date())
    posts = reps.filter(below(access, Role.MANAGER))
    return sorted({post.person_id: post.person for post in posts}.values(), key=str)
