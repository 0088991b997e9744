"""What leads would have given, were more taken up or honoured, or fewer passed on."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Status

from relais.api.door import Key, caller_of
from relais.api.fields import Day, Out, one_of
from relais.api.progress import ProgressOut, progress_of
from relais.api.proof import MOST, ChargedOut, ChargedPageOut, ProofAsked, allowed_by
from relais.api.reports import RateOut
from relais.diagnosis.actions.what_if import ask_what_if, ask_what_if_leads
from relais.diagnosis.queries.kept import Computation
from relais.lib.errors import NotVisible
from relais.roi.queries import (
    Group,
    Part,
    Scope,
    Supposed,
    Tally,
    WhatIf,
    check_reader,
)
from relais.roi.queries.what_if_kept import Count

router: Final = Router(tags=["return"], auth=Key("reports:read"))
Percent = Annotated[Decimal, Field(ge=0, le=100, decimal_places=1)]
CASES: Final = {"all", "held", *Group}


class WhatIfAsked(ProofAsked):
    """Of which leads, and what is supposed, in percent: null leaves it as it is.

    `definition` is a version of the target definition of `campaign`, by which leads are scored
    anew; without it `minimum` is of the scores as they stood when leads were submitted.
    """

    take_up: Percent | None = None
    honour: Percent | None = None
    minimum: Annotated[int, Field(ge=1, le=100)] | None = None
    definition: UUID | None = None


class WhatIfBehindAsked(WhatIfAsked):
    """Which count's leads: a group, `held` or `all`; of a part, and signed ones only, if told."""

    case: Annotated[str, Field(max_length=20)] = "all"
    part: Annotated[str, Field(max_length=20)] | None = None
    signed: bool = False
    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1


class WhatIfFigureOut(Out):
    """A figure and the ends of its 95 % range, null where too little is known for one."""

    value: float | None
    low: float | None
    high: float | None


class WhatIfSumsOut(Out):
    """Signatures, money in minor units, and the return; money is null while it is not told."""

    signed: WhatIfFigureOut
    margin: WhatIfFigureOut | None
    cost: WhatIfFigureOut | None
    gain: WhatIfFigureOut | None
    gained: WhatIfFigureOut | None


class WhatIfGroupOut(Out):
    """Leads that came so far, those of them signed, and their appointments."""

    group: Annotated[str, one_of(Group)]
    leads: int
    signed: int
    due: int
    honoured: int
    held: int
    held_signed: int


class WhatIfPartOut(Out):
    """Leads that would have been passed on, or not, by how far they came."""

    part: Annotated[str, one_of(Part)]
    take_up: RateOut
    honour: RateOut
    groups: list[WhatIfGroupOut]


class WhatIfOut(Out):
    """What matured leads gave, and would have given with other rates or a least score.

    `then` and `more` are null where nothing is supposed, or too little is known: `lacking` counts
    how many more of what are needed, `untold` how many more signatures need a margin before money
    is told. `take_up` and `honour` are of the leads that would have been passed on. Of very many
    leads sums are made once a day: `as_of` says when.
    """

    as_of: datetime | None
    currency: str
    before: Day
    reps: int
    take_up: RateOut
    honour: RateOut
    parts: list[WhatIfPartOut]
    lacking: dict[str, int]
    untold: int
    today: WhatIfSumsOut
    then: WhatIfSumsOut | None
    more: WhatIfSumsOut | None


@router.get("", response={200: WhatIfOut, 202: ProgressOut})
def get_what_if(request: HttpRequest, asked: Query[WhatIfAsked]) -> Any:
    """Say what would be beside what is: an upper bound, for reps take the better leads up.

    202 while many leads are added up.
    """
    caller = caller_of(request)
    scope, supposed = _scope(request, asked), _supposed(asked)
    found = ask_what_if(scope, supposed, access=caller.access, at=caller.at)
    if isinstance(found, Computation):
        return Status(202, progress_of(found))
    told = found.expected
    return {
        "as_of": found.as_of,
        "currency": found.currency,
        "before": found.before,
        "reps": found.reps,
        "take_up": found.flow.take_up,
        "honour": found.flow.honour,
        "parts": [_part(found, part) for part in Part],
        "lacking": {lack.value: more for lack, more in found.lacking.items()},
        "untold": found.untold,
        "today": _sums(found, told.today),
        "then": _sums(found, told.then) if found.answered else None,
        "more": _sums(found, told.more) if found.answered else None,
    }


@router.get("/leads", response={200: ChargedPageOut, 202: ProgressOut})
def get_what_if_leads(request: HttpRequest, asked: Query[WhatIfBehindAsked]) -> Any:
    """List the leads behind a count, the latest opened first, each with its own cost.

    202 while many leads are added up.
    """
    if asked.case not in CASES or asked.part not in {None, *Part}:
        raise NotVisible
    caller, first = caller_of(request), (asked.page - 1) * MOST
    scope, supposed = _scope(request, asked), _supposed(asked)
    told = ask_what_if_leads(scope, supposed, access=caller.access, at=caller.at)
    if isinstance(told, Computation):
        return Status(202, progress_of(told))
    count = Count(asked.case, Part(asked.part) if asked.part else None, asked.signed)
    rows = told.leads(count).order_by("organization_id", "-opened_at", "-id")
    ids = list(rows.values_list("id", flat=True)[first : first + MOST])
    leads = [
        ChargedOut(lead_id=one.lead.id, cost=one.cost, margin=one.margin)
        for one in told.charged(ids)
    ]
    sums = told.sums(count)
    return {
        "as_of": told.as_of,
        "changed": told.changed(),
        "count": sums.leads,
        "cost": sums.cost,
        "margin": sums.margin,
        "leads": leads,
    }


def _scope(request: HttpRequest, asked: WhatIfAsked) -> Scope:
    check_reader(caller_of(request).access)
    return allowed_by(request, asked).scope


def _supposed(asked: WhatIfAsked) -> Supposed:
    return Supposed(asked.take_up, asked.honour, asked.minimum, asked.definition)


def _part(found: WhatIf, part: Part) -> dict[str, Any]:
    flow = found.parts[part]
    groups = [{"group": group, **_tally(tally)} for group, tally in flow.groups.items()]
    return {"part": part, "take_up": flow.take_up, "honour": flow.honour, "groups": groups}


def _tally(tally: Tally) -> dict[str, int]:
    names = ("leads", "signed", "due", "honoured", "held", "held_signed")
    return {name: getattr(tally, name) for name in names}


def _sums(found: WhatIf, told: Any) -> dict[str, Any]:
    """Give each figure, money only once enough signatures have a margin."""
    money = found.untold == 0
    return {name: _told(one) if money or name == "signed" else None for name, one in told.items()}


def _told(one: Any) -> dict[str, float | None]:
    low, high = (one.interval.low, one.interval.high) if one.interval else (None, None)
    return {"value": one.value, "low": low, "high": high}
