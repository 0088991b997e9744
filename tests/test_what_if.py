"""What would be, in the browser and by the API: the same answer, for who leads."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape

import pytest

from relais.api.tests.conftest import program
from relais.api.tests.programs import Program
from relais.campaigns.actions import add_cost
from relais.campaigns.queries import CostKind
from relais.roi.tests.steps import crowded, signed, transmitted
from relais.web.tests.steps import at, queries_of, sign_in
from tests.persons import SINCE, World

__all__ = ["program"]
ADDRESS = "/return/what-if/"


@pytest.fixture
def matured(world: World) -> Iterator[World]:
    """Let 48 leads of six reps have had their time, 36 of them taken up and 12 signed."""
    by = world.by("dora")
    add_cost(world.campaign.id, kind=CostKind.FIXED, amount=60_001, since=SINCE, by=by)
    crowded(world)
    with at(world.later(days=220)):  # who signs in signs in on that day
        yield world


def page_of(world: World, who: str, path: str = "", **query: str) -> str:
    answer = sign_in(world, who).get(f"{ADDRESS}{path}", **query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_page_and_program_say_the_same_of_the_same_leads(matured: World, program: Program) -> None:
    plain = page_of(matured, "maya")
    assert "12 signatures of 48 leads: and what if?" in plain
    assert "75.0% now: 36 of 48 transmitted" in plain
    assert "What would be" not in plain
    page = page_of(matured, "dora", take_up="87.5")
    assert "<h1>+2 signatures, between +2 and +2</h1>" in page  # each rep has the same
    assert "+€200" in page
    assert "an upper bound, for reps pick the better ones" in page
    told = program.get("dora", "/return/what-if?take_up=87.5").json()
    assert (told["today"]["signed"]["value"], told["then"]["margin"]["value"]) == (12, 140_000)
    assert (told["more"]["signed"]["value"], told["take_up"]["numerator"]) == (2, 36)

    way = re.findall(r'href="(/return/what-if/leads/\?case=not_taken_up[^"]*)"', page)[0]
    assert "take_up=87.5" in way  # the way back asks the same again
    behind = sign_in(matured, "dora").get(way).content.decode()
    assert "12 leads behind the figure" in behind
    assert 'href="/return/what-if/?take_up=87.5"' in behind
    leads = program.get("dora", "/return/what-if/leads?case=all&signed=true").json()
    assert (leads["count"], leads["margin"]) == (12, 120_000)
    browser = sign_in(matured, "dora")
    few = queries_of(lambda: browser.get(ADDRESS, take_up="80", minimum="50"))
    more_leads(matured)
    assert queries_of(lambda: browser.get(ADDRESS, take_up="80", minimum="50")) == few


def more_leads(world: World) -> None:
    """Let a lead more have had its time."""
    now, world.at = world.at, world.at - timedelta(days=219)
    transmitted(world)
    world.at = now


def test_before_any_lead_has_had_its_time_it_says_what_will_stand_here(world: World) -> None:
    transmitted(world)
    page = page_of(world, "dora", take_up="90")
    assert "No lead has had its time yet" in page
    assert "Once leads were transmitted half a year ago" in page


def test_too_little_is_said_with_how_many_more(world: World, program: Program) -> None:
    signed(world, hour=8, margin=100)
    with at(world.later(days=220)):
        page = page_of(world, "dora", take_up="99")
        least = page_of(world, "dora", minimum="50")
        told = program.get("dora", "/return/what-if?take_up=99").json()
    assert "A least score of 50%, on past leads" in least
    assert "Without a score: they stay" in least
    assert "Not enough data to say what would be" in page
    assert "9 more signatures, 5 more reps, 29 more leads taken up needed" in page
    assert "Money is not told" in page
    assert (told["then"], told["more"], told["today"]["margin"]) == (None, None, None)
    assert told["lacking"] == {"signatures": 9, "reps": 5, "taken_up": 29}


def test_what_is_no_rate_is_said_and_changes_nothing(world: World) -> None:
    page = page_of(world, "dora", take_up="101")
    assert "less than or equal to 100" in page
    assert 'value="101"' in page


def test_it_is_for_who_leads_and_of_what_is_his(world: World, program: Program) -> None:
    for who in ("remy", "victor", "tina", "sam", "ada", "paul"):
        browser = sign_in(world, who)
        assert browser.get(ADDRESS).status_code == 404
        assert browser.get(f"{ADDRESS}leads/").status_code == 404
    assert program.get("remy", "/return/what-if").status_code == 404
    for wrong in ("?case=nothing", "?part=nothing", "?part=kept"):
        assert program.get("dora", f"/return/what-if/leads{wrong}").status_code == 404
    assert program.get("remy", "/return/what-if/leads").status_code == 404
    dora = sign_in(world, "dora")
    assert dora.get(ADDRESS, unit=str(world.south.id)).status_code == 404  # two reps are no team
    for asked in ({"case": "nothing"}, {"part": "nothing"}, {"part": "kept"}, {"minimum": "0"}):
        assert dora.get(f"{ADDRESS}leads/", **asked).status_code == 404
