"""Reports: how far leads came, what it cost, and what was wasted; each rate with its counts."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router
from pydantic import BaseModel

from relais.api.door import Key, caller_of
from relais.api.fields import Day, Out
from relais.campaigns.queries import get_visible_campaign
from relais.challenge.queries import team_standing
from relais.lib.errors import NotVisible
from relais.measures.queries import (
    By,
    View,
    check_enough_callers,
    check_enough_reps,
    disputes_by_reason,
    funnel_report,
    persons_in,
    take_up_by_week,
)
from relais.people.queries import is_inside
from relais.privacy.actions import note_reading
from relais.roi.queries import money_of, waste_of

router: Final = Router(tags=["reports"], auth=Key("reports:read"))


class RateOut(Out):
    """A proportion with its interval at 95 %; null where there is nothing to divide by."""

    numerator: int
    denominator: int
    rate: float | None
    low: float | None
    high: float | None


class RowOut(Out):
    """A group, by id or word, in words, and its figures; a person under a pseudonym has no id."""

    key: list[UUID | str | None]
    names: list[str]
    counts: dict[str, int]
    rates: dict[str, RateOut]
    median_days: float | None


class FunnelOut(Out):
    """The groups in the order of their names, and all of them together."""

    by: list[By]
    rows: list[RowOut]
    total: RowOut
    telemarketers: int
    reps: int


class CohortOut(Out):
    """Of the leads first transmitted in a week, how many were taken up by the horizon.

    The horizon is in working days; `rate` is over those only for whom it has passed.
    """

    week: date
    horizon: int
    transmitted: int
    complete: bool
    rate: RateOut


class DisputesOut(Out):
    """How often a reason was given, and how often the judge agreed."""

    reason_id: UUID
    code: str
    label_en: str
    label_fr: str
    contested: int
    upheld: RateOut


class MoneyOut(Out):
    """What a campaign has cost, in minor units, in all and for one of each stage."""

    currency: str
    cost: int
    per: dict[str, int | None]


class WastedOut(Out):
    """How many leads, and what these have cost, in minor units."""

    count: int
    amount: int


class WasteOut(Out):
    """Of `paid` leads, those paid for nothing: no lead in two lines, each at what it cost."""

    currency: str
    paid: int
    count: int
    amount: int
    lines: dict[str, WastedOut]


class TeamOut(Out):
    """What a unit has won; `rank` is shared by those who are level."""

    unit_id: UUID
    unit: str
    points: int
    reps: int
    rank: int


class Opened(BaseModel):
    """Leads opened from a day to a day, both included."""

    since: Day | None = None
    until: Day | None = None


class FunnelAsked(Opened):
    """By what leads are grouped."""

    by: Annotated[list[By], Field(min_length=1, max_length=3)] = [By.MONTH]


@router.get("/funnel", response=FunnelOut)
def get_funnel(request: HttpRequest, asked: Query[FunnelAsked]) -> Any:
    """Report how far the leads that you may see came, by group."""
    caller = caller_of(request)
    report = funnel_report(_view(request, asked), by=_once(asked.by), at=caller.at)
    if not {By.REP, By.TELEMARKETER}.isdisjoint(asked.by):
        note_reading("funnel", of=persons_in(report), by=caller.by, at=caller.at)
    return {
        "by": report.by,
        "rows": [_row(row) for row in report.rows],
        "total": _row(report.total),
        "telemarketers": report.telemarketers,
        "reps": report.reps,
    }


@router.get("/take-up", response=list[CohortOut])
def get_take_up(request: HttpRequest, asked: Query[Opened]) -> Any:
    """Report take-up by week of first transmission, at fixed horizons of working time."""
    caller = caller_of(request)
    check_enough_callers(caller.access, at=caller.at)
    check_enough_reps(caller.access, at=caller.at)
    return take_up_by_week(_view(request, asked), at=caller.at)


@router.get("/disputes", response=list[DisputesOut])
def get_disputes(request: HttpRequest, asked: Query[Opened]) -> Any:
    """Report disputes by their reason, the most frequent first."""
    caller = caller_of(request)
    check_enough_callers(caller.access, at=caller.at)
    check_enough_reps(caller.access, at=caller.at)
    return disputes_by_reason(_view(request, asked))


@router.get("/campaigns/{campaign_id}/money", response=MoneyOut)
def get_money(request: HttpRequest, campaign_id: UUID) -> Any:
    """Report what a campaign has cost, in all and for one of each stage."""
    return money_of(_campaign(request, campaign_id), at=caller_of(request).at)


@router.get("/campaigns/{campaign_id}/waste", response=WasteOut)
def get_waste(request: HttpRequest, campaign_id: UUID) -> Any:
    """Report what was paid for nothing, in three lines that have no lead in common."""
    return waste_of(_campaign(request, campaign_id), at=caller_of(request).at)


@router.get("/teams", response=list[TeamOut])
def get_teams(request: HttpRequest) -> Any:
    """Rank the units by the points that they have won."""
    return team_standing(caller_of(request).access.organization_id)


def _view(request: HttpRequest, asked: Opened) -> View:
    access = caller_of(request).access
    return View(access.organization_id, access, asked.since, asked.until)


def _once(by: Sequence[By]) -> tuple[By, ...]:
    return tuple(dict.fromkeys(by))


def _row(row: Any) -> dict[str, Any]:
    counts = {name: getattr(row.counts, name) for name in row.counts.__slots__}
    return {
        "key": row.key,
        "names": row.names,
        "counts": counts,
        "rates": row.rates,
        "median_days": row.median_days,
    }


def _campaign(request: HttpRequest, campaign_id: UUID) -> Any:
    """Money is for the house: whom an outsourced call center sends does not see it."""
    caller = caller_of(request)
    if not is_inside(caller.access):
        raise NotVisible
    return get_visible_campaign(campaign_id, access=caller.access, on=caller.at.date())
