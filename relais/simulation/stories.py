"""The story of one lead, told as it goes: each `yield` wants a deed and is given its result."""

from collections.abc import Generator
from dataclasses import dataclass
from random import Random
from typing import Any, Final
from uuid import UUID

from relais.campaigns.rules.terms import ReasonKind
from relais.leads.actions.batches import Signature
from relais.leads.events import Approach, Evidence, Outcome, State
from relais.leads.models import Lead
from relais.lib.money import Currency
from relais.people.rules.access import Actor
from relais.simulation.rules import (
    Reported,
    honours,
    is_followed,
    prospect_cancels,
    reported,
    takes_up,
)
from relais.simulation.staff import Post
from relais.simulation.wishes import Booked, Kind, Wish
from relais.simulation.world import World

Story = Generator[Wish, Any, None]
Told = Generator[Wish, Any, Any]

EURO: Final = Currency("EUR")
COOLED_OFF: Final = 66  # working days: more than ninety days
DISPUTES: Final = (
    "Le contact n’a jamais parlé de projet.",
    "Ce n’est pas la bonne personne.",
    "Doublon avec un dossier en cours.",
)


@dataclass
class Thread:
    """What a story carries along: the lead as it is now, and the day."""

    world: World
    number: int
    region: int
    caller: Actor
    dice: Random
    day: int
    lead: Lead
    visit: Booked | None = None

    def wish(self, kind: Kind, hour: float, by: Actor, more: Any = None, *, after: int = 0) -> Wish:
        """Want a deed on the lead, some working days from now."""
        self.day += after
        return Wish(kind, self.lead.id, by, self.world.moment(self.day, hour), more)

    def reason(self, kind: ReasonKind) -> UUID:
        """Choose a reason, the first of the list more often."""
        reasons = self.world.staff.reasons[kind]
        return reasons[min(int(self.dice.expovariate(0.6)), len(reasons) - 1)]

    def post(self) -> Post:
        """Give the rep who has the lead."""
        return self.world.staff.posts[self.lead.rep_id or UUID(int=0)]


def story(
    world: World, number: int, *, contact_id: UUID, region: int, caller: Actor, day: int
) -> Story:
    """Tell a lead from its opening to its end, and to its second life."""
    dice = world.dice("lead", number)
    hour = 9 + dice.random() * 6
    lead = yield Wish(Kind.OPEN, contact_id, caller, world.moment(day, hour))
    thread = Thread(world, number, region, caller, dice, day, lead)
    while True:
        handed_over = yield from qualify(thread, hour)
        if handed_over and (yield from hand_over(thread)):
            yield from visit(thread)
        if not (yield from recovery(thread)):
            return
        hour = 10.0


def qualify(thread: Thread, hour: float) -> Told:
    """The sheet, the slot, the review; say whether the lead was validated."""
    world, dice = thread.world, thread.dice
    sheet = {"renewal": dice.random() < 0.7, "horizon_months": dice.randrange(1, 14)}
    yield thread.wish(Kind.SHEET, hour + 0.1, thread.caller, sheet)
    if world.scenario.books_early and not is_followed(world.scenario, thread.region):
        yield from book(thread, hour + 0.2)
    thread.lead = yield thread.wish(Kind.SUBMIT, hour + 0.3, thread.caller)
    relay = world.staff.relay_of(thread.lead.unit_id)
    if dice.random() < 0.05:
        reason = thread.reason(ReasonKind.RETURN)
        yield thread.wish(Kind.RETURN, 16.2, relay, reason)
        thread.lead = yield thread.wish(Kind.SUBMIT, 9.5, thread.caller, after=1)
    if dice.random() < 0.06:
        thread.lead = yield thread.wish(Kind.REFUSE, 16.3, relay, thread.reason(ReasonKind.REFUSE))
        return False
    late = dice.random() < 0.35
    thread.lead = yield thread.wish(
        Kind.VALIDATE, 9.5 + dice.random() if late else 16.2, relay, after=int(late)
    )
    return True


def book(thread: Thread, hour: float) -> Told:
    """Promise the prospect a visit, one to two weeks from now, with whoever is to have the lead."""
    ahead = thread.day + thread.dice.randrange(5, 12)
    thread.visit = yield thread.wish(Kind.BOOK, hour, thread.caller, ahead)


def hand_over(thread: Thread) -> Told:
    """The rep's part: his manager's choice, a dispute, the take-up; say whether he has it."""
    world, dice = thread.world, thread.dice
    if thread.lead.state == State.VALIDATED:
        yield from assign(thread)
    on = world.days[min(thread.day, len(world.days) - 1)]
    willing = takes_up(
        world.scenario, thread.number, on=on, since=world.since(thread.region), seed=world.seed
    )
    if not willing and not (yield from lapse(thread)):
        return False
    if dice.random() < 0.04 and not (yield from dispute(thread)):
        return False
    thread.lead = yield thread.wish(Kind.TAKE_UP, 9 + dice.random() * 5, thread.post().by, after=1)
    if thread.visit is None or thread.visit.rep_id != thread.lead.rep_id:
        yield from book(thread, 15.5)
    return thread.visit is not None


def assign(thread: Thread) -> Told:
    """The manager hands the lead to one of his reps the next morning."""
    unit_id = thread.lead.unit_id
    manager = thread.world.staff.manager_of(unit_id)
    chosen = thread.world.next_rep(unit_id)
    thread.lead = yield thread.wish(Kind.ASSIGN, 9.2, manager, chosen.id, after=1)


