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
        assert f'<li class="done">{reached}<span' in page
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


# --- The title answers -----------------------------------------------------------------------


def title(page: str) -> str:
    return page.split("<h1>")[1].split("</h1>")[0]


def test_a_title_tells_what_waits_and_since_when(world: World) -> None:
    for _ in "12":
        transmit(world, world.open_lead())
    world.later(hours=5)
    page = sign_in(world, "remy").get("/").content.decode()
    assert title(page) == "2 leads to take up, the oldest for 5 hours"


def test_a_title_tells_two_kinds_by_their_count(world: World) -> None:
    transmit(world, world.open_lead())
    page = sign_in(world, "ada").get("/").content.decode()
    assert title(page) == "4 things to set, 1 thing to look at"


@pytest.mark.parametrize(
    ("name", "says", "fills"),
    [
        ("tina", "on to the next prospect", "Leads that a relay sends back"),
        ("sam", "No dispute", "callbacks of your call center"),
        ("remy", "Everything is taken up", "Leads transmitted to you"),
        ("paul", "No request waits", "is recorded under “Requests”"),
    ],
)
def test_an_empty_desk_says_what_will_fill_it(
    world: World, name: str, says: str, fills: str
) -> None:
    page = sign_in(world, name).get("/").content.decode()
    assert says in title(page)
    assert fills in page


def test_the_first_act_stands_above_the_rest_and_once(world: World) -> None:
    first, second = (transmit(world, world.open_lead()) for _ in "12")
    page = sign_in(world, "remy").get("/").content.decode()
    above, below = page.split("Read it and take it up")
    assert f"/leads/{first.id}/" in above
    assert f"/leads/{first.id}/" not in below
    assert f"/leads/{second.id}/" in below


def test_who_reviews_begins_with_what_is_to_review(world: World) -> None:
    browser = sign_in(world, "victor")
    assert browser.get("/").headers["Location"] == "/leads/review/"
    page = browser.get("/leads/review/").content.decode()
    assert 'href="/" aria-current' not in page
    assert page.count('aria-current="page"') == 2  # beside the page, and at the thumb
