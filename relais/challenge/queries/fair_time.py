"""When deeds of a challenge were done, person by person, and how they stand to working time."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain, groupby
from operator import itemgetter
from typing import Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from relais.challenge.models import Challenge, Entrant, Entry
from relais.challenge.rules.bunching import (
    Counted,
    Line,
    Share,
    Worked,
    before_each,
    before_steps,
    first_deeds,
)
from relais.challenge.rules.fair import FairCheck
from relais.challenge.rules.game import Rules, Side
from relais.challenge.rules.ledger import window_of
from relais.database.among import among
from relais.database.moments import Written, read_moment
from relais.database.reading import read_in_turn
from relais.lib.periods import Period
from relais.people.models import Absence, Person
from relais.people.queries import Calendars, organization
from relais.people.rules.working_time import Calendar, working_periods

CHUNK: Final = 5000
WEEK: Final = timedelta(days=7)


class Part(NamedTuple):
    """Somebody's part in a challenge: as what, of which team, since when, until when."""

    side: Side
    unit_id: UUID | None
    call_center_id: UUID | None
    since: datetime
    until: datetime | None


@dataclass
class Timed:
    """What everybody's lines say: by check when deeds were done, by side what was taken back."""

    counted: dict[FairCheck, list[Counted]] = field(
        default_factory=lambda: {check: [] for check in FairCheck}
    )
    taken_back: dict[Side, list[Share]] = field(default_factory=lambda: {s: [] for s in Side})


def parts_of(challenge: Challenge) -> dict[UUID, Part]:
    """Give the part of everybody who takes or took part, whether once or several times."""
    rows = Entrant.objects.of(challenge.organization_id).filter(challenge=challenge)
    found: dict[UUID, Part] = {}
    for person_id, side, unit_id, center_id, since, until in rows.order_by("agreed_at").values_list(
        "person_id", "side", "unit_id", "call_center_id", "agreed_at", "withdrew_at"
    ):
        first = found[person_id].since if person_id in found else since
        found[person_id] = Part(Side(side), unit_id, center_id, first, until)
    return found


def steps_of(rules: Rules) -> tuple[int, ...]:
    """Give the steps of a challenge, or its goal."""
    return rules.thresholds or ((rules.goal,) if rules.goal else ())


def weigh_times(challenge: Challenge, parts: dict[UUID, Part], *, at: datetime) -> Timed:
    """Weigh when everybody's deeds were done, in as many queries whatever there is.

    Only reps choose when: a telemarketer's points come when the rep of his lead does something.
    """
    home = organization(challenge.organization_id)
    frame = _Frame(challenge, ZoneInfo(home.timezone), at)
    reps = [person_id for person_id, part in parts.items() if part.side is Side.REP]
    diaries = _Diaries(challenge.organization_id, reps, frame.whole)
    found = Timed()
    for share in _taken_back(challenge):
        if share.person_id in parts:
            found.taken_back[parts[share.person_id].side].append(share)
    for person_id, lines in _by_person(challenge, reps):
        for check, counted in frame.of(person_id, parts[person_id], lines, diaries.of(person_id)):
            found.counted[check].append(counted)
    return found


def _taken_back(challenge: Challenge) -> Iterator[Share]:
    """Yield how many lines took points back from each, beside those that gave him any."""
    rows = Entry.objects.of(challenge.organization_id).filter(challenge=challenge).order_by()
    counted = rows.values("person_id").annotate(
        lost=Count("id", filter=Q(points__lt=0)), won=Count("id", filter=Q(points__gt=0))
    )
    for person_id, lost, won in sorted(counted.values_list("person_id", "lost", "won")):
        yield Share(person_id, lost, won)


