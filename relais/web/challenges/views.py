"""Challenges: the list, one with its standing, its rules in plain words, one's own points."""

from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from relais.campaigns.queries import campaigns_visible_to
from relais.challenge.queries import (
    Challenge,
    ChallengeState,
    Side,
    challenges_visible_to,
    charged_of,
    commitment_to,
    entrant_of,
    get_challenge,
    is_looked_at,
    own_entries,
    prizes_by_lot,
    prizes_of,
    standing_of,
    today_of,
    ways_to_join,
    weeks_over,
)
from relais.lib.teams import SMALLEST_TEAM
from relais.people.queries import Role, is_inside, organization, units_named, units_of
from relais.web import words as say
from relais.web.challenges import fair_words, words
from relais.web.challenges import forms as f
from relais.web.http import PersonRequest, page

PER_PAGE: Final = 50
DIRECTOR: Final = Role.DIRECTOR
READERS: Final = (
    Role.TELEMARKETER, Role.SUPERVISOR, Role.RELAY, Role.REP, Role.MANAGER, Role.DIRECTOR
)  # fmt: skip


@page(*READERS)
def challenges(request: PersonRequest) -> HttpResponse:
    """List the challenges that somebody may see, the latest first."""
    rows = challenges_visible_to(request.access, on=request.at.date())
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "today": today_of(request.access.organization_id, request.at),
        "w": words,
    }
    return render(request, "challenges/list.html", context)


@page(DIRECTOR)
def new(request: PersonRequest) -> HttpResponse:
    """Ask for the rules of a new challenge."""
    return new_page(request, challenge_form(request))


def new_page(request: PersonRequest, form: forms.Form, status: int = 200) -> HttpResponse:
    """Render the form of a new challenge."""
    return render(request, "challenges/new.html", {"form": form}, status=status)


@page(*READERS)
def one(request: PersonRequest, challenge_id: UUID) -> HttpResponse:
    """Show a challenge: to its director as a draft, then to all where it stands."""
    return challenge_page(request, challenge_id)


def challenge_page(
    request: PersonRequest,
    challenge_id: UUID,
    sent: tuple[str, forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render a challenge; `sent` is the form of a deed that came back."""
    found = get_challenge(challenge_id, access=request.access, on=request.at.date())
    if found.state is ChallengeState.DRAFT:
        return _draft_page(request, found, sent, status)
    today = today_of(found.organization_id, request.at)
    part = entrant_of(found, request.access.person_id)
    may_join = found.state is ChallengeState.STARTED and today <= found.until and not part
    made: dict[str, Any] = {"cancel": f.CancelForm(), "join": None, "charge": None}
    if may_join:
        made["join"] = join_form(request, found)
    prizes, charged = list(prizes_of(found)), list(charged_of(found))
    charged_in = {row.currency for row in charged}
    left = any(prize.value and prize.currency not in charged_in for prize in prizes)
    if left and found.state is ChallengeState.ENDED and request.access.has(DIRECTOR):
        made["charge"] = charge_form(request)
    context = {
        "one": found,
        "part": part,
        "charged": charged,
        "standing": standing_of(found, access=request.access),
        "prizes": prizes,
        "by_lot": [each for each in prizes if not (each.position or each.threshold)],
        "directs": request.access.has(DIRECTOR),
        "looks": request.access.has(DIRECTOR, Role.MANAGER) and is_looked_at(found),
        "inside": is_inside(request.access),
        "over": today > found.until,
        "forms": made | dict([sent] if sent else []),
        "today": today,
        "smallest": SMALLEST_TEAM,
        "theme": words.theme_of(found),
        "w": words,
    }
    return render(request, "challenges/detail.html", context, status=status)


@page(*READERS)
def rules(request: PersonRequest, challenge_id: UUID) -> HttpResponse:
    """Tell the rules of a challenge in plain words."""
    found = get_challenge(challenge_id, access=request.access, on=request.at.date())
    context = {
        "one": found,
        "sections": _sections(request, found),
        "prizes": list(prizes_of(found)),
        "today": today_of(found.organization_id, request.at),
        "w": words,
    }
    return render(request, "challenges/rules.html", context)


@page(*READERS)
def own(request: PersonRequest, challenge_id: UUID) -> HttpResponse:
    """Show somebody his own points, each with what it is for, which nobody else sees."""
    found = get_challenge(challenge_id, access=request.access, on=request.at.date())
    rows = own_entries(found, access=request.access)
    context = {
        "one": found,
        "own": standing_of(found, access=request.access).own,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "over": weeks_over(found, access=request.access),
        "theme": words.theme_of(found),
        "w": words,
    }
    return render(request, "challenges/own.html", context)


def challenge_form(
    request: PersonRequest, data: Any = None, initial: Any = None
) -> f.ChallengeForm:
    """Make the form of a challenge, with the campaigns and units that there are."""
    access = request.access
    campaigns = campaigns_visible_to(access, on=request.at.date())
    units = [
        (f"{unit.id}", "\N{EN SPACE}" * (unit.path.count("/") - 2) + unit.name)
        for unit in units_of(access.organization_id)
    ]
    return f.ChallengeForm(
        data, initial=initial, units=units, campaigns=[(f"{c.id}", c.name) for c in campaigns]
    )


def charge_form(request: PersonRequest, data: Any = None) -> f.ChargeForm:
    """Make the form that says of which campaign the prizes are a cost."""
    campaigns = campaigns_visible_to(request.access, on=request.at.date())
    return f.ChargeForm(data, campaigns=[(f"{c.id}", c.name) for c in campaigns])


def prize_form(request: PersonRequest, data: Any = None) -> f.PrizeForm:
    """Make the form of a prize, in the organization's currency."""
    return f.PrizeForm(data, currency=organization(request.access.organization_id).currency)


def join_form(request: PersonRequest, found: Challenge, data: Any = None) -> f.JoinForm | None:
    """Make the form to join a challenge; None for whom it is not."""
    today = today_of(found.organization_id, request.at)
    ways = ways_to_join(found, request.access.person_id, on=today)
    if not ways:
        return None
    sides = [(side.value, say.label(words.AS, side.value)) for side in Side if side in ways]
    return f.JoinForm(data, sides=sides, named=is_inside(request.access))


def _draft_page(
    request: PersonRequest, found: Challenge, sent: tuple[str, forms.Form] | None, status: int
) -> HttpResponse:
    made = {
        "change": challenge_form(request, initial=f.initial_of(found)),
        "prize": prize_form(request),
        "cancel": f.CancelForm(),
    }
    house = organization(found.organization_id)
    context = {
        "one": found,
        "sections": _sections(request, found),
        "prizes": list(prizes_of(found)),
        "complete": bool(house.works_council_on),
        "forms": made | dict([sent] if sent else []),
        "today": today_of(found.organization_id, request.at),
        "w": words,
    }
    return render(request, "challenges/draft.html", context, status=status)


def _sections(request: PersonRequest, found: Challenge) -> list[words.Section]:
    campaigns = campaigns_visible_to(request.access, on=request.at.date())
    named = campaigns.filter(id__in=found.rules.campaigns).values_list("id", "name")
    units = units_named(found.organization_id, found.rules.units)
    sections = words.rules_of(
        found, campaigns=dict(named), units=units if is_inside(request.access) else {},
        smallest=SMALLEST_TEAM,
    )  # fmt: skip
    if prizes_by_lot(found).exists():
        sections.append(words.draw_section(found, commitment_to(found)))
    return [*sections, fair_words.fair_section()]
