"""Building a world: the organization, its prospects, then day after day what everybody does."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Final
from uuid import UUID

from django.db import transaction

from relais.accounts.actions import AccountDetails, add_accounts, add_contacts, give_accounts
from relais.calls.actions import finish_callback
from relais.calls.models import Callback
from relais.campaigns.actions import set_objective
from relais.database.models import uuid7
from relais.prospecting.actions import ProspectRow, import_prospects
from relais.routing.actions import declare_absence
from relais.simulation.asking import ask
from relais.simulation.deeds import Week
from relais.simulation.desks import REGION, leave_on_desks
from relais.simulation.ground import ground_of
from relais.simulation.leading import Leading
from relais.simulation.names import companies, contact
from relais.simulation.rules import Scenario, is_followed
from relais.simulation.staff import CHALLENGE, Founding, Staff
from relais.simulation.stories import Story, story
from relais.simulation.wishes import Kind, Wish
from relais.simulation.world import WEEK, World

Told = Callable[[int, int], None]  # weeks done, weeks in all

Pending = dict[int, dict[Kind, list[tuple[Wish, Story]]]]
AWAY: Final = 5
TO_CALL: Final = 60
STILL_PROMISED: Final = timedelta(days=5)
TO_CALL_FROM: Final = 9_000_000  # beyond the numbers of contacts that were called


@dataclass(frozen=True)
class Built:
    """What was built, and who can sign in."""

    organization_id: UUID
    scenario: Scenario
    staff: Staff


def build_world(scenario: Scenario, *, seed: int, slug: str, at: datetime, told: Told) -> Built:
    """Build the world of a scenario as it is at a moment, wholly or not at all.

    The same scenario, seed and moment give the same world, but for its ids and for whom an
    experiment or a challenge draws by lot.
    :raises django.db.IntegrityError: when there is an organization of this slug already.
    """
    with transaction.atomic():
        start = at - timedelta(days=30 * scenario.size.months + 7)
        staff = Founding(scenario, seed=seed, since=start.date(), slug=slug).staff(at=start)
        world = World(scenario, seed, at, staff)
        _send_away(world, start)
        if scenario.name == "challenge":
            _announce(world)
        stories = _stories(world, start)
        leave_on_desks(world, stories, at=start)
        _live(world, stories, told)
        _call_back(world)
        _still_to_call(world)
        ask(world)
    return Built(staff.organization_id, scenario, staff)


def _stories(world: World, at: datetime) -> dict[int, list[Story]]:
    """Give the leads that are opened on each day, each for a contact of its own."""
    size, dice = world.scenario.size, world.dice("contacts")
    stories: defaultdict[int, list[Story]] = defaultdict(list)
    for region in range(size.regions):
        numbers = range(region, size.leads, size.regions)
        contact_ids = _prospects(world, region, len(numbers), at)
        for number, contact_id in zip(numbers, contact_ids, strict=True):
            day = number * world.last // size.leads + dice.randrange(2)
            caller = dice.choice(world.staff.telemarketers)
            told = story(
                world, number, contact_id=contact_id, region=region, caller=caller, day=day
            )
            stories[day].append(told)
    return stories


def _prospects(world: World, region: int, count: int, at: datetime) -> list[UUID]:
    """Add the companies of a region, one contact each; some belong to a rep already."""
    dice, by = world.dice("companies", region), world.staff.system
    ground = ground_of(world.scenario, region)
    found: Iterable[AccountDetails] = islice(companies(dice, places=list(ground.cities)), count)
    if ground.country and ground.country != "FR":  # numbers of France are not theirs
        found = (each._replace(country=ground.country, siren="", phone="") for each in found)
    accounts = {uuid7(): each for each in found}
    add_accounts(accounts, by=by, at=at)
    contacts = {
        uuid7(): (account_id, contact(dice, region * 100_000 + number))
        for number, account_id in enumerate(accounts)
    }
    add_contacts(contacts, by=by, at=at)
    if not is_followed(world.scenario, region):
        reps = [post.id for post in world.staff.posts.values() if post.rep.region == region]
        owned = list(accounts)[::6]
        for number, rep_id in enumerate(reps):
            if theirs := owned[number :: len(reps)]:
                give_accounts(theirs, rep_id=rep_id, by=by, at=at)
    return list(contacts)


def _send_away(world: World, at: datetime) -> None:
    """One rep of four has a week off, at a time of his own."""
    dice = world.dice("absences")
    for post in list(world.staff.posts.values())[2::4]:
        first = dice.randrange(max(1, world.last - AWAY))
        world.absent[post.id] = range(first, first + AWAY)
        declare_absence(
            post.id,
            starts_at=world.moment(first, 0),
            ends_at=world.moment(first + AWAY - 1, 23.9),
            by=post.by,
            at=at,
        )


def _announce(world: World) -> None:
    """The challenge is an objective of the campaign, from the day on which it begins."""
    set_objective(
        world.staff.campaign.id,
        measure=CHALLENGE,
        target=80,
        since=world.challenge_on,
        until=None,
        words="Challenge : quatre leads sur cinq pris en compte.",
        by=world.staff.system,
    )


def _still_to_call(world: World) -> None:
    """Whoever sits down at the telephone today finds people to call.

    They are of the region whose relay signs in: he has what the telemarketer submits today.
    """
    dice, places = world.dice("still to call"), list(ground_of(world.scenario, REGION).cities)
    rows = [
        ProspectRow(company=company, contact=contact(dice, TO_CALL_FROM + number))
        for number, company in enumerate(islice(companies(dice, places=places), TO_CALL))
    ]
    import_prospects(world.staff.campaign.id, rows, by=world.staff.system, at=world.at)


def _call_back(world: World) -> None:
    """Promises to call back are kept within two days; those of the last days still stand."""
    organization_id, telemarketers = world.staff.organization_id, world.staff.telemarketers
    rows = Callback.objects.of(organization_id).filter(
        done_at=None, due_at__lt=world.at - STILL_PROMISED
    )
    promised = rows.order_by("due_at", "id").values_list("id", "for_person_id", "due_at")
    by_id = {by.person_id: by for by in telemarketers}
    for number, (callback_id, person_id, due_at) in enumerate(promised):
        by = by_id.get(person_id) or telemarketers[number % len(telemarketers)]
        hours = world.dice("call back", number).randrange(1, 2 * 24)
        finish_callback(callback_id, by=by, at=due_at + timedelta(hours=hours))


def _live(world: World, stories: dict[int, list[Story]], told: Told) -> None:
    pending: Pending = defaultdict(lambda: defaultdict(list))
    weeks = world.last // WEEK + 1
    leading = Leading(world, weeks=weeks)
    for number in range(weeks):
        for day in range(number * WEEK, (number + 1) * WEEK):
            for each in stories.get(day, ()):
                _next(world, pending, each, next(each))
        week, wanted = Week(world, number * WEEK), pending[number]
        while kind := min((k for k, wishes in wanted.items() if wishes), default=None):
            wishes = wanted.pop(kind)
            results = week.do(kind, [wish for wish, _ in wishes])
            for wish, each in wishes:
                _go_on(world, pending, each, results.get(wish.target_id))
        del pending[number]
        leading.week(number)
        told(number + 1, weeks)
    leading.end()


def _go_on(world: World, pending: Pending, each: Story, result: object) -> None:
    try:
        wish = each.send(result)
    except StopIteration:
        return
    _next(world, pending, each, wish)


def _next(world: World, pending: Pending, each: Story, wish: Wish) -> None:
    """Put a wish on its day; what is wanted later than now is left to those who look at it."""
    if wish.at <= world.at:
        pending[world.day_of(wish.at) // WEEK][wish.kind].append((wish, each))
