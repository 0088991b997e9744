"""Points, as far as somebody may see them: his own alone, and those of teams."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from relais.challenge.models import PointEntry
from relais.people.rules.access import Access


@dataclass(frozen=True)
class TeamPoints:
    """What a unit has won so far: `rank` is shared by those who are level."""

    unit_id: UUID
    unit: str
    points: int
    reps: int
    rank: int


def points_of(person_id: UUID, *, organization_id: UUID) -> int:
    """Give the total of a person: the sum of his lines."""
    rows = PointEntry.objects.of(organization_id).filter(person_id=person_id)
    return int(rows.aggregate(total=Sum("points"))["total"] or 0)


def entries_visible_to(access: Access) -> QuerySet[PointEntry]:
    """List the lines of the ledger that somebody may see, the latest first: his own."""
    rows = PointEntry.objects.of(access.organization_id).filter(person_id=access.person_id)
    return rows.select_related("lead__account").order_by("-occurred_at", "-id")


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


def _ranked(teams: Sequence[tuple[UUID, str, int, int]]) -> list[TeamPoints]:
    totals = [team[2] for team in teams]
    return [
        TeamPoints(unit_id, name, total, reps, rank=totals.index(total) + 1)
        for unit_id, name, total, reps in teams
    ]
