"""Call centers compared: how far the leads of each came, raw and corrected for the mix."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from importlib import import_module
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from relais.campaigns.queries import campaigns_visible_to
from relais.leads.models import Lead
from relais.lib.errors import NotVisible
from relais.lib.teams import SMALLEST_TEAM
from relais.measures.queries import By, Rate, View, callers_by_center, check_enough_callers
from relais.people.queries import Access, Role, call_centers_visible_to, organization
from relais.roi.queries.mixed import COUNTS, count, pooled, trait_of
from relais.roi.queries.proof import Scope, center_costs, scope_of
from relais.roi.queries.statements import statements_visible_to, totals_of
from relais.roi.rules.centers import (
    FEWEST_CASES,
    FEWEST_PERSONS,
    Chance,
    Figure,
    Mix,
    Tally,
    Trait,
    needed,
    strata_of,
)
from relais.roi.rules.costs import per_stage

__all__ = [
    "COMPARERS",
    "COUNTS",
    "FEWEST_CASES",
    "FEWEST_PERSONS",
    "NOTHING",
    "Among",
    "AskedCenters",
    "Center",
    "Chance",
    "Comparison",
    "Corrected",
    "Figure",
    "Measured",
    "Trait",
    "asked_centers",
    "billed",
    "center_leads",
    "centers_compared",
    "compared",
]

COMPARERS: Final = (Role.SUPERVISOR, Role.DIRECTOR)
FORM: Final = 1  # of what is kept: one more, and what an earlier version kept is asked for anew
STAGES: Final = ("opened", "submitted", "accepted", "transmitted", "taken_up", "held", "won")


@dataclass(frozen=True, slots=True)
class Corrected:
    """A rate had all centers the same leads, its interval, and where it is among chance's."""

    rate: float
    low: float
    high: float
    chance: Chance


@dataclass(frozen=True, slots=True)
class Measured:
    """A rate of a call center; `needed` more cases before it says something, 0 when it does."""

    raw: Rate
    needed: int
    corrected: Corrected | None


@dataclass(frozen=True)
class Billed:
    """What closed statements of the period's months billed: leads, those taken back, amounts."""

    statements: list[Any]
    leads: int
    credited: int
    totals: dict[str, int]


@dataclass(frozen=True)
class Center:
    """A call center: its counts, its rates, what one of each stage has cost, what it billed.

    `name` is empty for all others together, of which a supervisor is told.
    """

    id: UUID | None
    name: str
    counts: dict[str, int]
    figures: dict[Figure, Measured]
    cost: int | None
    per: dict[str, int | None]
    billed: Billed | None


@dataclass(frozen=True)
class Among:
    """Among which leads a rate was corrected: in how many strata, how many of how many leads.

    `target` is the rate of these together, around which chance is reckoned.
    """

    strata: int
    used: int
    of: int
    target: float | None


@dataclass(frozen=True)
class Comparison:
    """Call centers in the order of their names, and among which leads each rate was corrected.

    Empty where a supervisor would read the figures of a single other center. `elsewhere` are
    leads that no call center brought, `hidden` how many centers are too small to be told of;
    `as_of` tells when it was added up, where that was not now.
    """

    currency: str
    trait: Trait
    centers: list[Center]
    among: dict[Figure, Among]
    elsewhere: int
    hidden: int
    as_of: datetime | None = None


NOTHING: Final = Comparison("EUR", Trait.NONE, [], {}, 0, 0)


@dataclass(frozen=True)
class AskedCenters:
    """Over which leads call centers are compared, and of which of them somebody reads by name.

    A supervisor (`director` is false) reads all others together beside them.
    """

    scope: Scope
    names: Mapping[UUID, str]
    director: bool

    def plain(self) -> dict[str, Any]:
        """Give it as JSON: who reads the same call centers is told the same."""
        view = self.scope.view
        return {
            "form": FORM,
            "director": self.director,
            "centers": sorted(map(str, self.names)),
            "campaigns": sorted(str(campaign.id) for campaign in self.scope.campaigns),
            "currency": self.scope.currency,
            "since": view.since and view.since.isoformat(),
            "until": view.until and view.until.isoformat(),
        }


def asked_centers(
    access: Access, *, campaign_id: UUID | None, since: date | None, until: date | None,
    at: datetime,
) -> AskedCenters:  # fmt: skip
    """Give what somebody may compare: the leads opened in some days, of one campaign or all.

    :raises NotVisible: for who is no director or supervisor, and a campaign that he does not see.
    :raises TooFewBehind: to a supervisor of so few that the figures would be those of persons.
    """
    scope = _scope(access, campaign_id, since, until, at)
    check_enough_callers(access, by=(By.CALL_CENTER,), at=at)
    return AskedCenters(scope, _named(access, at), access.has(Role.DIRECTOR))


def centers_compared(asked: AskedCenters, *, access: Access) -> Comparison:
    """Compare call centers, as things are: two dozen queries at most, however many the leads.

    A director reads all by name; a supervisor his own, beside all others together where these are
    two at least.
    """
    return billed(compared(asked), asked, access=access)


