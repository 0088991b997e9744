from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relais.campaigns.rules.target import Met, TargetFacts, score
from relais.campaigns.rules.target_json import WrongCriterion, WrongTarget, as_json, parse_target

CRITERIA: list[dict[str, Any]] = [
    {"kind": "function", "values": ["directeur financier", "DAF"], "weight": 3, "required": True},
    {"kind": "sector", "values": ["47.1", "10"], "weight": 2},
    {"kind": "size", "min": 50, "max": 250},
    {"kind": "area", "values": ["69", "2A"], "countries": ["fr"], "required": True},
    {"kind": "horizon", "max": 6, "weight": 2},
    {"code": "budget", "kind": "free", "question": "Is the budget voted?", "weight": 1},
]
WANTED = TargetFacts(
    function="Directeur Financier adjoint", activity="4711F", size=50, country="FR",
    postcode="69003", horizon_months=6, answers={"budget": True},
)  # fmt: skip
TARGET = parse_target(CRITERIA)


def met(facts: TargetFacts) -> dict[str, Met]:
    return {result.criterion.code: result.met for result in score(TARGET, facts=facts).results}


def test_a_lead_that_is_all_that_is_wanted_has_all_points() -> None:
    result = score(TARGET, facts=WANTED)
    assert (result.points, result.maximum, result.percent) == (10, 10, 100)
    assert result.missing_required == ()
    assert set(met(WANTED).values()) == {Met.YES}


def test_what_is_not_known_of_a_lead_gives_no_points_and_is_told_from_no() -> None:
    result = score(TARGET, facts=TargetFacts())
    assert (result.points, result.percent) == (0, 0)
    assert result.missing_required == ("function", "area")
    assert set(met(TargetFacts()).values()) == {Met.UNKNOWN}


def test_what_is_known_and_not_wanted_is_a_no() -> None:
    facts = TargetFacts(
        function="Assistant", activity="01.11Z", size=251, country="FR", postcode="38000",
        horizon_months=7, answers={"budget": False},
    )  # fmt: skip
    assert set(met(facts).values()) == {Met.NO}


@pytest.mark.parametrize(
    ("function", "answer"),
    [("DAF", Met.YES), ("Resp. / daf groupe", Met.YES), ("Dafne Martin", Met.NO),
     ("DIRECTEUR  FINANCIER", Met.YES), ("Directeur", Met.NO)],
)  # fmt: skip
def test_a_function_is_recognised_by_whole_words(function: str, answer: Met) -> None:
    assert met(TargetFacts(function=function))["function"] is answer


@pytest.mark.parametrize(
    ("country", "postcode", "answer"),
    [("FR", "20000", Met.YES), ("FR", "20200", Met.NO), ("DE", "69115", Met.NO),
     ("", "69003", Met.UNKNOWN), ("FR", "", Met.UNKNOWN)],
)  # fmt: skip
def test_an_area_needs_country_and_postcode(country: str, postcode: str, answer: Met) -> None:
    assert met(TargetFacts(country=country, postcode=postcode))["area"] is answer


def test_a_target_without_criteria_wants_everybody() -> None:
    assert score(parse_target([]), facts=TargetFacts()).percent == 100


def test_a_target_is_read_back_as_it_was_written() -> None:
    assert parse_target(as_json(TARGET)) == TARGET


@pytest.mark.parametrize("data", [None, {}, "x", [1], [[]], [CRITERIA[1], CRITERIA[1]]])
def test_what_is_no_list_of_criteria_is_refused(data: object) -> None:
    with pytest.raises(WrongTarget):
        parse_target(data)


@pytest.mark.parametrize(
    ("criterion", "field"),
    [
        ({}, "kind"),
        ({"kind": "mood"}, "kind"),
        ({"kind": ["size"]}, "kind"),
        ({"kind": "sector"}, "values"),
        ({"kind": "sector", "values": []}, "values"),
        ({"kind": "sector", "values": "47"}, "values"),
        ({"kind": "sector", "values": [" "]}, "values"),
        ({"kind": "sector", "values": ["47"], "min": 1}, "min"),
        ({"kind": "sector", "values": ["47"], "weight": 101}, "weight"),
        ({"kind": "sector", "values": ["47"], "weight": True}, "weight"),
        ({"kind": "sector", "values": ["47"], "required": 1}, "required"),
        ({"kind": "size", "min": -1}, "min"),
        ({"kind": "size", "min": 5, "max": 4}, "max"),
        ({"kind": "area", "countries": ["FRA"]}, "countries"),
        ({"kind": "horizon", "max": "6"}, "max"),
        ({"kind": "free", "question": ""}, "question"),
        ({"kind": "free", "question": "Why?", "colour": "red"}, "colour"),
    ],
)
def test_a_criterion_that_cannot_be_read_is_named_with_its_field(
    criterion: dict[str, Any], field: str
) -> None:
    with pytest.raises(WrongCriterion, match=f"Criterion 2: “{field}” must be"):
        parse_target([CRITERIA[0], criterion])


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["kind", "code", "values", "min", "max", "weight", "x"]), inner, max_size=4
    ),
    max_leaves=10,
)  # fmt: skip


@given(json)
def test_any_json_is_read_or_refused(data: object) -> None:
    try:
        target = parse_target(data)
    except (WrongTarget, WrongCriterion):
        return
    assert parse_target(as_json(target)) == target


@given(
    st.builds(
        TargetFacts,
        function=st.sampled_from(["", "DAF", "other"]),
        activity=st.sampled_from(["", "4711F", "01"]),
        size=st.none() | st.integers(0, 500),
        country=st.sampled_from(["", "FR", "BE"]),
        postcode=st.sampled_from(["", "69003", "38000"]),
        horizon_months=st.none() | st.integers(0, 24),
        answers=st.dictionaries(st.just("budget"), st.booleans()),
    )
)
def test_points_are_the_weights_of_what_is_met(facts: TargetFacts) -> None:
    result = score(TARGET, facts=facts)
    weights = [each.criterion.weight for each in result.results if each.met is Met.YES]
    assert result.points == sum(weights) <= result.maximum
