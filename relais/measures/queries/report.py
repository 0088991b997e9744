"""The report: the funnel with all that hangs on it, named as far as its reader may know."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Count

from relais.campaigns.models import Campaign
from relais.measures.queries.behind import check_enough_callers, check_enough_reps
from relais.measures.queries.beside import (
    count_appointments,
    count_disputes,
    count_reviews,
    count_turns,
    days_to_win,
)
from relais.measures.queries.funnel import Cells, count_leads
from relais.measures.queries.grouping import Grouping, Key
from relais.measures.queries.names import (
    caller_names,
    hidden_callers,
    hidden_reps,
    rep_names,
)
from relais.measures.queries.together import smaller_together
from relais.measures.rules import (
    By,
    Counts,
    Rate,
    View,
    check_may_see_persons,
    of_persons,
    personal_rates,
)
from relais.people.models import CallCenter, Unit
from relais.people.queries import organization

Names = dict[UUID, str]
NOBODY: Final = "–"
PERSONS: Final = {By.REP, By.TELEMARKETER}


@dataclass(frozen=True)
class Row:
    """A group of leads: its key, the key in words, and its figures.

    The key of a person whom the reader knows by a pseudonym only is None.
    """

    key: Key
    names: tuple[str, ...]
    counts: Counts
    rates: dict[str, Rate]
    median_days: float | None


@dataclass(frozen=True)
class Report:
    """The groups, in the order of their names, and all of them together.

    `telemarketers` and `reps` are how many persons found these leads, and have them.
    """

    view: View
    by: tuple[By, ...]
    rows: list[Row]
    total: Row
    telemarketers: int
    reps: int


def persons_in(report: Report) -> set[UUID]:
    """Give the persons whose own figures a report shows under their names."""
    places = [place for place, by in enumerate(report.by) if by in PERSONS]
    keys = {row.key[place] for row in report.rows for place in places}
    return {key for key in keys if isinstance(key, UUID)}


def funnel_report(view: View, *, by: tuple[By, ...], at: datetime) -> Report:
    """Report how far leads came and what became of them, by group, as known at a moment.

    Grouped by persons, it is of leads opened in the last twelve months alone; `view` says so.
    Twelve queries at most, whatever the number of leads. Turns and appointments are counted under
    the rep of their own time. Until the privacy checklist is complete, units and call centers of
    fewer than five are told together.
    :raises NotForYou: for figures of persons that the reader may not see.
    :raises TooFewBehind: to a supervisor, for those of too few telemarketers; to a manager, for
        those of too few reps.
    """
    complete = bool(organization(view.organization_id).works_council_on)
    for each in by:
        check_may_see_persons(each, view.access, checklist_complete=complete)
    if view.access and set(by) & PERSONS:
        view = of_persons(view, on=at.date())
    check_enough_callers(view.access, by=by, at=at)
    check_enough_reps(view.access, at=at)
    grouping = Grouping(view, by)
    cells: Cells = defaultdict(Counts)
    count_leads(cells, grouping)
    if cells:
        count_reviews(cells, grouping)
        count_turns(cells, grouping)
        count_appointments(cells, grouping, at=at)
        count_disputes(cells, grouping)
    if view.access and not complete:
        cells = smaller_together(cells, grouping)
    return _report(grouping, cells, days_to_win(grouping))


def _report(grouping: Grouping, cells: Cells, days: dict[Key, float]) -> Report:
    view, by = grouping.view, grouping.by
    ids = [_ids(cells, place) for place in range(len(by))]
    names = [_names(view, *each) for each in zip(by, ids, strict=True)]
    hidden = [_hidden(view, *each) for each in zip(by, ids, strict=True)]
    total = Counts()
    rows = []
    for key, counts in cells.items():
        total.add(counts)
        shown = tuple(
            None if part in unseen else part for part, unseen in zip(key, hidden, strict=True)
        )
        words = tuple(
            named.get(part, NOBODY) if isinstance(part, UUID) else part or NOBODY
            for part, named in zip(key, names, strict=True)
        )
        rates = personal_rates(counts) if view.access and By.REP in by else counts.rates()
        rows.append(Row(shown, words, counts, rates, days.get(key)))
    whole = Row((), (), total, total.rates(), days.get(()))
    persons = grouping.leads.aggregate(
        telemarketers=Count("originator_id", distinct=True), reps=Count("rep_id", distinct=True)
    )
    return Report(view, by, sorted(rows, key=lambda row: row.names), whole, **persons)


def _ids(cells: Cells, place: int) -> set[UUID]:
    """Give the ids in one column of the keys."""
    return {part for key in cells if isinstance(part := key[place], UUID)}


def _names(view: View, by: By, ids: Collection[UUID]) -> Names:
    """Give the words for the ids of a column; months and states are words themselves."""
    naming = NAMING.get(by)
    return naming(view, ids) if naming else {}


def _campaigns(view: View, ids: Collection[UUID]) -> Names:
    rows = Campaign.objects.of(view.organization_id).filter(id__in=ids)
    return dict(rows.values_list("id", "name"))


def _units(view: View, ids: Collection[UUID]) -> Names:
    return dict(Unit.objects.of(view.organization_id).filter(id__in=ids).values_list("id", "name"))


def _call_centers(view: View, ids: Collection[UUID]) -> Names:
    rows = CallCenter.objects.of(view.organization_id).filter(id__in=ids)
    return dict(rows.values_list("id", "name"))


def _hidden(view: View, by: By, ids: Collection[UUID]) -> set[UUID]:
    """Give the persons of a column whom the reader may know by a pseudonym only."""
    hiding = HIDING.get(by)
    return hiding(view, ids) if hiding else set()


HIDING: Final[dict[By, Callable[[View, Collection[UUID]], set[UUID]]]] = {
    By.TELEMARKETER: hidden_callers,
    By.REP: hidden_reps,
}
NAMING: Final[dict[By, Callable[[View, Collection[UUID]], Names]]] = {
    By.TELEMARKETER: caller_names,
    By.REP: rep_names,
    By.CAMPAIGN: _campaigns,
    By.UNIT: _units,
    By.CALL_CENTER: _call_centers,
}
