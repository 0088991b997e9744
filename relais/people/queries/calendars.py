"""When people work, from the organization's own weeks, holidays and closing days."""

from collections import defaultdict
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from relais.people.models import ClosingDay, Organization, Person, Unit, WorkingPeriod
from relais.people.rules.holidays import holidays_of
from relais.people.rules.working_time import Calendar, Span, WorkingWeek, add_span

Place = tuple[str, str, str]  # country, subdivision, zone
Week = list[tuple[int, tuple[object, object]]]


class Calendars:
    """The calendars of one organization, each worked out once.

    Reads the weeks and closing days at once, then persons and units as they are asked for.
    A clock runs through absences: being away releases a lead, it does not stop its clock.
    """

    def __init__(self, organization_id: UUID) -> None:
        self._organization_id = organization_id
        self._weeks: dict[UUID | str, Week] = defaultdict(list)
        rows = WorkingPeriod.objects.of(organization_id).order_by("weekday", "starts")
        columns = ("person_id", "country", "weekday", "starts", "ends")
        person_id: UUID | None
        for person_id, country, weekday, starts, ends in rows.values_list(*columns):
            self._weeks[person_id or country].append((weekday, (starts, ends)))
        self._closed: dict[str, set[date]] = defaultdict(set)
        for place, day in ClosingDay.objects.of(organization_id).values_list("country", "day"):
            self._closed[place].add(day)
        self._calendars: dict[tuple[UUID | None, Place], Calendar] = {}
        self._places: dict[UUID, Place] = {}

    def of_person(self, person_id: UUID) -> Calendar:
        """Give the calendar of a person: his own week if he has one, else his country's."""
        place = self._place_of(Person, person_id)
        return self._calendar(person_id if person_id in self._weeks else None, place)

    def of_unit(self, unit_id: UUID | None) -> Calendar:
        """Give the calendar of a unit's country, or of the organization's."""
        if unit_id:
            return self._calendar(None, self._place_of(Unit, unit_id))
        home = Organization.objects.get(id=self._organization_id)
        return self._calendar(None, (home.country, "", home.timezone))

    def learn(self, places: dict[UUID, Place]) -> None:
        """Take the places of many persons or units that a bulk deed has read already."""
        self._places.update(places)

    def _place_of(self, model: type[Person] | type[Unit], row_id: UUID) -> Place:
        if row_id not in self._places:
            rows = model.objects.filter(organization_id=self._organization_id, id=row_id)
            self._places[row_id] = rows.values_list("country", "subdivision", "timezone").get()
        return self._places[row_id]

    def _calendar(self, person_id: UUID | None, place: Place) -> Calendar:
        known = self._calendars.get((person_id, place))
        if known is None:
            country, subdivision, zone = place
            closed = self._closed.get(country, set())
            known = Calendar(
                self._week(self._weeks.get(person_id or country), ZoneInfo(zone)),
                holidays_of(country, subdivision=subdivision, closed=closed),
            )
            self._calendars[person_id, place] = known
        return known

    def _week(self, week: Week | None, zone: ZoneInfo) -> WorkingWeek:
        if not week:
            return WorkingWeek.office(zone)
        days = tuple(tuple(hours for day, hours in week if day == wanted) for wanted in range(7))
        return WorkingWeek(zone, days)  # type: ignore[arg-type]  # TimeField gives times


def deadline(calendar: Calendar, *, start: datetime, clock: str) -> datetime:
    """Give when a campaign's clock ("4h", "2d") that starts now runs out."""
    return add_span(calendar, start=start, span=Span.parse(clock))
