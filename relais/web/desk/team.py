"""The team beside a manager's acts: how it honours as a whole, and who is in it."""

from datetime import date, timedelta
from operator import itemgetter
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from relais.appointments.queries import due_counts_below
from relais.lib.names import full_name
from relais.lib.teams import SMALLEST_TEAM
from relais.measures.queries import Rate
from relais.people.queries import Access, AskedBy, Role, below, holders_of, organization
from relais.web.http import PersonRequest

WEEKS: Final = 4


def honoured(request: PersonRequest) -> Rate | None:
    """Give what the reps under a manager honoured of what was due in the last weeks, as one.

    None where so few reps were due that it would be the figure of persons, before the checklist.
    """
    access, at = request.access, request.at
    counts = due_counts_below(access, since=at - timedelta(weeks=WEEKS), at=at)
    if (
        0 < len(counts) < SMALLEST_TEAM
        and not organization(access.organization_id).works_council_on
    ):
        return None
    return Rate.of(sum(one.honoured for one in counts), sum(one.due for one in counts))


def reps_of(request: PersonRequest) -> list[tuple[UUID, str]]:
    """List the reps under a manager, by name: the id and the name of each."""
    access = request.access
    rows = _reps(access, request.at.date())
    found = {row: full_name(first, last) for row, first, last in rows}
    return sorted(found.items(), key=itemgetter(1))


def _ask_reps(access: Access, on: date) -> "QuerySet[Any, Any]":
    reps = holders_of(access.organization_id, Role.REP, on=on).filter(below(access, Role.MANAGER))
    names = ("person_id", "person__first_name", "person__last_name")
    return reps.select_related(None).order_by().values_list(*names)


_reps: Final = AskedBy(_ask_reps, examples=(date(1900, 1, 1),))
