"""What the people of a simulated world know: the calendar, the diaries, who is whose turn."""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle
from random import Random
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from relais.people.queries import Calendars
from relais.simulation.rules import Scenario, draw
from relais.simulation.staff import Post, Staff

PARIS: Final = ZoneInfo("Europe/Paris")
SLOTS: Final = (9, 11, 14, 16)  # far enough apart for the way there and back
AHEAD: Final = 40  # working days that are known beyond the last
DAY: Final = timedelta(days=1)
WEEK: Final = 5  # working days


@dataclass
class World:
    """A world on its way: the working days are numbered, `last` being the one of `at`."""

    scenario: Scenario
    seed: int
    at: datetime
    staff: Staff
    days: list[date] = field(default_factory=list)
    last: int = 0
    challenge_on: date = date.max
    waves: dict[int, date] = field(default_factory=dict)  # when a country begins, once it is drawn
    late: range = range(0)  # the days whose outcomes are told a week late
    absent: dict[UUID, range] = field(default_factory=dict)
    _taken: set[tuple[UUID, int, int]] = field(default_factory=set)
    _nth: Counter[UUID] = field(default_factory=Counter)
    _turns: dict[UUID | None, "cycle[Post]"] = field(default_factory=dict)

    def __post_init__(self) -> None:
        calendar = Calendars(self.staff.organization_id).of_unit(None)
        day = self.at.astimezone(PARIS).date() - self.scenario.size.months * 30 * DAY
        end = self.at.astimezone(PARIS).date()
        while len(self.days) < self.last + AHEAD:
            day = calendar.working_day_after(day)
            self.days.append(day)
            if day <= end:
                self.last = len(self.days) - 1
        self.challenge_on = self.days[self.last * 5 // 9]
        self.late = range(self.last * 5 // 9, self.last * 5 // 9 + self.last // 13)

    def since(self, region: int) -> date:
        """Give the day on which a challenge begins for a region, as far as it is known."""
        if self.scenario.waves:
            return self.waves.get(region, date.max)
        return self.challenge_on

    def moment(self, day: int, hour: float) -> datetime:
        """Give a time of a working day, in hours of Paris."""
        clock = timedelta(hours=hour)
        local = datetime.combine(self.days[min(day, len(self.days) - 1)], time(), PARIS)
        return (local.replace(tzinfo=None) + clock).replace(tzinfo=PARIS).astimezone(UTC)

    def end_of(self, week: int) -> datetime:
        """Give the end of a week, once its leads are done with; of this one it is now."""
        return min(self.moment((week + 1) * WEEK - 1, 18), self.at)

    def day_of(self, at: datetime) -> int:
        """Give the number of the working day of a moment, or of the one before it."""
        return bisect_right(self.days, at.astimezone(PARIS).date()) - 1

    def dice(self, *about: object) -> Random:
        """Give the dice for one question."""
        return draw(self.scenario, self.seed, *about)

    def free_slot(
        self, rep_id: UUID, *, day: int, dice: Random, since: datetime
    ) -> tuple[int, datetime]:
        """Take the first free slot of a rep from a day on, in some order of its hours.

        :param since: no slot begins before it.

        The day of his return is left free: he must have time to prepare.
        """
        absent = self.absent.get(rep_id, ())
        while True:
            for hour in dice.sample(SLOTS, len(SLOTS)):
                free = (rep_id, day, hour) not in self._taken and self.moment(day, hour) > since
                if free and day not in absent and day - 1 not in absent:
                    self._taken.add((rep_id, day, hour))
                    return day, self.moment(day, hour)
            day += 1

    def nth(self, rep_id: UUID) -> int:
        """Count the appointments of a rep whose start has come."""
        self._nth[rep_id] += 1
        return self._nth[rep_id] - 1

    def next_rep(self, unit_id: UUID | None) -> Post:
        """Give the rep whom the manager of a unit chooses next: each in his turn."""
        if unit_id not in self._turns:
            manager = self.staff.manager_of(unit_id)
            posts = [post for post in self.staff.posts.values() if post.manager is manager]
            self._turns[unit_id] = cycle(posts)
        return next(self._turns[unit_id])
