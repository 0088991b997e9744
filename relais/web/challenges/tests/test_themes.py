"""The theme of a challenge: chosen where it is made, spoken and pictured on its wall."""

from relais.challenge.tests.steps import signed, started
from relais.web.challenges.tests.test_challenges import read, team_of
from relais.web.tests.steps import sign_in
from tests.persons import World


def test_the_wall_speaks_the_words_of_its_theme(world: World) -> None:
    one = started(world, joined=("remy",), pack="cinema")
    team_of(world, one, people=5)
    signed(world)
    page = read(sign_in(world, "dora"), f"/challenges/{one.id}/wall/")
    assert 'viewBox="0 0 240 120"' in page
    assert "<h2>Producers</h2>" in page
    assert "film released" in page
    assert ' style="' not in page


def test_without_a_theme_there_is_none(world: World) -> None:
    one = started(world, joined=("remy",))
    page = read(sign_in(world, "dora"), f"/challenges/{one.id}/wall/")
    assert 'class="theme"' not in page


def test_a_theme_that_has_gone_leaves_the_challenge_plain(world: World) -> None:
    one = started(world, joined=("remy",), pack="gone")
    assert 'class="theme"' not in read(sign_in(world, "dora"), f"/challenges/{one.id}/wall/")


def test_who_makes_one_chooses_among_the_themes(world: World) -> None:
    page = read(sign_in(world, "dora"), "/challenges/new/")
    for name in ("Plain", "Cinema", "Expedition", "Orchestra"):
        assert f">{name}</option>" in page
