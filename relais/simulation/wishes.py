"""What somebody in a simulated world wants to do, and in what order a day's deeds are done."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any, NamedTuple
from uuid import UUID

from relais.people.rules.access import Actor


class Kind(IntEnum):
    """The deeds, in the order in which a day does them."""

    EXPIRE = 1
    ASSIGN = 2
    CONTEST = 3
    JUDGE = 4
    TAKE_UP = 5
    CALL = 6
    CANCEL = 7
    MOVE = 8
    REPORT = 9
    WIN = 10
    LOSE = 11
    RECOVER = 12
    OPEN = 13
    SHEET = 14
    BOOK = 15
    SUBMIT = 16
    RETURN = 17
    REFUSE = 18
    VALIDATE = 19


@dataclass(frozen=True)
class Wish:
    """A deed wanted at a moment: on a lead (or contact, or appointment), by somebody."""

    kind: Kind
    target_id: UUID
    by: Actor
    at: datetime
    more: Any = None


class Ahead(NamedTuple):
    """A slot wanted from a working day on, of those that begin after a moment."""

    day: int
    since: datetime


@dataclass(frozen=True)
class Booked:
    """What became of the wish to book: an appointment in somebody's diary."""

    appointment_id: UUID
    rep_id: UUID
    day: int
    starts_at: datetime
