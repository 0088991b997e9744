"""What waits for a rep, in the browser: the reason in words, and what to do about it."""

from typing import Any

from relais.leads.models import Lead
from relais.leads.queries import State, get_lead
from relais.people.actions import give_role
from relais.people.models import Absence
from relais.people.queries import Role
from relais.routing.actions import cancel_absence
from relais.web.routing.tests.conftest import Wait
from relais.web.tests.steps import queries_of, sign_in
from tests.persons import SINCE, World


def fresh(lead: Lead) -> Lead:
    return get_lead(lead.id, organization_id=lead.organization_id)


def assign(world: World, who: str, lead: Lead, rep: str = "remy") -> Any:
    path = f"/routing/queue/{lead.id}/assign/"
    return sign_in(world, who).post(path, rep_id=str(world.id(rep)), words="Il rentre demain")


def all_back(world: World) -> None:
    for absence in Absence.objects.all():
        cancel_absence(absence.id, by=world.system, at=world.at)


def test_the_queue_says_why_each_lead_waits(world: World, waiting: Wait) -> None:
    lead = waiting()
    page = sign_in(world, "maya").get("/routing/queue/").content.decode()
    assert "1 lead waits for a rep" in page
    assert f"/leads/{lead.id}/" in page
    assert "of 2, 2 are absent" in page


def test_the_queue_asks_as_many_queries_whatever_its_length(world: World, waiting: Wait) -> None:
    browser = sign_in(world, "dora")
    waiting()
    few = queries_of(lambda: browser.get("/routing/queue/"))
    waiting()
    waiting()
    assert queries_of(lambda: browser.get("/routing/queue/")) == few


def test_an_empty_queue_says_so(world: World) -> None:
    assert "0 leads wait" in sign_in(world, "dora").get("/routing/queue/").content.decode()


def test_a_manager_sees_the_queue_of_his_unit_only(world: World, waiting: Wait) -> None:
    lead = waiting()
    browser = sign_in(world, "milo")
    assert f"{lead.id}" not in browser.get("/routing/queue/").content.decode()
    assert browser.get(f"/routing/queue/{lead.id}/").status_code == 404
    assert sign_in(world, "remy").get("/routing/queue/").status_code == 404


def test_a_manager_gives_a_lead_to_a_rep(world: World, waiting: Wait) -> None:
    lead = waiting()
    page = sign_in(world, "maya").get(f"/routing/queue/{lead.id}/").content.decode()
    assert "Olga" in page
    assert "Sara" not in page
    refused = assign(world, "maya", lead)
    assert refused.status_code == 409
    assert "absent until" in refused.content.decode()
    assert fresh(lead).state == State.VALIDATED
    all_back(world)
    assert assign(world, "maya", lead).status_code == 302
    assert (fresh(lead).state, fresh(lead).rep_id) == (State.TRANSMITTED, world.id("remy"))


def test_a_lead_that_waits_no_more_has_no_page_in_the_queue(world: World, waiting: Wait) -> None:
    lead = waiting()
    all_back(world)
    assign(world, "maya", lead)
    assert sign_in(world, "maya").get(f"/routing/queue/{lead.id}/").status_code == 404


def test_somebody_who_is_no_rep_is_not_offered(world: World, waiting: Wait) -> None:
    lead = waiting()
    answer = assign(world, "maya", lead, rep="victor")
    assert answer.status_code == 400
    assert "Il rentre demain" in answer.content.decode()


def test_who_does_not_manage_the_lead_gives_it_to_nobody(world: World, waiting: Wait) -> None:
    lead = waiting()
    assert assign(world, "milo", lead).status_code == 404
    assert assign(world, "tina", lead).status_code in (400, 409)
    assert fresh(lead).state == State.VALIDATED


def test_the_director_routes_all_that_waits(world: World, waiting: Wait) -> None:
    lead = waiting()
    all_back(world)
    browser = sign_in(world, "dora")
    answer = browser.post("/routing/queue/route/")
    assert "1 lead found a rep" in browser.get(answer["Location"]).content.decode()
    assert fresh(lead).state == State.TRANSMITTED
    answer = browser.post("/routing/queue/route/")
    assert "0 leads found a rep" in browser.get(answer["Location"]).content.decode()


def test_a_manager_of_one_region_does_not_route_all(world: World, waiting: Wait) -> None:
    waiting()
    browser = sign_in(world, "maya")
    assert "Route now" not in browser.get("/routing/queue/").content.decode()
    assert browser.post("/routing/queue/route/").status_code == 409


def test_a_preview_says_to_whom_it_would_go_and_writes_nothing(world: World, waiting: Wait) -> None:
    lead = waiting()
    page = sign_in(world, "maya").get(f"/routing/leads/{lead.id}/preview/").content.decode()
    assert "2 are absent" in page
    assert fresh(lead).state == State.VALIDATED
    assert sign_in(world, "milo").get(f"/routing/leads/{lead.id}/preview/").status_code == 404


def test_a_manager_of_the_whole_routes_all(world: World, waiting: Wait) -> None:
    waiting()
    give_role(
        world.id("milo"), Role.MANAGER, since=SINCE, by=world.system,
        unit_id=world.root.id,
    )  # fmt: skip
    assert sign_in(world, "milo").post("/routing/queue/route/").status_code == 302


def test_a_stale_page_gives_a_lead_to_nobody(world: World, waiting: Wait) -> None:
    lead, maya = waiting(), sign_in(world, "maya")
    all_back(world)
    path, told = f"/routing/queue/{lead.id}/", {"rep_id": str(world.id("remy")), "words": "Lui"}
    assert maya.post(f"{path}assign/", seen=f"{lead.sequence - 1} ", **told).status_code == 409
    assert fresh(lead).state == State.VALIDATED
    assert f'name="seen" value="{lead.sequence} "' in maya.get(path).content.decode()
    assert maya.post(f"{path}assign/", seen=f"{lead.sequence} ", **told).status_code == 302
