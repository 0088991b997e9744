"""What the prizes won in a challenge cost, put into the return."""

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from relais.api.door import Key, do
from relais.api.fields import In, Out
from relais.challenge import actions
from relais.people.queries import Actor

router: Final = Router(tags=["challenges"], auth=Key("steering:write"))


class PrizesChargeIn(In):
    """The campaign of which the prizes are a cost."""

    campaign_id: UUID


class PrizesCostOut(Out):
    """A cost of a campaign, in minor units."""

    campaign_id: UUID
    amount: int
    currency: str


class PrizesChargedOut(Out):
    """The costs that were written down, one for each currency."""

    costs: list[PrizesCostOut]


@router.post("/{challenge_id}/charge", response=PrizesChargedOut)
def charge_prizes(request: HttpRequest, challenge_id: UUID, data: PrizesChargeIn) -> HttpResponse:
    """Write the prizes that were won down as a cost of a campaign, so that the return counts it."""
    campaign_id = data.campaign_id

    def charged(by: Actor, at: Any) -> dict[str, Any]:
        rows = actions.charge_prizes(challenge_id, campaign_id=campaign_id, by=by, at=at)
        return {"costs": [row.cost for row in rows]}

    return do(request, charged, out=PrizesChargedOut)
