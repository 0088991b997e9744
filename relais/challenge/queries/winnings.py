"""Who won which prize of a challenge that has ended, for payroll: for its director alone."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from relais.challenge.models import Challenge, Charged, Draw, Drawn, Entrant, Final, Prize
from relais.challenge.queries.challenges import prizes_of, today_of
from relais.challenge.rules.draw import NotEnded
from relais.challenge.rules.game import WHOLE, ChallengeState, check_director
from relais.challenge.rules.standing import weighed
from relais.people.models import CallCenter
from relais.people.rules.access import Actor


class PrizeWon(NamedTuple):
    """A prize and who has it: a person of a team, or the team. Whom an outsourced call center
    sends is told by his team alone.
    """

    prize: Prize
    person_id: UUID | None
    person: str
    team: str
    on: date


class Told(NamedTuple):
    """A person as payroll may know him, and his team."""

    person_id: UUID | None
    person: str
    team: str


def prizes_won(challenge: Challenge, *, by: Actor) -> list[PrizeWon]:
    """List who won what, by prize: who is level shares a place, and each has its prize.

    :raises NotVisible: for who does not direct.
    :raises NotEnded: until who stands where is frozen.
    """
    check_director(by)
    if challenge.state is not ChallengeState.ENDED or challenge.ended_at is None:
        raise NotEnded
    home = challenge.organization_id
    told = _told(challenge)
    rows = Final.objects.of(home).filter(challenge=challenge, points__gt=0)
    stood = list(rows.select_related("unit", "call_center").order_by("rank", "id"))
    ended_on = today_of(home, challenge.ended_at)
    drawn = {row.prize_id: row.person_id for row in Drawn.objects.of(home).filter(
        challenge=challenge
    )}  # fmt: skip
    drawn_at = Draw.objects.of(home).filter(challenge=challenge).values_list("drawn_at", flat=True)
    drawn_on = today_of(home, next(iter(drawn_at), challenge.ended_at))
    found = []
    for prize in prizes_of(challenge):
        if prize.id in drawn:
            found.append(PrizeWon(prize, *told[drawn[prize.id]], on=drawn_on))
        for one in _having(prize, stood):
            team = str(one.unit or one.call_center or "")
            who = told[one.person_id] if one.person_id else Told(None, "", team)
            found.append(PrizeWon(prize, *who, on=ended_on))
    return found


def charged_of(challenge: Challenge) -> QuerySet[Charged]:
    """List what the prizes of a challenge cost, as it stands among the costs of a campaign."""
    rows = Charged.objects.of(challenge.organization_id).filter(challenge=challenge)
    return rows.select_related("cost__campaign").order_by("currency")


def _having(prize: Prize, stood: list[Final]) -> Iterator[Final]:
    """Give who has a prize that is not drawn."""
    for one in stood:
        if (one.person_id is None) != prize.for_team:
            continue
        reached = prize.threshold and weighed(one.points, one.factor) >= prize.threshold * WHOLE
        if reached or prize.position == one.rank:
            yield one


def _told(challenge: Challenge) -> dict[UUID, Told]:
    rows = Entrant.objects.of(challenge.organization_id).filter(challenge=challenge)
    centers = CallCenter.objects.of(challenge.organization_id)
    outsourced = set(centers.filter(kind=CallCenter.Kind.OUTSOURCED).values_list("id", flat=True))
    found = {}
    for one in rows.select_related("person", "unit", "call_center").order_by("agreed_at"):
        team = str(one.unit or one.call_center or "")
        found[one.person_id] = (
            Told(None, "", team)
            if one.call_center_id in outsourced
            else Told(one.person_id, str(one.person), team)
        )
    return found
