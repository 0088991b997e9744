"""The draw of a challenge, as everybody who sees it may check it, and one's own tickets."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from relais.challenge.models import Challenge, Draw, Final, Prize, Seed
from relais.challenge.queries.challenges import entrant_of, prizes_by_lot
from relais.challenge.rules.draw import count_of, tickets_of, winners
from relais.challenge.rules.standing import weighed


@dataclass(frozen=True)
class DrawTold:
    """A draw that took place: what decided, and which ticket won what; whose it is stays out."""

    drawn_at: datetime
    commitment: str
    seed: str
    tickets: list[str]
    won: list[tuple[Prize, str]]
    prizes: list[Prize]


def commitment_to(challenge: Challenge) -> str | None:
    """Give what was published of a challenge's seed; None where nothing is drawn by lot."""
    rows = Seed.objects.of(challenge.organization_id).filter(challenge=challenge)
    return rows.values_list("commitment", flat=True).first()


def draw_of(challenge: Challenge) -> DrawTold | None:
    """Give the draw of a challenge; None until it took place."""
    home = challenge.organization_id
    draw = Draw.objects.of(home).filter(challenge=challenge).first()
    if draw is None:
        return None
    prizes, tickets = list(prizes_by_lot(challenge)), draw.tickets.split()
    return DrawTold(
        drawn_at=draw.drawn_at,
        commitment=commitment_to(challenge) or "",
        seed=draw.seed,
        tickets=tickets,
        won=list(zip(prizes, winners(draw.seed, tickets, prizes=len(prizes)), strict=False)),
        prizes=prizes,
    )


def own_tickets(challenge: Challenge, draw: DrawTold, *, person_id: UUID) -> list[str]:
    """Give the tickets that somebody had in a draw, in their order."""
    part = entrant_of(challenge, person_id)
    finals = Final.objects.of(challenge.organization_id).filter(challenge=challenge)
    stood = finals.filter(person_id=person_id).first()
    if part is None or stood is None:
        return []
    count = count_of(weighed(stood.points, stood.factor), challenge.rules)
    return sorted(tickets_of(part.id, count, seed=draw.seed))
