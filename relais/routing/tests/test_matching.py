from datetime import date
from typing import Any
from uuid import UUID

import pytest

from relais.routing.rules import LeadFacts, Rule, RuleBook, first_match, matches
from relais.routing.rules.matching import WrongRule

DAY = date(2026, 6, 8)
UNIT = UUID(int=1)
LYON = LeadFacts(DAY, "FR", "69003", "47.11F", 80, "brake")


def rule(position: int = 1, **criteria: Any) -> Rule:
    return Rule(UUID(int=100 + position), position, unit_id=UNIT, **criteria)


@pytest.mark.parametrize(
    "criteria",
    [
        {},
        {"country": "FR"},
        {"country": "fr", "areas": ("38", "69")},
        {"areas": ("690",)},
        {"activities": ("47.11",)},
        {"activities": ("471",)},
        {"activities": ("4711f", "01")},
        {"size_min": 80, "size_max": 80},
        {"products": ("oil", "brake")},
        {"valid_from": DAY, "valid_until": DAY},
    ],
)
def test_a_rule_is_for_a_lead_that_meets_all_its_criteria(criteria: dict[str, Any]) -> None:
    assert matches(rule(**criteria), LYON)


@pytest.mark.parametrize(
    "criteria",
    [
        {"country": "BE"},
        {"areas": ("38", "6901")},
        {"activities": ("47.2",)},
        {"size_min": 81},
        {"size_max": 79},
        {"products": ("oil",)},
        {"valid_from": date(2026, 6, 9)},
        {"valid_until": date(2026, 6, 7)},
        {"country": "FR", "areas": ("69",), "size_min": 200},
    ],
)
def test_one_criterion_that_is_not_met_is_enough_to_pass(criteria: dict[str, Any]) -> None:
    assert not matches(rule(**criteria), LYON)


@pytest.mark.parametrize(
    "criteria", [{"areas": ("69",)}, {"activities": ("47",)}, {"size_min": 1}, {"products": ("x",)}]
)
def test_what_is_not_known_of_a_lead_meets_no_criterion(criteria: dict[str, Any]) -> None:
    assert not matches(rule(**criteria), LeadFacts(DAY))


@pytest.mark.parametrize(
    ("postcode", "area"),
    [("20000", "2A"), ("20167", "2a"), ("20200", "2B"), ("20600", "2B"), ("97410", "974"),
     ("98800", "988"), ("01000", "01"), ("20200", "20"), ("97410", "97"), ("69 003", "69")],
)  # fmt: skip
def test_departments_of_corsica_and_overseas_are_understood(postcode: str, area: str) -> None:
    assert matches(rule(areas=(area,)), LeadFacts(DAY, "FR", postcode))


@pytest.mark.parametrize(
    ("postcode", "area"), [("20200", "2A"), ("20000", "2B"), ("97110", "974"), ("10000", "01")]
)
def test_a_neighbouring_department_is_another(postcode: str, area: str) -> None:
    assert not matches(rule(areas=(area,)), LeadFacts(DAY, "FR", postcode))


def test_the_first_rule_by_position_wins_whatever_the_order_given() -> None:
    general, special = rule(9), rule(2, areas=("69",))
    assert first_match([general, special], LYON) == special
    assert first_match([general, special], LeadFacts(DAY, "FR", "38000")) == general
    assert first_match([special], LeadFacts(DAY, "FR", "38000")) is None


def test_the_book_of_rules_answers_like_each_rule_alone() -> None:
    rules = [rule(n, areas=(f"{n:02}",), size_min=n) for n in range(1, 95)] + [rule(99)]
    book = RuleBook(rules)
    for number in [*range(1, 97), *range(1, 97)]:
        facts = LeadFacts(DAY, "FR", f"{number:02}100", size=50)
        assert list(book.matching(facts)) == [each for each in rules if matches(each, facts)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"unit_id": None},
        {"person_id": UUID(int=2)},
        {"size_min": 5, "size_max": 4},
        {"valid_from": date(2026, 2, 1), "valid_until": date(2026, 1, 1)},
    ],
)
def test_a_rule_that_cannot_be_followed_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(WrongRule, match="one unit or one person"):
        Rule(**{"id": UUID(int=1), "position": 1, "unit_id": UNIT, **wrong})
