"""Pages of experiments: planned, drawn, read; who sees them; what forms say."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import override

from relais.acts.models import Act
from relais.experiments.models import Experiment
from relais.leads.actions import take_up_lead
from relais.notifications.tests.steps import transmitted
from relais.people.actions import add_person, add_unit, give_role
from relais.people.rules.access import Role
from relais.web.experiments.words import could_find, enough_of, power_of
from relais.web.tests.steps import queries_of, sign_in
from tests.persons import SINCE, World

MONDAY = date(2026, 3, 16)


def agencies(world: World) -> None:
    """Add five agencies with a rep each, led by Maya."""
    for number in range(5):
        unit = add_unit(
            f"Agence {number}", kind="agency", parent_id=world.north.id, by=world.system
        )
        rep = add_person(f"Rep {number}", by=world.system)
        give_role(rep.id, Role.REP, since=SINCE, unit_id=unit.id, by=world.system)


def plan(world: World, **more: Any) -> dict[str, Any]:
    return {
        "name": "Le suivi du lundi", "tried": "routine", "words": "Suivre chaque lead le lundi",
        "level": "unit", "unit_id": world.north.id, "measured": "taken_up", "gain": "20",
        "starts_on": f"{MONDAY}", "waves": "2", "weeks_between": "1", "weeks": "4", **more,
    }  # fmt: skip


def test_an_experiment_goes_from_plan_to_reading(world: World) -> None:
    agencies(world)
    dora, maya = sign_in(world, "dora"), sign_in(world, "maya")
    assert "Nothing is tried" in dora.get("/experiments/").content.decode()
    assert dora.post("/experiments/add/", **plan(world)).status_code == 302
    path = f"/experiments/{Experiment.objects.get().id}/"
    page = dora.get(path).content.decode()
    assert "Not enough came in the twelve weeks before" in page
    assert "6 can be drawn" in page
    assert maya.get(path).status_code == 404  # nothing is drawn yet
    assert dora.post(f"{path}change/", **plan(world, gain="30")).status_code == 302
    assert dora.post(f"{path}start/").status_code == 302
    assert dora.post(f"{path}start/").status_code == 409
    assert dora.post(f"{path}change/", **plan(world)).status_code == 409
    page = maya.get(path).content.decode()
    assert "Agence 0" in page
    assert "It is read on" in page
    assert "Draw who begins" not in page
    assert Act.objects.filter(owner=world.id("maya"), source="experiment").count() == 6
    world.later(days=8)
    take_up_lead(transmitted(world).id, by=world.by("remy"), at=world.at)
    world.later(days=40)
    page = dora.get(path).content.decode()
    assert "not enough data" in page.split("</h1>")[0]
    assert "fewer than five reps" in page
    assert "1 of 1" not in page


def test_what_was_hardly_tried_says_so_beside_its_result(world: World) -> None:
    agencies(world)
    dora = sign_in(world, "dora")
    dora.post("/experiments/add/", **plan(world))
    path = f"/experiments/{Experiment.objects.get().id}/"
    dora.post(f"{path}start/")
    world.later(days=48)
    page = dora.get(path).content.decode()
    assert "Acts agreed for it: 0 done of 6." in page
    assert "hardly tried" in page


def test_forms_say_what_is_wrong(world: World) -> None:
    dora = sign_in(world, "dora")
    assert dora.post("/experiments/add/", **plan(world, words="")).status_code == 400
    assert dora.post("/experiments/add/", **plan(world, gain="0")).status_code == 400
    tuesday = f"{MONDAY + timedelta(days=1)}"
    answer = dora.post("/experiments/add/", **plan(world, starts_on=tuesday))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "must be a Monday" in page
    assert 'value="Suivre chaque lead le lundi"' in page
    assert dora.post("/experiments/add/", **plan(world, weeks="1")).status_code == 409
    assert dora.post("/experiments/add/", **plan(world)).status_code == 302
    path = f"/experiments/{Experiment.objects.get().id}/"
    answer = dora.post(f"{path}start/")
    assert answer.status_code == 409
    assert "at least 6 are needed" in answer.content.decode()
    assert dora.post(f"{path}stop/", words="").status_code == 400
    assert dora.post(f"{path}stop/", words="non").status_code == 409
    assert dora.post(f"{path}drop/").status_code == 302
    assert "Dropped" in dora.get(path).content.decode()


def test_others_plan_and_see_nothing(world: World) -> None:
    sign_in(world, "dora").post("/experiments/add/", **plan(world))
    path = f"/experiments/{Experiment.objects.get().id}/"
    for name in ("maya", "remy", "tina", "ada"):
        browser = sign_in(world, name)
        assert browser.get(path).status_code == 404
        assert browser.get("/experiments/new/").status_code == 404
        assert browser.post("/experiments/add/", **plan(world, name="Autre")).status_code == 404
        assert browser.post(f"{path}start/").status_code == 404
    assert Experiment.objects.count() == 1


def test_as_many_queries_whatever_there_is(world: World) -> None:
    dora = sign_in(world, "dora")
    dora.post("/experiments/add/", **plan(world))
    few = queries_of(lambda: dora.get("/experiments/"))
    for number in range(3):
        dora.post("/experiments/add/", **plan(world, name=f"Essai {number}"))
    assert queries_of(lambda: dora.get("/experiments/")) == few


def test_a_plan_changed_wrongly_comes_back_until_it_is_drawn(world: World) -> None:
    agencies(world)
    dora = sign_in(world, "dora")
    dora.post("/experiments/add/", **plan(world))
    path = f"/experiments/{Experiment.objects.get().id}/"
    answer = dora.post(f"{path}change/", **plan(world, name="Autre nom", weeks="1"))
    assert answer.status_code == 409
    assert 'value="Autre nom"' in answer.content.decode()
    dora.post(f"{path}start/")
    answer = dora.post(f"{path}change/", **plan(world, weeks="1"))
    assert answer.status_code == 409
    assert "cannot be changed" in answer.content.decode()


@override("en")
def test_power_is_told_with_what_would_be_enough() -> None:
    known = {"power": 0.99987, "coming": 300, "needed": 77, "weeks_enough": 4}
    assert "in more than 99% of cases" in power_of(known, 1)
    assert enough_of(known, 1) == "4 weeks in all are enough for four in five."
    assert enough_of(known, 3).startswith("4 weeks between two waves, 12 in all, are enough")
    assert enough_of(known | {"weeks_enough": None}, 1).startswith("A year would not be enough")
    assert enough_of({"power": None}, 1) == could_find({"power": None}, 15) == ""
    assert could_find(known, 15) == "It was made to find 15 points in more than 99% of cases."
