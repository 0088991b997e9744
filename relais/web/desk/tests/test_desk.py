"""What each role finds on its first page."""

import pytest

from relais.appointments.tests.steps import transmit
from relais.leads.actions import take_up_lead
from relais.web.tests.steps import queries_of, sign_in
from tests.persons import World


def test_a_telemarketer_calls_the_next_prospect_from_his_day(world: World) -> None:
    page = sign_in(world, "tina").get("/").content.decode()
    assert "Call the next prospect" in page


@pytest.mark.parametrize("name", ["tina", "sam"])
def test_leads_are_followed_to_their_end(world: World, name: str) -> None:
    lead = transmit(world, world.open_lead())
    take_up_lead(lead.id, by=world.by("remy"), at=world.at)
    page = sign_in(world, name).get("/").content.decode()
    assert f"/leads/{lead.id}/" in page
    for reached in ("Submitted", "Transmitted", "Taken up"):
        assert f'<li class="done">{reached}</li>' in page
    for still in ("Approach started", "Signed"):
        assert f"<li>{still}</li>" in page


def test_a_telemarketer_follows_no_lead_of_another(world: World) -> None:
    lead = transmit(world, world.open_lead(by="theo"))
    assert f"/leads/{lead.id}/" not in sign_in(world, "tina").get("/").content.decode()


@pytest.mark.parametrize("name", ["tina", "sam", "remy", "maya"])
def test_a_day_asks_as_many_queries_whatever_is_to_be_done(world: World, name: str) -> None:
    browser = sign_in(world, name)
    transmit(world, world.open_lead())
    few = queries_of(lambda: browser.get("/"))
    for _ in range(4):
        transmit(world, world.open_lead())
    assert queries_of(lambda: browser.get("/")) == few
