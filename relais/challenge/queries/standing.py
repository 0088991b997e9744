"""Who stands where in a challenge, as far as somebody may know: teams, the first, himself.

While it runs from the totals, once it has ended from the standing that was frozen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
)
from django.db.models.functions import Cast

from relais.challenge.models import Challenge, Entrant, Entry, Total, Week
from relais.challenge.models import Final as FinalRow
from relais.challenge.rules.game import WHOLE, ChallengeState, Side
from relais.challenge.rules.standing import ranked
from relais.lib.teams import SMALLEST_TEAM
from relais.people.queries import is_inside
from relais.people.rules.access import Access

TEAMS_SHOWN: Final = 5
MOST_NAMED: Final = 20  # where many are level
LATEST: Final = 5


class TeamPlace(NamedTuple):
    """A team that may be shown; `people` take part now."""

    rank: int
    team_id: UUID
    name: str
    score: float
    points: int
    people: int


class Behind(NamedTuple):
    """Who stands behind a team's points: how many take part now, how many ever did, and how many
    of these agreed to be named and still take part."""

    now: int
    ever: int
    named: int

    @property
    def may_be_shown(self) -> bool:
        """Say whether its points tell nobody's: whoever is named can be taken from the sum, so
        that of the others there are none, or five at least."""
        unnamed = self.ever - self.named
        return self.now > 0 and (unnamed == 0 or unnamed >= SMALLEST_TEAM)


class PersonPlace(NamedTuple):
    """Somebody among the first who agreed to be named."""

    rank: int
    name: str
    team: str
    side: str
    score: float


class OwnPlace(NamedTuple):
    """Where somebody stands: for himself alone. `of` counts those of his side."""

    rank: int
    of: int
    points: int
    score: float
    side: str


class Winning(NamedTuple):
    """What a team has won last: for what, when; whose deed it was stays out."""

    team: str
    rule: str
    points: int
    at: Any


@dataclass(frozen=True)
class Standing:
    """What somebody sees of a challenge. `centers` are call centers, ranked among themselves;
    `reached` counts who has come to each step or the goal."""

    teams: Sequence[TeamPlace]
    centers: Sequence[TeamPlace]
    first: Sequence[PersonPlace]
    own: OwnPlace | None
    own_team: TeamPlace | None
    people: int
    reached: Sequence[tuple[int, int]]


def standing_of(challenge: Challenge, *, access: Access) -> Standing:
    """Give where teams stand, the first persons who agreed to be named, and oneself.

    Whom a call center sends knows of himself alone.
    """
    rows = _rows(challenge)
    own = _own(rows, access.person_id)
    if not is_inside(access):
        return Standing([], [], [], own, None, 0, [])
    people = _people_of(challenge)
    teams, centers = _teams(rows, people)
    his = _team_of(challenge, access.person_id)
    return Standing(
        teams=_shown(teams),
        centers=_shown(centers),
        first=_first(challenge, rows),
        own=own,
        own_team=next((team for team in (*teams, *centers) if team.team_id == his), None),
        people=sum(team.now for team in people.values()),
        reached=_reached(challenge, rows),
    )


def public_places(challenge: Challenge) -> Standing:
    """Give what a wall may show: the first teams, and the first who agreed to be named."""
    rows = _rows(challenge)
    teams, centers = _teams(rows, _people_of(challenge))
    return Standing(_shown(teams), _shown(centers), _first(challenge, rows), None, None, 0, [])


def latest_of(challenge: Challenge, team_ids: Sequence[UUID]) -> list[Winning]:
    """List what some teams have won last, the latest first; what was taken back is left out."""
    rows = Entry.objects.of(challenge.organization_id).filter(challenge=challenge, points__gt=0)
    rows = rows.filter(Q(unit__in=team_ids) | Q(call_center__in=team_ids))
    columns = rows.order_by("-recorded_at", "-id").values_list(
        "unit__name", "call_center__name", "rule", "points", "occurred_at"
    )
    return [
        Winning(unit or center, rule, points, at)
        for unit, center, rule, points, at in columns[:LATEST]
    ]


def own_entries(challenge: Challenge, *, access: Access) -> QuerySet[Entry]:
    """List the lines of a challenge's ledger that somebody may see, the latest first: his own."""
    rows = Entry.objects.of(access.organization_id).filter(
        challenge=challenge, person_id=access.person_id
    )
    return rows.select_related("lead__account").order_by("-occurred_at", "-id")


def weeks_over(challenge: Challenge, *, access: Access) -> list[tuple[date, int]]:
    """List one's own weeks that went over the limit, with how many points did not count."""
    cap = challenge.rules.weekly_cap
    if cap is None:
        return []
    rows = Week.objects.of(access.organization_id).filter(
        challenge=challenge, person_id=access.person_id, points__gt=cap
    )
    found = rows.order_by("week").values_list("week", "points")
    return [(week, points - cap) for week, points in found]


