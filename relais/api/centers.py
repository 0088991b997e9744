"""Call centers compared on the same definitions, raw and corrected for the mix."""

from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Status
from pydantic import BaseModel

from relais.api.door import Key, caller_of
from relais.api.fields import Day, Out
from relais.api.progress import ProgressOut, progress_of
from relais.api.reports import RateOut
from relais.diagnosis.actions.centers import ask_centers
from relais.diagnosis.queries.kept import Computation
from relais.roi.queries.centers import (
    COUNTS,
    Center,
    Chance,
    Figure,
    Measured,
    Trait,
    asked_centers,
    center_leads,
)

router: Final = Router(tags=["reports"], auth=Key("reports:read"))
MOST: Final = 200


class CentersAsked(BaseModel):
    """Leads of a campaign, opened from a day to a day."""

    campaign: UUID | None = None
    since: Day | None = None
    until: Day | None = None


class CenterLeadsAsked(CentersAsked):
    """Which count's leads, of which call center: `opened`, `accepted`, `upheld` and so on."""

    case: Annotated[str, Field(pattern=f"^({'|'.join(COUNTS)})$")]
    center: UUID
    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1


class CorrectedOut(Out):
    """A rate had all centers the same leads; `chance`: where it is among what chance gives."""

    rate: float
    low: float
    high: float
    chance: Chance


class MeasuredOut(Out):
    """A rate as it is and corrected; null where it takes `needed` more cases, or common leads."""

    figure: Figure
    raw: RateOut
    needed: int
    corrected: CorrectedOut | None


class BilledLeadsOut(Out):
    """What closed statements of the months of the period billed, all campaigns together."""

    leads: int
    credited: int
    totals: dict[str, int]
    statement_ids: list[UUID]


class CenterOut(Out):
    """A call center: counts, rates, what one of each stage has cost, in minor units.

    Without id it is all others together. Money is null for a supervisor.
    """

    id: UUID | None
    name: str
    counts: dict[str, int]
    figures: list[MeasuredOut]
    cost: int | None
    per: dict[str, int | None]
    billed: BilledLeadsOut | None


class AmongOut(Out):
    """Among which leads a rate was corrected: how many of how many, in how many strata."""

    figure: Figure
    strata: int
    used: int
    of: int
    target: float | None


class CentersComparedOut(Out):
    """Call centers in the order of their names; `trait`: what tells companies apart in strata.

    `hidden` are of fewer than five telemarketers, before the privacy checklist is complete. Of
    very many leads sums are made once a day: `as_of` says when.
    """

    currency: str
    trait: Trait
    centers: list[CenterOut]
    among: list[AmongOut]
    elsewhere: int
    hidden: int
    as_of: datetime | None


class LeadIdsOut(Out):
    """Leads behind a count, two hundred at a time, and how many there are."""

    count: int
    lead_ids: list[UUID]


@router.get("", response={200: CentersComparedOut, 202: ProgressOut})
def get_centers(request: HttpRequest, asked: Query[CentersAsked]) -> Any:
    """Compare call centers: a director all, a supervisor his own beside all others together.

    202 while many leads are added up.
    """
    caller = caller_of(request)
    of = asked_centers(
        caller.access, campaign_id=asked.campaign, since=asked.since, until=asked.until,
        at=caller.at,
    )  # fmt: skip
    told = ask_centers(of, access=caller.access, at=caller.at)
    if isinstance(told, Computation):
        return Status(202, progress_of(told))
    names = ("strata", "used", "of", "target")
    return {
        "currency": told.currency,
        "trait": told.trait,
        "centers": [_center(one) for one in told.centers],
        "among": [
            {"figure": figure, **{name: getattr(one, name) for name in names}}
            for figure, one in told.among.items()
        ],
        "elsewhere": told.elsewhere,
        "hidden": told.hidden,
        "as_of": told.as_of,
    }


@router.get("/leads", response=LeadIdsOut)
def get_center_leads(request: HttpRequest, asked: Query[CenterLeadsAsked]) -> Any:
    """List the leads behind a count of a call center, the latest opened first."""
    caller = caller_of(request)
    rows = center_leads(
        caller.access, asked.center, asked.case, campaign_id=asked.campaign, since=asked.since,
        until=asked.until, at=caller.at,
    )  # fmt: skip
    first = (asked.page - 1) * MOST
    ids = rows.values_list("id", flat=True)[first : first + MOST]
    return {"count": rows.count(), "lead_ids": list(ids)}


def _center(one: Center) -> dict[str, Any]:
    billed = one.billed and {
        "leads": one.billed.leads,
        "credited": one.billed.credited,
        "totals": one.billed.totals,
        "statement_ids": [row.id for row in one.billed.statements],
    }
    return {
        "id": one.id,
        "name": one.name,
        "counts": one.counts,
        "figures": [_measured(figure, each) for figure, each in one.figures.items()],
        "cost": one.cost,
        "per": one.per,
        "billed": billed,
    }


def _measured(figure: Figure, one: Measured) -> dict[str, Any]:
    return {
        "figure": figure,
        "raw": one.raw,
        "needed": one.needed,
        "corrected": one.corrected,
    }
