"""What the leads of a scope would have given with other rates, or with a least score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.db.models import QuerySet

from relais.leads.models import Lead
from relais.lib.errors import NotVisible
from relais.people.queries import Access, Role
from relais.roi.queries.passed import gate_of, versions_of
from relais.roi.queries.proof import Scope, matured
from relais.roi.queries.what_if_sums import ALL, CASES, added_up, came, came_to
from relais.roi.rules.proof import is_enough
from relais.roi.rules.what_if import (
    FEWEST_LEADS,
    FEWEST_TOLD,
    SENT,
    Flow,
    Group,
    Key,
    Lack,
    Part,
    Row,
    Supposed,
    Tally,
    lacking,
    shares_of,
)

if TYPE_CHECKING:
    from relais.statistics.what_if import Expected

__all__ = [
    "CASES", "FEWEST_LEADS", "FEWEST_TOLD", "READERS", "Flow", "Group", "Lack", "Part",
    "Row", "Supposed", "Tally", "WhatIf", "check_reader", "leads_of_case", "told_of",
    "versions_of", "what_if",
]  # fmt: skip

READERS: Final = (Role.MANAGER, Role.DIRECTOR)
TALLIED: Final = ("leads", "signed", "due", "honoured", "held", "held_signed")


@dataclass(frozen=True)
class WhatIf:
    """What leads that have had their time gave, and would have given.

    `parts` are of all leads. `lacking` counts of what too few are known to tell what would be;
    `untold` how many more signatures need a margin before money is told. `as_of` is when leads
    were added up, where that was not now.
    """

    supposed: Supposed
    currency: str
    before: date
    reps: int
    told: int
    parts: Mapping[Part, Flow]
    lacking: Mapping[Lack, int]
    expected: "Expected"
    as_of: datetime | None = None

    @property
    def flow(self) -> Flow:
        """Give the leads that would have been passed on."""
        return _passed(self.parts)

    @property
    def answered(self) -> bool:
        """Say whether what is supposed can be told."""
        return self.supposed.anything and not self.lacking

    @property
    def whole(self) -> Tally:
        """Add up all leads."""
        return sum((flow.whole for flow in self.parts.values()), Tally())

    @property
    def untold(self) -> int:
        """Say how many more signatures with a margin are needed before money is told."""
        return max(0, FEWEST_TOLD - self.told)


def check_reader(access: Access) -> None:
    """Check that somebody directs, or leads a unit.

    :raises NotVisible: for anybody else.
    """
    if not access.has(*READERS):
        raise NotVisible


def what_if(scope: Scope, supposed: Supposed) -> WhatIf:
    """Say what the matured leads of a scope would have given, were something otherwise.

    Ten queries at most, however many leads there are.
    """
    return told_of(scope, supposed, added_up(scope, supposed).rows)


def told_of(
    scope: Scope, supposed: Supposed, rows: Mapping[Key, Row], *, as_of: datetime | None = None
) -> WhatIf:
    """Say it from what leads added up to, by rep, group and part: nothing is asked any more."""
    parts = _flows(rows)
    flow = _passed(parts)
    passed = {rep for rep, _group, part in rows if rep and part is not Part.LEFT_OUT}
    reps = sorted({rep for rep, _group, _part in rows if rep}, key=str)
    return WhatIf(
        supposed,
        scope.currency,
        scope.unripe,
        len(reps),
        _total(rows.values(), "told"),
        parts,
        lacking(supposed, flow, reps=len(passed)),
        _expected(rows, reps, flow, supposed),
        as_of,
    )


def leads_of_case(
    scope: Scope, case: str, *, part: Part | None, signed: bool, supposed: Supposed
) -> QuerySet[Lead]:
    """List the leads behind a count: a group, those with an appointment held, or all.

    :raises ValueError: for no such count.
    :raises NotVisible: for a part where nothing is supposed that would part them.
    """
    leads = scope.leads.filter(matured(scope))
    if case != ALL:
        leads = leads.annotate(came=came(scope)).filter(came__in=came_to(case))
    gate = gate_of(scope, scope.leads.filter(matured(scope)), supposed)
    if part and not gate:
        raise NotVisible
    if part and gate:
        leads = leads.annotate(part=gate("")).filter(part=part.value)
    return leads.filter(won_at__isnull=False) if signed else leads


def _flows(rows: Mapping[Key, Row]) -> dict[Part, Flow]:
    """Add leads up by part and group."""
    sums = {(part, group): [0] * len(TALLIED) for part in Part for group in Group}
    for (_rep, group, part), row in rows.items():
        cell = sums[part, group]
        for index, name in enumerate(TALLIED):
            cell[index] += row.get(name) or 0
    return {part: Flow({group: Tally(*sums[part, group]) for group in Group}) for part in Part}


def _passed(parts: Mapping[Part, Flow]) -> Flow:
    return parts[Part.KEPT] + parts[Part.UNSCORED]


def _expected(
    rows: Mapping[Key, Row], reps: Sequence[UUID], flow: Flow, supposed: Supposed
) -> "Expected":
    told = import_module("relais.statistics.what_if")  # NumPy is loaded when it is needed
    sums = {rep: told.Sums(*columns) for rep, columns in _sums(rows, reps).items()}
    found: Expected = told.expected(
        [sums[rep] for rep in reps],
        sums[None],
        take_up=told.Shift(*shares_of(flow.take_up, supposed.take_up)),
        honour=told.Shift(*shares_of(flow.honour, supposed.honour)),
        ranges=is_enough(len(reps), _total(rows.values(), "signed")),
    )
    return found


def _sums(rows: Mapping[Key, Row], reps: Sequence[UUID]) -> dict[UUID | None, list[list[int]]]:
    """Give the columns of `Sums`; what is paid whatever happens is paid for fewer leads as well."""
    sizes = (len(SENT), len(SENT), len(SENT), 3, 3)
    found: dict[UUID | None, list[list[int]]] = {
        rep: [[0] * size for size in sizes] for rep in (None, *reps)
    }
    for (rep, group, part), row in rows.items():
        leads, signed, visits, kept, whole = found[rep]
        won, margin = row.get("signed") or 0, row.get("margin") or 0
        whatever, met = row.get("whatever") or 0, row.get("visits") or 0
        cost = (row.get("pieces") or 0) + met
        passed = part is not Part.LEFT_OUT
        _add(whole, (won, margin, whatever + cost))
        _add(kept, (won, margin, whatever + cost) if passed else (0, 0, whatever))
        if passed and group in SENT:
            index = SENT.index(group)
            leads[index] += row.get("leads") or 0
            signed[index] += won
            visits[index] += met
    return found


def _add(sums: list[int], more: tuple[int, ...]) -> None:
    for index, each in enumerate(more):
        sums[index] += each


def _total(rows: Any, name: str) -> int:
    return sum(row.get(name) or 0 for row in rows)
