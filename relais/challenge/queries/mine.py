"""The challenges that run, for a desk: one's own part in them, and where one's teams stand.

A desk asks once where no challenge runs, and never for each row.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from relais.challenge.models import Challenge, Entry, RuleSet, Total
from relais.challenge.queries.challenges import get_challenge, ways_to_join
from relais.challenge.queries.standing import Behind, TeamPlace
from relais.challenge.rules.game import WHOLE, Rules
from relais.challenge.rules.ledger import Team
from relais.challenge.rules.standing import ranked, weighed
from relais.database.prepared import Prepared, PreparedModels
from relais.lib.errors import NotVisible
from relais.lib.records import from_json
from relais.people.queries import AskedBy, below
from relais.people.rules.access import Access, Role

LINES: Final = 3


@dataclass(frozen=True)
class Running:
    """A challenge whose last day has not passed, and one's own part; `team` is None without one.

    `score` are one's points as they are weighed, in thousandths.
    """

    id: UUID
    organization_id: UUID
    name: str
    kind: str
    pack: str
    since: date
    until: date
    today: date
    rules: Rules
    team: Team | None
    points: int
    score: int

    @property
    def coming(self) -> bool:
        """Say whether its first day is still to come."""
        return self.today < self.since

    @property
    def next_step(self) -> int | None:
        """Give the next step, or the goal; None where there is none, or nothing left to reach."""
        steps = self.rules.thresholds or ((self.rules.goal,) if self.rules.goal else ())
        return next((step for step in steps if step * WHOLE > self.score), None)

    @property
    def left(self) -> float:
        """Give the points that lack for the next step."""
        return ((self.next_step or 0) * WHOLE - self.score) / WHOLE if self.next_step else 0.0


def running_for(person_id: UUID, *, organization_id: UUID, at: datetime) -> list[Running]:
    """List the challenges that run, those that somebody has joined first, in one query."""
    found = []
    for row in _running(organization_id, person_id):
        one_id, name, kind, pack, since, until, zone, rule_set_id, *mine = row
        unit_id, center_id, points, factor = mine
        today = at.astimezone(ZoneInfo(zone)).date()
        if today > until:
            continue
        team = Team(unit_id, center_id) if unit_id or center_id else None
        score = weighed(points or 0, factor or WHOLE)
        told = (one_id, organization_id, name, kind, pack, since, until, today)
        found.append(Running(*told, _rules(rule_set_id), team, points or 0, score))
    return sorted(found, key=lambda one: one.team is None)


def latest_own(one: Running, *, person_id: UUID) -> list[Entry]:
    """List the last lines of somebody in a challenge, each with its lead and company."""
    return _latest(one.organization_id, one.id, person_id)


def places_of(one: Running, team_ids: Collection[UUID]) -> list[TeamPlace]:
    """Give where some teams stand, units among units and call centers among call centers.

    One is left out where its points would tell those of persons.
    """
    if not team_ids:
        return []
    told = _team_totals(one.organization_id, one.id)
    units = [(unit_id, name, *more) for unit_id, name, _, _, *more in told if unit_id]
    centers = [(center_id, name, *more) for _, _, center_id, name, *more in told if center_id]
    return [place for group in (units, centers) for place in _placed(group, team_ids)]


def units_led(one: Running, access: Access) -> list[UUID]:
    """Give the units below a manager that have a total in a challenge."""
    return [unit_id for (unit_id,) in _units_led(access, one.id)]


def may_join(one: Running, *, access: Access) -> bool:
    """Say whether somebody may join a challenge that he has not joined."""
    try:
        challenge = get_challenge(one.id, access=access, on=one.today)
    except NotVisible:
        return False
    return bool(ways_to_join(challenge, access.person_id, on=one.today))


def _placed(teams: Collection[Any], team_ids: Collection[UUID]) -> list[TeamPlace]:
    found = []
    for rank, (team_id, name, points, factor, *people) in ranked(
        teams, lambda team: weighed(*team[2:4])
    ):
        behind = Behind(*people)
        if team_id in team_ids and behind.may_be_shown:
            score = weighed(points, factor) / WHOLE
            found.append(TeamPlace(rank, team_id, name, score, points, behind.now))
    return found


def _ask_units_led(access: Access, challenge_id: UUID) -> QuerySet[Any, Any]:
    rows = Total.objects.of(access.organization_id).filter(below(access, Role.MANAGER))
    return rows.filter(challenge_id=challenge_id, person=None).values_list("unit_id")


def _ask_latest(home: UUID, challenge_id: UUID, person_id: UUID) -> QuerySet[Entry]:
    rows = Entry.objects.of(home).filter(challenge_id=challenge_id, person_id=person_id)
    return rows.select_related("lead__account").order_by("-occurred_at", "-id")[:LINES]


def _ask_team_totals(home: UUID, challenge_id: UUID) -> QuerySet[Any, Any]:
    rows = Total.objects.of(home).filter(challenge_id=challenge_id, person=None, counts=True)
    return rows.order_by("unit__name", "call_center__name").values_list(
        "unit_id", "unit__name", "call_center_id", "call_center__name", "points", "factor",
        "now", "ever", "named",
    )  # fmt: skip


def _ask_running(organization_id: UUID, person_id: UUID) -> QuerySet[Any, Any]:
    own = Q(entrants__person_id=person_id, entrants__withdrew_at=None)
    sets = RuleSet.objects.filter(challenge_id=OuterRef("id")).order_by("-version")
    totals = Total.objects.filter(
        organization_id=organization_id, challenge_id=OuterRef("id"), person_id=person_id
    )
    rows = Challenge.objects.of(organization_id).filter(
        started_at__isnull=False, ended_at=None, cancelled_at=None
    )
    told = rows.annotate(mine=FilteredRelation("entrants", condition=own)).order_by("until", "id")
    return told.values_list(
        "id", "name", "kind", "pack", "since", "until", "organization__timezone",
        Subquery(sets.values("id")[:1]), F("mine__unit_id"), F("mine__call_center_id"),
        Subquery(totals.values("points")[:1]), Subquery(totals.values("factor")[:1]),
    )  # fmt: skip


_running: Final = Prepared(_ask_running, examples=(UUID(int=1), UUID(int=2)))
_team_totals: Final = Prepared(_ask_team_totals, examples=(UUID(int=1), UUID(int=2)))
_units_led: Final = AskedBy(_ask_units_led, examples=(UUID(int=1),))
_latest: Final = PreparedModels(_ask_latest, examples=(UUID(int=1), UUID(int=2), UUID(int=3)))


@lru_cache(maxsize=256)
def _rules(rule_set_id: UUID) -> Rules:
    """Read rules, once: a row of theirs never changes."""
    return from_json(Rules, RuleSet.objects.get(id=rule_set_id).rules)
