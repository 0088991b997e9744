"""A manager's week read from what is there: leads, turns, appointments, threads, agreed acts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any, Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from relais.acts.queries import ActKind, acts_between, acts_due
from relais.appointments.queries import silent
from relais.coaching.queries import waits_for_manager
from relais.leads.queries import (
    disputes_among,
    last_words_of,
    leads_visible_to,
    shown_of,
)
from relais.lib.errors import NotVisible
from relais.lib.teams import SMALLEST_TEAM
from relais.measures.queries import Rate, region_of
from relais.people.models import Membership
from relais.people.queries import (
    Organization,
    access_of,
    below,
    holders_of,
    organization,
    units_of,
)
from relais.people.rules.access import Access, Role
from relais.routing.queries import queue_visible_to
from relais.steering.queries.matters import ALWAYS, days_shown, matters_of, matters_of_acts
from relais.steering.queries.told import what_of
from relais.steering.rules.cockpit import (
    ROUTINE_MINUTES,
    Kind,
    Line,
    Matter,
    Stand,
    Step,
    Tally,
    lines_of,
    routine,
    stand_of,
)

__all__ = [
    "ROUTINE_MINUTES",
    "About",
    "Kind",
    "Line",
    "RegionWeek",
    "Step",
    "Tally",
    "Team",
    "Week",
    "managers_under",
    "team_of",
    "week_of",
    "week_of_manager",
    "weeks_by_region",
]

OF_A_KIND: Final = 15  # steps of a kind that a routine chooses from: it has room for no more
ASKED_LATELY: Final = timedelta(days=3)


class About(NamedTuple):
    """What a step is about: the row on whose page one acts, and what it is called.

    Of coaching it is the rep.
    """

    row_id: UUID
    lead_id: UUID | None
    company: str
    contact: str
    rep: str


@dataclass(frozen=True)
class Week:
    """A manager's week: done of due by kind, what to do now, and how often he follows.

    `followed` is over the appointments of these weeks that he followed, or that started without.
    """

    lines: list[Line]
    steps: list[Step[About]]
    more: int
    followed: Rate
    reps: int


@dataclass(frozen=True)
class RegionWeek:
    """The weeks of the managers of a region, together.

    `tells_of` are these managers where they are so few that the sum is a person's.
    """

    name: str
    reps: int
    lines: list[Line]
    tells_of: frozenset[UUID] = frozenset()


class Team(NamedTuple):
    """Whom a manager leads: his organization, and the posts of the reps below him."""

    house: Organization
    led: list[Membership]

    def others_than(self, person_id: UUID) -> dict[UUID, str]:
        """Name the reps but him."""
        return {
            post.person_id: f"{post.person}" for post in self.led if post.person_id != person_id
        }


def team_of(access: Access, *, at: datetime) -> Team:
    """Give whom a manager leads, read once for all that a page tells of them."""
    rows = holders_of(access.organization_id, Role.REP, on=at.date())
    led = list(rows.filter(below(access, Role.MANAGER)))
    return Team(organization(access.organization_id), led)


def week_of(access: Access, *, at: datetime, team: Team | None = None) -> Week:
    """Give the week of a manager; as many queries however much there is to do."""
    team = team or team_of(access, at=at)
    zone = ZoneInfo(team.house.timezone)
    reps = set(team.others_than(access.person_id))
    doers = {access.person_id}
    matters = list(matters_of(access.organization_id, reps, doers, zone=zone, at=at))
    since, until = days_shown(at, zone)
    agreed = acts_between(
        access.organization_id, since=since, until=until, owner_id=access.person_id
    )
    lines = lines_of(chain(matters, matters_of_acts(agreed, zone)), zone=zone, at=at)
    steps = list(_steps(access, matters, at=at, today=at.astimezone(zone).date()))
    chosen = routine(steps)
    return Week(lines, _named(chosen), len(steps) - len(chosen), _rate(lines), len(reps))


def managers_under(
    access: Access, *, on: date, house: Organization | None = None
) -> dict[UUID, str]:
    """Name the managers whose own manager somebody is: no other manager stands between them.

    Nobody before the organization's privacy checklist is complete.
    """
    mine = access.unit_paths.get(Role.MANAGER, frozenset())
    if not mine or not (house or organization(access.organization_id)).works_council_on:
        return {}
    posts = [post for post in holders_of(access.organization_id, Role.MANAGER, on=on) if post.unit]
    paths = {post.unit.path for post in posts if post.unit}
    found = {}
    for post in posts:
        path = post.unit.path if post.unit else ""
        above = [each for each in paths if path.startswith(each) and each != path]
        if post.person_id != access.person_id and max(above, key=len, default=None) in mine:
            found[post.person_id] = f"{post.person}"
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def week_of_manager(manager_id: UUID, *, access: Access, at: datetime) -> Week:
    """Give the week of a manager to his own manager: what he did, and not what is about whom.

    :raises NotVisible: for anybody else, and before the privacy checklist is complete.
    """
    his = access_of(manager_id, on=at.date())
    if his is None or manager_id not in managers_under(access, on=at.date()):
        raise NotVisible
    return replace(week_of(his, at=at), steps=[], more=0)


def weeks_by_region(access: Access, *, at: datetime) -> tuple[list[RegionWeek], int]:
    """Give the weeks of managers summed by region, and how many are of too few to be shown.

    What is counted is reps', what is judged managers': too few are fewer than five reps, and
    before the privacy checklist is complete fewer than five managers. For directors; others get
    none.
    """
    if not access.has(Role.DIRECTOR):
        return [], 0
    organization_id = access.organization_id
    home = organization(organization_id)
    zone = ZoneInfo(home.timezone)
    units = list(units_of(organization_id))
    regions = {unit.id: region_of(unit, units) for unit in units}
    rows = list(holders_of(organization_id, Role.REP, on=at.date()).exclude(unit=None))
    place = {row.person_id: regions[row.unit_id] for row in rows if row.unit_id}
    posts = list(holders_of(organization_id, Role.MANAGER, on=at.date()))
    managers = {post.person_id for post in posts}
    matters: defaultdict[UUID, list[Matter]] = defaultdict(list)
    for matter in matters_of(organization_id, place.keys(), managers, zone=zone, at=at):
        if matter.rep_id:
            matters[place[matter.rep_id].id].append(matter)
    since, until = days_shown(at, zone)
    for act in acts_between(organization_id, since=since, until=until):
        if act.owner_id in managers:
            matters[regions[act.unit_id].id] += matters_of_acts([act], zone)
    reps: defaultdict[Any, list[Any]] = defaultdict(list)
    for row in {row.person_id: row for row in rows}.values():
        reps[place[row.person_id]].append(row.unit)
    shown = list(_regions(reps, posts, matters, home, at))
    return sorted(shown, key=lambda one: one.name), len(reps) - len(shown)


def _regions(
    reps: Mapping[Any, list[Any]],
    posts: list[Any],
    matters: Mapping[UUID, list[Matter]],
    home: Any,
    at: datetime,
) -> Iterator[RegionWeek]:
    zone = ZoneInfo(home.timezone)
    for region, units_of_reps in reps.items():
        behind = _behind(region, units_of_reps, posts)
        few = behind if len(behind) < SMALLEST_TEAM else frozenset()
        if len(units_of_reps) >= SMALLEST_TEAM and (home.works_council_on or not few):
            lines = lines_of(matters.get(region.id, ()), zone=zone, at=at)
            yield RegionWeek(region.name, len(units_of_reps), lines, few)


def _behind(region: Any, units: Iterable[Any], posts: Iterable[Any]) -> frozenset[UUID]:
    """Give whose week a region's is: who leads its reps from within it, else from above."""
    paths = {unit.path for unit in units}
    leading = [
        post for post in posts if post.unit and any(p.startswith(post.unit.path) for p in paths)
    ]
    within = {post.person_id for post in leading if post.unit.path.startswith(region.path)}
    return frozenset(within or {post.person_id for post in leading})


