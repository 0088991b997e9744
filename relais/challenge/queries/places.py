"""Rows of who stands where: asked for on every page of a challenge, so prepared.

While it runs from the totals, once it has ended from the standing that was frozen. A score is
points times thousandths.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    Count,
    ExpressionWrapper,
    F,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Cast, Coalesce

from relais.challenge.models import Challenge, Entrant, Total
from relais.challenge.models import Final as FinalRow
from relais.challenge.rules.game import MOST_SHOWN, ChallengeState
from relais.database.prepared import Prepared

MOST_NAMED: Final = 20  # where many are level
HOME, ONE, WHO = UUID(int=1), UUID(int=2), UUID(int=3)
SIDE, SCORE = "a side that is none", 987_654_321_987
TEAM_NAME: Final = Coalesce("unit__name", "call_center__name")

Source = Callable[[UUID, UUID], QuerySet[Any]]


@dataclass(frozen=True)
class Places:
    """What is asked of one table; each begins with the organization and the challenge.

    `teams`: unit, call center, name, score, points. `own` of a person: side, score, points.
    `beside`: how many are on a side; `above`: how many of them above a score, no row for none: two
    short walks along an index. `best` of a side: its first
    scores. `named` of a side, from a score on: first and last name, team, score.
    """

    teams: Prepared
    own: Prepared
    beside: Prepared
    above: Prepared
    best: Prepared
    named: Prepared


def places_of(challenge: Challenge) -> Places:
    """Give where the places of a challenge are asked."""
    return FROZEN if challenge.state is ChallengeState.ENDED else RUNNING


def rows_of(challenge: Challenge) -> QuerySet[Any]:
    """Give persons and teams with their scores."""
    source = _frozen if challenge.state is ChallengeState.ENDED else _running
    return source(challenge.organization_id, challenge.id)


def _frozen(organization_id: UUID, challenge_id: UUID) -> QuerySet[Any]:
    return _scored(FinalRow.objects.of(organization_id).filter(challenge_id=challenge_id))


def _running(organization_id: UUID, challenge_id: UUID) -> QuerySet[Any]:
    rows = Total.objects.of(organization_id).filter(challenge_id=challenge_id)
    return _scored(rows.filter(counts=True))


def _scored(rows: QuerySet[Any]) -> QuerySet[Any]:
    # two columns of four bytes each: their product needs eight
    product = Cast("points", BigIntegerField()) * F("factor")
    score = ExpressionWrapper(product, output_field=BigIntegerField())
    scored: QuerySet[Any] = rows.annotate(score=score)
    return scored.order_by()


def _places(source: Source) -> Places:
    def persons(home: UUID, one: UUID, side: str) -> QuerySet[Any]:
        return source(home, one).filter(person__isnull=False, side=side)

    def teams(home: UUID, one: UUID) -> Any:
        rows = source(home, one).filter(person=None).annotate(name=TEAM_NAME)
        return rows.values_list("unit_id", "call_center_id", "name", "score", "points")

    def own(home: UUID, one: UUID, who: UUID) -> Any:
        return source(home, one).filter(person_id=who).values_list("side", "score", "points")

    def beside(home: UUID, one: UUID, side: str) -> Any:
        return persons(home, one, side).values("side").annotate(of=Count("*")).values_list("of")

    def above(home: UUID, one: UUID, side: str, score: int) -> Any:
        rows = persons(home, one, side).filter(score__gt=score)
        return rows.values("side").annotate(of=Count("*")).values_list("of")

    def best(home: UUID, one: UUID, side: str) -> Any:
        rows = persons(home, one, side).filter(points__gt=0)
        return rows.order_by("-score").values_list("score")[:MOST_SHOWN]

    def named(home: UUID, one: UUID, side: str, score: int) -> Any:
        agreed = Entrant.objects.of(home).filter(
            challenge_id=one, person=OuterRef("person"), withdrew_at=None, shows_name=True
        )
        team = Subquery(agreed.values(name=TEAM_NAME)[:1])
        rows = persons(home, one, side).filter(points__gt=0, score__gte=score, person__left_on=None)
        rows = rows.annotate(team=team).filter(team__isnull=False)
        by_score = rows.order_by("-score", "person__last_name", "person_id")
        return by_score.values_list("person__first_name", "person__last_name", "team", "score")[
            :MOST_NAMED
        ]

    return Places(
        Prepared(teams, examples=(HOME, ONE)),
        Prepared(own, examples=(HOME, ONE, WHO)),
        Prepared(beside, examples=(HOME, ONE, SIDE)),
        Prepared(above, examples=(HOME, ONE, SIDE, SCORE)),
        Prepared(best, examples=(HOME, ONE, SIDE)),
        Prepared(named, examples=(HOME, ONE, SIDE, SCORE)),
    )


def _ask_people(organization_id: UUID, challenge_id: UUID) -> QuerySet[Any, Any]:
    rows = Total.objects.of(organization_id).filter(challenge_id=challenge_id, person=None)
    return rows.values_list("unit_id", "call_center_id", "now", "ever", "named")


RUNNING: Final = _places(_running)
FROZEN: Final = _places(_frozen)
people_behind: Final = Prepared(_ask_people, examples=(HOME, ONE))
