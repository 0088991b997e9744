"""What an experiment can find, and what it found, from appointments and turns."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.db.models.functions import TruncWeek

from relais.appointments.models import Appointment
from relais.appointments.queries import is_due
from relais.appointments.rules import HONOURED
from relais.diagnosis.rules.trials import (
    ENOUGH,
    ArmRead,
    Cell,
    Design,
    Reading,
    Size,
    Verdict,
    read,
    size,
)
from relais.experiments.queries import (
    RIPE,
    Experiment,
    Level,
    Measured,
    Plan,
    arms_of,
    members_of,
    readable_on,
)
from relais.people.queries import organization
from relais.routing.models import Turn

__all__ = [
    "ENOUGH",
    "ArmRead",
    "Reading",
    "Size",
    "Verdict",
    "known_before",
    "reading_of",
    "size_of",
]

WEEKS_BEFORE: Final = 12
WEEK: Final = timedelta(days=7)

Row = tuple[UUID, UUID | None, date, int, int]  # a rep, his unit, a Monday, n and k


@dataclass(frozen=True)
class Asked:
    """Of whom, of which weeks, by which figure."""

    organization_id: UUID
    measured: Measured
    since: date
    until: date
    at: datetime

    @property
    def zone(self) -> ZoneInfo:
        """Give the zone in which weeks begin."""
        return ZoneInfo(organization(self.organization_id).timezone)


def size_of(plan: Plan, *, organization_id: UUID, at: datetime) -> Size:
    """Say what an experiment can find, from the twelve weeks before today; three queries."""
    monday = at.date() - timedelta(days=at.weekday())
    asked = Asked(organization_id, plan.measured, monday - WEEKS_BEFORE * WEEK, monday, at)
    members = members_of(plan, organization_id=organization_id, on=at.date())
    places = {member: place for place, member in enumerate(sorted(members))}
    cells = _cells(_rows(asked), plan.level, places, since=monday)
    design = Design(plan.gain / 100, plan.waves, plan.weeks_between, plan.weeks)
    return size(cells, members=len(places), weeks_seen=WEEKS_BEFORE, design=design)


def known_before(plan: Plan, *, organization_id: UUID, at: datetime) -> dict[str, Any]:
    """Give what is kept with an experiment when it is drawn: `Size`, by name."""
    return asdict(size_of(plan, organization_id=organization_id, at=at))


def reading_of(experiment: Experiment, *, at: datetime) -> Reading | None:
    """Read an experiment; None before its day, and where nobody was drawn."""
    if experiment.seed is None or at.date() < readable_on(experiment):
        return None
    plan, first = experiment.plan, experiment.starts_on
    until = min(plan.ends_on, readable_on(experiment) - RIPE)
    asked = Asked(experiment.organization_id, plan.measured, first - WEEKS_BEFORE * WEEK, until, at)
    arms = list(arms_of(experiment))
    places = {arm.member_id: place for place, arm in enumerate(arms)}
    starts = {
        place: (arm.starts_on - first).days // 7 if arm.starts_on else None
        for place, arm in enumerate(arms)
    }
    waves = {place: arm.wave for place, arm in enumerate(arms)}
    cells = _cells(_rows(asked), plan.level, places, since=first)
    return read(cells, starts=starts, waves=waves, seed=experiment.seed)


def _cells(
    rows: Iterable[Row], level: Level, places: Mapping[UUID, int], *, since: date
) -> list[Cell]:
    """Turn what was counted into cells of those who were drawn."""
    reps: dict[tuple[UUID, int], int] = {}
    sums: defaultdict[tuple[int, int, int], list[int]] = defaultdict(lambda: [0, 0])
    for rep_id, unit_id, monday, n, k in rows:
        member = places.get(rep_id if level is Level.REP else unit_id) if unit_id else None
        if member is None:
            continue
        rep = reps.setdefault((rep_id, member), len(reps))
        cell = sums[member, rep, (monday - since).days // 7]
        cell[0] += n
        cell[1] += k
    return [Cell(*where, *counts) for where, counts in sums.items()]


def _rows(asked: Asked) -> list[Row]:
    """Count n and k by rep, unit and week, in one query."""
    zone = asked.zone
    start = datetime.combine(asked.since, time.min, zone)
    end = datetime.combine(asked.until, time.min, zone)
    counted = COUNTED[asked.measured](asked, start, end).annotate(
        week=TruncWeek(MOMENT[asked.measured], tzinfo=zone)
    )
    grouped = counted.order_by().values("rep_id", "unit_id", "week")
    found = grouped.annotate(n=Count("id"), k=Count("id", filter=WISHED[asked.measured]))
    return [
        (rep_id, unit_id, week.date(), n, k)
        for rep_id, unit_id, week, n, k in found.values_list("rep_id", "unit_id", "week", "n", "k")
    ]


def _appointments(asked: Asked, start: datetime, end: datetime) -> Any:
    rows = Appointment.objects.of(asked.organization_id).filter(is_due(asked.at))
    return rows.filter(starts_at__gte=start, starts_at__lt=end)


def _turns(asked: Asked, start: datetime, end: datetime) -> Any:
    over = Q(taken_up_at__isnull=False) | Q(ended_at__isnull=False) | Q(due_at__lte=asked.at)
    rows = Turn.objects.of(asked.organization_id).filter(over)
    return rows.filter(started_at__gte=start, started_at__lt=end)


COUNTED: Final[dict[Measured, Callable[[Asked, datetime, datetime], Any]]] = {
    Measured.HONOURED: _appointments,
    Measured.TAKEN_UP: _turns,
}
MOMENT: Final = {Measured.HONOURED: "starts_at", Measured.TAKEN_UP: "started_at"}
WISHED: Final = {
    Measured.HONOURED: Q(outcome__in=[outcome.value for outcome in HONOURED]),
    Measured.TAKEN_UP: Q(taken_up_at__isnull=False),
}