def _rate(lines: Iterable[Line]) -> Rate:
    weeks = next(line.weeks for line in lines if line.kind is Kind.FOLLOW)
    return Rate.of(sum(week.done for week in weeks), sum(week.due - week.open for week in weeks))


# --- What to do now --------------------------------------------------------------------------


def _steps(
    access: Access, matters: Iterable[Matter], *, at: datetime, today: date
) -> Iterator[Step[About]]:
    """Give what is due now, of each kind as much as a routine could hold."""
    led = below(access, Role.MANAGER)
    judged = disputes_among(leads_visible_to(access).filter(led))
    of_lead = ("id", "contested_at", "state_since", "opened_at")
    for lead_id, contested, _since, opened in judged.values_list(*of_lead)[:OF_A_KIND]:
        yield _step(Kind.HEAR, contested or opened, lead_id, lead_id)
    for one in waits_for_manager(access, at=at)[:OF_A_KIND]:
        yield Step(Kind.COACH, one.since, About(one.rep_id, None, one.rep, "", ""))
    queue = queue_visible_to(access).select_related(None)
    for lead_id, _contested, since, opened in queue.values_list(*of_lead)[:OF_A_KIND]:
        yield _step(Kind.GIVE, since or opened, lead_id, lead_id)
    yield from _open(matters, at)
    silence = silent(access, at=at).select_related(None).filter(led).order_by("starts_at", "id")
    untold = list(silence.values_list("id", "lead_id", "outcome_due_at")[: 2 * OF_A_KIND])
    asked = last_words_of(access, [lead_id for _id, lead_id, _closed in untold])
    for row_id, lead_id, closed in untold:
        if at - asked.get(lead_id, ALWAYS) > ASKED_LATELY:
            yield _step(Kind.ASK, closed, row_id, lead_id)
    due = acts_due(access, until=today).exclude(kind=ActKind.ACCOMPANY.value)
    for act in due[:OF_A_KIND]:
        about = About(act.id, act.lead_id, what_of(act), "", f"{act.person}" if act.person else "")
        yield Step(Kind.AGREED, act.agreed_at or at, about)


