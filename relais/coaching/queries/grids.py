"""The grid in force, and those before it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from relais.coaching.models import Grid
from relais.coaching.rules.first_grid import FIRST_GRID
from relais.coaching.rules.grid import Criterion, of_rows


@dataclass(frozen=True)
class GridView:
    """The grid as it stands: its version, since when, its criteria in order."""

    version: int
    criteria: tuple[Criterion, ...]
    published_at: datetime | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """Give the codes of its criteria, in order."""
        return tuple(one.code for one in self.criteria)


def grid_of(organization_id: UUID) -> GridView:
    """Give the grid in force; before anybody has used one, the one that everybody begins with."""
    latest = grids_of(organization_id).first()
    return GridView(1, FIRST_GRID) if latest is None else view_of(latest)


def grids_of(organization_id: UUID) -> QuerySet[Grid]:
    """List the versions of the grid, the latest first."""
    return Grid.objects.of(organization_id).select_related("published_by").order_by("-version")


def view_of(grid: Grid) -> GridView:
    """Read a version of the grid."""
    return GridView(grid.version, of_rows(grid.criteria), grid.published_at)
