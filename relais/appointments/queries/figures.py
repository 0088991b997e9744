"""What appointments count for (domain.md, section 4), in one statement whatever their number."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import starmap
from typing import Any, Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Min, Q, QuerySet, UUIDField

from relais.appointments.models import Appointment
from relais.appointments.queries.lists import UNSAID
from relais.appointments.rules import HONOURED, Status
from relais.database.apart import Apart
from relais.leads.events import Outcome
from relais.people.queries import AskedBy, below
from relais.people.rules.access import Access, Role

VISITED_WITHIN: Final = timedelta(days=14)
KEPT: Final = UNSAID | (
    Q(outcome__isnull=False)
    & ~Q(outcome=Outcome.PROSPECT_CANCELLED.value)
    & ~Q(status=Status.LAPSED.value)
)


class DueCounts(NamedTuple):
    """Of one rep: `due` is n, `honoured` the rep's k, `held` the stricter k, `silent` unsaid."""

    rep_id: UUID
    due: int
    honoured: int
    held: int
    silent: int


class Unvisited(NamedTuple):
    """Prospects first due in the week that begins on `week`, and how many nobody visited."""

    week: date
    unvisited: int
    prospects: int


def chosen(
    organization_id: UUID,
    *,
    start: datetime | None = None,
    end: datetime | None = None,
    unit_path: str | None = None,
    campaign_id: UUID | None = None,
    call_center_id: UUID | None = None,
    rep_ids: Collection[UUID] | None = None,
) -> QuerySet[Appointment]:
    """Choose appointments by their start, their unit and those below, and so on."""
    wanted = {
        "starts_at__gte": start,
        "starts_at__lt": end,
        "unit__path__startswith": unit_path,
        "lead__campaign_id": campaign_id,
        "lead__call_center_id": call_center_id,
        "rep_id__in": rep_ids,
    }
    given = {name: value for name, value in wanted.items() if value is not None}
    return Appointment.objects.of(organization_id).filter(**given)


def is_due(at: datetime) -> Q:
    """Give the predicate of what counts at a moment: the same as `rules.dueness`."""
    return KEPT & Q(starts_at__lte=at, outcome_due_at__lte=at)


def due_columns(at: datetime) -> dict[str, Count]:
    """Give the counts of `DueCounts`, for a statement grouped by anything.

    They count a column that none lacks and an index holds: no row is read to be counted.
    """
    due = is_due(at)
    honoured = due & Q(outcome__in=[outcome.value for outcome in HONOURED])
    return {
        "due": Count("status", filter=due),
        "honoured": Count("status", filter=honoured),
        "held": Count("status", filter=due & Q(outcome=Outcome.HELD.value)),
        "silent": Count("status", filter=due & Q(outcome=None)),
    }


def due_counts(rows: QuerySet[Appointment], *, at: datetime) -> list[DueCounts]:
    """Count chosen appointments per rep; who has none due is left out."""
    return _told(_ask_due(rows, at))


def due_counts_below(access: Access, *, since: datetime, at: datetime) -> list[DueCounts]:
    """Count, per rep under a manager, what was due and began since a moment."""
    return _told(_due_below(access, since, at))


def _told(rows: Iterable[tuple[Any, ...]]) -> list[DueCounts]:
    return sorted(counts for counts in starmap(DueCounts, rows) if counts.due)


def _ask_due(rows: QuerySet[Appointment], at: datetime) -> "QuerySet[Any, Any]":
    rep = Apart("rep_id", output_field=UUIDField())
    counted = rows.order_by().values(whose=rep).annotate(**due_columns(at))
    return counted.values_list("whose", *DueCounts._fields[1:])


def _ask_due_below(access: Access, since: datetime, at: datetime) -> "QuerySet[Any, Any]":
    rows = chosen(access.organization_id, start=since, end=at)
    return _ask_due(rows.filter(below(access, Role.MANAGER)), at)


_due_below: Final = AskedBy(
    _ask_due_below, examples=(datetime(1900, 1, 1, tzinfo=UTC), datetime(1900, 1, 2, tzinfo=UTC))
)


def unvisited_per_week(
    rows: QuerySet[Appointment], *, zone: ZoneInfo, at: datetime
) -> list[Unvisited]:
    """Count, by week of the date first promised, who was due and not visited within 14 days.

    A rebooked or moved appointment that is held in time makes the prospect a visited one. Weeks
    begin on Monday, in `zone`; prospects whose 14 days are not over are left out.
    """
    firsts = (
        rows.order_by()
        .values("lead_id")
        .annotate(
            first=Min("first_starts_at", filter=is_due(at)),
            visit=Min("starts_at", filter=Q(outcome=Outcome.HELD.value)),
        )
        .filter(first__lte=at - VISITED_WITHIN)
        .values_list("first", "visit")
    )
    prospects: Counter[date] = Counter()
    unvisited: Counter[date] = Counter()
    for first, visit in firsts.iterator():
        day = first.astimezone(zone).date()
        week = day - timedelta(days=day.weekday())
        prospects[week] += 1
        unvisited[week] += visit is None or visit > first + VISITED_WITHIN
    return [Unvisited(week, unvisited[week], prospects[week]) for week in sorted(prospects)]
