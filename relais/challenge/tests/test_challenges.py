"""A challenge from draft to end: each deed done, refused by state or person, done twice."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from relais.challenge.actions import (
    WantedPrize,
    add_prize,
    cancel_challenge,
    change_challenge,
    create_challenge,
    end_challenge,
    join_challenge,
    remove_prize,
    show_name,
    start_challenge,
    withdraw_from_challenge,
)
from relais.challenge.models import Entrant, Final, Prize, RuleSet, Total
from relais.challenge.queries import challenges_visible_to, get_challenge
from relais.challenge.rules.game import (
    ChallengeKind,
    ChallengeState,
    ChecklistFirst,
    DaysWrong,
    JoinedAlready,
    MayNotJoin,
    NameMissing,
    NameTaken,
    NotDraft,
    NotJoined,
    NotNamedHere,
    NotStarted,
    PointsWrong,
    PrizeWrong,
    Rules,
    RulesWrong,
    Side,
    StillRuns,
    WhyCancelled,
)
from relais.challenge.tests.steps import (
    UNTIL,
    complete_checklist,
    draft,
    signed,
    started,
    team_total,
    total,
    transmitted,
    wanted,
)
from relais.leads.events import LeadWinCancelled
from relais.leads.log import append
from relais.lib.errors import NotVisible
from relais.people.queries import access_of
from tests.persons import World

WINE = WantedPrize("A case of wine", "Une caisse de vin", position=1, value=12_000)


def test_a_director_makes_a_draft_which_nobody_else_sees(world: World) -> None:
    made = draft(world, prizes=(WINE,))
    assert made.state is ChallengeState.DRAFT
    assert made.rules.points == {"taken_up": 1, "approach_started": 3, "won": 10}
    assert [(p.position, p.value, p.currency) for p in made.prizes.all()] == [(1, 12_000, "EUR")]
    seen = {name: access_of(world.id(name), on=world.at.date()) for name in ("dora", "remy")}
    assert seen["dora"]
    assert seen["remy"]
    assert challenges_visible_to(seen["dora"], on=world.at.date()).get() == made
    with pytest.raises(NotVisible):
        get_challenge(made.id, access=seen["remy"], on=world.at.date())
    with pytest.raises(NotVisible):
        create_challenge(wanted(name="Autre"), by=world.by("maya"), at=world.at)
    with pytest.raises(NameTaken):
        draft(world)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"name": "  "}, NameMissing),
        ({"until": date(2026, 3, 1)}, DaysWrong),
        ({"since": date(2026, 2, 1), "until": date(2026, 3, 9)}, DaysWrong),
        ({"rules": Rules(points={"won": -1})}, PointsWrong),
        ({"rules": Rules(points={"won": 0})}, PointsWrong),
        ({"rules": Rules(points={"pay": 10})}, PointsWrong),
        ({"rules": Rules(weekly_cap=0)}, RulesWrong),
        ({"rules": Rules(top=11)}, RulesWrong),
        ({"kind": ChallengeKind.GOAL}, RulesWrong),
        ({"kind": ChallengeKind.THRESHOLDS, "rules": Rules(thresholds=(20, 10))}, RulesWrong),
        ({"prizes": (WantedPrize("Wine", ""),)}, PrizeWrong),
        ({"prizes": (WantedPrize("Wine", "Vin", 1, 20),)}, PrizeWrong),
    ],
)
def test_what_means_nothing_is_refused(
    world: World, more: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        draft(world, **more)


def test_prizes_are_added_and_removed_while_it_is_a_draft(world: World) -> None:
    made = draft(world, prizes=(WINE,))
    for number in (2, 3):  # the same twice is two prizes
        assert add_prize(made.id, WINE, by=world.by("dora"), at=world.at).number == number
    last = made.prizes.order_by("number").last()
    assert last
    with pytest.raises(NotVisible):
        add_prize(made.id, WINE, by=world.by("maya"), at=world.at)
    with pytest.raises(NotVisible):
        remove_prize(last.id, by=world.by("maya"), at=world.at)
    with pytest.raises(PrizeWrong):
        add_prize(made.id, WantedPrize("Wine", " "), by=world.by("dora"), at=world.at)
    remove_prize(last.id, by=world.by("dora"), at=world.at)
    with pytest.raises(NotVisible):
        remove_prize(last.id, by=world.by("dora"), at=world.at)
    complete_checklist(world)
    start_challenge(made.id, by=world.by("dora"), at=world.at)
    first = made.prizes.get(number=1)
    with pytest.raises(NotDraft):
        add_prize(made.id, WINE, by=world.by("dora"), at=world.at)
    with pytest.raises(NotDraft):
        remove_prize(first.id, by=world.by("dora"), at=world.at)


def test_a_draft_is_changed_and_its_earlier_rules_stay(world: World) -> None:
    made = draft(world, prizes=(WINE,))
    once = wanted(name="Autre", rules=Rules(top=5), prizes=())
    for _ in range(2):  # twice is once more written
        change_challenge(made.id, once, by=world.by("dora"), at=world.at)
    made.refresh_from_db()
    assert (made.name, made.prizes.count()) == ("Autre", 0)
    versions = RuleSet.objects.filter(challenge=made).order_by("version")
    assert [(v.version, v.rules["top"]) for v in versions] == [(1, 3), (2, 5), (3, 5)]
    with pytest.raises(NotVisible):
        change_challenge(made.id, once, by=world.by("maya"), at=world.at)
    with pytest.raises(DatabaseError), transaction.atomic():
        versions.update(version=9)


def test_from_the_start_on_its_rules_are_frozen(world: World) -> None:
    made = draft(world, rules=Rules(units=(world.root.id,)))
    with pytest.raises(ChecklistFirst):
        start_challenge(made.id, by=world.by("dora"), at=world.at)
    complete_checklist(world)
    with pytest.raises(NotVisible):
        start_challenge(made.id, by=world.by("maya"), at=world.at)
    begun = start_challenge(made.id, by=world.by("dora"), at=world.at)
    assert begun.state is ChallengeState.STARTED
    assert set(begun.rules.units) == {world.root.id, world.north.id, world.south.id}
    with pytest.raises(NotDraft):
        start_challenge(made.id, by=world.by("dora"), at=world.at)
    with pytest.raises(NotDraft):
        change_challenge(made.id, wanted(), by=world.by("dora"), at=world.at)
    assert RuleSet.objects.count() == 2


def test_a_challenge_that_is_over_before_it_starts_is_refused(world: World) -> None:
    complete_checklist(world)
    made = draft(world)
    with pytest.raises(DaysWrong):
        start_challenge(made.id, by=world.by("dora"), at=world.later(days=30))


def test_one_joins_by_oneself_for_ones_own_team(world: World) -> None:
    made = draft(world)
    with pytest.raises(NotVisible):
        join_challenge(made.id, by=world.by("remy"), at=world.at)
    complete_checklist(world)
    start_challenge(made.id, by=world.by("dora"), at=world.at)
    remy = join_challenge(made.id, shows_name=True, by=world.by("remy"), at=world.at)
    tina = join_challenge(made.id, by=world.by("tina"), at=world.at)
    assert (remy.side, remy.unit, remy.shows_name) == ("rep", world.north, True)
    assert (tina.side, tina.call_center, tina.shows_name) == ("telemarketer", world.center, False)
    with pytest.raises(JoinedAlready):
        join_challenge(made.id, by=world.by("remy"), at=world.at)
    for name in ("maya", "paul"):
        with pytest.raises(MayNotJoin):
            join_challenge(made.id, by=world.by(name), at=world.at)
    with pytest.raises(MayNotJoin):
        join_challenge(made.id, side=Side.TELEMARKETER, by=world.by("olga"), at=world.at)
    with pytest.raises(NotNamedHere):
        join_challenge(made.id, shows_name=True, by=world.by("theo"), at=world.at)
    with pytest.raises(NotVisible):
        join_challenge(made.id, by=world.system, at=world.at)
    with pytest.raises(DaysWrong):
        join_challenge(made.id, by=world.by("sara"), at=world.later(days=20))


def test_it_is_for_its_units_and_sides_alone(world: World) -> None:
    made = started(world, rules=Rules(units=(world.north.id,)))
    with pytest.raises(MayNotJoin):
        join_challenge(made.id, by=world.by("sara"), at=world.at)
    with pytest.raises(NotVisible):  # nothing in it for those who telephone from elsewhere
        join_challenge(made.id, by=world.by("tina"), at=world.at)
    join_challenge(made.id, by=world.by("olga"), at=world.at)


def test_who_withdraws_leaves_his_points_to_the_team(world: World) -> None:
    made = started(world, joined=("remy",))
    signed(world)
    withdraw_from_challenge(made.id, by=world.by("remy"), at=world.at)
    signed(world)
    assert total(world, made, "remy") == team_total(made, unit=world.north) == 14
    assert not Total.objects.get(challenge=made, person=world.person("remy")).counts
    with pytest.raises(NotJoined):
        withdraw_from_challenge(made.id, by=world.by("remy"), at=world.at)
    with pytest.raises(NotJoined):
        show_name(made.id, True, by=world.by("remy"), at=world.at)
    with pytest.raises(NotJoined):
        withdraw_from_challenge(made.id, by=world.by("olga"), at=world.at)
    back = join_challenge(made.id, by=world.by("remy"), at=world.later(hours=1))
    assert back.unit == world.north
    signed(world)
    assert total(world, made, "remy") == 28
    assert Entrant.objects.filter(challenge=made).count() == 2
    cancel_challenge(made.id, words="Grève", by=world.by("dora"), at=world.at)
    with pytest.raises(NotStarted):
        withdraw_from_challenge(made.id, by=world.by("remy"), at=world.at)


def test_one_is_named_only_as_one_agrees(world: World) -> None:
    made = started(world, joined=("remy", "tina"))
    for _ in range(2):
        assert show_name(made.id, True, by=world.by("remy"), at=world.at).shows_name
    assert not show_name(made.id, False, by=world.by("remy"), at=world.at).shows_name
    with pytest.raises(NotNamedHere):
        show_name(made.id, True, by=world.by("tina"), at=world.at)
    with pytest.raises(NotJoined):
        show_name(made.id, True, by=world.by("olga"), at=world.at)


def test_its_end_freezes_who_stands_where_and_nothing_runs_on(world: World) -> None:
    made = started(world, joined=("remy", "olga", "sara", "tina"))
    won = signed(world, "remy")
    signed(world, "sara")
    with pytest.raises(StillRuns):
        end_challenge(made.id, by=world.by("dora"), at=world.at)
    world.later(days=20)
    with pytest.raises(NotVisible):
        end_challenge(made.id, by=world.by("maya"), at=world.at)
    ended = end_challenge(made.id, by=world.by("dora"), at=world.at)
    append(won, LeadWinCancelled(), by=world.system, at=world.later(minutes=1))
    assert ended.state is ChallengeState.ENDED
    assert world.at.date() > UNTIL
    assert total(world, made, "remy") == 14
    rows = Final.objects.filter(challenge=made)
    ranks = {row.person_id: (row.rank, row.points) for row in rows if row.person_id}
    assert ranks == {
        world.id("remy"): (1, 14),
        world.id("sara"): (1, 14),
        world.id("olga"): (3, 0),
        world.id("tina"): (1, 28),
    }
    units = {row.unit_id: row.points for row in rows if row.unit_id}
    assert units == {world.north.id: 14, world.south.id: 14}
    with pytest.raises(NotStarted):
        end_challenge(made.id, by=world.by("dora"), at=world.at)
    with pytest.raises(NotStarted):
        cancel_challenge(made.id, words="Trop tard", by=world.by("dora"), at=world.at)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(rank=1)


def test_it_is_cancelled_with_a_reason(world: World) -> None:
    made = started(world, joined=("remy",))
    with pytest.raises(WhyCancelled):
        cancel_challenge(made.id, words=" ", by=world.by("dora"), at=world.at)
    with pytest.raises(NotVisible):
        cancel_challenge(made.id, words="Non", by=world.by("remy"), at=world.at)
    gone = cancel_challenge(made.id, words="Grève", by=world.by("dora"), at=world.at)
    assert (gone.state, gone.closed_for) == (ChallengeState.CANCELLED, "Grève")
    signed(world)
    assert total(world, made, "remy") == 0
    with pytest.raises(NotStarted):
        cancel_challenge(made.id, words="Encore", by=world.by("dora"), at=world.at)
    with pytest.raises(NotStarted):
        join_challenge(made.id, by=world.by("olga"), at=world.at)
    other = draft(world, name="Brouillon")
    cancel_challenge(other.id, words="Mauvaise idée", by=world.by("dora"), at=world.at)
    with pytest.raises(NotDraft):
        start_challenge(other.id, by=world.by("dora"), at=world.at)


def test_unequal_volumes_are_weighed_by_what_was_to_be_expected(world: World) -> None:
    for rep, many in (("remy", 3), ("sara", 1)):
        for _ in range(many):
            transmitted(world, rep)
    rules = Rules(handicap=True, sides=Side.REP)
    world.later(days=1)
    made = started(world, joined=("remy", "sara"), rules=rules)
    factors = made.rules.team_factors
    assert factors == {str(world.north.id): 667, str(world.south.id): 2000}
    # The North has two reps for its three leads, the South one for its one.
    assert made.rules.person_factors == {str(world.north.id): 833, str(world.south.id): 1250}
    by_unit = dict(Total.objects.filter(person=None).values_list("unit_id", "factor"))
    assert by_unit == {world.north.id: 667, world.south.id: 2000}
    assert not Prize.objects.exists()
