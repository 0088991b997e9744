"""A challenge's wall, for a television: its teams, its first, what came last; no bottom."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from relais.challenge.queries import (
    ChallengeState,
    get_challenge,
    latest_of,
    public_places,
    today_of,
)
from relais.lib.teams import SMALLEST_TEAM
from relais.people.queries import is_inside
from relais.web.challenges import words
from relais.web.challenges.views import READERS
from relais.web.http import PersonRequest, page
from relais.web.live import told, unchanged, version_of


@page(*READERS)
def wall(request: PersonRequest, challenge_id: UUID) -> HttpResponse:
    """Show where the teams stand, who is among the first, and what came last."""
    version, shown = _shown(request, challenge_id)
    return render(request, "challenges/wall.html", {"version": version, **shown})


@page(*READERS)
def wall_news(request: PersonRequest, challenge_id: UUID) -> HttpResponse:
    """Give the wall anew where it has changed."""
    version, shown = _shown(request, challenge_id)
    same = unchanged(request, version)
    return same or told(version, "challenges/_wall.html", shown)


def _shown(request: PersonRequest, challenge_id: UUID) -> tuple[str, dict[str, Any]]:
    one = get_challenge(challenge_id, access=request.access, on=request.at.date())
    if not is_inside(request.access) or one.state is ChallengeState.DRAFT:
        raise Http404
    places = public_places(one)
    teams = places.teams or places.centers
    winning = latest_of(one, [team.team_id for team in (*places.teams, *places.centers)])
    most = max((team.score for team in teams), default=0)
    today = today_of(one.organization_id, request.at)
    shown = {
        "one": one,
        "teams": [(team, team.score / most) for team in teams],
        "centers": places.centers if places.teams else [],
        "first": places.first,
        "winning": winning,
        "state": words.state_of(one, on=today),
        "smallest": SMALLEST_TEAM,
        "theme": words.theme_of(one),
        "w": words,
    }
    state = (one.state, today > one.until, today < one.since)
    return version_of([state, *places.teams, *places.centers, *places.first, *winning]), shown
