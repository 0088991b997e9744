"""The pages of coaching: who sees what, forms to done, and as many queries whatever there is."""

from datetime import timedelta
from typing import Any

import pytest

from relais.coaching.actions import accept_plan, close_observation, measure_plans
from relais.coaching.models import CoachingPlan, Grid, Observation
from relais.coaching.tests.steps import CODES, allow, observed, proposed, scored, shared
from relais.notifications.models import Notification
from relais.people.actions import add_person, give_role
from relais.people.rules.access import Role
from relais.privacy.models import Disclosure, ReadPerson
from relais.web.tests.steps import Browser, queries_of, sign_in
from tests.persons import SINCE, World


def page(browser: Browser, path: str) -> str:
    answer = browser.get(f"/coaching/{path}")
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def typed(level: str, **more: str) -> dict[str, str]:
    return {f"level-{code}": level for code in CODES} | more


def test_a_visit_goes_from_form_to_both_scores_and_back_and_forth(world: World) -> None:
    allow(world)
    maya, remy = sign_in(world, "maya"), sign_in(world, "remy")
    there = f"/coaching/reps/{world.id('remy')}/"
    told = {"kind": "visit", "on": f"{world.at.date()}"}
    assert maya.post(f"{there}observe/", kind="call").status_code == 400
    assert maya.post(f"{there}observe/", **told).status_code == 302
    path = f"observations/{Observation.objects.get().id}/"
    assert "1 thing waits for you" in page(remy, "mine/")
    assert remy.post(f"/coaching/{path}score/", **{"level-need": "3"}).status_code == 400
    assert remy.post(f"/coaching/{path}score/", **typed("3")).status_code == 302
    before = page(maya, path)
    assert "How did it go?" in before
    assert '<dl class="scored">' not in before
    noted = typed("1", **{"note-need": "Le besoin supposé", "level-opening": "x"})
    assert maya.post(f"/coaching/{path}score/", **noted).status_code == 302
    after = page(remy, path)
    for words in ("Takes the need for granted", "Le besoin supposé", "not seen", "Nothing follows"):
        assert words in after
    assert maya.post(f"/coaching/{path}score/", **typed("4")).status_code == 409
    assert Disclosure.objects.filter(what="coaching", person_id=world.id("maya")).count() == 1
    assert not Disclosure.objects.filter(person_id=world.id("remy")).exists()
    assert ReadPerson.objects.get().person_id == world.id("remy")


def test_a_new_team_is_led_to_its_reps_and_not_to_dashes(world: World) -> None:
    maya = sign_in(allow(world), "maya")
    new = page(maya, "")
    assert "Nobody has been observed yet" in new
    assert f'href="/coaching/reps/{world.id("remy")}/"' in new
    assert "<table" not in new
    observed(world)
    assert "<table" in page(maya, "")


def test_before_the_checklist_it_is_said_and_nothing_is_asked(world: World) -> None:
    maya, there = sign_in(world, "maya"), f"reps/{world.id('remy')}/"
    for path in ("", there):
        assert "before the organization’s privacy checklist is complete" in page(maya, path)
    assert "Observe a visit or a call" not in page(maya, there)
    allow(world)
    assert "Observe a visit or a call" in page(maya, there)


def test_what_is_refused_comes_back_in_its_form(world: World) -> None:
    maya, remy = sign_in(allow(world), "maya"), sign_in(world, "remy")
    there = f"/coaching/reps/{world.id('remy')}/"
    call = maya.post(f"{there}observe/", kind="call", on=f"{world.at.date()}")
    assert (call.status_code, "confirm that both" in call.content.decode()) == (409, True)
    plan = {"goal": "Reformuler", "criteria": ["need"], "measure_on": f"{world.at.date()}"}
    owners = {f"owner-{place}": "rep" for place in (1, 2, 3)}
    early = maya.post(f"{there}propose/", **plan, **owners)
    assert (early.status_code, "Reformuler</textarea>" in early.content.decode()) == (409, True)
    one = f"/coaching/plans/{proposed(world).id}/"
    again = remy.post(f"{one}counter/", **plan, **owners)
    assert (again.status_code, "Reformuler</textarea>" in again.content.decode()) == (409, True)
    assert remy.post(f"{one}accept/").status_code == 302
    late = {"what": "Relire", "owner": "rep", "due_on": "2027-03-01"}
    refused = remy.post(f"{one}act/", **late)
    assert (refused.status_code, 'value="Relire"' in refused.content.decode()) == (409, True)
    assert remy.post(f"{one}measure/", measure_on="2026-03-01").status_code == 409


