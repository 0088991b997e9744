"""Nobody's points or name can be read who did not agree, or does so no more."""

from datetime import date
from typing import Any

import pytest

from relais.challenge.actions import (
    cancel_challenge,
    end_challenge,
    join_challenge,
    show_name,
    withdraw_from_challenge,
)
from relais.challenge.models import Challenge, Total
from relais.challenge.queries import public_places
from relais.challenge.queries.standing import Behind
from relais.challenge.rules.game import NotStarted, Side
from relais.challenge.tests.steps import signed, started
from relais.people.actions import add_unit
from relais.people.models import Person
from tests.persons import World


def named(world: World) -> Challenge:
    """Let Remy and Olga of the North win, both named."""
    made = started(world)
    for name in ("remy", "olga"):
        join_challenge(made.id, shows_name=True, by=world.by(name), at=world.at)
        signed(world, name)
    return made


def seen(made: Challenge) -> tuple[list[Any], list[str]]:
    """Give the teams and the persons on its wall."""
    made.refresh_from_db()
    places = public_places(made)
    return [(team.points, team.people) for team in places.teams], [
        person.name for person in places.first
    ]


def test_the_points_of_who_withdrew_are_not_to_be_read_from_the_team(world: World) -> None:
    made = named(world)
    assert seen(made) == ([(28, 2)], ["Olga", "Remy"])
    withdraw_from_challenge(made.id, by=world.by("olga"), at=world.at)
    assert seen(made) == ([], ["Remy"])
    join_challenge(made.id, shows_name=True, by=world.by("olga"), at=world.later(hours=1))
    assert seen(made) == ([(28, 2)], ["Olga", "Remy"])


@pytest.mark.once
@pytest.mark.parametrize(
    ("now", "ever", "named", "shown"),
    [(5, 5, 0, True), (5, 5, 5, True), (5, 5, 4, False), (6, 6, 4, False), (9, 9, 4, True),
     (4, 5, 4, False), (4, 4, 0, False), (0, 5, 0, False)],
)  # fmt: skip
def test_a_team_is_shown_where_nobody_or_five_at_least_are_not_named(
    now: int, ever: int, named: int, shown: bool
) -> None:
    assert Behind(now, ever, named).may_be_shown == shown


@pytest.mark.parametrize("over", ["ended", "cancelled"])
def test_one_takes_ones_name_back_once_it_is_over(world: World, over: str) -> None:
    made = named(world)
    dora, at = world.by("dora"), world.later(days=25)
    if over == "ended":
        end_challenge(made.id, by=dora, at=at)
    else:
        cancel_challenge(made.id, words="Grève", by=dora, at=at)
    for _ in range(2):
        show_name(made.id, False, by=world.by("remy"), at=world.at)
    assert seen(made)[1] == ["Olga"]
    with pytest.raises(NotStarted):
        show_name(made.id, True, by=world.by("remy"), at=world.at)


def test_who_has_left_the_organization_is_named_no_more(world: World) -> None:
    made = named(world)
    Person.objects.filter(id=world.id("olga")).update(left_on=date(2026, 3, 8))
    assert seen(made)[1] == ["Remy"]


def test_many_points_weighed_are_more_than_four_bytes_hold(world: World) -> None:
    made = named(world)
    Total.objects.filter(challenge=made).update(points=2_147_484)
    assert [person.score for person in public_places(made).first] == [2_147_484] * 2


def test_who_stands_further_down_is_not_told_in_place_of_those_who_are_not_shown(
    world: World,
) -> None:
    one, root = started(world), world.north.parent_id
    assert root
    for place, points in enumerate((90, 80, 70, 60, 60, 50, 40), start=1):
        unit = add_unit(f"Équipe {place}", kind="agency", parent_id=root, by=world.system)
        behind = 4 if place in (1, 4) else 5
        Total.objects.create(
            organization=world.organization, challenge=one, unit=unit, side=Side.REP.value,
            points=points, now=behind, ever=behind,
        )  # fmt: skip
    told = [(team.rank, team.name) for team in public_places(one).teams]
    assert told == [(2, "Équipe 2"), (3, "Équipe 3"), (4, "Équipe 5")]
    Total.objects.filter(challenge=one).update(points=50)
    assert [team.rank for team in public_places(one).teams] == [1] * 5
