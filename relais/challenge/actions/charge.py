"""What a challenge cost, in the return: the prizes that were won, as a cost of a campaign."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from relais.campaigns.actions import add_cost
from relais.campaigns.rules.terms import CostKind
from relais.challenge.models import Challenge, Charged, Draw, Final
from relais.challenge.queries.challenges import locked_challenge, prizes_by_lot
from relais.challenge.queries.winnings import charged_of, prizes_won
from relais.challenge.rules.draw import ChargedAlready, DrawFirst, NotEnded, NothingToCharge
from relais.challenge.rules.game import ChallengeState, check_director
from relais.people.rules.access import Actor


def charge_prizes(
    challenge_id: UUID, *, campaign_id: UUID, by: Actor, at: datetime
) -> list[Charged]:
    """Write the prizes won in a challenge down as rewards of a campaign, over its days, a cost for
    each currency; what is taken back there can be written down again.

    :raises NotVisible: for who does not direct, and where there is no such challenge or campaign.
    :raises NotEnded: until who stands where is frozen.
    :raises ChargedAlready: when they are written down.
    :raises DrawFirst: while a prize is still to be drawn.
    :raises NothingToCharge: when no prize that was won has a value.
    """
    check_director(by)
    with locked_challenge(challenge_id, organization_id=by.organization_id) as challenge:
        if challenge.state is not ChallengeState.ENDED:
            raise NotEnded
        charged = set(charged_of(challenge).values_list("currency", flat=True))
        if _to_be_drawn(challenge):
            raise DrawFirst
        worth = _worth(challenge, by=by)
        left = [each for each in sorted(worth.items()) if each[0] not in charged]
        if not left:
            raise ChargedAlready
        return [
            _charge(challenge, campaign_id, currency, amount, by=by, at=at)
            for currency, amount in left
        ]


def _to_be_drawn(challenge: Challenge) -> bool:
    home = challenge.organization_id
    won = Final.objects.of(home).filter(challenge=challenge, person__isnull=False, points__gt=0)
    drawn = Draw.objects.of(home).filter(challenge=challenge)
    return prizes_by_lot(challenge).exists() and won.exists() and not drawn.exists()


def _worth(challenge: Challenge, *, by: Actor) -> Counter[str]:
    worth = Counter[str]()
    for won in prizes_won(challenge, by=by):
        worth[won.prize.currency] += won.prize.value
    if not +worth:
        raise NothingToCharge
    return +worth


def _charge(
    challenge: Challenge, campaign_id: UUID, currency: str, amount: int, *, by: Actor, at: datetime
) -> Charged:
    cost = add_cost(
        campaign_id, kind=CostKind.REWARD, amount=amount, currency=currency,
        since=challenge.since, until=challenge.until, by=by,
    )  # fmt: skip
    return Charged.objects.create(
        organization_id=challenge.organization_id,
        challenge=challenge,
        cost=cost,
        currency=currency,
        charged_at=at,
        charged_by_id=by.person_id,
    )
