"""Fair play on its pages: who may look, who reads what is noted on him, what is written down."""

import pytest
from django.utils.translation import override

from relais.challenge.actions import end_challenge
from relais.challenge.models import FairDrawn, FairLook, FairPoint
from relais.challenge.tests.fairness import ALL, held, look, taken, with_point
from relais.challenge.tests.steps import draft, started, total
from relais.diagnosis.actions import compute_waiting
from relais.diagnosis.models import Computation
from relais.diagnosis.queries import fair
from relais.people.actions import choose_language
from relais.privacy.models import ReadPerson
from relais.web.challenges.fair_words import weighed_of
from relais.web.challenges.tests.test_challenges import read
from relais.web.tests.steps import queries_of, sign_in
from tests.persons import World


def test_a_point_is_looked_at_and_answered_and_the_reading_kept(world: World) -> None:
    one, point = with_point(world)
    page = f"/challenges/{one.id}/fair-play/"
    points = total(world, one, "remy")
    maya, remy = sign_in(world, "maya"), sign_in(world, "remy")
    assert "Fair play" in read(maya, f"/challenges/{one.id}/")
    told = read(maya, page)
    for words in ("1 point to look at", "In 1 of 1 leads that won points", "same name"):
        assert words in told
    assert f"/leads/{point.cases[0][0]}/" in told
    [kept] = ReadPerson.objects.select_related("disclosure")
    assert (kept.person_id, kept.disclosure.what) == (world.id("remy"), "fair_play")
    said = {"answer": "nothing", "note": "Vérifié avec lui."}
    assert remy.post(f"{page}{point.id}/answer/", **said).status_code == 404
    assert maya.post(f"{page}{point.id}/answer/", answer="nothing").status_code == 400
    assert maya.post(f"{page}{point.id}/answer/", **said).status_code == 302
    assert maya.post(f"{page}{point.id}/answer/", **said).status_code == 409
    assert "Nothing to look at" in read(maya, page)
    assert "Vérifié avec lui." in read(remy, f"{page}mine/")
    assert total(world, one, "remy") == points


def test_whom_it_is_about_reads_it_and_writes_beside_it(world: World) -> None:
    one, point = with_point(world)
    page = f"/challenges/{one.id}/fair-play/"
    remy = sign_in(world, "remy")
    assert "Nobody has looked yet" in read(remy, f"{page}mine/")
    there = f"{page}{point.id}/annotate/"
    assert sign_in(world, "olga").post(there, words="Non.").status_code == 404
    assert remy.post(there, words="").status_code == 400
    assert remy.post(there, words="Un homonyme.").status_code == 302
    assert remy.post(there, words="Un homonyme.").status_code == 409
    assert "Un homonyme." in read(sign_in(world, "maya"), page)


def test_nobody_else_sees_it_anywhere(world: World) -> None:
    drafted = draft(world, name="À venir")
    one, _ = with_point(world)
    for name in ("remy", "olga", "tina", "victor", "sam", "ada", "paul"):
        browser = sign_in(world, name)
        assert browser.get(f"/challenges/{one.id}/fair-play/").status_code == 404
        assert browser.post(f"/challenges/{one.id}/fair-play/look/").status_code == 404
    assert "Nothing to look at" not in read(sign_in(world, "dora"), f"/challenges/{one.id}/wall/")
    olga = sign_in(world, "olga")
    assert "Nothing is noted on you" in read(olga, f"/challenges/{one.id}/fair-play/mine/")
    assert "Nothing follows by itself" in read(olga, f"/challenges/{one.id}/rules/")
    milo, dora = sign_in(world, "milo"), sign_in(world, "dora")
    assert "Nothing to look at" in read(milo, f"/challenges/{one.id}/fair-play/")
    assert dora.get(f"/challenges/{drafted.id}/fair-play/").status_code == 404
    told = read(dora, f"/challenges/{one.id}/fair-play/")
    assert "2 points to look at" in told or "1 point to look at" in told
    assert "Tina" not in told  # whom an outsourced call center sends is told by his team


