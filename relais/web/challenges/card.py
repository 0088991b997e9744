"""The challenges that run, on a desk: one's own, a quiet invitation, or where one's teams stand."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from relais.challenge.queries import (
    Entry,
    Running,
    TeamPlace,
    latest_own,
    may_join,
    places_of,
    running_for,
    units_led,
)
from relais.people.queries import Access, is_inside
from relais.web.challenges import words
from relais.web.http import PersonRequest, deed
from relais.web.screen import remember

MOST: Final = 8  # challenges that a browser remembers not to propose any more


@dataclass(frozen=True)
class Card:
    """What a desk shows of a challenge: `teams` are one's own, with what they are called."""

    one: Running
    theme: dict[str, Any]
    lines: list[Entry]
    teams: list[TeamPlace]
    others: list[Running]


@dataclass(frozen=True)
class Cards:
    """What a desk shows of the challenges that run: one's own, or else to which one may come."""

    own: Card | None
    invited: Running | None
    w: Any = words


def cards_of(request: PersonRequest) -> Cards | None:
    """Give somebody his challenge, or an invitation that he has not put away; None without."""
    access = request.access
    running = _running(request)
    joined = [one for one in running if one.team]
    if joined:
        one, *others = joined
        lines = latest_own(one, person_id=access.person_id)
        return Cards(Card(one, words.theme_of(one), lines, _own_team(one, access), others), None)
    away = _away(request, access)
    waiting = (one for one in running if one.id.hex[-8:] not in away)
    invited = next((one for one in waiting if may_join(one, access=access)), None)
    return Cards(None, invited) if invited else None


def team_cards_of(request: PersonRequest) -> Cards | None:
    """Give a manager where his teams stand in the challenge that ends first; None without one."""
    running = _running(request)
    if not running:
        return None
    one, *others = running
    teams = places_of(one, units_led(one, request.access))
    return Cards(Card(one, words.theme_of(one), [], teams, others), None)


@deed
def put_away(request: PersonRequest, challenge_id: UUID) -> HttpResponse:
    """Let the browser remember not to propose a challenge to this person any more."""
    kept = [challenge_id.hex[-8:], *sorted(_away(request, request.access))][:MOST]
    answer = redirect("home")
    name = _cookie(request.access)
    remember(answer, name, ".".join(dict.fromkeys(kept)), secure=request.is_secure())
    return answer


def _running(request: PersonRequest) -> list[Running]:
    access = request.access
    home = access.organization_id
    return running_for(access.person_id, organization_id=home, at=request.at)


def _own_team(one: Running, access: Access) -> list[TeamPlace]:
    """Where one's team stands; whom a call center sends knows of himself alone."""
    if one.team is None or not is_inside(access):
        return []
    unit_id, center_id = one.team
    return places_of(one, [each for each in (unit_id, center_id) if each])


def _away(request: HttpRequest, access: Access) -> set[str]:
    return {each for each in request.COOKIES.get(_cookie(access), "").split(".") if each}


def _cookie(access: Access) -> str:
    return f"challenges-{access.person_id.hex[-8:]}"
