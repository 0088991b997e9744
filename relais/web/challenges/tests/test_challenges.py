"""A challenge on its pages: made, published, joined, won points in; who sees what of it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from relais.challenge.actions import (
    WantedPrize,
    end_challenge,
    join_challenge,
    show_name,
    withdraw_from_challenge,
)
from relais.challenge.models import Challenge, Entrant
from relais.challenge.queries import standing_of
from relais.challenge.rules.game import ChallengeKind, ChallengeState, Rules, Side
from relais.challenge.tests.steps import (
    complete_checklist,
    draft,
    signed,
    started,
    tell,
    transmitted,
)
from relais.leads.events import LeadTakenUp, LeadWinCancelled
from relais.people.actions import add_person, give_role
from relais.people.queries import Role, access_of
from relais.web.tests.steps import Browser, queries_of, sign_in
from tests.persons import SINCE, World

FORM = {
    "name": "Les producteurs", "pack": "plain", "since": "2026-03-02", "until": "2026-03-29",
    "kind": "ranking", "sides": "both", "taken_up": "1", "approach_started": "3", "won": "10",
    "top": "3", "weekly_cap": "40",
}  # fmt: skip
PRIZE = {"whose": "team-place", "number": "1", "words_fr": "Un dîner", "words_en": "A dinner",
         "value": "500"}  # fmt: skip


def read(browser: Browser, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def team_of(world: World, made: Challenge, *, people: int, shows: bool = False) -> list[str]:
    """Let so many more reps of the North join; give their names."""
    names = []
    for number in range(people):
        name = f"rep{number}"
        world.people[name] = add_person(f"Équipier {number}", by=world.system)
        person_id = world.id(name)
        give_role(person_id, Role.REP, since=SINCE, unit_id=world.north.id, by=world.system)
        join_challenge(made.id, shows_name=shows, by=world.by(name), at=world.at)
        names.append(name)
    return names


def test_a_director_makes_one_reads_it_in_plain_words_and_publishes_it(world: World) -> None:
    dora = sign_in(world, "dora")
    made = dora.post("/challenges/add/", **FORM)
    one = Challenge.objects.get()
    assert made["Location"] == f"/challenges/{one.id}/"
    page = f"/challenges/{one.id}/"
    assert dora.post(f"{page}prizes/add/", **PRIZE).status_code == 302
    wrong = dora.post(f"{page}prizes/add/", **(PRIZE | {"number": ""}))
    assert (wrong.status_code, "at which place" in wrong.content.decode()) == (400, True)
    told = read(dora, page)
    for number in ("32768", "2147483648"):
        assert dora.post(f"{page}prizes/add/", **(PRIZE | {"number": number})).status_code == 400
    for words in (
        "A signature: 10 points", "At most 40 points a week", "A dinner (€500)",
        "Team at place 1", "privacy checklist is complete", "No rule costs points",
    ):  # fmt: skip
        assert words in told
    assert dora.post(f"{page}start/").status_code == 409
    changed = FORM | {"kind": "thresholds", "thresholds": "20, 50"}
    assert dora.post(f"{page}change/", **changed).status_code == 302
    for steps in ("x", "²", "9" * 5000):
        assert dora.post(f"{page}change/", **(changed | {"thresholds": steps})).status_code == 400
    assert "20, 50 points" in read(dora, page)
    complete_checklist(world)
    assert dora.post(f"{page}start/").status_code == 302
    assert "Published and frozen" in read(sign_in(world, "remy"), f"{page}rules/")
    assert dora.post(f"{page}change/", **FORM).status_code == 409


def test_a_draft_is_for_directors_alone(world: World) -> None:
    one = draft(world)
    for who in ("remy", "maya", "tina"):
        browser = sign_in(world, who)
        assert browser.get(f"/challenges/{one.id}/").status_code == 404
        assert browser.get(f"/challenges/{one.id}/wall/").status_code == 404
        assert one.name not in read(browser, "/challenges/")
        assert browser.post("/challenges/add/", **FORM).status_code == 404


def test_one_joins_wins_and_reads_ones_own_lines(world: World) -> None:
    one = started(world)
    remy, page = sign_in(world, "remy"), f"/challenges/{one.id}/"
    assert "Do you take part?" in read(remy, page)
    assert remy.post(f"{page}join/", shows_name="on").status_code == 302
    assert remy.post(f"{page}join/").status_code == 409
    assert sign_in(world, "maya").post(f"{page}join/").status_code == 409
    lead = signed(world)
    tell(world, lead, LeadWinCancelled())
    told = read(remy, f"{page}points/")
    assert "You have 4 points" in told
    assert "taken back: the signature was cancelled" in told
    assert "Place 1 of 1" in read(remy, page)
    assert lead.account.name not in read(sign_in(world, "olga"), f"{page}points/")
    assert remy.post(f"{page}name/").status_code == 302
    assert not Entrant.objects.get().shows_name
    assert remy.post(f"{page}withdraw/").status_code == 302
    assert remy.post(f"{page}withdraw/").status_code == 409
    assert "Do you take part?" in read(remy, page)


def test_teams_stand_first_and_nobody_is_named_who_did_not_agree(world: World) -> None:
    one = started(world, joined=("remy", "sara"))
    names = team_of(world, one, people=5)
    for name, many in (("remy", 3), (names[0], 2), (names[1], 1), ("sara", 4)):
        for _ in range(many):
            tell_up(world, name)
    show_name(one.id, True, by=world.by(names[0]), at=world.at)
    page = read(sign_in(world, "maya"), f"/challenges/{one.id}/wall/")
    assert "Nord" in page
    assert "Équipier 0" in page
    for hidden in ("Sud", "Remy", "Sara", "Équipier 1"):
        assert hidden not in page
    standing = standing_of(one, access=access(world, "remy"))
    assert standing.own is not None
    assert (standing.own.rank, standing.own.of, standing.own.points) == (2, 7, 3)
    assert [(team.name, team.rank, team.points) for team in standing.teams] == [("Nord", 1, 6)]
    assert [(person.rank, person.name) for person in standing.first] == [(3, "Équipier 0")]


def tell_up(world: World, name: str) -> None:
    lead = transmitted(world, name)
    tell(world, lead, LeadTakenUp(world.id(name)))


def access(world: World, name: str) -> Any:
    return access_of(world.id(name), on=world.at.date())


def test_a_small_team_stands_there_where_all_of_it_agreed(world: World) -> None:
    one = started(world, joined=("remy", "olga"))
    tell_up(world, "remy")
    maya = access(world, "maya")
    assert standing_of(one, access=maya).teams == []
    for name in ("remy", "olga"):
        show_name(one.id, True, by=world.by(name), at=world.at)
    assert [team.people for team in standing_of(one, access=maya).teams] == [2]
    withdraw_from_challenge(one.id, by=world.by("olga"), at=world.at)
    assert standing_of(one, access=maya).teams == []  # or his points could be reckoned


def test_whom_a_call_center_sends_sees_himself_alone(world: World) -> None:
    one = started(world, joined=("remy", "tina"))
    signed(world)
    tina, page = sign_in(world, "tina"), f"/challenges/{one.id}/"
    told = read(tina, page)
    assert "14 points" in told
    assert "Nord" not in told
    assert "Place 1 of 1" in told
    assert "Name me" not in told
    assert tina.get(f"{page}wall/").status_code == 404
    assert tina.post(f"{page}name/", shows_name="on").status_code == 409


def test_steps_and_goals_show_how_far_one_is(world: World) -> None:
    steps = Rules(thresholds=(10, 20), sides=Side.REP)
    one = started(world, kind=ChallengeKind.THRESHOLDS, rules=steps, joined=("remy",))
    signed(world)
    remy = sign_in(world, "remy")
    told = read(remy, f"/challenges/{one.id}/")
    assert "14 of 20 points" in told
    assert "Told once 5 persons take part" in told
    team_of(world, one, people=4)
    assert "10 points: 1 of 5" in read(remy, f"/challenges/{one.id}/")
    goal = started(
        world, name="But", kind=ChallengeKind.GOAL, rules=Rules(goal=10), joined=("olga",)
    )
    assert "0 of 10 points" in read(sign_in(world, "olga"), f"/challenges/{goal.id}/")


def test_its_end_is_one_step_and_the_wall_says_when_it_has_changed(world: World) -> None:
    one = started(world, joined=("remy",))
    team_of(world, one, people=4)
    signed(world)
    dora, page = sign_in(world, "dora"), f"/challenges/{one.id}/"
    first = dora.get(f"{page}wall/news/")
    assert "Nord leads with 14 points" in first.content.decode()
    dora.headers = {"If-None-Match": first["ETag"]}
    assert dora.get(f"{page}wall/news/").status_code == 304
    signed(world)
    assert "Nord leads with 28 points" in dora.get(f"{page}wall/news/").content.decode()
    dora.headers = {}
    assert dora.post(f"{page}end/").status_code == 409
    world.at += timedelta(days=25)
    assert "Its last day is past" in read(dora, page)
    assert dora.post(f"{page}end/").status_code == 302
    assert "Nord has won, with 28 points" in read(dora, page)
    assert "has won" in read(dora, f"{page}wall/")
    remy = sign_in(world, "remy")
    assert "Do not name me" not in read(remy, page)
    Entrant.objects.filter(person=world.person("remy")).update(shows_name=True)
    assert "Do not name me" in read(remy, page)
    assert "Withdraw" not in read(remy, page)
    assert Challenge.objects.get().state is ChallengeState.ENDED
    assert dora.post(f"{page}cancel/", words="Trop tard").status_code == 409


def test_the_wall_says_that_nobody_leads_where_the_first_team_is_too_small_to_be_told(
    world: World,
) -> None:
    one = started(world, joined=("remy", "sara"))
    team_of(world, one, people=4)
    signed(world)
    for _ in range(2):
        signed(world, "sara")
    told = read(sign_in(world, "dora"), f"/challenges/{one.id}/wall/")
    assert '<span class="rank">2</span>' in told
    assert "Nord leads" not in told
    assert f'<h1 dir="auto">{one.name}</h1>' in told


def test_it_is_cancelled_with_a_reason_that_all_read(world: World) -> None:
    one = started(world, joined=("remy",))
    dora, page = sign_in(world, "dora"), f"/challenges/{one.id}/"
    assert dora.post(f"{page}cancel/", words="").status_code == 400
    assert dora.post(f"{page}cancel/", words="La grève").status_code == 302
    assert "La grève" in read(sign_in(world, "remy"), page)


def test_prizes_are_removed_from_drafts_alone(world: World) -> None:
    prize = WantedPrize("Wine", "Du vin", position=1)
    one = draft(world, prizes=(prize, prize))
    dora, page = sign_in(world, "dora"), f"/challenges/{one.id}/prizes/"
    ids = [str(row.id) for row in one.prizes.order_by("number")]
    assert dora.post(f"{page}{ids[0]}/remove/").status_code == 302
    assert dora.post(f"{page}{ids[0]}/remove/").status_code == 404
    complete_checklist(world)
    dora.post(f"/challenges/{one.id}/start/")
    assert dora.post(f"{page}{ids[1]}/remove/").status_code == 409
    assert dora.post(f"{page}add/", **PRIZE).status_code == 409
    assert one.prizes.count() == 1


def test_a_page_asks_as_much_however_many_take_part(world: World) -> None:
    one = started(world, joined=("remy",))
    team_of(world, one, people=4, shows=True)
    signed(world)
    tell_up(world, "rep0")
    browser = sign_in(world, "remy")
    page, wall = f"/challenges/{one.id}/", f"/challenges/{one.id}/wall/news/"
    read(browser, page)
    before = [queries_of(lambda p=p: browser.get(p)) for p in (page, wall)]  # type: ignore[misc]
    for name in ("rep1", "rep2", "rep3"):
        tell_up(world, name)
    join_challenge(one.id, by=world.by("olga"), at=world.at)
    join_challenge(one.id, by=world.by("sara"), at=world.at)
    assert [queries_of(lambda p=p: browser.get(p)) for p in (page, wall)] == before  # type: ignore[misc]


def test_the_end_freezes_what_the_standing_says(world: World) -> None:
    one = started(world, joined=("remy",))
    team_of(world, one, people=4)
    lead = signed(world)
    end_challenge(one.id, by=world.by("dora"), at=world.later(days=25))
    tell(world, lead, LeadWinCancelled())
    one.refresh_from_db()
    standing = standing_of(one, access=access(world, "remy"))
    assert [(team.name, team.points) for team in standing.teams] == [("Nord", 14)]
    assert standing.own is not None
    assert standing.own.points == 14
    assert isinstance(standing.teams[0].team_id, UUID)
