"""The director's desk: what is stuck, then what campaigns gave, what was for nothing, and where."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from relais.campaigns.queries import campaigns_visible_to
from relais.lib.teams import SMALLEST_TEAM
from relais.measures.queries import By as Group
from relais.measures.queries import (
    Case,
    Compared,
    Progress,
    Rate,
    View,
    callers_by_center,
    compared,
    progress,
    region_of,
    regions_compared,
)
from relais.people.queries import Role, holders_of, organization, units_of
from relais.roi.queries import Line, Waste, Wasted, returns_of, wastes_of
from relais.web.appointments.counted import address_of_due
from relais.web.campaigns.words import MEASURES
from relais.web.http import PersonRequest
from relais.web.leads.cases import PAID, address_of
from relais.web.words import label

WEEKS: Final = 12  # long enough for an appointment to come, and be told
ENOUGH: Final = 10  # of which a rate is told
BEHIND: Final = frozenset(Case) - {Case.HELD}  # objectives whose cases a list shows


@dataclass(frozen=True)
class Wanted:
    """An objective, what was done of it, and where the cases are."""

    progress: Progress
    words: str
    address: str


@dataclass(frozen=True)
class Beside:
    """A call center or a region beside the others; each rate with the cases behind it."""

    name: str
    rates: list[tuple[Rate, str]]


@dataclass(frozen=True)
class Regions:
    """Regions beside each other, and how many are too small to be shown."""

    rows: list[Beside]
    hidden: int


def director_figures(request: PersonRequest) -> HttpResponse:
    """Show what the campaigns that run gave for their money, and call centers and regions."""
    access, at = request.access, request.at
    seen = campaigns_visible_to(access, on=at.date())
    campaigns = list(seen.filter(status="running").order_by("name", "id"))
    returns = returns_of(campaigns, at=at)
    wastes = wastes_of(campaigns, at=at)
    since = at.date() - timedelta(weeks=WEEKS)
    view = View(access.organization_id, access, since)
    context = {
        "objectives": [_wanted(one) for one in progress(access.organization_id, at=at)],
        "returns": [(campaign, returns[campaign.id]) for campaign in campaigns],
        "wastes": [
            (each, _lines(each.id, wastes[each.id]), wastes[each.id], returns[each.id].cost)
            for each in campaigns
        ],
        "centers": _centers(view, at=at),
        "regions": _regions(request, view),
        "signed": sum(one.counts["won"] for one in returns.values()),
        "transmitted": sum(one.counts["transmitted"] for one in returns.values()),
        "weeks": WEEKS,
        "enough": ENOUGH,
        "smallest": SMALLEST_TEAM,
        "cases": address_of,
    }
    return render(request, "desk/director_figures.html", context)


def _wanted(one: Progress) -> Wanted:
    objective, address = one.objective, ""
    if objective.measure in BEHIND:
        within = {"since": objective.since, "until": objective.until}
        address = address_of(objective.measure, campaign=one.campaign.id, **within)
    return Wanted(one, label(MEASURES, objective.measure), address)


def _lines(campaign_id: UUID, waste: Waste) -> list[tuple[Wasted, str]]:
    """Give each line of what was for nothing, and where its cases are."""
    return [
        (waste.lines[line.value], address_of(PAID + line.value, campaign=campaign_id))
        for line in (Line.NEVER_TAKEN_UP, Line.NOT_HONOURED, Line.UPHELD)
    ]


def _centers(view: View, *, at: datetime) -> list[Beside]:
    """Compare the call centers on the same definitions, the largest part transmitted first."""
    found = compared(view, by=Group.CALL_CENTER, at=at)
    if not organization(view.organization_id).works_council_on:
        sizes = callers_by_center(view.organization_id, on=at.date())
        found = [row for row in found if sizes[row.id] >= SMALLEST_TEAM]
    return [_center(row, view) for row in sorted(found, key=_transmitted, reverse=True)]


def _transmitted(row: Compared) -> float:
    return row.counts.transmitted / max(1, row.counts.opened)


def _center(row: Compared, view: View) -> Beside:
    counts = row.counts
    rates = {
        Case.TRANSMITTED: Rate.of(counts.transmitted, counts.opened),
        Case.RETURNED: Rate.of(counts.returned, counts.submitted),
        Case.UPHELD: Rate.of(counts.upheld, counts.decided),
    }
    of = {"center": row.id, "opened_since": view.since}
    led = [(rate, address_of(case, **of) if row.id else "") for case, rate in rates.items()]
    return Beside(row.name or _("The house itself"), led)


def _regions(request: PersonRequest, view: View) -> Regions:
    """Compare the regions, the best take-up first; behind a small one would stand persons."""
    found = regions_compared(view, at=request.at)
    if not organization(view.organization_id).works_council_on:
        reps = _reps_by_region(request)
        shown = [row for row in found if row.id and reps[row.id] >= SMALLEST_TEAM]
    else:
        shown = found
    shown.sort(key=lambda row: -row.counts.taken_up_after / max(1, row.counts.transmitted))
    return Regions([_region(row, view) for row in shown], len(found) - len(shown))


def _reps_by_region(request: PersonRequest) -> Counter[UUID]:
    units = list(units_of(request.access.organization_id))
    posts = holders_of(request.access.organization_id, Role.REP, on=request.at.date())
    held = {(post.person_id, region_of(post.unit, units).id) for post in posts if post.unit}
    return Counter(region_id for _person_id, region_id in held)


def _region(row: Compared, view: View) -> Beside:
    rates = row.counts.rates()
    of = {"unit": row.id, "opened_since": view.since}
    behind = address_of_due(row.id, opened_since=view.since)
    return Beside(
        row.name,
        [(rates["take_up"], address_of(Case.TAKEN_UP, **of)), (rates["honour"], behind)],
    )
