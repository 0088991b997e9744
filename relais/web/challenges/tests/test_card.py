"""A challenge that runs, at the desks: one's own part, an invitation, one's teams; else nothing."""

from datetime import timedelta

from relais.challenge.actions import (
    cancel_challenge,
    create_challenge,
    join_challenge,
    start_challenge,
)
from relais.challenge.rules.game import ChallengeKind, Rules, Side
from relais.challenge.tests.steps import signed, started, wanted
from relais.web.challenges.tests.test_challenges import read, team_of
from relais.web.tests.steps import queries_of, sign_in
from tests.persons import World

INVITED = "A challenge is open to you"


def test_who_takes_part_reads_his_points_his_team_and_what_is_left(world: World) -> None:
    rules = Rules(sides=Side.BOTH, thresholds=(10, 50))
    kind = ChallengeKind.THRESHOLDS
    one = started(world, joined=("remy",), pack="cinema", kind=kind, rules=rules)
    remy, maya = sign_in(world, "remy"), sign_in(world, "maya")
    assert "No team of yours is shown yet" in read(maya, "/")
    team_of(world, one, people=5)
    signed(world)
    lead = signed(world)
    page = read(remy, "/")
    for words in (
        "28 points", "22 to go to the step at 50", "A signature · film released",
        "place 1, 28 points", lead.account.name, f'href="/challenges/{one.id}/points/"',
    ):  # fmt: skip
        assert words in page
    assert INVITED not in page
    assert "Place 1 of" not in page
    assert "place 1, 28 points" in read(maya, "/")
    few = queries_of(lambda: remy.get("/")), queries_of(lambda: maya.get("/"))
    signed(world)
    assert (queries_of(lambda: remy.get("/")), queries_of(lambda: maya.get("/"))) == few
    world.at += timedelta(weeks=5)
    assert one.name not in read(remy, "/")


def test_who_has_not_joined_is_invited_once_and_quietly(world: World) -> None:
    tina, remy, sara = (sign_in(world, name) for name in ("tina", "remy", "sara"))
    none = queries_of(lambda: tina.get("/"))
    one = started(world, rules=Rules(units=(world.north.id,)))
    assert INVITED in read(remy, "/")
    assert INVITED not in read(sara, "/")
    assert INVITED not in read(tina, "/")
    assert remy.post(f"/challenges/{one.id}/put-away/")["Location"] == "/"
    assert INVITED not in read(remy, "/")
    cancel_challenge(one.id, words="Reporté", by=world.by("dora"), at=world.at)
    assert queries_of(lambda: tina.get("/")) == none
    another = create_challenge(wanted(name="Été"), by=world.by("dora"), at=world.at)
    start_challenge(another.id, by=world.by("dora"), at=world.at)
    assert "Été" in read(remy, "/")
    join_challenge(another.id, by=world.by("remy"), at=world.at)
    assert INVITED not in read(remy, "/")


def test_the_pages_of_a_challenge_speak_its_theme_and_the_wall_leads_to_its_own(
    world: World,
) -> None:
    one = started(world, joined=("remy",), pack="cinema")
    team_of(world, one, people=5)
    signed(world)
    remy = sign_in(world, "remy")
    assert "The first teams · Producers" in read(remy, f"/challenges/{one.id}/")
    assert "A signature · film released" in read(remy, f"/challenges/{one.id}/points/")
    assert f'href="/challenges/{one.id}/wall/"' in read(remy, "/reports/wall/")