def test_the_director_looks_again_and_prospects_are_asked(world: World) -> None:
    one = started(world, joined=ALL)
    appointment = held(world)
    page = f"/challenges/{one.id}/fair-play/"
    dora, maya = sign_in(world, "dora"), sign_in(world, "maya")
    assert "has not been looked at yet" in read(dora, page)
    assert maya.post(f"{page}look/").status_code == 404
    assert dora.post(f"{page}look/").status_code == 302
    [drawn] = FairDrawn.objects.all()
    told = read(maya, page)
    assert "1 drawn at random of 1 appointments that won points" in told
    assert f"/leads/{appointment.lead_id}/" in told
    there = f"{page}{drawn.id}/confirm/"
    assert maya.post(there, outcome="x").status_code == 400
    assert sign_in(world, "remy").post(there, outcome="held").status_code == 404
    assert maya.post(there, outcome="rep_absent").status_code == 302
    assert maya.post(there, outcome="rep_absent").status_code == 409
    assert dora.post(f"{page}look/").status_code == 302
    assert "1 point to look at" in read(dora, page)
    assert "The rep could not go" in read(dora, page)
    assert FairLook.objects.count() == 1
    seed = drawn.round.seed
    assert seed not in read(sign_in(world, "remy"), f"{page}mine/")
    end_challenge(one.id, by=world.by("dora"), at=world.later(days=25))
    assert seed in read(sign_in(world, "remy"), f"{page}mine/")


@pytest.fixture
def many(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Let three who take part be many."""
    monkeypatch.setattr(fair, "MANY", 2)
    return world


def test_a_look_at_many_is_under_way_until_the_worker_has_looked(many: World) -> None:
    one = started(many, joined=ALL)
    many.last_name = "Remy"
    taken(many, many.open_lead())
    page = f"/challenges/{one.id}/fair-play/"
    dora = sign_in(many, "dora")
    assert [dora.post(f"{page}look/").status_code for _ in range(2)] == [302, 302]
    assert Computation.objects.count() == 1
    told = read(dora, page)
    assert "is being looked at, beside this page" in told
    assert f'hx-get="{page}looking/" hx-trigger="every 2s"' in told
    assert f'action="{page}look/"' not in told  # it is asked for already
    assert f'href="{page}"' in told  # without a script
    assert sign_in(many, "remy").get(f"{page}looking/").status_code == 404
    assert compute_waiting(many.at) == 1
    told = read(dora, f"{page}looking/")
    assert "It was looked at." in told
    assert 'hx-trigger="load"' in told
    assert 'hx-trigger="load"' not in read(dora, f"{page}looking/?holds=1")  # what is typed stays
    assert "being looked at" not in read(dora, page)
    assert FairPoint.objects.filter(person_id=many.id("remy")).exists()
    dora.post(f"{page}look/")
    assert f'hx-get="{page}looking/?holds=1"' in read(dora, page)


def test_a_look_at_many_is_told_in_french(many: World) -> None:
    one = started(many, joined=ALL)
    page = f"/challenges/{one.id}/fair-play/"
    dora = sign_in(many, "dora")
    choose_language(many.id("dora"), language="fr", by=many.system)
    dora.post(f"{page}look/")
    assert "est examiné à côté de cette page" in read(dora, f"{page}looking/")
    Computation.objects.update(error="ValueError")
    assert "n’a pas pu être examiné" in read(dora, page)
    Computation.objects.all().delete()
    assert "C’est examiné." in read(dora, f"{page}looking/")


def test_the_page_asks_as_often_whatever_there_is(world: World) -> None:
    one, _ = with_point(world)
    dora = sign_in(world, "dora")
    page = f"/challenges/{one.id}/fair-play/"
    read(dora, page)
    few = queries_of(lambda: dora.get(page))
    world.last_name = "Olga"
    for _number in range(3):
        taken(world, world.open_lead(), "olga")
    look(world, one)
    assert FairPoint.objects.count() > 1
    read(dora, page)
    assert queries_of(lambda: dora.get(page)) == few


@pytest.mark.once
def test_what_there_was_to_look_at_is_said_in_words() -> None:
    look = FairLook(weighed={"weeks": [0, 0], "taken_back": [6, 42], "steps": [4, 4]})
    with override("en"):
        said = [words for _, words in weighed_of(look)]
    assert said == [
        "there was nothing of the kind to look at",
        "6 of 42 persons; of the others not enough data",
        "all 4 persons",
    ]
