"""Challenges: made, published, joined, won points in, ended."""

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router
from pydantic import BeforeValidator

from relais.api.acts import ActReasonIn
from relais.api.door import Key, caller_of, do, json_of
from relais.api.fields import NO_NUL, Day, In, Listing, Name, Out, Page, one_of
from relais.api.paging import page_of
from relais.challenge import actions
from relais.challenge.actions import WantedChallenge, WantedPrize
from relais.challenge.queries import (
    DEAREST,
    FURTHEST_PLACE,
    MOST_TOTAL,
    ChallengeKind,
    ChallengeState,
    PointRule,
    Rules,
    Side,
    TeamPlace,
    Tickets,
    challenges_visible_to,
    commitment_to,
    draw_of,
    get_challenge,
    own_entries,
    own_tickets,
    prizes_by_lot,
    prizes_of,
    prizes_won,
    rules_told,
    standing_of,
)
from relais.lib.records import to_json
from relais.privacy.actions import note_reading

READ: Final = Key("steering:read")
router: Final = Router(tags=["challenges"], auth=Key("steering:write"))

Whole = Annotated[int, Field(ge=1, le=MOST_TOTAL)]
Words = Annotated[str, Field(min_length=1, max_length=200, pattern=NO_NUL)]


class RulesIn(In):
    """What counts. No campaign or unit means all; `points` by rule are never below nothing."""

    points: dict[PointRule, Annotated[int, Field(ge=0, le=1000)]] | None = None
    sides: Side = Side.REP
    handicap: bool = False
    weekly_cap: Whole | None = None
    campaigns: list[UUID] = []
    units: list[UUID] = []
    thresholds: list[Whole] = []
    goal: Whole | None = None
    top: Annotated[int, Field(ge=0, le=10)] = 3
    tickets: Tickets = Tickets.ONE
    draw_from: Whole = 1


class ChallengeIn(In):
    """A challenge as its director wants it, from its first day to its last."""

    name: Name
    kind: ChallengeKind
    since: Day
    until: Day
    rules: RulesIn
    pack: Annotated[str, Field(pattern="^[a-z0-9-]{1,40}$")] = "plain"


class PrizeIn(In):
    """A prize at a place or from so many points on; with neither it is drawn by lot."""

    words_en: Words
    words_fr: Words
    position: Annotated[int, Field(ge=1, le=FURTHEST_PLACE)] | None = None
    threshold: Whole | None = None
    value: Annotated[int, Field(ge=0, le=DEAREST)] = 0
    for_team: bool = False


class JoinIn(In):
    """As what one joins, where one is both, and whether one agrees to be named."""

    side: Side | None = None
    shows_name: bool = False


class NameIn(In):
    """Whether one agrees to be named among the first."""

    shows_name: bool


class ListedOut(Out):
    """A challenge in a list: when it was published, ended or cancelled says where it stands."""

    id: UUID
    name: str
    kind: ChallengeKind
    pack: str
    since: date
    until: date
    started_at: datetime | None
    ended_at: datetime | None
    cancelled_at: datetime | None
    closed_for: str


class ChallengeOut(ListedOut):
    """A challenge. Its rules are frozen once it has started."""

    state: Annotated[ChallengeState, one_of(ChallengeState)]
    rules: Annotated[dict[str, Any], BeforeValidator(to_json)]


class PrizeOut(Out):
    """A prize; its worth in minor units."""

    id: UUID
    words_en: str
    words_fr: str
    position: int | None
    threshold: int | None
    value: int
    currency: str
    for_team: bool


class PartOut(Out):
    """One's own part in a challenge."""

    challenge_id: UUID
    side: Side
    agreed_at: datetime
    withdrew_at: datetime | None
    shows_name: bool


class DrawOut(Out):
    """A draw. Until it took place only the commitment: the SHA-256 of the seed.

    `won` gives the winning ticket by prize, `own` one's own tickets.
    """

    commitment: str | None
    drawn_at: datetime | None
    seed: str | None
    tickets: list[str]
    prizes: list[UUID]
    won: dict[str, str]
    own: list[str]


class WinningOut(Out):
    """A prize and who has it, a person or a team; its worth in minor units."""

    prize_id: UUID
    person_id: UUID | None
    person: str
    team: str
    value: int
    currency: str
    won_on: date


