"""What reps prospect themselves, week after week: brought in by most, as a table of their own."""

from collections import defaultdict
from typing import Final
from uuid import UUID

from relais.people.models import Person
from relais.prospecting.actions import log_own, set_target
from relais.prospecting.actions.bring_own import bring_own
from relais.prospecting.rules.own import OwnKind
from relais.prospecting.rules.own_table import OwnRow
from relais.simulation.staff import Post, id_of
from relais.simulation.world import WEEK, World

WISHED: Final = 5  # a week
LOGS_NOTHING: Final = 0.15  # of the reps
LOGS_TODAY: Final = 0.4  # of the others
KINDS: Final = (OwnKind.CALL, OwnKind.MESSAGE, OwnKind.VISIT, OwnKind.REFERRAL, OwnKind.APPOINTMENT)
OFTEN: Final = (10, 4, 2, 1, 1)


def wish(world: World) -> None:
    """Say from the beginning how much is wished of everybody."""
    at = world.moment(0, 8)
    root = world.staff.regions[0].parent_id
    if root:
        day = at.date()
        set_target(root, per_week=WISHED, since=day, by=world.staff.director, at=at)


def prospect(world: World) -> None:
    """Let managers bring in what most of their reps did; some of these log this week's."""
    persons = Person.objects.of(world.staff.organization_id).in_bulk(list(world.staff.posts))
    managers = {id_of(post.manager): post.manager for post in world.staff.posts.values()}
    tables: defaultdict[UUID, list[OwnRow]] = defaultdict(list)
    for post in world.staff.posts.values():
        dice = world.dice("own", post.rep.number)
        if dice.random() < LOGS_NOTHING:
            continue
        tables[id_of(post.manager)] += _rows(world, post, str(persons[post.id]))
        if dice.random() < LOGS_TODAY or post.rep.number == 0:
            log_own(OwnKind.CALL, count=dice.randrange(1, 5), by=post.by, at=world.at)
    for manager_id, rows in tables.items():
        bring_own(rows, by=managers[manager_id], at=world.at)


def _rows(world: World, post: Post, name: str) -> list[OwnRow]:
    dice = world.dice("own weeks", post.rep.number)
    zeal = dice.uniform(0.5, 1.5)
    rows = []
    for first in range(0, world.last - WEEK, WEEK):
        if first in world.absent.get(post.id, ()) or dice.random() > zeal:
            continue
        for kind in sorted(set(dice.choices(KINDS, OFTEN, k=2))):
            day = world.days[first + dice.randrange(WEEK)]
            count = 1 if kind in KINDS[3:] else dice.randrange(1, round(2 + 5 * zeal))
            rows.append(OwnRow(day.isoformat(), kind.value, name, str(count)))
    return rows
