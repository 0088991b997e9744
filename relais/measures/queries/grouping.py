"""How leads are grouped: by whom, by month, by place; the same for all that hangs on a lead."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, Expression, F, Max, Min, QuerySet, Value, When

from relais.leads.models import Lead
from relais.leads.queries import State, leads_visible_to
from relais.measures.rules import By, View, days, months
from relais.people.queries import organization

Key = tuple[UUID | str | None, ...]
Keys = dict[str, Expression | F]

OF_LEAD: Final = {
    By.TELEMARKETER: "originator_id",
    By.REP: "rep_id",
    By.CAMPAIGN: "campaign_id",
    By.UNIT: "unit_id",
    By.CALL_CENTER: "call_center_id",
    By.STATE: "state",
}
OWN: Final = frozenset({By.REP, By.UNIT})


class Grouping:
    """The leads that a view shows, and the expressions by which they are grouped.

    Months are told by comparing with their first moments, which every database does quickly and
    alike; SQLite would call Python for each row to know the month of a zone.
    """

    def __init__(self, view: View, by: Sequence[By]) -> None:
        self.view = view
        self.by = tuple(by)
        self.zone = ZoneInfo(organization(view.organization_id).timezone)
        self.leads = self._leads()
        self._starts = self._months() if By.MONTH in by else []
        self._names = [f"{start.astimezone(self.zone):%Y-%m}" for start in self._starts]

    def keys(self, prefix: str = "", *, own: frozenset[By] = frozenset()) -> Keys:
        """Give what to group by, under names of their own; all together, the same for each row.

        :param prefix: "lead__" for rows that hang on a lead.
        :param own: what such rows know themselves: an appointment its rep, at its start.
        """
        if not self.by:
            return {"all": Value(0)}
        return {
            f"key_{number}": month_number(self._starts, f"{prefix}opened_at")
            if by is By.MONTH
            else F(OF_LEAD[by] if by in own else f"{prefix}{OF_LEAD[by]}")
            for number, by in enumerate(self.by)
        }

    def key(self, values: Sequence[object]) -> Key:
        """Give the key of a group from what the database answered: months as "2026-03"."""
        return tuple(
            self._names[int(str(value))] if by is By.MONTH else value  # type: ignore[misc]  # ids
            for by, value in zip(self.by, values[: len(self.by)], strict=True)
        )

    def _leads(self) -> QuerySet[Lead]:
        view = self.view
        if view.access:
            leads = leads_visible_to(view.access)
        else:
            leads = Lead.objects.of(view.organization_id).exclude(state=State.VOIDED.value)
        if view.since or view.until:
            period = days(view.since, view.until, zone=self.zone)
            leads = leads.filter(opened_at__gte=period.start, opened_at__lt=period.end)
        return leads.filter(**_narrowed(view)).order_by()

    def _months(self) -> list[datetime]:
        edges = self.leads.aggregate(first=Min("opened_at"), last=Max("opened_at"))
        if edges["first"] is None:
            return []
        return months(edges["first"], edges["last"], zone=self.zone)


def _narrowed(view: View) -> dict[str, object]:
    wanted = {
        "campaign_id": view.campaign_id,
        "call_center_id__in": view.call_center_ids,
        "unit__path__startswith": view.unit_path,
        "originator_id": view.originator_id,
    }
    return {name: value for name, value in wanted.items() if value is not None}


def month_number(starts: Sequence[datetime], column: str, first: int = 0) -> Expression:
    """Give the number of the month: half of the months is ruled out by each comparison."""
    if len(starts) < 2:
        return Value(first)
    middle = len(starts) // 2
    return Case(
        When(
            **{f"{column}__lt": starts[middle]}, then=month_number(starts[:middle], column, first)
        ),
        default=month_number(starts[middle:], column, first + middle),
    )
