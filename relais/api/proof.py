"""The return "A + B": quantities with their rates, money down to the lead that bears it."""

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
from relais.diagnosis.actions.proof import ask_proof
from relais.diagnosis.queries.kept import Computation
from relais.lib.errors import NotVisible
from relais.privacy.actions import note_reading
from relais.roi.queries import (
    AGES,
    NOT_TAKEN_UP,
    Allowed,
    Line,
    Narrowing,
    Proof,
    Stage,
    Told,
    allowed_of,
)

router: Final = Router(tags=["reports"], auth=Key("reports:read"))
MOST: Final = 200
CASES: Final = {*Stage, *Line, NOT_TAKEN_UP}


class ProofAsked(BaseModel):
    """Leads of a campaign, center, unit or telemarketer, opened from a day to a day."""

    campaign: UUID | None = None
    center: UUID | None = None
    unit: UUID | None = None
    finder: UUID | None = None
    since: Day | None = None
    until: Day | None = None


class CasesAsked(ProofAsked):
    """Which figure's leads: a stage, a line of waste, or `not_taken_up`."""

    case: Annotated[str, Field(max_length=20)] = Stage.OPENED.value
    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1


class ProofStepOut(Out):
    """How many leads reached a stage, over the one before, and what one of them has cost."""

    stage: str
    count: int
    rate: RateOut | None
    each: int | None


class InMoneyOut(Out):
    """What leads cost and brought; `low` and `high` are null where there is not enough data.

    `left` is an upper bound of what was not taken up. `unborne` is spent beside the cost, with no
    lead yet to bear it.
    """

    costs: dict[str, int]
    cost: int
    margin: int
    told: int
    gain: int
    gained: float | None
    low: float | None
    high: float | None
    margin_over_cost: float | None
    wasted: dict[str, int]
    left: int | None
    unborne: int
    unrated: list[UUID]


class MaturedOut(Out):
    """The return over leads first transmitted before a day, or opened before it and never sent.

    `gained`, `low` and `high` are null where there is not enough data.
    """

    before: Day
    leads: int
    signed: int
    cost: int
    margin: int
    gained: float | None
    low: float | None
    high: float | None


class SentMonthOut(Out):
    """The leads first transmitted in a month.

    `expected` is the share of their signatures that have come by now: null once `matured`, and
    where the organization's matured months have too few signatures to tell.
    """

    month: Day
    transmitted: int
    signed: int
    matured: bool
    expected: float | None


class CurvePointOut(Out):
    """How many of the signatures of matured months had come after so many days."""

    days: int
    rate: RateOut


class ProofOut(Out):
    """Quantities, and money in minor units of one currency: null for who may not see it.

    Months, curve and `matured` are for who may open the leads: few may stand behind a month.
    Of very many leads figures are reckoned once a day: `as_of` says when. `uncosted` are campaigns
    left out: no cost of theirs is written down, and their margin would look free.
    """

    as_of: datetime | None
    uncosted: list[UUID]
    currency: str
    steps: list[ProofStepOut]
    cohorts: list[SentMonthOut]
    curve: list[CurvePointOut]
    money: InMoneyOut | None
    matured: MaturedOut | None


class ChargedOut(Out):
    """A lead with what it has cost and brought."""

    lead_id: UUID
    cost: int | None
    margin: int | None


class ChargedPageOut(Out):
    """Leads behind a figure, two hundred at a time, and what all of them add up to.

    With `as_of`, sums and the charge of each lead are of that moment, and `changed` tells of how
    many leads something was recorded since: they are listed as they are now.
    """

    as_of: datetime | None
    changed: int
    count: int
    cost: int | None
    margin: int | None
    leads: list[ChargedOut]


