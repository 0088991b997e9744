"""A year after its end a challenge tells of teams alone; how teams are counted until then."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.test.utils import CaptureQueriesContext

from relais.challenge.actions import (
    draw_prizes,
    forget_challenges,
    join_challenge,
    show_name,
    withdraw_from_challenge,
)
from relais.challenge.models import Challenge, Drawn, Entrant, Entry, Final, Total, Week
from relais.challenge.queries import challenges_over, draw_of, prizes_won, standing_of
from relais.challenge.tests.steps import signed, started, team_total
from relais.challenge.tests.test_draw import ended
from relais.leads.actions.rebuild import drifts, rebuild
from relais.people.queries import access_of
from tests.persons import World


def told_of_persons() -> list[type[models.Model]]:
    """Give the tables that tell of somebody."""
    placed = [table for table in (Total, Final) if table.objects.exclude(person=None).exists()]
    return [*placed, *(table for table in (Entry, Week, Entrant, Drawn) if table.objects.exists())]


def last_day(one: Challenge) -> date:
    """Give the day on which it ended: after the last line, whatever clock that came from."""
    one.refresh_from_db()
    assert one.ended_at is not None
    return one.ended_at.date()


def test_a_year_after_its_end_only_what_teams_won_is_left(world: World) -> None:
    one, home = ended(world), world.organization.id
    draw_prizes(one.id, by=world.by("dora"), at=world.at)
    over = last_day(one)
    drawn = draw_of(one)
    assert len(told_of_persons()) == 6
    assert forget_challenges(home, before=over, at=world.at) == {
        "challenges": 0, "challenge_lines": 0,
    }  # fmt: skip
    for rows in (Final.objects.all(), Drawn.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()
    tomorrow = over + timedelta(days=1)
    assert challenges_over(home, before=tomorrow).count() == 1
    told = forget_challenges(home, before=tomorrow, at=world.at)
    assert told == {"challenges": 1, "challenge_lines": 6}
    assert told_of_persons() == []
    assert forget_challenges(home, before=tomorrow, at=world.at)["challenges"] == 0
    with pytest.raises(DatabaseError), transaction.atomic():
        Final.objects.all().delete()  # those of teams
    one.refresh_from_db()
    assert draw_of(one) == drawn
    assert [won.person_id for won in prizes_won(one, by=world.by("dora"))] == []
    access = access_of(world.id("remy"), on=world.at.date())
    assert access is not None
    standing = standing_of(one, access=access)
    assert (standing.own, standing.first, standing.people) == (None, [], 3)


def test_what_is_forgotten_is_not_drawn_from_the_log_again(world: World) -> None:
    one, home = ended(world), world.organization.id
    forget_challenges(home, before=last_day(one) + timedelta(days=1), at=world.at)
    other = started(world, name="Automne", joined=("remy",), until=date(2026, 12, 31))
    signed(world)
    assert drifts(home, told=lambda _: None) == []
    rebuild(home, told=lambda _: None)
    assert set(Entry.objects.values_list("challenge_id", flat=True)) == {other.id}
    assert team_total(one, unit=world.north) == team_total(other, unit=world.north) == 14


def test_one_that_nobody_ended_is_forgotten_a_year_after_its_last_day(world: World) -> None:
    one, home = started(world, joined=("remy",)), world.organization.id
    signed(world)
    assert not challenges_over(home, before=one.until).exists()
    world.later(days=60)
    forget_challenges(home, before=world.at.date(), at=world.at)
    assert told_of_persons() == []
    signed(world)
    assert team_total(one, unit=world.north) == 14
    assert drifts(home, told=lambda _: None) == []


def test_a_team_knows_how_many_stand_behind_it(world: World) -> None:
    def behind() -> tuple[int, int, int]:
        [counts] = Total.objects.filter(unit=world.north).values_list("now", "ever", "named")
        return counts

    one = started(world, joined=("remy", "olga"))
    show_name(one.id, True, by=world.by("olga"), at=world.at)
    assert behind() == (2, 2, 1)
    withdraw_from_challenge(one.id, by=world.by("olga"), at=world.later(hours=1))
    assert behind() == (1, 2, 0)
    join_challenge(one.id, by=world.by("olga"), at=world.later(hours=1), shows_name=True)
    assert behind() == (2, 2, 1)
    Total.objects.update(now=0, ever=0, named=0)  # as those were that are older
    import_module("relais.challenge.migrations.0004_counted_teams").count(apps, None)
    assert behind() == (2, 2, 1)


def test_a_standing_asks_as_much_of_few_as_of_many(world: World) -> None:
    def asked() -> int:
        access = access_of(world.id("remy"), on=world.at.date())
        assert access is not None
        with CaptureQueriesContext(connection) as caught:
            standing_of(Challenge.objects.get(id=one.id), access=access)
        return len(caught)

    one = started(world, joined=("remy", "tina"))
    signed(world)
    few = asked()
    for name in ("olga", "sara"):
        join_challenge(one.id, by=world.by(name), at=world.at)
    signed(world, "sara")
    assert asked() == few <= 12
