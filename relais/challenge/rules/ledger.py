"""The ledger of a challenge: which lines an event adds, for whom, by the frozen rules (pure)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from relais.challenge.rules.game import Rules, Side
from relais.challenge.rules.points import AWARDS, REVERSALS, PointRule
from relais.leads.lifecycle import Recorded

DAY: Final = timedelta(days=1)


class Team(NamedTuple):
    """A unit, or a call center: one of the two is None."""

    unit_id: UUID | None
    call_center_id: UUID | None


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch in which somebody takes part, for his team."""

    person_id: UUID
    side: Side
    team: Team
    agreed_at: datetime
    withdrew_at: datetime | None

    def holds(self, told: Recorded) -> bool:
        """Say whether a deed lies in it: done since he joined, told before he withdrew."""
        still = self.withdrew_at is None or told.recorded_at < self.withdrew_at
        return self.agreed_at <= told.occurred_at and still


@dataclass(frozen=True, slots=True)
class Game:
    """A challenge that has started: its rules, its window, and when it was over for good."""

    id: UUID
    rules: Rules
    starts_at: datetime
    ends_at: datetime
    over_at: datetime | None
    zone: ZoneInfo

    def hears(self, told: Recorded) -> bool:
        """Say whether an event still changes its ledger: nothing does once it is over."""
        return self.over_at is None or told.recorded_at < self.over_at

    def counts(self, told: Recorded) -> bool:
        """Say whether a deed lies in its window, campaigns and units."""
        campaigns, units = self.rules.campaigns, self.rules.units
        return (
            self.starts_at <= told.occurred_at < self.ends_at
            and (not campaigns or told.campaign_id in campaigns)
            and (not units or told.unit_id in units)
        )

    def week_of(self, at: datetime) -> date:
        """Give the Monday of the week of a moment, where the organization is."""
        day = at.astimezone(self.zone).date()
        return day - timedelta(days=day.weekday())


class Stands(NamedTuple):
    """An award that is not taken back: what it gave, to which team, in which week."""

    points: int
    team: Team
    week: date


Key = tuple[UUID, PointRule, UUID]  # lead, rule, person


class Line(NamedTuple):
    """A line to be written in the ledger: points won, or lost again because of `told`."""

    game_id: UUID
    told: Recorded
    rule: PointRule
    person_id: UUID
    team: Team
    points: int
    week: date

    @property
    def because(self) -> str:
        """Give the kind of the event that takes points back."""
        return self.told.event.kind if self.points < 0 else ""


def day_begins(day: date, zone: ZoneInfo) -> datetime:
    """Give the first moment of a day somewhere, in UTC."""
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def window_of(since: date, until: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Give the first moment of a window, and the first after it; its days are both included."""
    return day_begins(since, zone), day_begins(until + DAY, zone)


class Book:
    """The ledger of one challenge, as far as some leads are concerned.

    :param standing: the awards on these leads that are not taken back.
    """

    def __init__(
        self,
        game: Game,
        spells: Mapping[UUID, Sequence[Spell]],
        standing: Iterable[tuple[Key, Stands]] = (),
    ) -> None:
        self._game = game
        self._spells = spells
        self._of_lead: defaultdict[UUID, dict[Key, Stands]] = defaultdict(dict)
        for key, stands in standing:
            self._of_lead[key[0]][key] = stands

    def post(self, told: Recorded) -> Iterator[Line]:
        """Yield the lines that an event adds; an inferred one adds none, nor one told too late."""
        if told.inferred or not self._game.hears(told):
            return
        rule = AWARDS.get(type(told.event))
        if rule and self._game.counts(told) and (points := self._game.rules.worth(rule)):
            yield from self._award(told, rule, points)
        if back := REVERSALS.get(type(told.event)):
            yield from self._reverse(told, back)

    def _award(self, told: Recorded, rule: PointRule, points: int) -> Iterator[Line]:
        week, standing = self._game.week_of(told.occurred_at), self._of_lead[told.lead_id]
        for person_id, side in _pair(told):
            spell = self._spell(person_id, side, told)
            key = (told.lead_id, rule, person_id)
            if spell is None or key in standing:
                continue
            standing[key] = stands = Stands(points, spell.team, week)
            yield self._line(told, key, stands, points)

    def _reverse(self, told: Recorded, rules: tuple[PointRule, ...]) -> Iterator[Line]:
        """Take back what stands under these rules: the pair's, or everybody's with the lead."""
        standing = self._of_lead[told.lead_id]
        whose = {person_id for person_id, _ in _pair(told)} if len(rules) == 1 else None
        for key in [k for k in standing if k[1] in rules and (whose is None or k[2] in whose)]:
            stands = standing.pop(key)
            yield self._line(told, key, stands, -stands.points)

    def _line(self, told: Recorded, key: Key, stands: Stands, points: int) -> Line:
        return Line(self._game.id, told, key[1], key[2], stands.team, points, stands.week)

    def _spell(self, person_id: UUID, side: Side, told: Recorded) -> Spell | None:
        for spell in self._spells.get(person_id, ()):
            if spell.side is side and spell.holds(told):
                return spell
        return None


def capped(points: int, cap: int | None) -> int:
    """Give what counts of a week's points."""
    return points if cap is None else min(points, cap)


def _pair(told: Recorded) -> list[tuple[UUID, Side]]:
    """Give the rep and the telemarketer of a lead, as far as it has them."""
    both = ((told.rep_id, Side.REP), (told.originator_id, Side.TELEMARKETER))
    return [(person_id, side) for person_id, side in both if person_id]
