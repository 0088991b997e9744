"""Call centers, telemarketers and regions beside each other, on the same definitions."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from relais.measures.queries.beside import count_appointments, count_disputes, count_reviews
from relais.measures.queries.funnel import Cells, count_leads
from relais.measures.queries.grouping import Grouping
from relais.measures.queries.report import NAMING
from relais.measures.rules import By, Counts, View, check_may_see_persons
from relais.people.models import Unit
from relais.people.queries import ancestors_of, organization, units_of


@dataclass(frozen=True)
class Compared:
    """A group beside the others: who or where, and its counts; of nobody, the house itself."""

    id: UUID | None
    name: str
    counts: Counts


def compared(view: View, *, by: By, at: datetime) -> list[Compared]:
    """Count what became of the leads of a view by call center or telemarketer, by name.

    Seven queries at most. Leads of no call center are the house's own, and have no name here;
    those that nobody found are left out.
    :raises NotForYou: for figures of persons that the reader may not see.
    """
    complete = bool(organization(view.organization_id).works_council_on)
    check_may_see_persons(by, view.access, checklist_complete=complete)
    cells = _cells(view, by, at)
    names = NAMING[by](view, {key for key in cells if key})
    known: dict[UUID | None, str] = dict(names.items())
    if by is By.CALL_CENTER:
        known[None] = ""
    rows = [Compared(key, known[key], counts) for key, counts in cells.items() if key in known]
    return sorted(rows, key=lambda row: row.name)


def regions_compared(view: View, *, at: datetime) -> list[Compared]:
    """Count what became of the leads of a view by region: agencies count under the region above.

    What hangs above every region, or in none, stands under its own name.
    """
    cells = _cells(view, By.UNIT, at)
    units = {unit.id: unit for unit in units_of(view.organization_id)}
    regions: defaultdict[UUID, Counts] = defaultdict(Counts)
    for unit_id, counts in cells.items():
        if unit_id in units:
            regions[region_of(units[unit_id], units.values()).id].add(counts)
    rows = [(unit_id, units[unit_id].name, counts) for unit_id, counts in regions.items()]
    return sorted((Compared(*row) for row in rows), key=lambda row: row.name)


def region_of(unit: Unit, units: Iterable[Unit]) -> Unit:
    """Give the nearest region at or above a unit, the unit itself where there is none."""
    above = ancestors_of(unit)
    found = [one for one in units if one.kind == Unit.Kind.REGION and one.id in above]
    return max(found, key=lambda one: len(one.path), default=unit)


def _cells(view: View, by: By, at: datetime) -> dict[UUID | None, Counts]:
    grouping = Grouping(view, (by,))
    cells: Cells = defaultdict(Counts)
    count_leads(cells, grouping)
    if cells:
        count_reviews(cells, grouping)
        count_disputes(cells, grouping)
        count_appointments(cells, grouping, at=at)
    return {key[0]: counts for key, counts in cells.items() if not isinstance(key[0], str)}
