"""The wall screen: the month's points of teams, for a television; no person, no bottom."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from relais.challenge.queries import latest_gains, public_standing, running_for
from relais.lib.teams import SMALLEST_TEAM
from relais.people.queries import is_inside
from relais.web.challenges.views import READERS
from relais.web.http import PersonRequest, page
from relais.web.live import told, unchanged, version_of
from relais.web.reports.words import POINTS


@page()
def wall(request: PersonRequest) -> HttpResponse:
    """Show what the teams have won this month, the first few, and what came last."""
    version, shown = _shown(request)
    access, home = request.access, request.access.organization_id
    running = []
    if access.has(*READERS):
        running = running_for(access.person_id, organization_id=home, at=request.at)
    return render(request, "reports/wall.html", {"version": version, "running": running, **shown})


@page()
def wall_news(request: PersonRequest) -> HttpResponse:
    """Give the wall anew where it has changed."""
    version, shown = _shown(request)
    same = unchanged(request, version)
    return same or told(version, "reports/_wall.html", shown)


def _shown(request: PersonRequest) -> tuple[str, dict[str, Any]]:
    access = request.access
    if not is_inside(access):  # a call center of elsewhere has no part in the house's challenge
        raise Http404
    since = timezone.localtime(request.at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    teams = public_standing(access.organization_id, since=since, on=request.at.date())
    gains = latest_gains(access.organization_id, [team.unit_id for team in teams], since=since)
    most = max((team.points for team in teams), default=0)
    shown = {
        "teams": [(team, max(team.points, 0) / most if most > 0 else 0) for team in teams],
        "gains": gains,
        "since": since,
        "smallest": SMALLEST_TEAM,
        "points": POINTS,
    }
    return version_of([*((t.unit, t.points, t.rank) for t in teams), *gains]), shown