def _open(matters: Iterable[Matter], at: datetime) -> Iterator[Step[About]]:
    """Turns that may lapse, and appointments that nobody followed, the soonest first."""
    found: dict[Kind, list[Matter]] = {Kind.TAKE_UP: [], Kind.FOLLOW: []}
    for matter in matters:
        if matter.kind in found and stand_of(matter, at=at) is Stand.OPEN:
            found[matter.kind].append(matter)
    for kind, rows in found.items():
        for matter in sorted(rows, key=lambda matter: matter.closes)[:OF_A_KIND]:
            if matter.row_id:
                yield _step(kind, matter.falls_at, matter.row_id, matter.lead_id)


def _step(kind: Kind, since: datetime, row_id: UUID, lead_id: UUID | None) -> Step[About]:
    return Step(kind, since, About(row_id, lead_id, "", "", ""))


def _named(steps: list[Step[About]]) -> list[Step[About]]:
    """Say of each step which company, contact and rep it is about."""
    [rows] = shown_of(list({step.about.lead_id for step in steps if step.about.lead_id}))
    leads = {row.id: row for row in rows}

    def named(step: Step[About]) -> Step[About]:
        lead = leads.get(step.about.lead_id) if step.about.lead_id else None
        if lead is None or step.kind is Kind.AGREED:
            return step
        about = step.about._replace(company=lead.account, contact=lead.contact, rep=lead.rep)
        return Step(step.kind, step.since, about)

    return [named(step) for step in steps]
