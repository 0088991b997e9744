"""Take-up by week of first transmission, at fixed horizons of working time."""

from collections import defaultdict
from datetime import date, datetime
from uuid import UUID

from relais.measures.queries.grouping import Grouping
from relais.measures.rules import HORIZONS, Cohort, View, cohort, week_of
from relais.people.models import Unit
from relais.people.queries import Calendars
from relais.people.rules.working_time import Calendar, Span, add_span


def take_up_by_week(view: View, *, at: datetime) -> list[Cohort]:
    """Give, for each week and horizon, how many of the leads first transmitted were taken up.

    A horizon counts working days of the country of the lead's unit. Weeks whose last horizon is
    still to come are marked incomplete.
    """
    grouping = Grouping(view, ())
    told = grouping.leads.filter(transmitted_at__isnull=False)
    weeks: defaultdict[date, list[tuple[datetime, datetime | None, UUID | None]]]
    weeks = defaultdict(list)
    columns = ("transmitted_at", "taken_up_at", "unit_id")
    for transmitted_at, taken_up_at, unit_id in told.values_list(*columns):
        if transmitted_at:
            week = week_of(transmitted_at, zone=grouping.zone)
            weeks[week].append((transmitted_at, taken_up_at, unit_id))
    ends = Ends(view.organization_id)
    return [
        cohort(week, days, leads=[(ends.of(s, unit, days), t) for s, t, unit in leads], at=at)
        for week, leads in sorted(weeks.items())
        for days in HORIZONS
    ]


class Ends:
    """Ends of horizons, worked out once for a minute and a calendar."""

    def __init__(self, organization_id: UUID) -> None:
        self._calendars = Calendars(organization_id)
        units = Unit.objects.of(organization_id)
        places = units.values_list("id", "country", "subdivision", "timezone")
        self._calendars.learn({row[0]: row[1:] for row in places})
        self._known: dict[tuple[datetime, int, int], datetime] = {}

    def of(self, start: datetime, unit_id: UUID | None, days: int) -> datetime:
        """Give when so many working days after a moment are over, where a unit is."""
        calendar: Calendar = self._calendars.of_unit(unit_id)
        asked = (start, id(calendar), days)
        if asked not in self._known:
            self._known[asked] = add_span(calendar, start=start, span=Span(days, "days"))
        return self._known[asked]
