"""The figures of a meeting: those of the unit as a whole, and of the units right below it.

Nothing here is a person's: fewer than five reps are never shown by themselves, nor so that they
could be worked out of the rest. What is kept in a meeting is pairs of numbers; see `measure_of`.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from relais.appointments.queries import chosen, due_columns
from relais.leads.events import State
from relais.leads.models import Lead
from relais.lib.teams import SMALLEST_TEAM, shown_apart
from relais.measures.queries import By, Counts, Rate, View, funnel_report
from relais.measures.rules import days
from relais.people.models import Unit
from relais.people.queries import organization, units_of
from relais.steering.rules.meetings import Span

Kept = dict[str, Any]
Pairs = dict[str, list[int]]

MEASURES: Final = ("honour", "silent", "take_up", "overdue", "upheld", "conversion")


@dataclass
class Team:
    """What is counted of a unit and those below it, and the reps of whom it tells."""

    counts: Counts = field(default_factory=Counts)
    due: Counts = field(default_factory=Counts)
    waiting: int = 0
    overdue: int = 0
    reps_due: set[UUID] = field(default_factory=set)
    reps_leads: set[UUID] = field(default_factory=set)

    @property
    def size(self) -> int:
        """Give of how many reps its figures tell at least."""
        return min((len(reps) for reps in (self.reps_due, self.reps_leads) if reps), default=0)

    def add(self, other: "Team") -> None:
        """Add another unit."""
        self.counts.add(other.counts)
        self.due.add(other.due)
        self.waiting += other.waiting
        self.overdue += other.overdue
        self.reps_due |= other.reps_due
        self.reps_leads |= other.reps_leads

    def pairs(self) -> Pairs:
        """Give each measure as what is counted and over what."""
        counts, due = self.counts, self.due
        return {
            "honour": [due.honoured, due.due],
            "silent": [due.silent, due.due],
            "take_up": [counts.taken_up_after, counts.transmitted],
            "overdue": [self.overdue, self.waiting],
            "upheld": [counts.upheld, counts.decided],
            "conversion": [counts.won_after, counts.transmitted],
        }


def figures_of(unit: Unit, span: Span, *, at: datetime) -> Kept:
    """Count a unit in a period; as many queries whatever the number of units and leads.

    Appointments are those due in the period; leads those opened in it, but for take-ups overdue,
    which are of all that wait now. `told` is False where five reps are not reached: then nothing
    is counted.
    """
    below = _below(unit)
    teams: dict[UUID, Team] = defaultdict(Team)
    _count_leads(teams, unit, span, below, at)
    _count_due(teams, unit, span, below, at)
    _count_waiting(teams, unit, below, at)
    whole = Team()
    for team in teams.values():
        whole.add(team)
    told = whole.size >= SMALLEST_TEAM
    counts = whole.counts
    return {
        "reps": len(whole.reps_due | whole.reps_leads),
        "told": told,
        "opened": counts.opened if told else None,
        "transmitted": counts.transmitted if told else None,
        "won": counts.won if told else None,
        "whole": whole.pairs() if told else {},
        "units": _apart(teams) if told and len(teams) > 1 else [],
    }


def measure_of(pairs: Mapping[str, list[int]], name: str) -> Rate:
    """Give a measure that was kept, with its interval."""
    above, below = pairs.get(name, (0, 0))
    return Rate.of(above, below)


def _apart(teams: Mapping[UUID, Team]) -> list[Kept]:
    """Give the teams that may be shown each by itself, and the others as one; None is theirs."""
    sizes = {unit_id: team.size for unit_id, team in teams.items()}
    apart = shown_apart(sizes)
    if not apart:
        return []
    rows = [_row(unit_id, teams[unit_id]) for unit_id in teams if unit_id in apart]
    rest = Team()
    for unit_id in teams:
        if unit_id not in apart:
            rest.add(teams[unit_id])
    return [*rows, *([_row(None, rest)] if rest.size else [])]


def _row(unit_id: UUID | None, team: Team) -> Kept:
    reps = len(team.reps_due | team.reps_leads)
    return {"unit_id": str(unit_id) if unit_id else None, "reps": reps, **team.pairs()}


def _below(unit: Unit) -> dict[UUID, UUID]:
    """Give under which unit right below the meeting's each unit is counted; its own are its own."""
    depth = unit.path.count("/")
    found = {}
    for one in units_of(unit.organization_id).filter(path__startswith=unit.path):
        parts = one.path.strip("/").split("/")
        found[one.id] = UUID(parts[min(depth - 1, len(parts) - 1)])
    return found


def _count_leads(
    teams: dict[UUID, Team], unit: Unit, span: Span, below: Mapping[UUID, UUID], at: datetime
) -> None:
    view = View(unit.organization_id, None, span.since, span.until, unit_path=unit.path)
    for row in funnel_report(view, by=(By.UNIT,), at=at).rows:
        unit_id = row.key[0]
        if isinstance(unit_id, UUID) and unit_id in below:
            teams[below[unit_id]].counts.add(row.counts)
    period = days(span.since, span.until, zone=_zone(unit))
    held = Lead.objects.of(unit.organization_id).filter(
        unit__path__startswith=unit.path,
        opened_at__gte=period.start,
        opened_at__lt=period.end,
        rep_id__isnull=False,
    )
    for unit_id, rep_id in held.order_by().values_list("unit_id", "rep_id").distinct():
        teams[below[unit_id]].reps_leads.add(rep_id)


def _count_due(
    teams: dict[UUID, Team], unit: Unit, span: Span, below: Mapping[UUID, UUID], at: datetime
) -> None:
    period = days(span.since, span.until, zone=_zone(unit))
    rows = chosen(
        unit.organization_id, start=period.start, end=period.end, unit_path=unit.path
    ).order_by()
    counted = rows.values("unit_id", "rep_id").annotate(**due_columns(at))
    columns = ("unit_id", "rep_id", "due", "honoured", "held", "silent")
    for unit_id, rep_id, due, honoured, held, silent in counted.values_list(*columns):
        if due:
            team = teams[below[unit_id]]
            team.reps_due.add(rep_id)
            team.due.add(Counts(due=due, honoured=honoured, held=held, silent=silent))


def _count_waiting(
    teams: dict[UUID, Team], unit: Unit, below: Mapping[UUID, UUID], at: datetime
) -> None:
    rows = Lead.objects.of(unit.organization_id).filter(
        unit__path__startswith=unit.path, state=State.TRANSMITTED.value
    )
    for unit_id, due_at in rows.order_by().values_list("unit_id", "due_at"):
        team = teams[below[unit_id]]
        team.waiting += 1
        team.overdue += due_at is not None and due_at <= at


def _zone(unit: Unit) -> ZoneInfo:
    return ZoneInfo(organization(unit.organization_id).timezone)
