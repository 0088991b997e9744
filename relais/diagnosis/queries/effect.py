"""The effect of a challenge, or of the waves of one draw, read from leads and appointments.

The same number of queries, whatever their size.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from relais.appointments.models import Appointment
from relais.appointments.queries import is_due
from relais.challenge.models import Challenge, Prize
from relais.diagnosis.queries.waves import Waves, read_together
from relais.diagnosis.rules.effect import Reading, Week, read_effect
from relais.diagnosis.rules.rivals import (
    Definitions,
    Guarded,
    Mix,
    Told,
    definitions_of,
    guarded,
    mix_of,
)
from relais.leads.events import Outcome, State
from relais.leads.models import Lead
from relais.measures.queries import Ends
from relais.people.models import Unit
from relais.people.queries import organization

__all__ = ["HORIZON", "SIGNED_WITHIN", "WEEKS_BEFORE", "Effect", "effect_of"]

HORIZON: Final = 14  # working days after transmission
SIGNED_WITHIN: Final = timedelta(days=60)
WEEKS_BEFORE: Final = 26
WEEKS_AFTER: Final = 12
WEEK: Final = timedelta(days=7)


@dataclass(frozen=True)
class Effect:
    """What a challenge did, what must not fall meanwhile, what else it may have been, its cost.

    `young` are the leads left out because their horizon is still to come; `cost` is that of the
    prizes, in minor units, those of all waves together; `waves` are the challenges read together.
    """

    reading: Reading
    held: Guarded
    signed: Guarded
    mix: Mix
    definitions: Definitions
    young: int
    teams: int
    waiting: int
    cost: int
    currency: str
    waves: Waves | None = None


class Row(NamedTuple):
    """A lead as it is read here."""

    transmitted_at: datetime
    taken_up_at: datetime | None
    won_at: datetime | None
    unit_id: UUID | None
    rep_id: UUID | None
    campaign_id: UUID
    call_center_id: UUID | None
    definition_id: UUID | None


class Frame:
    """The weeks and teams of challenges: which take part, each from which week on."""

    def __init__(self, challenges: Sequence[Challenge]) -> None:
        home = challenges[0].organization_id
        self.zone = ZoneInfo(organization(home).timezone)
        self.first = _monday(min(one.since for one in challenges))
        self.end = (_monday(max(map(self._last, challenges))) - self.first).days // 7 + 1
        begins = {
            unit: (_monday(one.since) - self.first).days // 7
            for one in challenges
            for unit in one.rules.units
        }
        self._team: dict[UUID, UUID] = {}
        above: list[tuple[str, UUID]] = []
        for unit in Unit.objects.of(home).order_by("path"):
            whole = next((top for path, top in above if unit.path.startswith(path)), None)
            if unit.id in begins and whole is None:
                above.append((unit.path, unit.id))
                whole = unit.id
            self._team[unit.id] = whole or unit.id
        self._start = {
            team: begins.get(team, 0)
            for team in self._team.values()
            if not begins or team in begins
        }
        self._number: dict[UUID, int] = {}

    def _last(self, challenge: Challenge) -> date:
        """Give the last day of a challenge: the planned one, or earlier if it was closed."""
        closed = challenge.ended_at or challenge.cancelled_at
        if closed is None:
            return challenge.until
        return min(challenge.until, closed.astimezone(self.zone).date())

    def team(self, unit_id: UUID | None) -> int | None:
        """Give the number of the team of a unit; None without one."""
        if unit_id is None or unit_id not in self._team:
            return None
        return self._number.setdefault(self._team[unit_id], len(self._number))

    @property
    def starts(self) -> dict[int, int | None]:
        """Give the week in which each team started, None for those who wait."""
        return {number: self._start.get(team) for team, number in self._number.items()}

    def takes_part(self, unit_id: UUID | None) -> bool:
        """Say whether a unit's team takes part."""
        return unit_id is not None and self._team.get(unit_id) in self._start

    def is_since(self, unit_id: UUID | None, moment: datetime) -> bool:
        """Say whether a moment lies in the week in which a unit's team started, or later."""
        team = self._team.get(unit_id) if unit_id else None
        start = self._start.get(team) if team else None
        return start is not None and self.week(moment) >= start

    def week(self, moment: datetime) -> int:
        """Give the week of a moment, 0 being that of the first day."""
        return (_monday(moment.astimezone(self.zone).date()) - self.first).days // 7

    def moment(self, week: int) -> datetime:
        """Give when a week begins."""
        return datetime.combine(self.first + week * WEEK, time.min, self.zone)


