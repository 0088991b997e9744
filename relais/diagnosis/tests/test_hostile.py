"""Figures that no formula likes: each gives a sentence, and never what is no number."""

import json
from itertools import cycle

import numpy as np
import pytest

from relais.diagnosis.adapters.page import html_page
from relais.diagnosis.rules import (
    VERDICTS,
    RepCounts,
    Verdict,
    as_plain,
    diagnose,
    explain,
    headline,
)
from relais.diagnosis.rules.associations import Factor, Split, compare

pytestmark = pytest.mark.once

Team = list[RepCounts]


def reps(of: int, due: int, honoured: list[int], silent: int = 0) -> Team:
    return [
        RepCounts(f"R{number}", due, k, silent)
        for number, k in zip(range(of), cycle(honoured), strict=False)
    ]


TEAMS: dict[str, tuple[Team, Verdict, str]] = {
    "nobody": ([], Verdict.NOT_ENOUGH_DATA, "No appointment was due"),
    "one appointment": (
        reps(1, 1, [0]), Verdict.NOT_ENOUGH_DATA, "One appointment was due; it was not honoured",
    ),
    "one of two": (reps(2, 1, [0, 1]), Verdict.NOT_ENOUGH_DATA, "2 appointments due, 1 was not"),
    "one short": (
        [*reps(5, 5, [2]), RepCounts("R", 4, 2)], Verdict.NOT_ENOUGH_DATA, "one more due",
    ),
    "one rep": (reps(1, 40, [20]), Verdict.NOT_ENOUGH_DATA, "more due appointments are needed"),
    "all zero": (reps(12, 10, [0]), Verdict.UNIFORM, "None of the 120 appointments due"),
    "all one": (reps(12, 10, [10]), Verdict.UNIFORM, "All 120 appointments due were honoured"),
    "one each": (reps(60, 1, [0, 1]), Verdict.NOT_ENOUGH_DATA, "Each rep had one only"),
    "one each, of 10,000": (
        reps(10_000, 1, [0, 1, 1]), Verdict.NOT_ENOUGH_DATA, "Of 10,000 appointments due",
    ),
    "one each but one": (
        [*reps(10_000, 1, [0, 1, 1]), RepCounts("R", 2, 1)], Verdict.UNIFORM, "common to all",
    ),
    "nine in ten untold": (
        reps(24, 20, [0, 1, 2], 18), Verdict.UNIFORM, "Of 432 of the 480 appointments due (90%)",
    ),
    "all untold": (reps(24, 20, [0], 20), Verdict.UNIFORM, "Nothing is sure before they are"),
    "a million of 2,000": (
        reps(2_000, 500, [10, 490, 485]), Verdict.POLARISED, "667 of the 2000 reps",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("team", "verdict", "words"), TEAMS.values(), ids=TEAMS)
def test_every_team_gets_a_sentence_and_no_figure_that_is_none(
    team: Team, verdict: Verdict, words: str
) -> None:
    with np.errstate(divide="raise", invalid="raise", over="raise"):
        found = diagnose(team)
    assert found.verdict is verdict
    assert words in explain(found, language="en")
    assert not (found.mostly_silent and VERDICTS["en"][verdict] in headline(found, language="en"))
    told = json.dumps(as_plain(found, language="fr"), allow_nan=False)
    if len(team) < 100:
        told += html_page(found, source="x.csv", language="fr")
    assert not [word for word in (">nan", ">inf", ">None<", "NaN", "Infinity") if word in told]
    assert found.needed is None or found.needed > 0


SPLITS: dict[str, list[Split]] = {
    "nobody": [],
    "one rep": [Split(40, 20, 40, 10)],
    "all zero": [Split(10, 0, 10, 0)] * 12,
    "all one": [Split(10, 10, 10, 10)] * 12,
    "one each": [Split(1, 1, 0, 0), Split(0, 0, 1, 0)] * 40,
    "one of each": [Split(1, 1, 1, 0)] * 40,
    "never": [Split(0, 0, 10, 5)] * 12,
    "none against all": [Split(10, 0, 10, 10)] * 12,
}


@pytest.mark.parametrize("rows", SPLITS.values(), ids=SPLITS)
def test_every_comparison_is_between_minus_one_and_one(rows: list[Split]) -> None:
    with np.errstate(divide="raise", invalid="raise", over="raise"):
        found = compare(Factor.FOLLOWED, rows, looks=8)
    for one in (found.between, found.within):
        assert one is None or -1 <= one.low <= one.value <= one.high <= 1
    assert (found.needed is None) == (found.between is not None)