def test_each_page_leads_back_to_whose_coaching_it_is(world: World) -> None:
    maya, remy = sign_in(allow(world), "maya"), sign_in(world, "remy")
    for path in (f"observations/{shared(world).id}/", f"plans/{proposed(world).id}/"):
        assert f'href="/coaching/reps/{world.id("remy")}/"' in page(maya, path)
        assert page(remy, path).count('href="/coaching/mine/"') > page(remy, "grid/").count(
            'href="/coaching/mine/"'
        )


def test_who_was_told_is_led_to_where_it_waits(world: World) -> None:
    found = shared(allow(world))
    invited = observed(world, on=world.at.date(), invited=[world.id("victor")])
    sign_in(world, "remy").post(f"/coaching/observations/{found.id}/contest/", words="Non")
    for name, kind, place in (
        ("remy", "visit_observed", "mine/"),
        ("maya", "scores_contested", ""),
        ("victor", "visit_to_score", "observing/"),
    ):
        row = Notification.objects.filter(person_id=world.id(name), kind=kind).latest("at", "id")
        answer = sign_in(world, name).post(f"/notifications/{row.id}/read/")
        assert answer.headers["Location"] == f"/coaching/{place}"
    assert invited.state == "open"


def test_what_the_rep_says_is_answered(world: World) -> None:
    path = f"observations/{shared(allow(world)).id}/"
    maya, remy = sign_in(world, "maya"), sign_in(world, "remy")
    assert remy.post(f"/coaching/{path}contest/", words="").status_code == 400
    assert remy.post(f"/coaching/{path}contest/", words="J’ai demandé").status_code == 302
    assert "Contested: for you to answer" in page(maya, "")
    assert maya.post(f"/coaching/{path}answer/", words="Parlons-en").status_code == 302
    said = page(remy, path)
    assert said.index("J’ai demandé") < said.index("Parlons-en")


def test_a_plan_is_countered_and_accepted(world: World) -> None:
    allow(world)
    maya, remy = sign_in(world, "maya"), sign_in(world, "remy")
    day = world.at.date()
    told: dict[str, Any] = {
        "goal": "Reformuler", "criteria": ["need"], "measure_on": day + timedelta(days=30),
        "what-1": "Préparer", "owner-1": "rep", "owner-2": "rep", "owner-3": "rep",
    }  # fmt: skip
    there = f"/coaching/reps/{world.id('remy')}/propose/"
    assert maya.post(there, **told).status_code == 400  # until when?
    assert maya.post(there, **told, **{"due-1": day}).status_code == 302
    path = f"plans/{CoachingPlan.objects.get().id}/"
    assert "Accept this plan" not in page(maya, path)
    assert "Accept this plan" in page(remy, path)
    another = told | {"goal": "Préparer mieux", "due-1": day}
    assert remy.post(f"/coaching/{path}counter/", **another).status_code == 302
    assert "The rep proposes another plan" in page(maya, "")
    assert remy.post(f"/coaching/{path}accept/").status_code == 409
    assert maya.post(f"/coaching/{path}accept/").status_code == 302
    act = {"what": "Relire", "owner": "rep", "due_on": day}
    assert remy.post(f"/coaching/{path}act/", **act).status_code == 302
    assert "Relire" in page(maya, path)