def _rows(challenge: Challenge) -> QuerySet[Any]:
    """Give persons and teams with their scores, points times thousandths."""
    rows: QuerySet[Any]
    if challenge.state is ChallengeState.ENDED:
        rows = FinalRow.objects.of(challenge.organization_id).filter(challenge=challenge)
    else:
        rows = Total.objects.of(challenge.organization_id).filter(challenge=challenge, counts=True)
    # two columns of four bytes each: their product needs eight
    product = Cast("points", BigIntegerField()) * F("factor")
    score = ExpressionWrapper(product, output_field=BigIntegerField())
    return rows.annotate(score=score).order_by()


def _teams(
    rows: QuerySet[Any], people: dict[UUID, Behind]
) -> tuple[list[TeamPlace], list[TeamPlace]]:
    """Rank units, and call centers beside them; leave out whom five do not stand behind."""
    told = rows.filter(person=None)
    columns = ("score", "points")
    units = told.filter(unit__isnull=False).values_list("unit_id", "unit__name", *columns)
    centers = told.filter(call_center__isnull=False).values_list(
        "call_center_id", "call_center__name", *columns
    )
    return _placed(list(units), people), _placed(list(centers), people)


def _placed(teams: list[tuple[UUID, str, int, int]], people: dict[UUID, Behind]) -> list[TeamPlace]:
    by_name = sorted(teams, key=lambda team: team[1])
    found = []
    for rank, (team_id, name, score, points) in ranked(by_name, lambda team: team[2]):
        behind = people.get(team_id)
        if behind and behind.may_be_shown:
            found.append(TeamPlace(rank, team_id, name, score / WHOLE, points, behind.now))
    return found


def _shown(teams: list[TeamPlace]) -> list[TeamPlace]:
    return [team for team in teams if team.score > 0][:TEAMS_SHOWN]


def _people_of(challenge: Challenge) -> dict[UUID, Behind]:
    """Count who stands behind each team: who withdrew left his points in its total."""
    rows = Entrant.objects.of(challenge.organization_id).filter(challenge=challenge)
    still = Q(withdrew_at=None)
    counted = rows.order_by().values_list("unit_id", "call_center_id").annotate(
        now=Count("id", filter=still),
        ever=Count("person_id", distinct=True),
        named=Count("id", filter=still & Q(shows_name=True)),
    )  # fmt: skip
    return {unit or center: Behind(*counts) for unit, center, *counts in counted}


def _first(challenge: Challenge, rows: QuerySet[Any]) -> list[PersonPlace]:
    """Name who stands among the first of his side, has won something and agreed; who leaves the
    organization is named no more."""
    agreed = Entrant.objects.filter(
        challenge=challenge, person=OuterRef("person"), withdrew_at=None, shows_name=True
    )
    found: list[PersonPlace] = []
    for side in (Side.REP, Side.TELEMARKETER):
        persons = rows.filter(person__isnull=False, side=side.value, points__gt=0)
        top = persons.order_by("-score").values_list("score", flat=True)
        best = list(top[: challenge.rules.top])
        if not best:
            continue
        here = persons.filter(person__left_on=None)
        rows_named = here.filter(Exists(agreed), score__gte=best[-1]).select_related("person")
        by_score = rows_named.order_by("-score", "person__last_name", "person_id")
        named = list(by_score[:MOST_NAMED])
        if not named:
            continue
        teams = _team_names(challenge, [row.person_id for row in named])
        for row in named:
            rank = 1 + sum(score > row.score for score in best)
            place = (rank, str(row.person), teams.get(row.person_id, ""), side.value)
            found.append(PersonPlace(*place, row.score / WHOLE))
    return found


def _team_names(challenge: Challenge, person_ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = Entrant.objects.of(challenge.organization_id).filter(
        challenge=challenge, person_id__in=person_ids
    )
    named = rows.values_list("person_id", "unit__name", "call_center__name")
    return {person_id: unit or center for person_id, unit, center in named}


def _own(rows: QuerySet[Any], person_id: UUID) -> OwnPlace | None:
    mine = rows.filter(person_id=person_id).first()
    if mine is None:
        return None
    beside = rows.filter(person__isnull=False, side=mine.side).aggregate(
        of=Count("id"), before=Count("id", filter=Q(score__gt=mine.score))
    )
    return OwnPlace(
        beside["before"] + 1, beside["of"], mine.points, mine.score / WHOLE, mine.side
    )  # fmt: skip


def _team_of(challenge: Challenge, person_id: UUID) -> UUID | None:
    rows = Entrant.objects.of(challenge.organization_id).filter(challenge=challenge)
    part = rows.filter(person_id=person_id, withdrew_at=None).first()
    return (part.unit_id or part.call_center_id) if part else None


def _reached(challenge: Challenge, rows: QuerySet[Any]) -> list[tuple[int, int]]:
    """Count who has come to each step or the goal, where five take part at least."""
    rules = challenge.rules
    steps = rules.thresholds or ((rules.goal,) if rules.goal else ())
    persons = rows.filter(person__isnull=False)
    if not steps or persons.count() < SMALLEST_TEAM:
        return []
    counts = {f"s{step}": Count("id", filter=Q(score__gte=step * WHOLE)) for step in steps}
    found = persons.aggregate(**counts)
    return [(step, found[f"s{step}"]) for step in steps]
