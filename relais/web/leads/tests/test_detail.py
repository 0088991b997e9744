"""The page of a lead: who can see it, why this rep has it, one's points, the deeds open."""

import re
from html import unescape

import pytest

from relais.campaigns.actions import publish_definition
from relais.leads.actions import take_up_lead, write_sheet
from relais.leads.events import State
from relais.leads.models import Lead
from relais.notifications.tests.steps import contested, submitted, transmitted
from relais.people.actions import choose_language
from relais.routing.actions import assign_lead, release_lead
from relais.routing.queries import deeds_open_to
from relais.web.leads.forms import SheetForm
from relais.web.tests.steps import queries_of, sign_in
from tests.persons import World
from tests.test_deeds import MAKE

VERDICTS = {"dismiss-contest", "uphold-contest", "send-back", "reroute"}


def page_of(world: World, lead: Lead, name: str) -> str:
    answer = sign_in(world, name).get(f"/leads/{lead.id}/")
    assert answer.status_code == 200
    return unescape(str(answer.content.decode()))


def card(page: str, title: str) -> dict[str, str]:
    """Give the facts of a card, by their names."""
    inside = page.split(f">{title}</h2>")[1].split("</section>")[0]
    return dict(re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", inside, re.DOTALL))


def test_it_says_who_can_see_it_and_since_when(world: World) -> None:
    seen = card(page_of(world, transmitted(world), "maya"), "Who can see it")
    assert seen == {
        "Telemarketer": "Voix du Nord",
        "Supervisor": "Voix du Nord",
        "Relay": "Victor",
        "Field rep": "Remy, since Tue 10 Mar, 10:00",
        "Manager": "Maya (Nord)",
        "Director": "Dora",
    }


def test_before_transmission_no_rep_does(world: World) -> None:
    seen = card(page_of(world, submitted(world), "victor"), "Who can see it")
    assert "Field rep" not in seen
    assert seen["Relay"] == "Victor"


@pytest.mark.parametrize("name", ["tina", "sam"])
def test_a_call_center_knows_its_own_and_the_roles_of_the_house(world: World, name: str) -> None:
    seen = card(page_of(world, transmitted(world), name), "Who can see it")
    assert (seen["Telemarketer"], seen["Supervisor"]) == ("Tina", "Sam")
    assert seen["Manager"] == "of the rep’s unit and above"
    assert seen["Director"] == "of the house"


def test_it_says_why_this_rep_has_it(world: World) -> None:
    lead = transmitted(world)
    assert "account" in card(page_of(world, lead, "maya"), "Who")["Why this rep"]
    by = world.by("maya")
    assign_lead(lead.id, rep_id=world.id("olga"), words="Elle y va lundi.", by=by, at=world.at)
    told = card(page_of(world, lead, "maya"), "Who")["Why this rep"]
    assert told == "Maya gave it to Olga. Elle y va lundi."


def test_a_rep_reads_his_own_points_and_nobody_else_does(world: World) -> None:
    lead = transmitted(world)
    take_up_lead(lead.id, by=world.by("remy"), at=world.at)
    assert "Your points on this lead" in page_of(world, lead, "remy")
    assert "Lead taken up" in page_of(world, lead, "remy")
    for name in ("maya", "tina", "dora"):
        assert "Your points on this lead" not in page_of(world, lead, name)


def test_the_way_is_drawn_as_everywhere(world: World) -> None:
    page = page_of(world, transmitted(world), "remy")
    reached = re.findall(r'<li class="done">([^<]+)<span', page)
    assert reached == ["Submitted", "Transmitted"]


@pytest.mark.parametrize("state", MAKE, ids=str)
def test_each_deed_that_is_open_has_its_button_and_no_other(world: World, state: State) -> None:
    lead = MAKE[state](world)
    for name in ("tina", "sam", "victor", "remy", "maya", "dora"):
        browser = sign_in(world, name)
        answer = browser.get(f"/leads/{lead.id}/")
        if answer.status_code == 404:
            continue
        lead = Lead.objects.get(id=lead.id)
        found = re.findall(rf'action="/leads/{lead.id}/([a-z-]+)/"', answer.content.decode())
        booking = {"book"} if f"/book/{lead.id}/" in answer.content.decode() else set()
        offered = {"judge" if one in VERDICTS else one for one in found} | booking
        assert offered == deeds_open_to(lead, by=world.by(name), at=world.at), name


def stopping(page: str) -> str:
    """Give the fold in which a lead is stopped for good."""
    [fold] = [one for one in page.split("<details")[1:] if "/withdraw/" in one]
    return fold.split("</details>")[0]


def test_stopping_for_good_is_asked_once_more_and_says_who_is_told(world: World) -> None:
    lead = transmitted(world)
    fold = stopping(page_of(world, lead, "remy"))
    assert fold.index("The prospect objects: stop for good</summary>") < fold.index("withdraw/")
    assert "Told at once: Tina, Victor." in fold
    assert "dispute" not in fold


def test_stopping_a_lead_in_dispute_says_that_nobody_judges_it(world: World) -> None:
    assert "ends without a verdict" in stopping(page_of(world, contested(world), "tina"))


@pytest.mark.parametrize(
    ("name", "title"), [("maya", "You judge this dispute"), ("tina", "In dispute")]
)
def test_the_case_of_a_dispute_stands_before_who_judges_and_who_waits(
    world: World, name: str, title: str
) -> None:
    lead = contested(world)
    inside = page_of(world, lead, name).split(f">{title}</h2>")[1].split("</section>")[0]
    assert "Remy contests it: Not qualified" in inside
    assert "Ce n’est pas ce qui est écrit." in inside
    assert "The hand-over sheet" in inside
    assert "To be judged by" in inside
    assert ("dismiss-contest" in inside) == (name == "maya")


def test_what_is_not_in_dispute_has_no_case(world: World) -> None:
    assert "What it rests on</dt>" not in page_of(world, transmitted(world), "maya")


def wanting(world: World) -> Lead:
    """Let Tina have a lead of a campaign that wants to know when he buys."""
    criteria = [
        {"code": "horizon", "kind": "horizon", "weight": 1, "max": 12, "required": True},
        {"code": "renews", "kind": "free", "weight": 1, "question": "Renews?"},
    ]
    publish_definition(world.campaign.id, criteria=criteria, by=world.system, at=world.at)
    return world.open_lead(owner="remy")


def test_it_speaks_both_languages(world: World) -> None:
    lead = transmitted(world)
    browser = sign_in(world, "remy")
    choose_language(world.id("remy"), language="fr", by=world.system)
    page = unescape(browser.get(f"/leads/{lead.id}/").content.decode())
    assert "Qui peut le voir" in page
    assert "Pourquoi ce commercial" in page


def test_it_asks_as_many_queries_however_long_its_life(world: World) -> None:
    lead = transmitted(world)
    browser = sign_in(world, "maya")
    few = queries_of(lambda: browser.get(f"/leads/{lead.id}/"))
    for _ in "123":
        world.later(hours=1)
        release_lead(lead.id, words="", by=world.by("maya"), at=world.at)
    assert queries_of(lambda: browser.get(f"/leads/{lead.id}/")) == few


@pytest.mark.once
@pytest.mark.parametrize(
    ("kept", "chosen"), [(True, "true"), (False, "false"), (None, ""), ("true", "true")]
)
def test_a_yes_or_no_is_drawn_as_it_was_answered(kept: object, chosen: str) -> None:
    form = SheetForm(
        initial={"answer_renews": kept},
        required=[],
        questions=[("renews", "Un parc à renouveler ?")],
        indispensable=[],
    )
    assert f'value="{chosen}" selected' in str(form["answer_renews"])


def test_an_essential_question_is_called_so_and_stops_no_slot(world: World) -> None:
    lead = wanting(world)
    page = page_of(world, lead, "tina")
    assert "Purchase within how many months (indispensable to the target)</label>" in page
    assert 'Renews? <span class="soft">(optional)' in page
    answers = re.findall(r'<select name="answer_[^>]*>', page)
    assert answers
    assert not any("required" in one.replace("aria-required", "") for one in answers)


def test_submitting_without_an_essential_answer_is_asked_once_more(world: World) -> None:
    lead = wanting(world)
    assert "Submit all the same" in page_of(world, lead, "tina")
    answers = {"horizon_months": 3}
    write_sheet(lead.id, fields={}, answers=answers, by=world.by("tina"), at=world.at)
    assert "Submit all the same" not in page_of(world, lead, "tina")
