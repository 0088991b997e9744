"""The team beside a manager's acts: how it honours as a whole, and who is in it."""

from datetime import timedelta
from operator import itemgetter
from typing import Final
from uuid import UUID

from relais.appointments.queries import chosen, due_counts
from relais.lib.names import full_name
from relais.lib.teams import SMALLEST_TEAM
from relais.measures.queries import Rate
from relais.people.queries import Role, below, holders_of, organization
from relais.web.http import PersonRequest

WEEKS: Final = 4


def honoured(request: PersonRequest) -> Rate | None:
    """Give what the reps under a manager honoured of what was due in the last weeks, as one.

    None where so few reps were due that it would be the figure of persons, before the checklist.
    """
    access, at = request.access, request.at
    rows = chosen(access.organization_id, start=at - timedelta(weeks=WEEKS), end=at)
    counts = due_counts(rows.filter(below(access, Role.MANAGER)), at=at)
    if (
        0 < len(counts) < SMALLEST_TEAM
        and not organization(access.organization_id).works_council_on
    ):
        return None
    return Rate.of(sum(one.honoured for one in counts), sum(one.due for one in counts))


def reps_of(request: PersonRequest) -> list[tuple[UUID, str]]:
    """List the reps under a manager, by name: the id and the name of each."""
    access = request.access
    reps = holders_of(access.organization_id, Role.REP, on=request.at.date())
    posts = reps.filter(below(access, Role.MANAGER)).select_related(None).order_by()
    rows = posts.values_list("person_id", "person__first_name", "person__last_name")
    found = {row: full_name(first, last) for row, first, last in rows}
    return sorted(found.items(), key=itemgetter(1))