def lapse(thread: Thread) -> Told:
    """Nobody takes the lead up: two turns run out, then its manager ends it, or finds somebody."""
    world = thread.world
    if thread.visit:
        yield of_visit(thread, Kind.CANCEL, 17.8, thread.caller, after=1)
        thread.visit = None
    while thread.lead.state == State.TRANSMITTED and thread.lead.due_at:
        thread.day = world.day_of(thread.lead.due_at) + 1
        thread.lead = yield thread.wish(Kind.EXPIRE, 9.0, world.staff.system)
    manager = world.staff.manager_of(thread.lead.unit_id)
    if not world.scenario.waits and thread.dice.random() < 0.7:
        yield from assign(thread)
        return True
    reason = thread.reason(ReasonKind.LOSE)
    thread.lead = yield thread.wish(
        Kind.LOSE, 17.0, manager, reason, after=thread.dice.randrange(8, 20)
    )
    return False


def dispute(thread: Thread) -> Told:
    """The rep contests the lead, his manager judges; say whether it stands."""
    dice, post = thread.dice, thread.post()
    words = dice.choice(DISPUTES)
    reason, evidence = thread.reason(ReasonKind.CONTEST), (Evidence.SHEET,)
    thread.lead = yield thread.wish(Kind.CONTEST, 10.0, post.by, (reason, evidence, words), after=1)
    stands = dice.random() < 0.55
    thread.lead = yield thread.wish(
        Kind.JUDGE, 11.0, post.manager, stands, after=dice.randrange(1, 3)
    )
    return stands


def visit(thread: Thread) -> Told:
    """The appointment: called off, moved, kept or not, and what comes of it."""
    world, dice, post = thread.world, thread.dice, thread.post()
    if thread.visit is None:
        return
    nth = world.nth(post.id)
    before = thread.visit.day - 1
    in_time = thread.day <= before
    if in_time and prospect_cancels(world.scenario, post.rep, nth=nth, seed=world.seed):
        thread.day = before
        yield of_visit(thread, Kind.CANCEL, 12.5, thread.caller)
        yield from end(thread, chance=0.6)
        return
    if dice.random() < 0.03 and thread.day < before:
        thread.day = before
        thread.visit = yield of_visit(thread, Kind.MOVE, 12.0, thread.caller, thread.visit)
    if honours(world.scenario, post.rep, nth=nth, seed=world.seed):
        yield from keep(thread, post)
    else:
        yield from miss(thread, post, reported(world.scenario, post.rep, nth=nth, seed=world.seed))


def keep(thread: Thread, post: Post) -> Told:
    """The rep goes, calls beforehand now and then, says what came of it, and signs or not."""
    dice, world, booked = thread.dice, thread.world, thread.visit
    if booked is None:
        return
    if dice.random() < 0.4 and thread.day < booked.day - 1:
        thread.day = booked.day - 1
        thread.lead = yield thread.wish(Kind.CALL, 11.5, post.by, Approach.CALL)
    thread.day = max(thread.day, booked.day)
    met = dice.random() < 0.95
    late = dice.randrange(6, 11) if booked.day in world.late else int(dice.random() < 0.3)
    outcome = Outcome.HELD if met else Outcome.PROSPECT_ABSENT
    thread.lead = yield of_visit(thread, Kind.REPORT, 17.5, post.by, (outcome, None), after=late)
    if met and dice.random() < 0.26:
        amount = dice.randrange(6, 60) * 100_000
        signed = Signature(amount, amount * dice.randrange(18, 36) // 100, EURO, world.at.date())
        thread.lead = yield thread.wish(
            Kind.WIN, 16.0, post.by, signed, after=dice.randrange(3, 22)
        )
        return
    yield from end(thread, chance=0.75)


def miss(thread: Thread, post: Post, said: Reported) -> Told:
    """The rep does not go: he says so before or after, or nobody says anything."""
    booked = thread.visit
    if booked is None:
        return
    reason = thread.reason(ReasonKind.NOT_HONOURED)
    if said is Reported.CANCELLED and thread.day < booked.day - 1:
        thread.day = booked.day - 1
        thread.lead = yield of_visit(
            thread, Kind.REPORT, 17.0, post.by, (Outcome.REP_CANCELLED, reason)
        )
    elif said is not Reported.SILENT:
        by = post.by if thread.dice.random() < 0.5 else post.manager
        thread.day = max(thread.day, booked.day)
        thread.lead = yield of_visit(
            thread, Kind.REPORT, 17.0, by, (Outcome.REP_ABSENT, reason), after=1
        )
    else:
        thread.day = max(thread.day, booked.day)
    yield from end(thread, chance=0.4)


def end(thread: Thread, *, chance: float) -> Told:
    """The lead is lost some weeks later, or stays open."""
    if thread.dice.random() < chance:
        post = thread.post()
        by = post.manager if thread.dice.random() < 0.3 else post.by
        reason = thread.reason(ReasonKind.LOSE)
        thread.lead = yield thread.wish(
            Kind.LOSE, 17.2, by, reason, after=thread.dice.randrange(6, 30)
        )


def recovery(thread: Thread) -> Told:
    """A lead that was lost comes back in a later campaign, now and then, once it has cooled off."""
    wanted = thread.lead.state in (State.LOST, State.REFUSED) and thread.dice.random() < 0.25
    if not wanted or thread.lead.recovered_from_id:
        return False
    thread.lead = yield thread.wish(
        Kind.RECOVER,
        9.5,
        thread.caller,
        thread.world.staff.recovery.id,
        after=COOLED_OFF + thread.dice.randrange(10),
    )
    thread.visit = None
    return True


def of_visit(
    thread: Thread, kind: Kind, hour: float, by: Actor, more: Any = None, *, after: int = 0
) -> Wish:
    """Want a deed on the appointment."""
    booked = thread.visit
    wish = thread.wish(kind, hour, by, more, after=after)
    target_id = booked.appointment_id if booked else wish.target_id
    return Wish(kind, target_id, by, wish.at, more)
