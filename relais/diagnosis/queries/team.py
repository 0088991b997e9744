"""The diagnosis of a team from its appointments, as far as its reader may know whose they are.

A module of its own: `relais diagnose` reads files without the database, and the site loads SciPy
only when somebody asks.
"""

from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from relais.appointments.models import Appointment
from relais.appointments.queries import chosen, due_counts
from relais.diagnosis.rules import Diagnosis, RepCounts, RepFinding, diagnose
from relais.lib.errors import NotVisible
from relais.measures.queries import View, rep_names
from relais.measures.rules import PERSONAL_FROM
from relais.people.queries import organization, units_of
from relais.people.rules.access import Access, Role

SMALLEST_TEAM: Final = 5  # reps, before the privacy checklist is complete (law.md, rule 16)


def diagnosis_for(
    access: Access,
    *,
    unit_id: UUID | None,
    campaign_id: UUID | None,
    start: datetime | None,
    end: datetime | None,
    at: datetime,
) -> Diagnosis | None:
    """Diagnose the appointments of the reps whom somebody leads, that started between two moments.

    `findings` hold only whom he may know: himself, and once the privacy checklist is complete
    those with five due appointments, his own reps by name and the others by a pseudonym. None
    for a team so small that before the checklist its figures would be those of persons.
    :raises NotVisible: for a unit that he does not lead.
    """
    counts = due_counts(rows_of(access, unit_id, campaign_id, start, end), at=at)
    complete = bool(organization(access.organization_id).works_council_on)
    if counts and not complete and len(counts) < SMALLEST_TEAM:
        return None
    found = diagnose(
        [RepCounts(row.rep_id.hex, row.due, row.honoured, row.silent) for row in counts]
    )
    return replace(found, findings=_shown(found.findings, access=access, complete=complete))


def rows_of(
    access: Access,
    unit_id: UUID | None,
    campaign_id: UUID | None,
    start: datetime | None,
    end: datetime | None,
) -> QuerySet[Appointment]:
    """Choose the appointments of one unit, or of all that he leads."""
    rows = chosen(access.organization_id, start=start, end=end, campaign_id=campaign_id)
    paths = {_path(access, unit_id)} if unit_id else _paths(access)
    below = rows.none()
    for path in paths:
        below = below | rows.filter(unit__path__startswith=path)
    return rows if "" in paths else below


def _paths(access: Access) -> set[str]:
    if access.has(Role.DIRECTOR):
        return {""}
    return set(access.unit_paths.get(Role.MANAGER, ()))


def _path(access: Access, unit_id: UUID) -> str:
    unit = units_of(access.organization_id).filter(id=unit_id).first()
    if unit is None or not any(unit.path.startswith(path) for path in _paths(access)):
        raise NotVisible
    return unit.path


def _shown(
    findings: tuple[RepFinding, ...], *, access: Access, complete: bool
) -> tuple[RepFinding, ...]:
    """Keep the persons of whom the reader may know, each under the name that he may know."""
    ids = [UUID(finding.rep) for finding in findings]
    names = rep_names(View(access.organization_id, access), ids)
    return tuple(
        replace(finding, rep=names[rep_id])
        for rep_id, finding in zip(ids, findings, strict=True)
        if rep_id == access.person_id or (complete and finding.due >= PERSONAL_FROM)
    )
