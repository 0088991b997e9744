"""Which teams a handicap knows, who may come back, what a call center's agents are asked for."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from relais.challenge.actions import withdraw_from_challenge
from relais.challenge.queries import challenges_visible_to, ways_to_join
from relais.challenge.rules.game import Rules, Side
from relais.challenge.tests.steps import started, transmitted
from relais.people.actions import give_role
from relais.people.models import Membership
from relais.people.queries import Role, access_of
from tests.persons import SINCE, World


def test_a_team_to_which_no_lead_came_is_weighed_as_one_with_the_fewest(world: World) -> None:
    give_role(world.id("paul"), Role.REP, since=SINCE, unit_id=world.root.id, by=world.system)
    for rep in ("remy", "remy", "remy", "sara"):
        transmitted(world, rep)
    world.later(days=1)
    made = started(world, rules=Rules(handicap=True, sides=Side.BOTH))
    found = made.rules.team_factors
    units = [found[f"{unit.id}"] for unit in (world.north, world.south, world.root)]
    assert units == [667, 2000, 2000]
    assert made.rules.person_factors[f"{world.root.id}"] == 1250
    posts = Membership.objects.filter(role=Role.TELEMARKETER, call_center__isnull=False)
    assert {f"{post.call_center_id}" for post in posts} <= set(found)


def test_who_holds_the_post_no_more_does_not_come_back_to_it(world: World) -> None:
    made = started(world, joined=("remy",))
    withdraw_from_challenge(made.id, by=world.by("remy"), at=world.at)
    today = world.at.date()
    assert set(ways_to_join(made, world.id("remy"), on=today)) == {Side.REP}
    Membership.objects.filter(person=world.person("remy"), role=Role.REP).update(until=SINCE)
    assert ways_to_join(made, world.id("remy"), on=today) == {}


def test_whom_a_call_center_sends_costs_no_more_queries_for_more_challenges(world: World) -> None:
    tina = access_of(world.id("tina"), on=world.at.date())
    assert tina

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            list(challenges_visible_to(tina, on=world.at.date()))
        return len(queries)

    started(world)
    before = asked()
    for name in ("Été", "Automne"):
        started(world, name=name)
    assert asked() == before
