"""The draw of prizes: once, after the end, by the seed that was sealed at the start."""

import secrets
from datetime import datetime
from uuid import UUID

from relais.challenge.models import Challenge, Draw, Drawn, Entrant, Seed
from relais.challenge.models import Final as FinalRow
from relais.challenge.queries.challenges import locked_challenge, prizes_by_lot
from relais.challenge.rules.draw import (
    DrawnAlready,
    NotEnded,
    NothingToDraw,
    NoTickets,
    commitment_of,
    count_of,
    tickets_of,
    winners,
)
from relais.challenge.rules.game import ChallengeState, check_director
from relais.challenge.rules.standing import weighed
from relais.people.rules.access import Actor


def seal_draw(challenge: Challenge, *, at: datetime) -> None:
    """Make the secret seed of a challenge that starts, where a prize is drawn by lot."""
    if prizes_by_lot(challenge).exists():
        seed = secrets.token_hex(32)
        Seed.objects.create(
            organization_id=challenge.organization_id,
            challenge=challenge,
            seed=seed,
            commitment=commitment_of(seed),
            made_at=at,
        )


def draw_prizes(challenge_id: UUID, *, by: Actor, at: datetime) -> Draw:
    """Draw the prizes of a challenge that has ended, and reveal the seed that decided.

    :raises NotVisible: for who does not direct, and where there is none.
    :raises NotEnded: until who stands where is frozen.
    :raises DrawnAlready: when they are drawn.
    :raises NothingToDraw: where no prize is drawn by lot, or no seed was sealed.
    :raises NoTickets: when nobody came to a ticket.
    """
    check_director(by)
    with locked_challenge(challenge_id, organization_id=by.organization_id) as challenge:
        if challenge.state is not ChallengeState.ENDED:
            raise NotEnded
        if Draw.objects.of(by.organization_id).filter(challenge=challenge).exists():
            raise DrawnAlready
        sealed = Seed.objects.of(by.organization_id).filter(challenge=challenge).first()
        if sealed is None:
            raise NothingToDraw
        holders = _holders(challenge, sealed.seed)
        if not holders:
            raise NoTickets
        tickets = sorted(holders)
        draw = Draw.objects.create(
            organization_id=by.organization_id,
            challenge=challenge,
            seed=sealed.seed,
            tickets="\n".join(tickets),
            drawn_at=at,
            drawn_by_id=by.person_id,
        )
        prizes = list(prizes_by_lot(challenge))
        won = winners(sealed.seed, tickets, prizes=len(prizes))
        for prize, ticket in zip(prizes, won, strict=False):
            Drawn.objects.create(
                organization_id=by.organization_id,
                challenge=challenge,
                prize=prize,
                ticket=ticket,
                person_id=holders[ticket],
            )
        return draw


def _holders(challenge: Challenge, seed: str) -> dict[str, UUID]:
    """Give whose each ticket is: of those who stood to the end, by what they had then."""
    rows = Entrant.objects.of(challenge.organization_id).filter(challenge=challenge)
    parts = dict(rows.filter(withdrew_at=None).values_list("person_id", "id"))
    finals = FinalRow.objects.of(challenge.organization_id).filter(challenge=challenge)
    holders: dict[str, UUID] = {}
    stood = finals.filter(person_id__in=parts).values_list("person_id", "points", "factor")
    for person_id, points, factor in stood:
        count = count_of(weighed(points, factor), challenge.rules)
        found = tickets_of(parts[person_id], count, seed=seed)
        holders |= dict.fromkeys(found, person_id)
    return holders
