"""The draw of prizes: by a seed sealed before, once, so that anyone can check it."""

from collections import Counter
from hashlib import sha256
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from relais.challenge.actions import (
    WantedPrize,
    draw_prizes,
    end_challenge,
    withdraw_from_challenge,
)
from relais.challenge.models import Challenge, Draw, Drawn, Seed
from relais.challenge.queries import Rules, Side, Tickets, commitment_to, draw_of, own_tickets
from relais.challenge.rules.draw import (
    DrawnAlready,
    LotForPersons,
    NotEnded,
    NothingToDraw,
    NoTickets,
    count_of,
    tickets_of,
    winners,
)
from relais.challenge.tests.steps import draft, signed, started
from relais.lib.errors import NotVisible
from tests.databases import CommittingDatabase
from tests.persons import World, build_world

BIKE = WantedPrize("A bicycle", "Un vélo", value=90_000)
LOTS = {"prizes": (BIKE, WantedPrize("Wine", "Du vin", position=1), BIKE)}


def ended(world: World, **more: object) -> Challenge:
    """Let Remy and Tina win fourteen points each, Olga none, and Dora end it."""
    one = started(world, joined=("remy", "olga", "tina"), **(LOTS | more))
    signed(world)
    end_challenge(one.id, by=world.by("dora"), at=world.later(days=25))
    return one


@pytest.mark.once
def test_each_ticket_wins_as_often_and_none_twice() -> None:
    tickets = [f"{number:02}" for number in range(7)]
    won = Counter[str]()
    for number in range(700):
        pair = list(winners(f"seed {number}", tickets, prizes=2))
        assert len(set(pair)) == 2
        won.update(pair)
    assert sum((count - 200) ** 2 / 200 for count in won.values()) < 16.8  # chi-squared, 1 %
    assert set(winners("s", tickets, prizes=9)) == set(tickets)
    assert list(winners("s", [], prizes=2)) == []


@pytest.mark.once
def test_tickets_are_one_each_or_one_a_point_and_do_not_show_whose_they_are() -> None:
    one, many = Rules(draw_from=10), Rules(draw_from=10, tickets=Tickets.POINTS)
    assert [count_of(score, one) for score in (9_999, 10_000, 25_500)] == [0, 1, 1]
    assert [count_of(score, many) for score in (9_999, 10_000, 25_500)] == [0, 10, 25]
    assert (
        len(set(tickets_of(UUID(int=1), 50, seed="a") + tickets_of(UUID(int=2), 50, seed="a")))
        == 100
    )
    assert tickets_of(UUID(int=1), 1, seed="a") != tickets_of(UUID(int=1), 1, seed="b")


def test_it_is_sealed_at_the_start_and_drawn_once_after_the_end(world: World) -> None:
    one = started(world, joined=("remy", "olga", "tina"), **LOTS)
    sealed = commitment_to(one)
    assert (sealed is not None, draw_of(one)) == (True, None)
    signed(world)
    for name in ("remy", "maya"):
        with pytest.raises(NotVisible):
            draw_prizes(one.id, by=world.by(name), at=world.at)
    with pytest.raises(NotEnded):
        draw_prizes(one.id, by=world.by("dora"), at=world.at)
    end_challenge(one.id, by=world.by("dora"), at=world.later(days=25))
    draw_prizes(one.id, by=world.by("dora"), at=world.at)
    with pytest.raises(DrawnAlready):
        draw_prizes(one.id, by=world.by("dora"), at=world.at)
    told = draw_of(one)
    assert told is not None
    assert sha256(told.seed.encode()).hexdigest() == told.commitment == sealed
    assert [ticket for _, ticket in told.won] == list(winners(told.seed, told.tickets, prizes=2))
    assert {row.person_id for row in Drawn.objects.all()} == {world.id("remy"), world.id("tina")}
    hers = {name: own_tickets(one, told, person_id=world.id(name)) for name in world.people}
    assert sorted(hers["remy"] + hers["tina"]) == told.tickets
    assert hers["olga"] == hers["maya"] == []
    for rows in (Seed.objects.all(), Draw.objects.all(), Drawn.objects.all()):
        for change in (rows.delete, lambda r=rows: r.update(organization_id=None)):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


def test_tickets_may_be_points_and_who_withdrew_has_none(world: World) -> None:
    rules = Rules(sides=Side.BOTH, tickets=Tickets.POINTS, draw_from=5)
    one = started(world, joined=("remy", "tina"), rules=rules, **LOTS)
    signed(world)
    withdraw_from_challenge(one.id, by=world.by("tina"), at=world.at)
    end_challenge(one.id, by=world.by("dora"), at=world.later(days=25))
    draw_prizes(one.id, by=world.by("dora"), at=world.at)
    told = draw_of(one)
    assert told is not None
    assert len(told.tickets) == 14
    assert {row.person_id for row in Drawn.objects.all()} == {world.id("remy")}


def test_what_cannot_be_drawn_is_refused(world: World) -> None:
    team = WantedPrize("A dinner", "Un dîner", for_team=True)
    with pytest.raises(LotForPersons):
        draft(world, prizes=(team,))
    bare = started(world, name="Sans lot", joined=("remy",))
    assert commitment_to(bare) is None
    idle = started(world, joined=("remy",), **LOTS)
    at = world.later(days=25)
    for one, refusal in ((bare, NothingToDraw), (idle, NoTickets)):
        end_challenge(one.id, by=world.by("dora"), at=at)
        with pytest.raises(refusal):
            draw_prizes(one.id, by=world.by("dora"), at=at)


def test_of_those_who_draw_at_once_one_does(committing_db: CommittingDatabase) -> None:
    world = build_world()
    one = ended(world)
    done = committing_db.at_once(4, lambda _: draw_prizes(one.id, by=world.by("dora"), at=world.at))
    assert sum(isinstance(each, Draw) for each in done) == 1
    assert sum(isinstance(each, DrawnAlready) for each in done) == 3
    assert (Draw.objects.count(), Drawn.objects.count()) == (1, 2)
