"""What recovered leads brought, by rest and by reason."""

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from relais.api.door import Key, caller_of
from relais.api.fields import Out
from relais.api.reports import RateOut
from relais.roi.queries.recovery import Delay, by_delay, by_reason, recovered

router: Final = Router(tags=["return"], auth=Key("reports:read"))


class BroughtOut(Out):
    """What a group brought: `rate` is over those opened at least 180 days ago, signed within them.

    `lacking`: how many more must be so old before the rate says something. Margins are in minor
    units, by currency, of all that are signed so far.
    """

    opened: int
    signed: int
    margin: dict[str, int]
    rate: RateOut
    lacking: int


class OfDelayOut(BroughtOut):
    """Of the leads that had rested so long."""

    key: Delay


class OfReasonOut(BroughtOut):
    """Of the leads that had been closed for a reason; null: none was told."""

    key: UUID | None


class RecoveryOut(Out):
    """The recovered leads that you may see, grouped both ways."""

    by_delay: list[OfDelayOut]
    by_reason: list[OfReasonOut]


@router.get("", response=RecoveryOut)
def get_recovery(request: HttpRequest) -> Any:
    """Report what recovered leads brought, by how long they had rested and why they were closed."""
    caller = caller_of(request)
    leads = recovered(caller.access)
    return {
        "by_delay": by_delay(leads, at=caller.at),
        "by_reason": by_reason(leads, at=caller.at),
    }