def test_a_measured_plan_says_what_lacks_and_may_go_on(world: World) -> None:
    plan = accept_plan(proposed(allow(world)).id, by=world.by("remy"), at=world.at)
    maya, remy = sign_in(world, "maya"), sign_in(world, "remy")
    path = f"plans/{plan.id}/"
    world.later(days=60)
    measure_plans(by=world.system, at=world.at)
    found = page(remy, path)
    for words in ("Not enough data", "10 more before the plan, 10 more since", "bad stretch"):
        assert words in found
    later = {"measure_on": world.at.date() + timedelta(days=9)}
    assert remy.post(f"/coaching/{path}measure/", **later).status_code == 302
    assert remy.post(f"/coaching/{path}drop/", words="").status_code == 400
    assert remy.post(f"/coaching/{path}drop/", words="Autre poste").status_code == 302
    assert "Autre poste" in page(maya, path)


def test_it_is_between_a_rep_and_his_direct_manager(world: World) -> None:
    allow(world)
    paths = [
        f"observations/{shared(world).id}/",
        f"plans/{proposed(world).id}/",
        f"reps/{world.id('remy')}/",
    ]
    for name in ("milo", "olga", "dora", "ada", "paul", "victor", "tina", "sam", "sara"):
        browser = sign_in(world, name)
        for path in paths:
            assert browser.get(f"/coaching/{path}").status_code == 404, (name, path)
    dora = sign_in(world, "dora")
    assert "0 plans open" in page(dora, "units/")
    assert "Remy" not in page(dora, "units/")


def test_an_invited_observer_reads_his_own_scores_alone(world: World) -> None:
    allow(world)
    found = observed(world, invited=[world.id("victor")])
    victor = sign_in(world, "victor")
    assert "1 thing waits for you" in page(victor, "observing/")
    path = f"observations/{found.id}/"
    assert victor.post(f"/coaching/{path}score/", **typed("1")).status_code == 302
    scored(world, found, "maya", 4)
    close_observation(found.id, by=world.by("maya"), at=world.at)
    seen = page(victor, path)
    assert "You see your own." in seen
    assert "The company known by name only" in seen
    assert "An aim set, questions and proof ready" not in seen
    assert "1 more visit" not in page(sign_in(world, "maya"), "agreement/")
    assert "4 more visits are needed" in page(sign_in(world, "maya"), "agreement/")


def test_directors_and_administrators_publish_the_grid(world: World) -> None:
    ada = sign_in(world, "ada")
    shown = page(ada, "grid/change/")
    assert shown.count("levels_en") >= 7
    five = "\n".join(f"Niveau {n}" for n in range(5))
    told = {
        "c0-code": "need", "c0-label_fr": "Besoin", "c0-label_en": "Need",
        "c0-levels_fr": five, "c0-levels_en": five,
        "c6-label_fr": "Écoute", "c6-label_en": "2 Ears", "c6-levels_fr": five,
        "c6-levels_en": five,
    }  # fmt: skip
    assert ada.post("/coaching/grid/publish/", **told, **{"c1-label_fr": "x"}).status_code == 400
    assert ada.post("/coaching/grid/publish/", **told).status_code == 302
    assert [one["code"] for one in Grid.objects.get(version=2).criteria] == ["need", "c_2_ears"]
    assert "2 criteria" in page(sign_in(world, "remy"), "grid/")
    for name in ("remy", "maya", "victor"):
        assert sign_in(world, name).get("/coaching/grid/change/").status_code == 404
        assert sign_in(world, name).post("/coaching/grid/publish/", **told).status_code == 404


@pytest.mark.parametrize("name", ["maya", "remy"])
def test_as_many_queries_whatever_there_is(world: World, name: str) -> None:
    allow(world)
    browser = sign_in(world, name)
    path = "/coaching/" if name == "maya" else "/coaching/mine/"

    def fill() -> None:
        for number in range(2):
            shared(world)
            observed(world)
            person = add_person(f"Rep {number}", by=world.system)
            give_role(person.id, Role.REP, since=SINCE, by=world.system, unit_id=world.north.id)

    accept_plan(proposed(world).id, by=world.by("remy"), at=world.at)
    fill()
    few = queries_of(lambda: browser.get(path))
    fill()
    assert queries_of(lambda: browser.get(path)) == few
