"""The supervisor's figures: what each one's leads became, and how far the center's came."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from relais.lib.teams import SMALLEST_TEAM
from relais.measures.queries import (
    PERSONAL_FROM,
    By,
    Case,
    Counts,
    Rate,
    TooFewBehind,
    View,
    check_enough_callers,
    compared,
    funnel,
)
from relais.people.queries import organization
from relais.privacy.actions import note_reading
from relais.web.http import PersonRequest
from relais.web.leads.cases import WORDS, address_of

WEEKS: Final = 4
STEPS: Final = (Case.SUBMITTED, Case.VALIDATED, Case.TRANSMITTED, Case.TAKEN_UP, Case.WON)


@dataclass(frozen=True)
class Found:
    """What became of the leads of one telemarketer, or of all: each rate with its cases."""

    name: str
    rates: list[tuple[Rate, str]]


@dataclass(frozen=True)
class Stage:
    """How many leads came so far, of those opened in the last weeks and in those before."""

    case: Case
    now: Rate
    before: Rate
    addresses: tuple[str, str]


def center_figures(request: PersonRequest) -> HttpResponse:
    """Show a supervisor what became of the leads of his call centers, and by whom they were found.

    By person only once the privacy checklist is complete; before, of five persons at least, the
    whole as each part of it.
    """
    access = request.access
    try:
        check_enough_callers(access, at=request.at)
    except TooFewBehind as few:
        return render(request, "reports/few.html", {"sentence": _(few.message)})
    since = request.at.date() - timedelta(weeks=WEEKS)
    stages = _stages(request, since)
    complete = bool(organization(access.organization_id).works_council_on)
    context = {
        "stages": stages,
        "opened": stages[0].now.denominator,
        "validated": next(one.now.numerator for one in stages if one.case is Case.VALIDATED),
        "found": _found(request, since, complete=complete),
        "cases": WORDS,
        "complete": complete,
        "weeks": WEEKS,
        "smallest": SMALLEST_TEAM,
        "enough": PERSONAL_FROM,
    }
    return render(request, "desk/center_figures.html", context)


def _stages(request: PersonRequest, since: date) -> list[Stage]:
    """Count the leads opened in the last weeks, and in as many before them."""
    earlier, eve = since - timedelta(weeks=WEEKS), since - timedelta(days=1)
    now, before = _counts(request, since, None), _counts(request, earlier, eve)
    return [
        Stage(
            case,
            Rate.of(getattr(now, case.value), now.opened),
            Rate.of(getattr(before, case.value), before.opened),
            (
                address_of(case, opened_since=since),
                address_of(case, opened_since=earlier, opened_until=eve),
            ),
        )
        for case in STEPS
    ]


def _counts(request: PersonRequest, since: date, until: date | None) -> Counts:
    total = Counts()
    for counts in funnel(_view(request, since, until), by=()).values():
        total.add(counts)
    return total


def _view(request: PersonRequest, since: date, until: date | None = None) -> View:
    access = request.access
    return View(access.organization_id, access, since, until, call_center_ids=access.supervised)


def _found(request: PersonRequest, since: date, *, complete: bool) -> list[Found]:
    view, at = _view(request, since), request.at
    if complete:
        rows = compared(view, by=By.TELEMARKETER, at=at)
        note_reading("center", of=[row.id for row in rows if row.id], by=request.by, at=at)
        return [_rates(row.name, row.counts, since, finder=row.id) for row in rows]
    try:
        check_enough_callers(request.access, by=(By.CALL_CENTER,), at=at)
    except TooFewBehind:  # less the larger ones, the whole would tell of the smaller one
        return []
    shown = compared(view, by=By.CALL_CENTER, at=at)
    return [_rates(row.name, row.counts, since, center=row.id) for row in shown]


def _rates(name: str, counts: Counts, since: date, **of: UUID | None) -> Found:
    rates = {
        Case.VALIDATED: Rate.of(counts.validated, counts.opened),
        Case.RETURNED: Rate.of(counts.returned, counts.submitted),
        Case.TURNED_DOWN: Rate.of(counts.turned_down, counts.submitted),
        Case.UPHELD: Rate.of(counts.upheld, counts.decided),
    }
    return Found(
        name,
        [(rate, address_of(case, opened_since=since, **of)) for case, rate in rates.items()],
    )
