"""What a challenge did to take-up, for who directs it; SciPy is loaded when somebody asks."""

from importlib import import_module
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from relais.challenge.queries import ChallengeState, charged_of, get_challenge
from relais.people.queries import Role
from relais.web.effects import words
from relais.web.http import PersonRequest, page


@page(Role.DIRECTOR)
def effect(request: PersonRequest, challenge_id: UUID) -> HttpResponse:
    """Show take-up before, during and after, what must not fall, and what else it may have been."""
    challenge = get_challenge(challenge_id, access=request.access, on=request.at.date())
    context: dict[str, Any] = {"challenge": challenge, "found": None, "w": words}
    context["charged"] = list(charged_of(challenge))
    if challenge.state is not ChallengeState.DRAFT:
        found = import_module("relais.diagnosis.queries.effect").effect_of(challenge, at=request.at)
        french = (request.LANGUAGE_CODE or "").startswith("fr")
        series = import_module("relais.diagnosis.adapters.series")
        drawn = series.series_svg(found.reading.points, language="fr" if french else "en")
        context |= {"found": found, "chart": drawn, "rivals": words.rivals_of(found)}
    return render(request, "effects/effect.html", context)