def effect_of(challenge: Challenge, *, at: datetime) -> Effect:
    """Read what a challenge did to take-up, at a fixed horizon of fourteen working days.

    One that is a wave of a draw is read with the others: who starts later says what would have
    happened.
    """
    waves, challenges = read_together(challenge)
    frame = Frame(challenges)
    ends = Ends(challenge.organization_id)
    rows = list(_rows(challenge, frame))
    ripe = [
        (r, over) for r in rows if (over := ends.of(r.transmitted_at, r.unit_id, HORIZON)) <= at
    ]
    told = [(r, r.taken_up_at is not None and r.taken_up_at <= over) for r, over in ripe]
    weeks = _weeks(told, frame)
    seed = waves.seed if waves else challenge.id.int % 2**32
    inside = [each for each in told if _compared(each[0], frame)]
    leads = [_told(row, taken, frame) for row, taken in inside]
    starts = frame.starts
    value = _values(challenges)
    return Effect(
        reading=read_effect(weeks, starts=starts, end=frame.end, seed=seed),
        held=_held(challenge, frame, at=at),
        signed=_signed([row for row in rows if _compared(row, frame)], frame, at=at),
        mix=mix_of(leads),
        definitions=definitions_of(leads),
        young=len(rows) - len(ripe),
        teams=sum(start is not None for start in starts.values()),
        waiting=sum(start is None for start in starts.values()),
        cost=sum(each for each, _ in value),
        currency=value[0][1] if value else "",
        waves=waves,
    )


def _values(challenges: Sequence[Challenge]) -> list[tuple[int, str]]:
    """Give what each prize is worth, and in which currency."""
    prizes = Prize.objects.of(challenges[0].organization_id).filter(challenge__in=challenges)
    return list(prizes.order_by("id").values_list("value", "currency"))


def _rows(challenge: Challenge, frame: Frame) -> Iterable[Row]:
    leads = Lead.objects.of(challenge.organization_id).exclude(state=State.VOIDED.value)
    rules = challenge.rules
    leads = leads.filter(
        transmitted_at__gte=frame.moment(-WEEKS_BEFORE),
        transmitted_at__lt=frame.moment(frame.end + WEEKS_AFTER),
    )
    if rules.campaigns:
        leads = leads.filter(campaign_id__in=rules.campaigns)
    return (Row(*row) for row in leads.order_by().values_list(*Row._fields))


def _weeks(told: Sequence[tuple[Row, bool]], frame: Frame) -> list[Week]:
    sums: defaultdict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    for row, taken in told:
        team = frame.team(row.unit_id)
        if team is not None:
            cell = sums[team, frame.week(row.transmitted_at)]
            cell[0] += 1
            cell[1] += taken
    return [Week(*where, n, k) for where, (n, k) in sorted(sums.items())]


def _compared(row: Row, frame: Frame) -> bool:
    """Say whether a lead is one of before or during, of a team that takes part."""
    return frame.takes_part(row.unit_id) and frame.week(row.transmitted_at) < frame.end


def _told(row: Row, taken: bool, frame: Frame) -> Told:
    stratum = f"{row.campaign_id} {row.call_center_id}"
    return Told(
        frame.is_since(row.unit_id, row.transmitted_at), taken, stratum, str(row.definition_id)
    )


def _signed(rows: Iterable[Row], frame: Frame, *, at: datetime) -> Guarded:
    """Count what was signed within sixty days, of the leads for which they are over."""
    sums: defaultdict[tuple[UUID | None, bool], list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        over = row.transmitted_at + SIGNED_WITHIN
        if over <= at:
            cell = sums[row.rep_id, frame.is_since(row.unit_id, row.transmitted_at)]
            cell[0] += row.won_at is not None and row.won_at <= over
            cell[1] += 1
    return guarded({key: (k, n) for key, (k, n) in sums.items()})


def _held(challenge: Challenge, frame: Frame, *, at: datetime) -> Guarded:
    """Count the appointments held of those due, by the week of their start."""
    rows = Appointment.objects.of(challenge.organization_id).filter(
        is_due(at),
        starts_at__gte=frame.moment(-WEEKS_BEFORE),
        starts_at__lt=frame.moment(frame.end),
    )
    sums: defaultdict[tuple[UUID | None, bool], list[int]] = defaultdict(lambda: [0, 0])
    columns = ("rep_id", "unit_id", "starts_at", "outcome")
    for rep_id, unit_id, starts_at, outcome in rows.order_by().values_list(*columns):
        if frame.takes_part(unit_id):
            cell = sums[rep_id, frame.is_since(unit_id, starts_at)]
            cell[0] += outcome == Outcome.HELD.value
            cell[1] += 1
    return guarded({key: (k, n) for key, (k, n) in sums.items()})


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
