"""Units and call centers of so few persons that figures would be theirs: told together, as one."""

from collections import defaultdict
from typing import Final

from django.db.models import Count, F

from relais.lib.teams import shown_apart
from relais.measures.queries.funnel import Cells
from relais.measures.queries.grouping import OF_LEAD, Grouping
from relais.measures.rules import By, Counts

TOGETHER: Final = "together"
BEHIND: Final = {By.UNIT: "rep_id", By.CALL_CENTER: "originator_id"}


def smaller_together(cells: Cells, grouping: Grouping) -> Cells:
    """Add up what is told of units, and of call centers, behind which there are fewer than five.

    Neither is told apart what would give them away when it is taken from the whole.
    """
    for place, by in enumerate(grouping.by):
        if by in BEHIND:
            cells = _merged(cells, place, _apart(grouping, by))
    return cells


def _apart(grouping: Grouping, by: By) -> set[object]:
    """Find the groups that are told each by itself: the larger ones, and those behind nobody."""
    keyed = grouping.leads.order_by().annotate(group=F(OF_LEAD[by])).values_list("group")
    sizes = dict(keyed.annotate(behind=Count(BEHIND[by], distinct=True)))
    nobody = {group for group, behind in sizes.items() if not behind}
    return nobody | shown_apart({group: n for group, n in sizes.items() if n})


def _merged(cells: Cells, place: int, apart: set[object]) -> Cells:
    found: Cells = defaultdict(Counts)
    for key, counts in cells.items():
        part = key[place] if key[place] in apart else TOGETHER
        found[(*key[:place], part, *key[place + 1 :])].add(counts)
    return found
