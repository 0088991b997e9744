"""Of whom a person may ask what the return is: all, his unit, his call center, his own leads."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from relais.campaigns.models import Campaign
from relais.campaigns.queries import campaigns_visible_to, with_costs
from relais.lib.errors import NotVisible
from relais.lib.teams import SMALLEST_TEAM
from relais.measures.queries import (
    View,
    caller_names,
    check_enough_callers,
    check_enough_reps,
)
from relais.people.queries import (
    Access,
    Role,
    call_centers_visible_to,
    holders_of,
    is_inside,
    organization,
    persons_visible_to,
    units_of,
)
from relais.roi.queries.pools import leads_of
from relais.roi.queries.proof import Scope, scope_of
from relais.roi.rules.books import month_of, next_month

LEADERS: Final = (Role.MANAGER, Role.DIRECTOR)
Choices = dict[str, list[tuple[str, str]]]


@dataclass(frozen=True)
class Narrowing:
    """To what a proof is narrowed: ids, and the days on which leads were opened."""

    campaign: UUID | None = None
    center: UUID | None = None
    unit: UUID | None = None
    finder: UUID | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Allowed:
    """The scope that somebody may see.

    `unit` names the one whose figures a rep sees, whose leads he may not open. `money`: whether
    amounts are his to see. `others` are campaigns left out for their currency, `uncosted` those
    left out because no cost of theirs is written down: their margin would count as if it were free.
    """

    scope: Scope
    unit: str
    money: bool
    others: int
    uncosted: list[Campaign]

    @property
    def own(self) -> bool:
        """Say whether each lead that is counted is the reader's to open."""
        return self.scope.view.access is not None


def offered_to(access: Access, *, at: datetime) -> Choices:
    """Offer what narrows a proof: persons and small teams once the checklist is complete."""
    on = at.date()
    campaigns = list(campaigns_visible_to(access, on=on))
    return _offered(access, campaigns, _units(access), on)


def allowed_of(access: Access, told: Narrowing, *, at: datetime) -> Allowed:
    """Give the scope of what is asked, as far as it is offered.

    :raises NotVisible: for what is not.
    :raises TooFewBehind: to who leads fewer than five, while figures of persons are not shown.
    """
    check_enough_callers(access, at=at)
    check_enough_reps(access, at=at)
    on, units = at.date(), _units(access)
    campaigns = list(campaigns_visible_to(access, on=on))
    offered = _offered(access, campaigns, units, on)
    for name in ("campaign", "center", "unit", "finder"):
        wanted = getattr(told, name)
        if wanted and str(wanted) not in dict(offered.get(name, ())):
            raise NotVisible
    unit = next((one for one in units if one.id == told.unit), None)
    view, whose = _view(access, told, unit, on)
    chosen = [one for one in campaigns if told.campaign in (None, one.id)]
    uncosted = _uncosted(chosen) if is_inside(access) else []
    counted = [one for one in chosen if one not in uncosted]
    scope = scope_of(view, counted, at=at)
    if whose and _reps_behind(scope) < SMALLEST_TEAM:
        scope, whose = scope_of(_own(access, told), counted, at=at), ""
    others = len(counted) - len(scope.campaigns)
    return Allowed(scope, whose, is_inside(access), others, uncosted)


def _uncosted(campaigns: Sequence[Campaign]) -> list[Campaign]:
    """List the campaigns with leads of which no cost is written down, where some is of others."""
    if len(campaigns) < 2:
        return []
    paying = with_costs([one.id for one in campaigns], organization_id=campaigns[0].organization_id)
    free = [one for one in campaigns if one.id not in paying] if paying else []
    return [one for one in free if leads_of([one]).exists()]


