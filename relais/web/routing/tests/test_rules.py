"""The ordered rules in the browser: read in words, added, moved, taken out, tried."""

from typing import Any

import pytest

from relais.routing.actions import add_rule
from relais.routing.models import RoutingRule, Turn
from relais.routing.queries import rules_of
from relais.web.tests.steps import queries_of, sign_in
from tests.persons import World


def rule(world: World, **limits: Any) -> RoutingRule:
    return add_rule(unit_id=world.north.id, by=world.system, **limits)


def names(world: World) -> list[str]:
    return [row.name for row in rules_of(world.organization.id)]


def send(world: World, who: str, rest: str, /, **data: Any) -> Any:
    return sign_in(world, who).post(f"/routing/rules/{rest}", **data)


def test_rules_are_read_in_words(world: World) -> None:
    rule(world, country="FR", areas=("59", "62"), size_min=10, products=("parc",))
    page = sign_in(world, "dora").get("/routing/rules/").content.decode()
    assert "country FR · postcode or department 59, 62 · product parc" in page
    assert "at least 10 employees" in page
    assert "Nord" in page
    assert "Add a rule" not in page


def test_without_rules_everybody_gets_his_share(world: World) -> None:
    page = sign_in(world, "ada").get("/routing/rules/").content.decode()
    assert "every lead goes to everybody" in page
    assert sign_in(world, "maya").get("/routing/rules/").status_code == 404


def test_the_page_asks_as_many_queries_whatever_the_number_of_rules(world: World) -> None:
    browser = sign_in(world, "ada")
    rule(world)
    few = queries_of(lambda: browser.get("/routing/rules/"))
    rule(world)
    add_rule(person_id=world.id("sara"), by=world.system)
    assert queries_of(lambda: browser.get("/routing/rules/")) == few


def test_an_administrator_adds_a_rule(world: World) -> None:
    sent = {
        "name": "Grands comptes", "target": f"person:{world.id('sara')}", "country": "fr",
        "areas": "13, 83 ; 13", "size_min": "500",
    }  # fmt: skip
    assert send(world, "ada", "add/", **sent).status_code == 302
    added = RoutingRule.objects.get()
    assert (added.person_id, added.country, added.areas) == (world.id("sara"), "FR", ["13", "83"])


def test_limits_in_the_wrong_order_are_refused_in_words(world: World) -> None:
    sent = {"target": f"unit:{world.north.id}", "size_min": "50", "size_max": "10"}
    answer = send(world, "ada", "add/", **sent)
    assert answer.status_code == 409
    assert "limits in order" in answer.content.decode()
    assert send(world, "ada", "add/", name="Rien").status_code == 400
    assert not RoutingRule.objects.exists()


def test_a_rule_moves_to_its_place_however_often_it_is_sent(world: World) -> None:
    for name in ("un", "deux", "trois"):
        rule(world, name=name)
    third = RoutingRule.objects.get(name="trois")
    for _ in range(2):
        assert send(world, "ada", f"{third.id}/move/2/").status_code == 302
    assert names(world) == ["un", "trois", "deux"]


def test_a_rule_is_taken_out_once(world: World) -> None:
    row = rule(world, name="un")
    assert send(world, "ada", f"{row.id}/retire/").status_code == 302
    assert send(world, "ada", f"{row.id}/retire/").status_code == 404
    assert send(world, "ada", f"{row.id}/move/1/").status_code == 404
    assert names(world) == []


@pytest.mark.parametrize("who", ["dora", "maya"])
def test_only_administrators_change_the_rules(world: World, who: str) -> None:
    row = rule(world, name="un")
    assert send(world, who, "add/", target=f"unit:{world.north.id}").status_code == 409
    assert send(world, who, f"{row.id}/move/2/").status_code == 409
    assert send(world, who, f"{row.id}/retire/").status_code == 409
    assert names(world) == ["un"]


def test_rules_are_tried_on_a_company_without_effect(world: World) -> None:
    rule(world, areas=("59",))
    browser = sign_in(world, "ada")
    page = browser.get("/routing/rules/", country="FR", postcode="59000").content.decode()
    assert "By rule 1, to" in page
    page = browser.get("/routing/rules/", country="FR", postcode="13001").content.decode()
    assert "No rule is for this lead." in page
    assert not Turn.objects.exists()
