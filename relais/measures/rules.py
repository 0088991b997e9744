"""What is counted, over what, and how sure a rate is (pure). Definitions: docs/glossary.md."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from relais.lib.errors import Refusal
from relais.lib.periods import Period
from relais.lib.words import gettext_noop
from relais.people.rules.access import Access, Role
from relais.privacy.rules import months_after
from relais.statistics.intervals import wilson

HORIZONS: Final = (2, 7, 14)  # working days after transmission
PERSONAL_FROM: Final = 5  # due appointments
PERSONAL_MONTHS: Final = 12  # back from today: older detail of single persons is no figure
DAY: Final = timedelta(days=1)


class By(StrEnum):
    """What leads may be grouped by; a month is that of opening, in the organization's zone."""

    TELEMARKETER = "telemarketer"
    REP = "rep"
    MONTH = "month"
    CAMPAIGN = "campaign"
    UNIT = "unit"
    CALL_CENTER = "call_center"
    STATE = "state"


LEADLESS: Final = {Role.ADMIN, Role.PRIVACY_OFFICER}
OWN: Final = {By.REP: Role.REP, By.TELEMARKETER: Role.TELEMARKETER}
LED_BY: Final = {
    By.REP: (Role.MANAGER, Role.DIRECTOR),
    By.TELEMARKETER: (Role.SUPERVISOR, Role.MANAGER, Role.DIRECTOR),
}


class NotForYou(Refusal):
    """Figures of persons that this person may not see."""

    code = "not_for_you"
    message = gettext_noop("Figures of single reps are not for you to see.")


class TooFewBehind(Refusal):
    """Figures of so few telemarketers that they would be those of persons."""

    code = "too_few_behind"
    message = gettext_noop(
        "The figures of fewer than five telemarketers would be those of persons. They are shown"
        " once the organization’s privacy checklist is complete."
    )


class TooFewReps(TooFewBehind):
    """Figures of so few reps that they would be those of persons."""

    code = "too_few_reps"
    message = gettext_noop(
        "The figures of fewer than five reps would be those of persons: complete the organization’s"
        " privacy checklist first."
    )


@dataclass(frozen=True, slots=True)
class View:
    """Whose eyes look, and at the leads opened from `since` to `until`, both days included.

    Without `access` it is the whole organization that looks, at the command line. The rest narrows
    it to a campaign, to call centers, to a unit and those below, to who found the lead.
    """

    organization_id: UUID
    access: Access | None = None
    since: date | None = None
    until: date | None = None
    campaign_id: UUID | None = None
    call_center_ids: frozenset[UUID] | None = None
    unit_path: str | None = None
    originator_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """A proportion with its Wilson interval at 95 %; nothing is known of none."""

    numerator: int
    denominator: int
    rate: float | None
    low: float | None
    high: float | None

    @classmethod
    def of(cls, numerator: int, denominator: int) -> Self:
        """Work a rate out."""
        interval = wilson(numerator, denominator)
        if interval is None:
            return cls(numerator, denominator, None, None, None)
        rate = numerator / denominator
        return cls(numerator, denominator, rate, interval.low, interval.high)


@dataclass(slots=True)
class Counts:
    """How many leads, turns and appointments came how far.

    Stages count what was told: a step that imported history skips is in none. `*_after` count
    those whose transmission was told as well, so that a rate never mixes the two. `returned` and
    `turned_down` are leads that a relay sent back or set aside, once at least.
    """

    opened: int = 0
    submitted: int = 0
    returned: int = 0
    turned_down: int = 0
    validated: int = 0
    transmitted: int = 0
    taken_up: int = 0
    approach: int = 0
    contested: int = 0
    won: int = 0
    lost: int = 0
    refused: int = 0
    recovered: int = 0
    taken_up_after: int = 0
    won_after: int = 0
    contested_after: int = 0
    decided: int = 0
    upheld: int = 0
    turns: int = 0
    turns_taken_up: int = 0
    due: int = 0
    held: int = 0
    honoured: int = 0
    silent: int = 0

    def add(self, other: "Counts") -> None:
        """Add the counts of another group."""
        for name in COUNTED:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def rates(self) -> dict[str, Rate]:
        """Give every rate, each over its own denominator."""
        return {
            name: Rate.of(getattr(self, above), getattr(self, below))
            for name, (above, below) in RATES.items()
        }