def compared(asked: AskedCenters) -> Comparison:
    """Compare call centers without what they have billed."""
    scope, mine, director = asked.scope, asked.names, asked.director
    trait = trait_of(scope)
    counted = count(scope, trait)
    elsewhere = counted.counts.pop(None, {}).get("opened", 0)
    others = counted.counts.keys() - mine.keys()
    if not director and len(others) < 2:
        return NOTHING
    hidden = len(others) if director else 0
    told = counted if director else pooled(counted, others)
    known = {*mine, *([] if director else [None])} & told.counts.keys()
    ids = sorted(known, key=lambda one: (one is None, mine.get(one, "") if one else ""))
    among: dict[Figure, Among] = {}
    figures: dict[Figure, dict[UUID | None, Measured]] = {}
    for figure, tally in told.figures.items():
        among[figure], figures[figure] = _measured(tally, ids)
    costs = center_costs(scope) if director else {}
    centers = [
        Center(
            one,
            mine.get(one, "") if one else "",
            told.counts[one],
            {figure: figures[figure][one] for figure in Figure},
            costs.get(one, 0) if director else None,
            per_stage(costs.get(one, 0), {s: told.counts[one][s] for s in STAGES})
            if director
            else {},
            None,
        )
        for one in ids
    ]
    return Comparison(scope.currency, trait, centers, among, elsewhere, hidden)


def billed(told: Comparison, asked: AskedCenters, *, access: Access) -> Comparison:
    """Put beside each call center what it has billed; a director is told."""
    if not asked.director:
        return told
    bills = _billed(access, asked.scope.view.since, asked.scope.view.until)
    centers = [replace(one, billed=bills.get(one.id) if one.id else None) for one in told.centers]
    return replace(told, centers=centers)


def center_leads(
    access: Access, center_id: UUID, case: str, *, campaign_id: UUID | None, since: date | None,
    until: date | None, at: datetime,
) -> QuerySet[Lead]:  # fmt: skip
    """List the leads behind a count of a call center, the latest opened first.

    :raises NotVisible: for a center that is not his to compare by name, and no such count.
    """
    scope = _scope(access, campaign_id, since, until, at)
    if case not in COUNTS or center_id not in _named(access, at):
        raise NotVisible
    leads = scope.leads.filter(call_center_id=center_id).filter(COUNTS[case](scope))
    return leads.order_by("organization_id", "-opened_at", "-id")


def _scope(
    access: Access, campaign_id: UUID | None, since: date | None, until: date | None, at: datetime
) -> Scope:
    if not access.has(*COMPARERS):
        raise NotVisible
    campaigns = list(campaigns_visible_to(access, on=at.date()))
    chosen = [one for one in campaigns if campaign_id in (None, one.id)]
    if campaign_id and not chosen:
        raise NotVisible
    return scope_of(View(access.organization_id, since=since, until=until), chosen, at=at)


def _named(access: Access, at: datetime) -> dict[UUID, str]:
    """Name the call centers of which somebody reads.

    A director none of so few telemarketers that the figures would be those of persons, until the
    organization's privacy checklist is complete.
    """
    names = dict(call_centers_visible_to(access).values_list("id", "name"))
    if not access.has(Role.DIRECTOR):
        return {one: name for one, name in names.items() if one in access.supervised}
    if organization(access.organization_id).works_council_on:
        return names
    sizes = callers_by_center(access.organization_id, on=at.date())
    return {one: name for one, name in names.items() if sizes[one] >= SMALLEST_TEAM}


def _measured(
    tally: Tally, centers: Sequence[UUID | None]
) -> tuple[Among, dict[UUID | None, Measured]]:
    """Give a rate of each center, corrected where at least two have enough cases."""
    sums = {one: tally.sums(one) for one in centers}
    lacking = {one: needed(sums[one][1], tally.persons(one)) for one in centers}
    enough = [one for one in centers if not lacking[one]]
    among = Among(0, 0, sum(of for _, of in sums.values()), None)
    corrected: dict[UUID | None, Corrected] = {}
    if len(enough) > 1:
        among, corrected = _corrected(tally, enough, among.of)
    found = {
        one: Measured(_raw(tally, one, sums[one]), lacking[one], corrected.get(one))
        for one in centers
    }
    return among, found


def _raw(tally: Tally, center: UUID | None, sums: tuple[int, int]) -> Rate:
    """Give the rate as it is; cases of one person go together."""
    if not sums[1]:
        return Rate.of(0, 0)
    computed = import_module("relais.roi.queries.correcting")  # NumPy is loaded when needed
    low, high = computed.around(tally, center)
    return Rate(*sums, sums[0] / sums[1], low, high)


def _corrected(
    tally: Tally, centers: Sequence[UUID | None], of: int
) -> tuple[Among, dict[UUID | None, Corrected]]:
    counts: dict[tuple[UUID | None, Mix], int] = defaultdict(int)
    for center in centers:
        for cases in tally.by_center[center]:
            counts[center, cases.mix] += cases.of
    strata = strata_of(counts, centers)
    used = sum(count for (_, mix), count in counts.items() if mix in strata)
    if not used:
        return Among(0, 0, of, None), {}
    computed = import_module("relais.roi.queries.correcting")
    target, rates = computed.corrected(tally, centers, strata)
    found = {
        one: Corrected(rate.rate, rate.low, rate.high, computed.chance_of(rate, target))
        for one, rate in rates.items()
    }
    return Among(len(set(strata.values())), used, of, target), found


def _billed(access: Access, since: date | None, until: date | None) -> dict[UUID, Billed]:
    """Give what the closed statements of the months that begin in a period billed, by center."""
    rows = statements_visible_to(access)
    if since:
        rows = rows.filter(month__month__gte=since.replace(day=1))
    if until:
        rows = rows.filter(month__month__lte=until)
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.call_center_id].append(row)
    return {center_id: _added(each) for center_id, each in found.items()}


def _added(rows: list[Any]) -> Billed:
    totals: dict[str, int] = defaultdict(int)
    for row in rows:
        for currency, amount in totals_of(row).items():
            totals[currency] += amount
    leads, credited = (sum(row.counts[name] for row in rows) for name in ("leads", "credited"))
    return Billed(rows, leads, credited, dict(totals))
