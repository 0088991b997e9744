"""Publishing a version of the grid, and giving an organization the one to begin with."""

from collections.abc import Sequence
from datetime import datetime

from relais.coaching.models import Grid
from relais.coaching.queries import grids_of
from relais.coaching.rules.first_grid import FIRST_GRID
from relais.coaching.rules.grid import Criterion, as_rows, check_criteria, check_may_set, of_rows
from relais.people.rules.access import Actor


def publish_grid(criteria: Sequence[Criterion], *, by: Actor, at: datetime) -> Grid:
    """Publish a version of the grid; what was scored with an older one stays as it is.

    The same as the one in force is no new version.
    :raises NotForGrid: for anybody but directors and administrators.
    :raises GridUnreadable: for a grid that nobody could score with.
    """
    check_may_set(by)
    check_criteria(criteria)
    in_force = grid_in_force(by=by, at=at)
    if of_rows(in_force.criteria) == tuple(criteria):
        return in_force
    return _write(in_force.version + 1, criteria, by=by, at=at)


def grid_in_force(*, by: Actor, at: datetime) -> Grid:
    """Give the grid in force; at an organization's first use, the one to begin with is written."""
    latest = grids_of(by.organization_id).first()
    if latest is not None:
        return latest
    first, _ = Grid.objects.get_or_create(
        organization_id=by.organization_id,
        version=1,
        defaults={"criteria": as_rows(FIRST_GRID), "published_at": at},
    )
    return first


def _write(version: int, criteria: Sequence[Criterion], *, by: Actor, at: datetime) -> Grid:
    return Grid.objects.create(
        organization_id=by.organization_id,
        version=version,
        criteria=as_rows(criteria),
        published_at=at,
        published_by_id=by.person_id,
    )