def _view(access: Access, told: Narrowing, unit: Any, on: date) -> tuple[View, str]:
    """Give the leads of whom a person may ask, and the unit whose they are where not his own.

    A rep sees what his unit brought, which it is his to know; unless so few are in it that these
    would be figures of persons: then those of the unit above, or else his own. Of others he is
    told whole months: from one day to the next, a colleague's single lead would stand alone.
    """
    own = _own(access, told)
    if access.has(*LEADERS) or not access.has(Role.REP):
        centers = frozenset({told.center}) if told.center else None
        path = unit.path if unit else None
        return replace(own, call_center_ids=centers, unit_path=path), ""
    if told.finder:
        return own, ""
    for path in sorted(access.unit_paths.get(Role.REP, ()), key=lambda one: -len(one)):
        above = _team_around(access, path, on)
        if above:
            since, until = _whole_months(told.since, told.until)
            around = replace(own, access=None, unit_path=above.path, since=since, until=until)
            return around, above.name
    return own, ""


def _own(access: Access, told: Narrowing) -> View:
    """Give the leads that are somebody's own to open."""
    return View(
        access.organization_id,
        access,
        since=told.since,
        until=told.until,
        campaign_id=told.campaign,
        originator_id=told.finder,
    )


def _whole_months(since: date | None, until: date | None) -> tuple[date | None, date | None]:
    """Widen a period to the months in which it begins and ends."""
    last = until and next_month(until) - timedelta(days=1)
    return since and month_of(since), last


def _reps_behind(scope: Scope) -> int:
    """Count the reps who have the leads of a scope, as far as a team goes."""
    reps = scope.leads.exclude(rep=None).order_by().values_list("rep_id").distinct()
    return len(reps[:SMALLEST_TEAM])


def _team_around(access: Access, path: str, on: date) -> Any:
    """Find the nearest unit, from a path upwards, whose reps are enough for a team."""
    above = [one for one in units_of(access.organization_id) if path.startswith(one.path)]
    posts = _posts(access, on)
    for unit in sorted(above, key=lambda one: -len(one.path)):
        if _reps_below(posts, unit.path) >= SMALLEST_TEAM:
            return unit
    return None


def _posts(access: Access, on: date) -> list[tuple[Any, str]]:
    """List the reps and the paths of their units, in one question."""
    rows = holders_of(access.organization_id, Role.REP, on=on).exclude(unit=None)
    return list(rows.values_list("person_id", "unit__path"))


def _reps_below(posts: Sequence[tuple[Any, str]], path: str) -> int:
    return len({person_id for person_id, at in posts if at.startswith(path)})


def _callers(access: Access, on: date) -> list[UUID]:
    """List the call centers of telemarketers, once for each of them."""
    rows = holders_of(access.organization_id, Role.TELEMARKETER, on=on)
    pairs = set(rows.exclude(call_center=None).values_list("person_id", "call_center_id"))
    return [center_id for _person_id, center_id in pairs]


def _units(access: Access) -> list[Any]:
    """List the units of which somebody may ask: a director all, a manager those that he leads."""
    if not access.has(*LEADERS):
        return []
    units = list(units_of(access.organization_id))
    if access.has(Role.DIRECTOR):
        return units
    paths = tuple(access.unit_paths.get(Role.MANAGER, ()))
    return [unit for unit in units if unit.path.startswith(paths)]


def _offered(access: Access, campaigns: Sequence[Any], units: Sequence[Any], on: date) -> Choices:
    """Offer what narrows a proof: persons and small teams once the checklist is complete."""
    complete = bool(organization(access.organization_id).works_council_on)
    found = {"campaign": [(str(one.id), one.name) for one in campaigns]}
    if access.has(*LEADERS):
        callers = [] if complete else _callers(access, on)
        found["center"] = [
            (str(one.id), one.name)
            for one in call_centers_visible_to(access)
            if complete or callers.count(one.id) >= SMALLEST_TEAM
        ]
        posts = [] if complete else _posts(access, on)
        found["unit"] = [
            (str(one.id), one.name)
            for one in units
            if complete or _reps_below(posts, one.path) >= SMALLEST_TEAM
        ]
    if access.has(Role.SUPERVISOR, *LEADERS) and complete:
        holders = holders_of(access.organization_id, Role.TELEMARKETER, on=on)
        seen = set(persons_visible_to(access).values_list("id", flat=True))
        ids = {p.person_id for p in holders if p.person_id in seen}
        names = caller_names(View(access.organization_id, access=access), ids)
        found["finder"] = sorted(((str(k), v) for k, v in names.items()), key=lambda one: one[1])
    return found
