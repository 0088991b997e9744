"""The figures of a meeting: those of teams, never of fewer than five reps."""

from uuid import UUID

import pytest

from relais.measures.rules import Counts
from relais.steering.queries.figures import Team, _apart, measure_of
from relais.steering.queries.figures import figures_of as figures
from relais.steering.rules.meetings import Span
from relais.steering.tests.steps import FEBRUARY
from tests.persons import World

IDS = [UUID(int=number) for number in range(1, 30)]


def team(reps: int, *, honoured: int, due: int, first: int = 0) -> Team:
    found = Team(due=Counts(due=due, honoured=honoured))
    found.reps_due = set(IDS[first : first + reps])
    return found


@pytest.mark.once
def test_small_teams_are_shown_together_so_that_none_can_be_worked_out() -> None:
    large, middle = team(6, honoured=4, due=10), team(5, honoured=3, due=8, first=6)
    small = team(2, honoured=0, due=3, first=11)
    shown = {row["unit_id"]: row for row in _apart({IDS[0]: large, IDS[1]: middle, IDS[2]: small})}
    assert set(shown) == {f"{IDS[0]}", None}
    assert shown[None]["reps"] == 7
    assert shown[None]["honour"] == [3, 11]


@pytest.mark.once
def test_a_team_is_as_large_as_the_fewer_of_whom_it_tells() -> None:
    few = team(2, honoured=1, due=2)
    few.reps_leads = set(IDS[:9])
    assert few.size == 2
    assert team(0, honoured=0, due=0).size == 0
    assert measure_of({}, "honour").rate is None


def test_a_unit_of_two_reps_shows_no_figure(world: World) -> None:
    found = figures(world.north, Span(**FEBRUARY), at=world.at)
    assert (found["told"], found["whole"], found["units"]) == (False, {}, [])
    assert [found[name] for name in ("opened", "transmitted", "won")] == [None] * 3