class _Frame:
    """The window of a challenge, its weeks, its steps."""

    def __init__(self, challenge: Challenge, zone: ZoneInfo, at: datetime) -> None:
        self.whole = Period(*window_of(challenge.since, challenge.until, zone))
        self._rules: Rules = challenge.rules
        self._at = at
        self._steps = steps_of(self._rules)
        monday = challenge.since - timedelta(days=challenge.since.weekday())
        self._weeks: list[Period] = []
        self._seen: dict[tuple[datetime, datetime], tuple[Period, ...]] = {}
        while monday <= challenge.until:
            self._weeks.append(Period(*window_of(monday, monday + timedelta(days=6), zone)))
            monday += WEEK

    def of(
        self, person_id: UUID, part: Part, lines: list[Line], worked: Worked
    ) -> Iterator[tuple[FairCheck, Counted]]:
        since, end = max(self.whole.start, part.since), self.whole.end
        deeds = first_deeds(lines)
        if self._at >= end and part.until is None and since < end:
            stretch = Period(since, end)
            counted = before_each([stretch], deeds, worked, person_id=person_id)
            yield FairCheck.ENDING, counted
        if self._rules.weekly_cap:
            until = min(part.until or end, self._at, end - timedelta(microseconds=1))
            weeks = self._weeks_between(since, until)
            yield FairCheck.WEEKS, before_each(weeks, deeds, worked, person_id=person_id)
        if counted_before := self._before_steps(person_id, part, lines, worked, since):
            yield FairCheck.STEPS, counted_before

    def _weeks_between(self, since: datetime, until: datetime) -> tuple[Period, ...]:
        """Give the weeks that somebody saw the end of; most saw the same ones."""
        if (since, until) not in self._seen:
            self._seen[since, until] = tuple(
                Period(max(week.start, since), week.end)
                for week in self._weeks
                if week.end <= until and since < week.end
            )
        return self._seen[since, until]

    def _before_steps(
        self, person_id: UUID, part: Part, lines: list[Line], worked: Worked, since: datetime
    ) -> Counted | None:
        team_id = part.unit_id or part.call_center_id
        factor = self._rules.person_factor(team_id) if team_id else 0
        return before_steps(
            self._steps, lines, worked, since=since, cap=self._rules.weekly_cap, factor=factor,
            person_id=person_id,
        )  # fmt: skip


class _Diaries:
    """When some persons work in a stretch of time, absences left out."""

    def __init__(self, organization_id: UUID, person_ids: Collection[UUID], whole: Period) -> None:
        self._calendars, self._whole = Calendars(organization_id), whole
        rows = Person.objects.of(organization_id).filter(among("id", list(person_ids)))
        columns = ("id", "country", "subdivision", "timezone")
        self._calendars.learn({one: tuple(place) for one, *place in rows.values_list(*columns)})
        away = Absence.objects.of(organization_id).filter(
            cancelled_at=None, starts_at__lt=whole.end, ends_at__gt=whole.start
        )
        self._away = defaultdict[UUID, list[Period]](list)
        for person_id, start, end in away.values_list("person_id", "starts_at", "ends_at"):
            self._away[person_id].append(Period(start, end))
        self._known: dict[int, Worked] = {}

    def of(self, person_id: UUID) -> Worked:
        calendar = self._calendars.of_person(person_id)
        if person_id in self._away:
            return self._worked(calendar.absent(self._away[person_id]))
        if id(calendar) not in self._known:
            self._known[id(calendar)] = self._worked(calendar)
        return self._known[id(calendar)]

    def _worked(self, calendar: Calendar) -> Worked:
        start, end = self._whole
        return Worked(working_periods(calendar, start=start, end=end))


def _by_person(
    challenge: Challenge, persons: Collection[UUID]
) -> Iterator[tuple[UUID, list[Line]]]:
    """Yield the lines of some in the order of time, without holding all of them."""
    rows = Entry.objects.of(challenge.organization_id).filter(challenge=challenge)
    told = rows.filter(among("person_id", persons)).order_by("person_id", "occurred_at", "sequence")
    columns = ("person_id", Written("occurred_at"), "lead_id", "points", "week")
    lines = chain.from_iterable(read_in_turn(told.values_list(*columns), chunk=CHUNK))
    for person_id, group in groupby(lines, key=itemgetter(0)):
        yield person_id, [Line(read_moment(at), *row) for _, at, *row in group]
