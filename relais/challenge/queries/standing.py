"""Who stands where in a challenge, as far as somebody may know: teams, the first, himself.

While it runs from the totals, once it has ended from the standing that was frozen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from relais.challenge.models import Challenge, Entrant, Entry, Week
from relais.challenge.queries.places import MOST_NAMED, people_behind, places_of, rows_of
from relais.challenge.rules.game import WHOLE, Side
from relais.challenge.rules.standing import ranked
from relais.lib.names import full_name
from relais.lib.teams import SMALLEST_TEAM
from relais.people.queries import is_inside
from relais.people.rules.access import Access

TEAMS_SHOWN: Final = 5  # places
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
    own = _own(challenge, access.person_id)
    if not is_inside(access):
        return Standing([], [], [], own, None, 0, [])
    people = _people_of(challenge)
    teams, centers = _teams(challenge, people)
    his = _team_of(challenge, access.person_id)
    return Standing(
        teams=_shown(teams),
        centers=_shown(centers),
        first=_first(challenge),
        own=own,
        own_team=next((team for team in (*teams, *centers) if team.team_id == his), None),
        people=sum(team.now for team in people.values()),
        reached=_reached(challenge),
    )


def public_places(challenge: Challenge) -> Standing:
    """Give what a wall may show: the first teams, and the first who agreed to be named."""
    teams, centers = _teams(challenge, _people_of(challenge))
    return Standing(_shown(teams), _shown(centers), _first(challenge), None, None, 0, [])


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


def _teams(
    challenge: Challenge, people: dict[UUID, Behind]
) -> tuple[list[TeamPlace], list[TeamPlace]]:
    """Rank units, and call centers beside them; leave out whom five do not stand behind."""
    rows = places_of(challenge).teams(challenge.organization_id, challenge.id)
    units = [(unit, *told) for unit, _, *told in rows if unit]
    centers = [(center, *told) for unit, center, *told in rows if not unit]
    return _placed(units, people), _placed(centers, people)


def _placed(teams: Sequence[tuple[Any, ...]], people: dict[UUID, Behind]) -> list[TeamPlace]:
    by_name = sorted(teams, key=lambda team: str(team[1]))
    found = []
    for rank, (team_id, name, score, points) in ranked(by_name, lambda team: int(team[2])):
        behind = people.get(team_id)
        if behind and behind.may_be_shown:
            found.append(TeamPlace(rank, team_id, name, score / WHOLE, points, behind.now))
    return found


def _shown(teams: list[TeamPlace]) -> list[TeamPlace]:
    """Leave the first places: whoever stands further down is not told in their stead."""
    first = [team for team in teams if team.score > 0 and team.rank <= TEAMS_SHOWN]
    return first[:MOST_NAMED]


def _people_of(challenge: Challenge) -> dict[UUID, Behind]:
    """Give who stands behind each team: who withdrew left his points in its total."""
    rows = people_behind(challenge.organization_id, challenge.id)
    return {unit or center: Behind(*counts) for unit, center, *counts in rows}


def _first(challenge: Challenge) -> list[PersonPlace]:
    """Name who stands among the first of his side, has won something and agreed; who leaves the
    organization is named no more."""
    sides = (Side.REP, Side.TELEMARKETER)
    return [one for side in sides for one in _first_of(challenge, side.value)]


def _first_of(challenge: Challenge, side: str) -> Iterator[PersonPlace]:
    places, whose = places_of(challenge), (challenge.organization_id, challenge.id)
    best = [score for (score,) in places.best(*whose, side)[: challenge.rules.top]]
    if not best:
        return
    for first_name, last_name, team, score in places.named(*whose, side, best[-1]):
        rank = 1 + sum(other > score for other in best)
        yield PersonPlace(rank, full_name(first_name, last_name), team, side, score / WHOLE)


def _own(challenge: Challenge, person_id: UUID) -> OwnPlace | None:
    places, whose = places_of(challenge), (challenge.organization_id, challenge.id)
    for side, score, points in places.own(*whose, person_id):
        [(of,)] = places.beside(*whose, side)
        above = sum(count for (count,) in places.above(*whose, side, score))
        return OwnPlace(above + 1, of, points, score / WHOLE, side)
    return None


def _team_of(challenge: Challenge, person_id: UUID) -> UUID | None:
    rows = Entrant.objects.of(challenge.organization_id).filter(challenge=challenge)
    part = rows.filter(person_id=person_id, withdrew_at=None).first()
    return (part.unit_id or part.call_center_id) if part else None


def _reached(challenge: Challenge) -> list[tuple[int, int]]:
    """Count who has come to each step or the goal, where five take part at least."""
    rules = challenge.rules
    steps = rules.thresholds or ((rules.goal,) if rules.goal else ())
    persons = rows_of(challenge).filter(person__isnull=False)
    if not steps or persons.count() < SMALLEST_TEAM:
        return []
    counts = {f"s{step}": Count("id", filter=Q(score__gte=step * WHOLE)) for step in steps}
    found = persons.aggregate(**counts)
    return [(step, found[f"s{step}"]) for step in steps]
