"""The diagnosis of a team from its appointments, as far as its reader may know whose they are.

A module of its own: `relais diagnose` reads files without the database, and the site loads SciPy
only when somebody asks.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from relais.appointments.models import Appointment
from relais.appointments.queries import chosen, due_counts
from relais.database.among import within
from relais.diagnosis.queries.kept import MANY, Asked
from relais.diagnosis.rules import Diagnosis, RepCounts, RepFinding, diagnose
from relais.leads.models import Lead
from relais.lib.errors import NotVisible
from relais.lib.teams import SMALLEST_TEAM
from relais.measures.queries import TooFewBehind, View, pseudonym_of, rep_names
from relais.measures.rules import PERSONAL_FROM, personal_since
from relais.people.queries import call_centers_visible_to, organization, units_of
from relais.people.rules.access import Access, Role

ZONES: Final = timedelta(days=1)  # a day begins so much earlier, or later, for its reader


def diagnosis_for(
    access: Access,
    *,
    unit_id: UUID | None,
    campaign_id: UUID | None,
    start: datetime | None,
    end: datetime | None,
    at: datetime,
    call_center_id: UUID | None = None,
) -> Diagnosis | None:
    """Diagnose the appointments of the reps whom somebody leads, that started between two moments.

    `findings` hold only whom he may know: himself, and once the privacy checklist is complete
    those with five due appointments, his own reps by name and the others by a pseudonym; nobody
    where appointments of more than twelve months ago are among them. None
    for a team so small that before the checklist its figures would be those of persons.
    :raises NotVisible: for a unit that he does not lead, or a call center that is not there.
    :raises TooFewBehind: before that checklist, for a call center of fewer than five telemarketers.
    """
    rows = rows_of(access, unit_id, campaign_id, start, end, call_center_id)
    counts = due_counts(rows, at=at)
    team = [RepCounts(row.rep_id.hex, row.due, row.honoured, row.silent) for row in counts]
    asked = scope_of(access, unit_id, campaign_id, start, end, call_center_id)
    return shown_to(access, len(team), lambda: diagnose(team), asked=asked, at=at)


def shown_to(
    access: Access, reps: int, found: Callable[[], Diagnosis], *, asked: Asked, at: datetime
) -> Diagnosis | None:
    """Give of a diagnosis what its reader may know, as `diagnosis_for` says."""
    complete = bool(organization(access.organization_id).works_council_on)
    if reps and not complete and reps < SMALLEST_TEAM:
        return None
    all_of_it = found()
    if reaches_back(access.organization_id, asked, at=at):
        return replace(all_of_it, findings=())
    return replace(all_of_it, findings=_shown(all_of_it.findings, access=access, complete=complete))


def reaches_back(organization_id: UUID, asked: Asked, *, at: datetime) -> bool:
    """Say whether some of the appointments are older than figures of single persons may be."""
    first = datetime.combine(personal_since(at.date()), time(), UTC) - ZONES
    if asked.start and asked.start >= first:
        return False
    return rows_among(organization_id, asked).filter(starts_at__lt=first).exists()


def rows_of(
    access: Access,
    unit_id: UUID | None,
    campaign_id: UUID | None,
    start: datetime | None,
    end: datetime | None,
    call_center_id: UUID | None = None,
) -> QuerySet[Appointment]:
    """Choose the appointments of one unit, or of all that he leads."""
    asked = scope_of(access, unit_id, campaign_id, start, end, call_center_id)
    return rows_among(access.organization_id, asked)


def scope_of(
    access: Access,
    unit_id: UUID | None,
    campaign_id: UUID | None,
    start: datetime | None,
    end: datetime | None,
    call_center_id: UUID | None = None,
) -> Asked:
    """Say which appointments are asked for, by the units of one that he leads, or of all.

    :raises NotVisible: for a unit that he does not lead, or a call center that is not there.
    :raises TooFewBehind: before the privacy checklist, for a call center whose figures would be
        those of fewer than five telemarketers.
    """
    paths = {_path(access, unit_id)} if unit_id else _paths(access)
    if call_center_id:
        _check_center(access, call_center_id)
    return Asked(tuple(sorted(paths)), unit_id, campaign_id, start, end, call_center_id)


def rows_among(organization_id: UUID, asked: Asked) -> QuerySet[Appointment]:
    """Choose the appointments asked for; the units are few, and found first."""
    rows = chosen(
        organization_id, start=asked.start, end=asked.end,
        campaign_id=asked.campaign_id, call_center_id=asked.call_center_id,
    )  # fmt: skip
    if "" in asked.paths:
        return rows
    near = Q(pk__in=[])
    for path in asked.paths:
        near |= Q(path__startswith=path)
    return rows.filter(within("unit_id", units_of(organization_id).filter(near).values("id")))


def is_many(organization_id: UUID, asked: Asked) -> bool:
    """Say whether these appointments are too many for a page to wait for what they say.

    An index holds the column that is asked for: no row is read to be counted.
    """
    rows = rows_among(organization_id, asked).order_by().values("unit_id")
    return rows[: MANY + 1].count() > MANY


def _paths(access: Access) -> set[str]:
    if access.has(Role.DIRECTOR):
        return {""}
    return set(access.unit_paths.get(Role.MANAGER, ()))


def _path(access: Access, unit_id: UUID) -> str:
    unit = units_of(access.organization_id).filter(id=unit_id).first()
    if unit is None or not any(unit.path.startswith(path) for path in _paths(access)):
        raise NotVisible
    return unit.path


def _check_center(access: Access, call_center_id: UUID) -> None:
    if not call_centers_visible_to(access).filter(id=call_center_id).exists():
        raise NotVisible
    if organization(access.organization_id).works_council_on:
        return
    leads = Lead.objects.of(access.organization_id).filter(call_center_id=call_center_id)
    found = leads.order_by().values("originator_id").distinct()
    if len(found[:SMALLEST_TEAM]) < SMALLEST_TEAM:
        raise TooFewBehind


def _shown(
    findings: tuple[RepFinding, ...], *, access: Access, complete: bool
) -> tuple[RepFinding, ...]:
    """Keep the persons of whom the reader may know, each under the name that he may know."""
    ids = [UUID(finding.rep) for finding in findings]
    names = rep_names(View(access.organization_id, access), ids)
    return tuple(
        replace(finding, rep=names[rep_id], person=_known(rep_id, names[rep_id]))
        for rep_id, finding in zip(ids, findings, strict=True)
        if rep_id == access.person_id or (complete and finding.due >= PERSONAL_FROM)
    )


def persons_in(diagnosis: Diagnosis) -> set[UUID]:
    """Give the persons whose own figures a diagnosis shows under their names."""
    return {UUID(finding.person) for finding in diagnosis.findings if finding.person}


def _known(rep_id: UUID, name: str) -> str:
    return "" if name == pseudonym_of(rep_id) else rep_id.hex