@router.get("", response={200: ProofOut, 202: ProgressOut})
def get_proof(request: HttpRequest, asked: Query[ProofAsked]) -> Any:
    """Prove what the leads of which you may ask gave for what they cost; 202 while reckoned."""
    allowed = allowed_by(request, asked)
    told = _told(request, allowed)
    if isinstance(told, Computation):
        return Status(202, progress_of(told))
    proven = told.proven
    proof = proven.proof
    by_month = told.cohorts if allowed.own else None  # few may stand behind a month
    return {
        "as_of": told.as_of,
        "uncosted": [one.id for one in allowed.uncosted],
        "currency": proof.currency,
        "steps": [_step(step, money=allowed.money) for step in proof.steps],
        "cohorts": by_month.months if by_month else [],
        "curve": _curve(by_month),
        "matured": _matured(proof.ripe) if allowed.money and allowed.own else None,
        "money": _money(proof, [one.id for one in proven.unrated]) if allowed.money else None,
    }


@router.get("/leads", response={200: ChargedPageOut, 202: ProgressOut})
def get_proof_leads(request: HttpRequest, asked: Query[CasesAsked]) -> Any:
    """List the leads behind a figure, the latest opened first, each with its own cost."""
    allowed = allowed_by(request, asked)
    if asked.case not in CASES or not allowed.own:
        raise NotVisible
    told = _told(request, allowed)
    if isinstance(told, Computation):
        return Status(202, progress_of(told))
    first = (asked.page - 1) * MOST
    rows = told.leads(asked.case).order_by("organization_id", "-opened_at", "-id")
    ids = rows.values_list("id", flat=True)[first : first + MOST]
    count, cost, margin = told.sums(asked.case)
    seen = allowed.money
    return {
        "as_of": told.as_of,
        "changed": told.changed(),
        "count": count,
        "cost": cost if seen else None,
        "margin": margin if seen else None,
        "leads": [
            {
                "lead_id": one.lead.id,
                "cost": one.cost if seen else None,
                "margin": one.margin if seen else None,
            }
            for one in told.charged(list(ids))
        ],
    }


def allowed_by(request: HttpRequest, asked: ProofAsked) -> Allowed:
    """Give the scope that a request asks for, as far as its caller may."""
    caller = caller_of(request)
    told = {name: getattr(asked, name) for name in ProofAsked.model_fields}
    allowed = allowed_of(caller.access, Narrowing(**told), at=caller.at)
    if asked.finder:
        note_reading("proof", of=[asked.finder], by=caller.by, at=caller.at)
    return allowed


def _told(request: HttpRequest, allowed: Allowed) -> Told | Computation:
    caller = caller_of(request)
    return ask_proof(allowed.scope, access=caller.access, at=caller.at)


def _step(step: Any, *, money: bool) -> dict[str, Any]:
    each = step.each if money else None
    return {"stage": step.stage, "count": step.count, "rate": step.rate, "each": each}


def _curve(by_month: Any) -> list[dict[str, Any]]:
    if by_month is None or not by_month.curve.enough:
        return []
    return [{"days": age, "rate": by_month.curve.signed_by(age)} for age in AGES]


def _matured(ripe: Any) -> dict[str, Any]:
    names = ("before", "leads", "signed", "cost", "margin", "gained")
    sure = {"low": None, "high": None}
    if ripe.interval:
        sure = {"low": ripe.interval.low, "high": ripe.interval.high}
    return {**{name: getattr(ripe, name) for name in names}, **sure}


def _money(proof: Proof, unrated: list[UUID]) -> dict[str, Any]:
    sure = proof.interval
    return {
        "costs": {kind.value: cost for kind, cost in proof.costs.items()},
        "cost": proof.cost,
        "margin": proof.margin,
        "told": proof.told,
        "gain": proof.gain,
        "gained": proof.gained,
        "low": sure.low if sure else None,
        "high": sure.high if sure else None,
        "margin_over_cost": proof.times,
        "wasted": {line: lost.amount for line, lost in proof.wasted.items()},
        "left": proof.left.amount if proof.enough else None,
        "unborne": proof.unborne,
        "unrated": unrated,
    }
