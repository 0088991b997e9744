"""What is supposed of leads that have had their time, and whether enough is known (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from relais.measures.rules import Rate
from relais.roi.rules.proof import FEWEST_REPS, FEWEST_SIGNATURES

FEWEST_LEADS: Final = 30  # in the group whose rates others would have
FEWEST_TOLD: Final = 5  # signatures whose margin is known


class Group(StrEnum):
    """How far a lead came: it stands in one group only."""

    NOT_SENT = "not_sent"
    NOT_TAKEN_UP = "not_taken_up"
    NO_APPOINTMENT = "no_appointment"
    NOT_HONOURED = "not_honoured"
    HONOURED = "honoured"


SENT: Final = tuple(Group)[1:]
TAKEN_UP: Final = tuple(Group)[2:]


class Part(StrEnum):
    """Whether a lead would have been passed on: one without a score stays as it is."""

    KEPT = "kept"
    LEFT_OUT = "left_out"
    UNSCORED = "unscored"


Row = dict[str, Any]  # what leads add up to
Key = tuple[UUID | None, Group, Part]  # of a rep, or of nobody


class Lack(StrEnum):
    """Of what there are too few."""

    SIGNATURES = "signatures"
    REPS = "reps"
    TAKEN_UP = "taken_up"
    HONOURED = "honoured"


@dataclass(frozen=True, slots=True)
class Supposed:
    """What is supposed: rates in percent, the least score in percent of its points.

    None: as it is. With a version of the definition leads are scored anew, and must meet what it
    requires.
    """

    take_up: Decimal | None = None
    honour: Decimal | None = None
    minimum: int | None = None
    definition: UUID | None = None

    @property
    def narrows(self) -> bool:
        """Say whether other leads would be passed on."""
        return (self.minimum, self.definition) != (None, None)

    @property
    def anything(self) -> bool:
        """Say whether anything would be otherwise."""
        return self.narrows or (self.take_up, self.honour) != (None, None)


@dataclass(frozen=True, slots=True)
class Tally:
    """Leads of a group, how many were signed, and their appointments due and honoured.

    `held` are leads with an appointment held, `held_signed` those of them that were signed.
    """

    leads: int = 0
    signed: int = 0
    due: int = 0
    honoured: int = 0
    held: int = 0
    held_signed: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.leads + other.leads,
            self.signed + other.signed,
            self.due + other.due,
            self.honoured + other.honoured,
            self.held + other.held,
            self.held_signed + other.held_signed,
        )

    @property
    def won(self) -> Rate:
        """Give how many of these leads were signed."""
        return Rate.of(self.signed, self.leads)

    @property
    def of_held(self) -> "Tally":
        """Give those with an appointment held."""
        return Tally(self.held, self.held_signed)


@dataclass(frozen=True)
class Flow:
    """Leads by how far they came, and the two rates that may be changed."""

    groups: Mapping[Group, Tally]

    def __add__(self, other: "Flow") -> "Flow":
        return Flow({group: self.groups[group] + other.groups[group] for group in Group})

    @property
    def whole(self) -> Tally:
        """Add all groups up."""
        return sum(self.groups.values(), Tally())

    @property
    def taken(self) -> Tally:
        """Add up the groups of leads taken up."""
        return sum((self.groups[group] for group in TAKEN_UP), Tally())

    @property
    def take_up(self) -> Rate:
        """Give the leads taken up, of those transmitted."""
        sent = sum(self.groups[group].leads for group in SENT)
        return Rate.of(self.taken.leads, sent)

    @property
    def honour(self) -> Rate:
        """Give the appointments honoured, of those due of leads taken up."""
        return Rate.of(self.taken.honoured, self.taken.due)


def shares_of(rate: Rate, to: Decimal | None) -> tuple[float, float]:
    """Say which share of failures stay so, and of successes, where a rate becomes `to` percent.

    A higher rate leaves (1 - to) / (1 - rate) of the failures, a lower one to / rate of the
    successes; None, and the rate itself, leave everything.
    """
    k, n = rate.numerator, rate.denominator
    if to is None or not n or to * n == 100 * k:
        return 1.0, 1.0
    if to * n > 100 * k:
        return float((100 - to) * n / (100 * (n - k))), 1.0
    return 1.0, float(to * n / (100 * k))


def lacking(supposed: Supposed, flow: Flow, *, reps: int) -> dict[Lack, int]:
    """Say how many more of what are needed before something can be expected; empty: enough.

    A changed rate needs leads enough in the group whose rates the others would have.
    """
    taken, honoured = flow.taken.leads, flow.groups[Group.HONOURED].leads
    wanted = {
        Lack.SIGNATURES: FEWEST_SIGNATURES - flow.whole.signed,
        Lack.REPS: FEWEST_REPS - reps,
        Lack.TAKEN_UP: 0 if supposed.take_up is None else FEWEST_LEADS - taken,
        Lack.HONOURED: 0 if supposed.honour is None else FEWEST_LEADS - honoured,
    }
    return {lack: more for lack, more in wanted.items() if more > 0}


def points_needed(percent: int, *, of: int) -> int:
    """Give the fewest points that make so many percent, as scores round them down."""
    return -(-percent * of // 100)
