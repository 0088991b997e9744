"""What a challenge did to take-up, for programs."""

from dataclasses import asdict
from importlib import import_module
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from relais.api.door import Key, caller_of, json_of
from relais.api.fields import Out
from relais.challenge.queries import ChallengeState, get_challenge
from relais.lib.errors import NotVisible
from relais.people.queries import Role

router: Final = Router(tags=["challenges"], auth=Key("reports:read"))


class EffectOut(Out):
    """The verdict, and all that it stands on; `effect` is null for a draft."""

    verdict: str
    agree: bool
    effect: dict[str, Any] | None


@router.get("/{challenge_id}", response=EffectOut)
def read_effect(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """Read the effect: by phase, both ways, what must not fall, what else it may have been."""
    caller = caller_of(request)
    if not caller.access.has(Role.DIRECTOR):
        raise NotVisible
    challenge = get_challenge(challenge_id, access=caller.access, on=caller.at.date())
    if challenge.state is ChallengeState.DRAFT:
        told = EffectOut(verdict="not_enough", agree=True, effect=None)
    else:
        queries = import_module("relais.diagnosis.queries.effect")  # SciPy, when somebody asks
        found = queries.effect_of(challenge, at=caller.at)
        reading = found.reading
        told = EffectOut(verdict=reading.verdict, agree=reading.agree, effect=asdict(found))
    return json_of(told.model_dump(mode="json"))