class EntryOut(Out):
    """A line of one's own: points for a deed, or the same taken back because of an event."""

    id: UUID
    lead_id: UUID
    rule: PointRule
    points: int
    because: str
    occurred_at: datetime


@router.get("", auth=READ, response=Page[ListedOut])
def list_challenges(request: HttpRequest, asked: Query[Listing]) -> HttpResponse:
    """List the challenges, the latest first."""
    caller = caller_of(request)
    rows = challenges_visible_to(caller.access, on=caller.at.date())
    return page_of(request, rows, by="-since", asked=asked, out=ListedOut)


@router.get("/{challenge_id}", auth=READ, response=ChallengeOut)
def get_one_challenge(request: HttpRequest, challenge_id: UUID) -> Any:
    """Get a challenge and its rules, as far as the caller may see them."""
    caller, one = caller_of(request), _seen(request, challenge_id)
    one.rules = rules_told(one, access=caller.access, on=caller.at.date())
    return one


@router.get("/{challenge_id}/prizes", auth=READ, response=list[PrizeOut])
def list_prizes(request: HttpRequest, challenge_id: UUID) -> Any:
    """List the prizes of a challenge."""
    return list(prizes_of(_seen(request, challenge_id)))


@router.get("/{challenge_id}/standing", auth=READ, response=dict[str, Any])
def read_standing(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """Read where teams stand, the first persons who agreed to be named, and oneself."""
    one = _seen(request, challenge_id)
    found = standing_of(one, access=caller_of(request).access)
    return json_of({
        "people": found.people,
        "teams": [_place(team) for team in found.teams],
        "centers": [_place(team) for team in found.centers],
        "first": [person._asdict() for person in found.first],
        "own": found.own._asdict() if found.own else None,
        "own_team": _place(found.own_team) if found.own_team else None,
        "reached": [{"points": step, "people": count} for step, count in found.reached],
    })  # fmt: skip


@router.get("/{challenge_id}/draw", auth=READ, response=DrawOut)
def read_draw(request: HttpRequest, challenge_id: UUID) -> Any:
    """Read the draw: the commitment from the start on, all that it takes to check it after."""
    one = _seen(request, challenge_id)
    told = draw_of(one)
    return DrawOut(
        commitment=commitment_to(one),
        drawn_at=told.drawn_at if told else None,
        seed=told.seed if told else None,
        tickets=told.tickets if told else [],
        prizes=[prize.id for prize in prizes_by_lot(one)],
        won={f"{prize.id}": ticket for prize, ticket in told.won} if told else {},
        own=own_tickets(one, told, person_id=caller_of(request).access.person_id) if told else [],
    )


@router.get("/{challenge_id}/winnings", auth=READ, response=list[WinningOut])
def list_winnings(request: HttpRequest, challenge_id: UUID) -> Any:
    """List who won what, for payroll; that you read it is kept."""
    caller = caller_of(request)
    won = prizes_won(_seen(request, challenge_id), by=caller.by)
    persons = [each.person_id for each in won if each.person_id]
    note_reading("prizes", of=persons, by=caller.by, at=caller.at)
    return [
        WinningOut(
            prize_id=each.prize.id, person_id=each.person_id, person=each.person, team=each.team,
            value=each.prize.value, currency=each.prize.currency, won_on=each.on,
        )
        for each in won
    ]  # fmt: skip


@router.get("/{challenge_id}/entries", auth=READ, response=Page[EntryOut])
def list_own_entries(
    request: HttpRequest, challenge_id: UUID, asked: Query[Listing]
) -> HttpResponse:
    """List one's own lines of the ledger, the latest first; nobody else's."""
    rows = own_entries(_seen(request, challenge_id), access=caller_of(request).access)
    return page_of(request, rows, by="-occurred_at", asked=asked, out=EntryOut)


@router.post("", response={201: ChallengeOut})
def create_challenge(request: HttpRequest, data: ChallengeIn) -> HttpResponse:
    """Make a draft, which only directors see."""
    wanted = _wanted(data)
    return do(
        request,
        lambda by, at: actions.create_challenge(wanted, by=by, at=at),
        out=ChallengeOut,
        status=201,
    )


@router.post("/{challenge_id}/change", response=ChallengeOut)
def change_challenge(request: HttpRequest, challenge_id: UUID, data: ChallengeIn) -> HttpResponse:
    """Change a draft; its rules get a new version."""
    wanted = _wanted(data)
    return do(
        request,
        lambda by, at: actions.change_challenge(challenge_id, wanted, by=by, at=at),
        out=ChallengeOut,
    )


@router.post("/{challenge_id}/prizes", response={201: PrizeOut})
def add_prize(request: HttpRequest, challenge_id: UUID, data: PrizeIn) -> HttpResponse:
    """Add a prize to a draft."""
    wanted = WantedPrize(**dict(data))
    return do(
        request,
        lambda by, at: actions.add_prize(challenge_id, wanted, by=by, at=at),
        out=PrizeOut,
        status=201,
    )


@router.post("/{challenge_id}/prizes/{prize_id}/remove", response=ChallengeOut)
def remove_prize(request: HttpRequest, challenge_id: UUID, prize_id: UUID) -> HttpResponse:
    """Remove a prize from a draft."""
    return do(
        request, lambda by, at: actions.remove_prize(prize_id, by=by, at=at), out=ChallengeOut
    )


@router.post("/{challenge_id}/start", response=ChallengeOut)
def start_challenge(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """Publish a challenge and freeze its rules."""
    return do(
        request,
        lambda by, at: actions.start_challenge(challenge_id, by=by, at=at),
        out=ChallengeOut,
    )


@router.post("/{challenge_id}/end", response=ChallengeOut)
def end_challenge(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """End a challenge after its last day; who stands where is frozen."""
    return do(
        request,
        lambda by, at: actions.end_challenge(challenge_id, by=by, at=at),
        out=ChallengeOut,
    )


@router.post("/{challenge_id}/draw", response=ChallengeOut)
def draw_prizes(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """Draw the prizes of a challenge that has ended, once, and reveal the seed."""
    return do(
        request,
        lambda by, at: actions.draw_prizes(challenge_id, by=by, at=at).challenge,
        out=ChallengeOut,
    )


@router.post("/{challenge_id}/cancel", response=ChallengeOut)
def cancel_challenge(request: HttpRequest, challenge_id: UUID, data: ActReasonIn) -> HttpResponse:
    """Cancel a challenge, with the reason."""
    words = data.words
    return do(
        request,
        lambda by, at: actions.cancel_challenge(challenge_id, words=words, by=by, at=at),
        out=ChallengeOut,
    )


@router.post("/{challenge_id}/join", response=PartOut)
def join_challenge(request: HttpRequest, challenge_id: UUID, data: JoinIn) -> HttpResponse:
    """Take part: what one does from now on counts."""
    told = dict(data)
    return do(
        request,
        lambda by, at: actions.join_challenge(challenge_id, **told, by=by, at=at),
        out=PartOut,
    )


@router.post("/{challenge_id}/withdraw", response=PartOut)
def withdraw_from_challenge(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """Leave a challenge; one stands in no list any more."""
    return do(
        request,
        lambda by, at: actions.withdraw_from_challenge(challenge_id, by=by, at=at),
        out=PartOut,
    )


@router.post("/{challenge_id}/name", response=PartOut)
def show_name(request: HttpRequest, challenge_id: UUID, data: NameIn) -> HttpResponse:
    """Agree to be named among the first, or take that back."""
    shows = data.shows_name
    return do(
        request,
        lambda by, at: actions.show_name(challenge_id, shows, by=by, at=at),
        out=PartOut,
    )


def _seen(request: HttpRequest, challenge_id: UUID) -> Any:
    caller = caller_of(request)
    return get_challenge(challenge_id, access=caller.access, on=caller.at.date())


def _wanted(data: ChallengeIn) -> WantedChallenge:
    asked, points = data.rules.model_dump(exclude={"points"}), data.rules.points
    told: Any = {key: tuple(v) if isinstance(v, list) else v for key, v in asked.items()}
    rules = Rules(**told)
    if points:
        rules = replace(rules, points={rule.value: worth for rule, worth in points.items()})
    return WantedChallenge(data.name, data.kind, data.since, data.until, rules, pack=data.pack)


def _place(team: TeamPlace) -> dict[str, Any]:
    return team._asdict() | {"team_id": str(team.team_id)}
