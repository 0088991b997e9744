"""Reps' own prospecting beside the leads that they received, week by week.

Single reps are for themselves and, once the privacy checklist is complete, for their direct
manager; of all others there are sums of five reps at least, and none can be worked out from these.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.db.models.functions import TruncWeek

from relais.database.among import among
from relais.lib.teams import SMALLEST_TEAM
from relais.measures.queries.compared import region_of
from relais.measures.rules import midnight
from relais.people.models import Unit
from relais.people.queries import Organization, below, holders_of, organization, units_of
from relais.people.rules.access import Access, Role
from relais.prospecting.queries import ByWeek, monday_of, own_by_week, wish_for, wishes_of
from relais.routing.models import Turn

OWN_WEEKS: Final = 8
TEAM_WEEKS: Final = 5  # this one, and the four before
WEEK: Final = timedelta(weeks=1)
Rows = Iterable[Any]  # who holds a role, each with person and unit


class OwnWeek(NamedTuple):
    """The week of a Monday: leads received, own prospecting, and how much of it is wished."""

    week: date
    received: int
    own: int
    wished: int | None


@dataclass(frozen=True)
class OwnOf:
    """The weeks of a rep, or of several together under the name of their unit, the latest first."""

    name: str
    reps: int
    weeks: list[OwnWeek]
    rep_id: UUID | None = None


@dataclass(frozen=True)
class TeamProspecting:
    """Reps by name, groups of others, all together, and how many stand in no row.

    `total` is None where it would tell of fewer than five.
    """

    reps: list[OwnOf]
    groups: list[OwnOf]
    total: OwnOf | None
    count: int
    hidden: int
    complete: bool


class _Post(NamedTuple):
    rep_id: UUID
    name: str
    unit: Unit | None


def own_weeks(access: Access, *, weeks: int = OWN_WEEKS, at: datetime) -> list[OwnWeek]:
    """Give a rep's own last weeks, this one first; five queries."""
    rows = holders_of(access.organization_id, Role.REP, on=at.date())
    posts = _posts(rows.filter(person_id=access.person_id))
    house = organization(access.organization_id)
    found = _Found(house, [access.person_id], weeks=weeks, at=at)
    return found.of(posts or [_Post(access.person_id, "", None)])


def team_prospecting(
    access: Access, *, at: datetime, house: Organization | None = None, led: Rows | None = None
) -> TeamProspecting:
    """Give the last weeks of the reps whom somebody leads; six queries at most.

    :param house: his organization, and `led` the posts of these reps, where they are known.
    """
    posts = _led(access, at) if led is None else _posts(led)
    house = house or organization(access.organization_id)
    complete = bool(house.works_council_on)
    direct = [post for post in posts if complete and _is_direct(post, access)]
    found = _Found(house, [post.rep_id for post in posts], weeks=TEAM_WEEKS, at=at)
    grouped = _grouped(access, [post for post in posts if post not in direct])
    shown = [(name, group) for name, group in grouped if len(group) >= SMALLEST_TEAM]
    hidden = len(posts) - len(direct) - sum(len(group) for _, group in shown)
    told = len(posts) >= SMALLEST_TEAM and (hidden == 0 or hidden >= SMALLEST_TEAM)
    return TeamProspecting(
        reps=[OwnOf(post.name, 1, found.of([post]), post.rep_id) for post in direct],
        groups=[OwnOf(name, len(group), found.of(group)) for name, group in shown],
        total=OwnOf("", len(posts), found.of(posts)) if told else None,
        count=len(posts),
        hidden=hidden,
        complete=complete,
    )


def read_in(found: TeamProspecting) -> list[UUID]:
    """Give the reps of whom a team's figures tell one by one."""
    return [row.rep_id for row in found.reps if row.rep_id]


class _Found:
    """What some reps received and did, and what was wished of them, by week."""

    def __init__(
        self, house: Organization, rep_ids: Collection[UUID], *, weeks: int, at: datetime
    ) -> None:
        zone, organization_id = ZoneInfo(house.timezone), house.id
        today = at.astimezone(zone).date()
        self._mondays = [monday_of(today) - number * WEEK for number in range(weeks)]
        first = self._mondays[-1]
        self._own = own_by_week(organization_id, rep_ids, since=first, until=today)
        self._received = _received(organization_id, rep_ids, since=first, zone=zone, at=at)
        self._wishes = wishes_of(organization_id)

    def of(self, posts: Collection[_Post]) -> list[OwnWeek]:
        return [
            OwnWeek(
                monday,
                sum(self._received.get(post.rep_id, {}).get(monday, 0) for post in posts),
                sum(self._own.get(post.rep_id, {}).get(monday, 0) for post in posts),
                self._wished(posts, monday),
            )
            for monday in self._mondays
        ]

    def _wished(self, posts: Iterable[_Post], monday: date) -> int | None:
        each = [
            wish_for(post.unit.path, week=monday, wishes=self._wishes)
            for post in posts
            if post.unit
        ]
        wished = [one for one in each if one is not None]
        return sum(wished) if wished else None


def _received(
    organization_id: UUID,
    rep_ids: Collection[UUID],
    *,
    since: date,
    zone: ZoneInfo,
    at: datetime,
) -> ByWeek:
    """Count the leads transmitted to some reps, by week; one that came twice in a week is one."""
    turns = Turn.objects.of(organization_id).filter(
        among("rep_id", rep_ids), started_at__gte=midnight(since, zone=zone), started_at__lte=at
    )
    weeks = turns.annotate(week=TruncWeek("started_at", tzinfo=zone)).values("rep_id", "week")
    counted = weeks.order_by().annotate(leads=Count("lead_id", distinct=True))
    found: defaultdict[UUID, dict[date, int]] = defaultdict(dict)
    for rep_id, week, leads in counted.values_list("rep_id", "week", "leads"):
        found[rep_id][week.date()] = leads
    return found


def _led(access: Access, at: datetime) -> list[_Post]:
    rows = holders_of(access.organization_id, Role.REP, on=at.date())
    if not access.has(Role.DIRECTOR):
        rows = rows.filter(below(access, Role.MANAGER))
    return _posts(rows)


def _posts(rows: Rows) -> list[_Post]:
    """Give each rep once, by name; of several units the one that comes first."""
    found: dict[UUID, _Post] = {}
    for row in sorted(rows, key=lambda row: row.unit.path if row.unit else ""):
        found.setdefault(row.person_id, _Post(row.person_id, str(row.person), row.unit))
    return sorted(found.values(), key=lambda post: post.name)


def _is_direct(post: _Post, access: Access) -> bool:
    return bool(post.unit and post.unit.path in access.unit_paths.get(Role.MANAGER, ()))


def _grouped(access: Access, posts: Iterable[_Post]) -> list[tuple[str, list[_Post]]]:
    """Put reps together by region for a director, by unit for a manager; by its name."""
    units = list(units_of(access.organization_id)) if access.has(Role.DIRECTOR) else []
    groups: defaultdict[UUID | None, list[_Post]] = defaultdict(list)
    names: dict[UUID | None, str] = {None: ""}
    for post in posts:
        unit = post.unit and (region_of(post.unit, units) if units else post.unit)
        place = unit.id if unit else None
        names[place] = unit.name if unit else ""
        groups[place].append(post)
    found = [(names[place], group) for place, group in groups.items()]
    return sorted(found, key=lambda pair: pair[0])