COUNTED: Final = tuple(field.name for field in fields(Counts))
RATES: Final[dict[str, tuple[str, str]]] = {
    "yield": ("won", "opened"),
    "take_up": ("taken_up_after", "transmitted"),
    "take_up_of_turns": ("turns_taken_up", "turns"),
    "conversion": ("won_after", "transmitted"),
    "dispute": ("contested_after", "transmitted"),
    "upheld": ("upheld", "decided"),
    "held": ("held", "due"),
    "honour": ("honoured", "due"),
}


@dataclass(slots=True)
class Dispute:
    """A dispute about a lead; `upheld` is None until somebody has judged it."""

    lead_id: UUID
    rep_id: UUID
    reason_id: UUID
    telemarketer_id: UUID | None
    campaign_id: UUID
    upheld: bool | None = None


def personal_rates(counts: Counts) -> dict[str, Rate]:
    """Give the rates of one rep: from fewer than five due appointments nothing is said of him."""
    rates = counts.rates()
    if counts.due < PERSONAL_FROM:
        rates["held"] = rates["honour"] = Rate.of(0, 0)
    return rates


def check_may_see_persons(by: By, access: Access | None, *, checklist_complete: bool) -> None:
    """Let individual figures be seen by the person himself, and by those who lead him.

    Who leads sees others' only once the organization's privacy checklist is complete. Who holds
    another role besides sees leads of others too, and so counts as one of these.
    :raises NotForYou: for anybody else.
    """
    if by not in LED_BY or access is None or access.roles - LEADLESS == {OWN[by]}:
        return
    if not (checklist_complete and access.has(*LED_BY[by])):
        raise NotForYou


def personal_since(on: date) -> date:
    """Give the first day that figures of single persons reach back to, on a day."""
    return months_after(on, -PERSONAL_MONTHS)


def of_persons(view: View, *, on: date) -> View:
    """Narrow a view to the leads that figures of single persons may be of."""
    first = personal_since(on)
    return replace(view, since=max(view.since or first, first))


def months(first: datetime, last: datetime, *, zone: ZoneInfo) -> list[datetime]:
    """List the moments at which the months from the one of `first` to that of `last` begin."""
    month = first.astimezone(zone).date().replace(day=1)
    starts: list[datetime] = []
    while not starts or month <= last.astimezone(zone).date():
        starts.append(midnight(month, zone=zone))
        month = (month + 31 * DAY).replace(day=1)
    return starts


def days(since: date | None, until: date | None, *, zone: ZoneInfo) -> Period:
    """Give the stretch of time of some days, both included; a side that is open is far away."""
    start = midnight(since or date(1970, 1, 1), zone=zone)
    end = midnight((until or date(9998, 12, 31)) + DAY, zone=zone)
    return Period(start, end)


def week_of(moment: datetime, *, zone: ZoneInfo) -> date:
    """Give the Monday of a moment's week."""
    day = moment.astimezone(zone).date()
    return day - day.weekday() * DAY


def midnight(day: date, *, zone: ZoneInfo) -> datetime:
    """Give when a day begins."""
    return datetime.combine(day, time.min, zone)


@dataclass(frozen=True, slots=True)
class Cohort:
    """The leads first transmitted in a week, and how many were taken up by the horizon.

    `complete` once the horizon has passed for each of them; `rate` is over those only for whom
    it has, so that a young week is not made worse than it is.
    """

    week: date
    horizon: int
    transmitted: int
    complete: bool
    rate: Rate


def cohort(
    week: date, horizon: int, *, leads: Iterable[tuple[datetime, datetime | None]], at: datetime
) -> Cohort:
    """Count a week's leads, each told by the end of its horizon and when it was taken up."""
    told = list(leads)
    matured = [(ends, taken) for ends, taken in told if ends <= at]
    taken_up = sum(taken is not None and taken <= ends for ends, taken in matured)
    rate = Rate.of(taken_up, len(matured))
    return Cohort(week, horizon, len(told), len(matured) == len(told), rate)
