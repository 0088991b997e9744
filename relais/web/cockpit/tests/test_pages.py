"""A manager's week on its page: what to do first, what fell to him, and results folded below."""

from datetime import timedelta

import pytest

from relais.acts.models import Act
from relais.appointments.tests.steps import THURSDAY, book, transmit
from relais.leads.events import Mode
from relais.notifications.tests.steps import contested
from relais.people.actions import add_person, complete_privacy_checklist, give_role
from relais.people.queries import Role
from relais.privacy.models import Disclosure, ReadPerson
from relais.web.tests.steps import Browser, queries_of, sign_in
from tests.persons import SINCE, World

WEEK = "/steering/week/"
DONE, PLAN = f"{WEEK}accompanied/", f"{WEEK}accompany/"


def body(browser: Browser, path: str = WEEK) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    page: str = answer.content.decode()
    return page


def ahead(world: World, days: int = 0) -> None:
    start = THURSDAY + timedelta(days=days)
    book(world, transmit(world, world.open_lead()), mode=Mode.PHONE, start=start)


def test_a_week_begins_with_what_is_due_and_ends_with_results(world: World) -> None:
    maya = sign_in(world, "maya")
    assert "Nothing fell due this week" in body(maya)
    lead = contested(world)
    ahead(world)
    page = body(maya).partition("<main")[2]  # the menu folds places as well
    assert "0 of 2 acts done this week" in page
    first, *others = (
        page.index(words)
        for words in ("Judge · ", "Follow · ", "Disputes heard", "How often you follow", "<details")
    )
    assert first == min(first, *others)
    assert f'href="/leads/{lead.id}/"' in page
    assert page.index("How often you follow") < page.index("/steering/week/followed/")
    assert "not enough data" in page
    queries = queries_of(lambda: maya.get(WEEK))
    for days in (1, 4):
        contested(world)
        ahead(world, days)
    assert queries_of(lambda: maya.get(WEEK)) == queries


def test_results_are_a_piece_of_their_own(world: World) -> None:
    page = body(sign_in(world, "maya"), f"{WEEK}followed/")
    assert "An association, not a cause" in page
    assert "not enough data" in page
    assert "What else may explain it" in page


def test_going_along_is_planned_and_written_down_once(world: World) -> None:
    maya, rep_id = sign_in(world, "maya"), str(world.id("remy"))
    assert maya.post(PLAN, rep_id=rep_id, due_on="2026-03-13")["Location"] == WEEK
    assert maya.post(PLAN, rep_id=rep_id, due_on="2026-03-09").status_code == 409
    assert maya.post(PLAN, rep_id=str(world.id("sara")), due_on="2026-03-13").status_code == 400
    assert [maya.post(DONE, rep_id=rep_id).status_code for _ in "12"] == [302, 409]
    act = Act.objects.get()
    assert (act.kind, act.state, act.person_id) == ("accompany", "done", world.id("remy"))
    assert "1 of 1 act done this week" in body(maya)


def test_his_own_manager_reads_it_after_the_checklist_and_the_reading_is_kept(world: World) -> None:
    give_role(world.id("dora"), Role.MANAGER, since=SINCE, by=world.system, unit_id=world.root.id)
    dora, there = sign_in(world, "dora"), f"{WEEK}{world.id('maya')}/"
    contested(world)
    assert dora.get(there).status_code == 404
    complete_privacy_checklist(
        works_council_on=SINCE, notice="v1", impact_assessment="r1", by=world.system, at=world.at
    )
    assert f'href="{there}"' in body(dora)
    assert "Maya: 0 of 1 act done this week" in body(dora, there)
    assert Disclosure.objects.get().what == "manager_week"
    assert ReadPerson.objects.get().person_id == world.id("maya")
    assert sign_in(world, "milo").get(there).status_code == 404
    assert sign_in(world, "maya").get(f"{WEEK}{world.id('milo')}/").status_code == 404


def test_a_director_reads_regions_only(world: World) -> None:
    page = body(sign_in(world, "dora"))
    assert "No region can be shown yet" in page
    assert "A quarter of an hour" not in page


def test_that_a_director_read_a_region_of_few_managers_is_kept(world: World) -> None:
    for number in range(3):
        person = add_person(f"Rep {number}", by=world.system)
        give_role(person.id, Role.REP, since=SINCE, by=world.system, unit_id=world.north.id)
    dora = sign_in(world, "dora")
    body(dora)
    assert not Disclosure.objects.exists()
    complete_privacy_checklist(
        works_council_on=SINCE, notice="v1", impact_assessment="r1", by=world.system, at=world.at
    )
    body(dora)
    assert ReadPerson.objects.get().person_id == world.id("maya")


@pytest.mark.parametrize("name", ["remy", "tina", "victor", "sam", "ada", "paul"])
def test_others_do_not_find_it(world: World, name: str) -> None:
    browser = sign_in(world, name)
    assert browser.get(WEEK).status_code == 404
    assert browser.get(f"{WEEK}followed/").status_code == 404
    assert browser.post(DONE, rep_id=str(world.id("remy"))).status_code == 404
    assert browser.post(PLAN, rep_id=str(world.id("remy"))).status_code == 404
