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
from relais.diagnosis.actions.compute import compute_waiting
from relais.diagnosis.models import Computation
from relais.people.models import Membership
from relais.people.rules.access import Role
from relais.roi.queries import kept
from relais.roi.tests.steps import crowded, signed, transmitted
from relais.web.tests.steps import at, queries_of, sign_in
from tests.persons import SINCE, World

__all__ = ["program"]
ADDRESS = "/return/what-if/"
KEPT = 22  # queries of a page that adds nothing up: what may be asked, by whom


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


@pytest.fixture
def many(matured: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Let 48 leads be many."""
    monkeypatch.setattr(kept, "MANY", 47)
    return matured


def test_many_leads_are_added_up_once_for_whatever_rates_are_supposed(
    matured: World, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "/return/what-if?take_up=87.5&honour=90"
    at_once = program.get("dora", asked).json()
    monkeypatch.setattr(kept, "MANY", 47)
    page = page_of(matured, "dora", take_up="87.5", honour="90")
    assert "What would be is being reckoned" in page
    assert 'hx-get="/return/what-if/?take_up=87.5&honour=90' in page
    answer = program.get("dora", asked)
    assert (answer.status_code, answer.json()["kind"]) == (202, "what_if")
    assert compute_waiting(matured.at) == 1
    row = Computation.objects.get()
    assert (row.error, row.counted) == ("", {"leads": 48})
    assert not any(matured.id(name).hex in str(row.result) for name in ("remy", "olga"))
    told = program.get("dora", asked).json()
    assert told.pop("as_of")
    assert at_once.pop("as_of") is None
    assert told == at_once
    page = page_of(matured, "dora", take_up="50")
    assert ", once a day." in page
    assert Computation.objects.count() == 1
    browser = sign_in(matured, "dora")
    assert queries_of(lambda: browser.get(ADDRESS, take_up="60")) <= KEPT


def test_the_list_behind_a_kept_count_adds_up_to_it_until_leads_change(
    many: World, program: Program
) -> None:
    behind = "/return/what-if/leads?case=all"
    asked = program.get("dora", behind)
    assert (asked.status_code, asked.json()["kind"]) == (202, "what_if")
    assert "What would be is being reckoned" in page_of(many, "dora", "leads/", case="honoured")
    assert compute_waiting(many.at) == 1  # one for the page, the list and the program
    told = program.get("dora", behind).json()
    assert told["as_of"]
    assert (told["count"], told["changed"]) == (48, 0)
    assert told["cost"] == sum(lead["cost"] for lead in told["leads"])
    page = page_of(many, "dora", "leads/", case="all", signed="1")
    assert "12 leads behind the figure" in page
    assert "No lead of this proof has changed since" in page

    add_cost(many.campaign.id, kind=CostKind.FIXED, amount=7_777, since=SINCE, by=many.by("dora"))
    more_leads(many)
    later = program.get("dora", behind).json()
    assert (later["count"], later["cost"], later["changed"]) == (48, told["cost"], 1)
    assert "1 lead of this proof has changed since" in page_of(many, "dora", "leads/", case="all")
    assert program.get("dora", f"{behind}&part=kept").status_code == 404


def test_other_leads_or_others_passed_on_are_added_up_by_themselves(
    many: World, program: Program
) -> None:
    page_of(many, "dora")
    page_of(many, "dora", minimum="50")
    page_of(many, "maya")
    post = Membership.objects.get(person_id=many.id("maya"), role=Role.MANAGER.value)
    post.unit = many.south
    post.save()
    assert compute_waiting(many.at) == 3
    assert sorted(Computation.objects.values_list("error", flat=True)) == ["", "", "NotVisible"]
    wrong = f"/return/what-if?definition={many.campaign.id}"
    assert program.get("dora", wrong).status_code == 404
    assert Computation.objects.count() == 3


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
