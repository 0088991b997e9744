"""What waits on the desks of those who sign in: leads of the last days, left where each finds work.

They lie in the first region, whose relay, manager and first rep sign in, and stop on the last
working day that is over: at whatever hour a world is built nobody's desk is empty. They come in by
the web's door, unlike all other leads of the world: whom they concern was told of them.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Final
from uuid import UUID

from relais.accounts.actions import add_accounts, add_contacts, give_accounts
from relais.campaigns.rules.terms import ReasonKind
from relais.database.models import uuid7
from relais.leads.events import Evidence
from relais.people.rules.access import Actor, Door
from relais.simulation.ground import ground_of
from relais.simulation.names import companies, contact
from relais.simulation.rules import is_followed
from relais.simulation.stories import DISPUTES, Story, Thread, Told
from relais.simulation.wishes import Ahead, Kind, Wish
from relais.simulation.world import World

Ends = Callable[[Thread], Told]

REGION: Final = 0
FROM: Final = 8_000_000  # beyond the numbers of contacts of other leads
EVENING: Final = 18  # a working day is over then


@dataclass(frozen=True)
class Left:
    """Leads left at one place: how many, opened and visited how many days from the last.

    A visit is to come where it is ahead: its slot is none of those of today that are over.
    """

    how_many: int
    opened: int
    visited: int
    ends: Ends


def leave_on_desks(world: World, stories: dict[int, list[Story]], *, at: datetime) -> None:
    """Add the leads that wait on the desks to the stories of a world."""
    contacts = iter(_prospects(world, at))
    over = last_day_over(world)
    number = FROM
    for left in LEFT:
        for _ in range(left.how_many):
            day = max(0, over + left.opened)
            stories[day].append(_story(world, number, next(contacts), day=day, left=left))
            number += 1


def last_day_over(world: World) -> int:
    """Give the number of the last working day that is over."""
    return world.last if world.moment(world.last, EVENING) <= world.at else world.last - 1


def _prospects(world: World, at: datetime) -> list[UUID]:
    """Add the companies of these leads, one contact each; the first rep answers for them."""
    dice, by = world.dice("on desks"), world.staff.system
    ground = ground_of(world.scenario, REGION)
    count = sum(left.how_many for left in LEFT)
    found = list(islice(companies(dice, places=list(ground.cities)), count))
    accounts = {uuid7(): each for each in found}
    add_accounts(accounts, by=by, at=at)
    contacts = {
        uuid7(): (account_id, contact(dice, FROM + number))
        for number, account_id in enumerate(accounts)
    }
    add_contacts(contacts, by=by, at=at)
    give_accounts(list(accounts), rep_id=next(iter(world.staff.posts)), by=by, at=at)
    return list(contacts)


def _caller(world: World, number: int) -> Actor:
    """Two of three are found by the telemarketer who signs in, the others by the next one."""
    return on_the_web(world.staff.telemarketers[: 1 + (number % 3 == 2)][-1])


def on_the_web(by: Actor) -> Actor:
    """Give somebody as he acts on the site: what he does there is told to whom it concerns."""
    return replace(by, door=Door.WEB)


def _story(world: World, number: int, contact_id: UUID, *, day: int, left: Left) -> Story:
    dice, caller = world.dice("on desks", number), _caller(world, number)
    hour = 13.5 + dice.random()
    lead = yield Wish(Kind.OPEN, contact_id, caller, world.moment(day, hour))
    thread = Thread(world, number, REGION, caller, dice, day, lead)
    sheet = {"renewal": True, "horizon_months": dice.randrange(1, 10)}
    yield thread.wish(Kind.SHEET, hour + 0.1, caller, sheet)
    early = world.scenario.books_early and not is_followed(world.scenario, REGION)
    visited: object = last_day_over(world) + left.visited
    if left.visited > 0:
        visited = Ahead(last_day_over(world) + left.visited, world.at)
    if early:
        thread.visit = yield thread.wish(Kind.BOOK, hour + 0.2, caller, visited)
    thread.lead = yield thread.wish(Kind.SUBMIT, hour + 0.3, caller)
    yield from left.ends(thread)
    if thread.lead.taken_up_at and thread.visit is None:
        thread.visit = yield thread.wish(Kind.BOOK, 15.5, caller, visited)


def _waits_for_review(thread: Thread) -> Told:
    """The relay has not decided yet."""
    yield from ()


def _waits_for_take_up(thread: Thread) -> Told:
    """The relay transmitted it in the evening."""
    relay = thread.world.staff.relay_of(thread.lead.unit_id)
    thread.lead = yield thread.wish(Kind.VALIDATE, 16.2, on_the_web(relay))


def _sent_back(thread: Thread) -> Told:
    """The relay asks for more in the evening."""
    relay = thread.world.staff.relay_of(thread.lead.unit_id)
    reason = thread.reason(ReasonKind.RETURN)
    thread.lead = yield thread.wish(Kind.RETURN, 16.4, on_the_web(relay), reason)


def _taken_up(thread: Thread) -> Told:
    """The rep has it since the next morning: a visit is to come, or to be told."""
    yield from _waits_for_take_up(thread)
    hour = 9 + thread.dice.random() * 5
    thread.lead = yield thread.wish(Kind.TAKE_UP, hour, on_the_web(thread.post().by), after=1)


def _in_dispute(thread: Thread) -> Told:
    """The rep contests it the next morning; his manager has not judged yet."""
    yield from _waits_for_take_up(thread)
    more = (thread.reason(ReasonKind.CONTEST), (Evidence.SHEET,), DISPUTES[0])
    thread.lead = yield thread.wish(Kind.CONTEST, 10.0, on_the_web(thread.post().by), more, after=1)


LEFT: Final = (
    Left(4, opened=0, visited=6, ends=_waits_for_review),
    Left(3, opened=0, visited=6, ends=_waits_for_take_up),
    Left(1, opened=0, visited=6, ends=_sent_back),
    Left(2, opened=-2, visited=1, ends=_taken_up),
    Left(1, opened=-3, visited=2, ends=_taken_up),
    Left(1, opened=-4, visited=3, ends=_taken_up),
    Left(1, opened=-7, visited=0, ends=_taken_up),
    Left(1, opened=-1, visited=5, ends=_in_dispute),
)
