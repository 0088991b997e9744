"""Points, as far as somebody may see them: his own alone, and those of teams."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from relais.challenge.models import PointEntry, PointsKept
from relais.database.prepared import Prepared, PreparedModels
from relais.lib.teams import SMALLEST_TEAM
from relais.people.queries import holders_of
from relais.people.rules.access import Access, Role

SHOWN: Final = 5  # teams, and gains


@dataclass(frozen=True)
class TeamPoints:
    """What a unit has won so far: `rank` is shared by those who are level."""

    unit_id: UUID
    unit: str
    points: int
    reps: int
    rank: int


class Gain(NamedTuple):
    """What a team has won: for what, how much, when; whose deed it was stays out."""

    unit: str
    rule: str
    points: int
    at: datetime


def points_of(person_id: UUID, *, organization_id: UUID) -> int:
    """Give the total of a person: the sum of his lines."""
    return sum(total for (total,) in _totals(organization_id, person_id))


def _ask_totals(organization_id: UUID, person_id: UUID) -> "QuerySet[Any, Any]":
    rows = PointEntry.objects.of(organization_id).filter(person_id=person_id)
    return rows.order_by().values("person_id").annotate(total=Sum("points")).values_list("total")


_totals: Final = Prepared(_ask_totals, examples=(UUID(int=1), UUID(int=2)))


def kept_since(organization_id: UUID) -> datetime | None:
    """Give from when on everyday points are kept; None while all are."""
    rows = PointsKept.objects.of(organization_id)
    return rows.values_list("since", flat=True).first()


def entries_visible_to(access: Access) -> QuerySet[PointEntry]:
    """List the lines of the ledger that somebody may see, the latest first: his own."""
    rows = PointEntry.objects.of(access.organization_id).filter(person_id=access.person_id)
    return rows.select_related("lead__account").order_by("-occurred_at", "-id")


def entries_on(lead_id: UUID, *, access: Access) -> list[PointEntry]:
    """Give the lines of a person about one lead, the oldest first: his own, nobody else's."""
    return _entries_on(access.organization_id, access.person_id, lead_id)


def _ask_entries_on(
    organization_id: UUID, person_id: UUID, lead_id: UUID
) -> "QuerySet[PointEntry]":
    rows = PointEntry.objects.of(organization_id).filter(person_id=person_id, lead_id=lead_id)
    return rows.order_by("occurred_at", "id")


_entries_on: Final = PreparedModels(
    _ask_entries_on, examples=(UUID(int=1), UUID(int=2), UUID(int=3))
)


def team_standing(
    organization_id: UUID, *, since: datetime | None = None, until: datetime | None = None
) -> list[TeamPoints]:
    """Rank the units by the points won in a time, reversals counted when they happened.

    Everybody may see teams; persons only those who agreed, which is for the challenge itself.
    """
    rows = PointEntry.objects.of(organization_id).filter(unit__isnull=False)
    if since:
        rows = rows.filter(occurred_at__gte=since)
    if until:
        rows = rows.filter(occurred_at__lt=until)
    teams = (
        rows.order_by()
        .values_list("unit_id", "unit__name")
        .annotate(total=Sum("points"), reps=Count("person_id", distinct=True))
    )
    return _ranked(sorted(teams, key=lambda team: (-team[2], team[1])))


def public_standing(organization_id: UUID, *, since: datetime, on: date) -> list[TeamPoints]:
    """Rank the teams that a wall may show: five reps in post at least, the first few only.

    Behind a smaller team stand persons, and a wall has no bottom (law.md, rules 16 and 18).
    """
    posts = holders_of(organization_id, Role.REP, on=on).values_list("unit_id", "person_id")
    reps = Counter(unit_id for unit_id, _ in set(posts))
    teams = team_standing(organization_id, since=since)
    return [team for team in teams if reps[team.unit_id] >= SMALLEST_TEAM][:SHOWN]


def latest_gains(
    organization_id: UUID, unit_ids: Collection[UUID], *, since: datetime
) -> list[Gain]:
    """List what some teams have won last, the latest first; what was taken back is left out."""
    rows = PointEntry.objects.of(organization_id).filter(
        unit__in=unit_ids, points__gt=0, occurred_at__gte=since
    )
    columns = rows.order_by("-occurred_at", "-id").values_list(
        "unit__name", "rule", "points", "occurred_at"
    )
    return [Gain(*row) for row in columns[:SHOWN]]


def _ranked(teams: Sequence[tuple[UUID, str, int, int]]) -> list[TeamPoints]:
    totals = [team[2] for team in teams]
    return [
        TeamPoints(unit_id, name, total, reps, rank=totals.index(total) + 1)
        for unit_id, name, total, reps in teams
    ]
