"""Funnel, costs and points in the browser."""

from datetime import date

import pytest

from relais.campaigns.actions import add_cost
from relais.campaigns.queries import CostKind
from relais.people.actions import complete_privacy_checklist
from relais.web.reports.tests.conftest import Team
from relais.web.reports.tests.test_diagnosis import complete
from relais.web.tests.steps import queries_of, sign_in
from tests.persons import SINCE, World


def page_of(world: World, who: str, path: str, **query: str) -> str:
    answer = sign_in(world, who).get(f"/reports/{path}/", **query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_each_rate_stands_with_its_counts_and_bounds(world: World, team: Team) -> None:
    team(remy=(1, 3))
    page = page_of(world, "dora", "funnel")
    assert "3 leads opened, 0 signed" in page
    assert "1 of 3, between 6% and 79%" in page
    assert "not enough data" in page  # no dispute was decided


@pytest.mark.parametrize(
    ("by", "word"), [("month", "March 2026"), ("unit", "Nord"), ("campaign", "Printemps")]
)
def test_the_funnel_is_grouped(world: World, team: Team, by: str, word: str) -> None:
    team(remy=(1, 2))
    complete(world)  # before it, neither he nor his unit is told apart
    assert f">{word}</td>" in page_of(world, "maya", "funnel", by=by)


def test_a_period_without_leads_says_so(world: World, team: Team) -> None:
    team(remy=(1, 2))
    assert "No lead was opened" in page_of(world, "dora", "funnel", since="2026-05-01")
    assert "2 leads opened" in page_of(world, "dora", "funnel", until="2026-03-31")


def test_the_funnel_asks_as_many_queries_whatever_the_number_of_leads(
    world: World, team: Team
) -> None:
    browser = sign_in(world, "dora")
    team(remy=(1, 1))
    few = queries_of(lambda: browser.get("/reports/funnel/", by="campaign"))
    for _ in range(3):
        world.open_lead()
    assert queries_of(lambda: browser.get("/reports/funnel/", by="campaign")) == few


def test_persons_are_told_apart_only_once_the_checklist_is_complete(
    world: World, team: Team
) -> None:
    team(remy=(1, 2))
    page = page_of(world, "dora", "funnel", by="rep")
    assert "Remy" not in page
    assert "privacy checklist" in page
    complete_privacy_checklist(
        works_council_on=date(2026, 2, 1),
        notice="v1",
        impact_assessment="A1",
        by=world.by("ada"),
        at=world.at,
    )
    assert ">Remy</td>" in page_of(world, "maya", "funnel", by="rep")
    assert "Remy" not in page_of(world, "tina", "funnel", by="rep")


def test_directors_see_costs_and_what_was_for_nothing_reps_see_costs(
    world: World, team: Team
) -> None:
    team(remy=(1, 3))
    add_cost(
        world.campaign.id, kind=CostKind.FIXED, amount=90_000, since=SINCE, by=world.by("dora")
    )
    page = page_of(world, "dora", "money", campaign=str(world.campaign.id))
    assert "€900 so far" in page
    assert "€300" in page
    assert "Paid for nothing" in page
    assert "€600" in page  # two appointments that the rep did not honour
    page = page_of(world, "remy", "money")
    assert "€300" in page
    assert "Paid for nothing" not in page


def test_an_outsourced_call_center_sees_no_money(world: World) -> None:
    assert sign_in(world, "sam").get("/reports/money/").status_code == 404


def test_points_are_one_s_own_and_teams_are_everybody_s(world: World, team: Team) -> None:
    team(remy=(1, 2))
    page = page_of(world, "remy", "points")
    assert "You have 4 points" in page
    assert "Approach started" in page
    assert "Nord" in page
    page = page_of(world, "olga", "points")
    assert "You have 0 points" in page
    assert "Nord" in page
    assert "Nord" not in page_of(world, "tina", "points")
