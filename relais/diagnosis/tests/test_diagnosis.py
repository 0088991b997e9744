"""The verdict of a team in figures and in words."""

import pytest

from relais.diagnosis.rules import (
    Diagnosis,
    RepCounts,
    Verdict,
    as_plain,
    diagnose,
    explain,
    headline,
)
from relais.diagnosis.rules.words import percent

THIRD_NONE = [0, 0, 0, 0, 10, 10, 9, 10, 10, 10, 9, 10]
ALL_TWO_THIRDS = [7, 6, 8, 5, 7, 6, 7, 8, 6, 7, 5, 8]
BY_DEGREES = [2, 9, 5, 7, 3, 8, 6, 10, 4, 7, 1, 9, 6, 8, 5, 3]


def team(honoured: list[int], due: int = 10, silent: int = 0) -> Diagnosis:
    return diagnose([RepCounts(f"R{i}", due, k, silent) for i, k in enumerate(honoured)])


def test_the_article_is_concentrated_in_a_third() -> None:
    found = team(THIRD_NONE)
    assert (found.verdict, found.reps_at_zero, found.not_honoured) == (Verdict.POLARISED, 4, 42)
    low, high = found.groups
    assert (low.reps, high.reps, round(low.share, 2)) == (4, 8, 0.33)
    assert [f.rep for f in found.findings if (f.concentrated or 0) > 0.9] == [
        "R0",
        "R1",
        "R2",
        "R3",
    ]
    assert "4 of the 12 reps (33%) honour almost no appointment" in explain(found, language="en")
    assert "4 des 12 commerciaux" in explain(found, language="fr")


def test_two_of_three_by_everybody_is_common_to_all() -> None:
    found = team(ALL_TWO_THIRDS)
    assert (found.verdict, len(found.groups), found.groups[0].reps) == (Verdict.UNIFORM, 1, 12)
    assert "common to all" in explain(found, language="en")


def test_by_degrees_is_a_spread() -> None:
    found = team(BY_DEGREES)
    assert found.verdict is Verdict.SPREAD
    assert found.between is not None
    assert 0 < found.between[0] < found.between[1] < 1
    assert all(abs(f.estimate - 0.58) < abs(f.rate - 0.58) + 0.01 for f in found.findings)


def test_too_few_say_how_many_more() -> None:
    found = team([1, 2, 0], due=3)
    assert (found.verdict, found.needed, found.groups) == (Verdict.NOT_ENOUGH_DATA, 21, ())
    assert "21 more due appointments" in explain(found, language="en")


def test_nothing_due_is_said_and_nothing_computed() -> None:
    found = diagnose([])
    assert (found.due, found.findings, found.rate) == (0, (), None)
    assert explain(found, language="fr").startswith("Aucun rendez-vous n’était dû")


def test_the_silent_count_as_not_honoured_and_are_left_out_to_compare() -> None:
    found = diagnose(
        [RepCounts(f"R{i}", 10, 4 if i < 4 else 9, 6 if i < 4 else 0) for i in range(12)]
    )
    assert (found.silent, found.verdict) == (24, Verdict.SPREAD)
    assert not found.firm
    assert "to be confirmed once they are reported" in explain(found, language="en")
    firm = diagnose([RepCounts(f"R{i}", 10, k, 0 if k else 3) for i, k in enumerate(THIRD_NONE)])
    assert firm.firm
    assert "they change nothing" in explain(firm, language="en")


def test_a_rep_is_never_shown_a_rate_without_its_denominator() -> None:
    found = team(THIRD_NONE)
    one = found.findings[0]
    assert (one.due, one.honoured, one.interval.low) == (10, 0, 0.0)
    assert one.interval.high == pytest.approx(0.2775, abs=1e-4)


def test_counts_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="R0"):
        diagnose([RepCounts("R0", 5, 4, 2)])


def test_the_interface_for_programs() -> None:
    plain = as_plain(team(THIRD_NONE), language="en")
    assert plain["tarone_z"] == 21.53549
    assert set(plain) >= {
        "verdict", "due", "honoured", "reps", "reps_at_zero", "expected_at_zero", "tarone_z",
        "groups", "needed", "explanation",
    }  # fmt: skip
    assert {"share", "rate", "reps"} <= set(plain["groups"][0])


def test_what_is_not_none_is_never_shown_as_none() -> None:
    assert percent(0.0004, "en") == "< 0.1%"
    assert percent(0.996, "fr") == "99,6\u202f%"
    assert percent(1.0, "en") == "100%"


@pytest.mark.parametrize(
    ("honoured", "silent", "words"),
    [
        ([2, 9] * 8, 0, "variable"),
        ([4, 9] * 6, [6, 0] * 6, "variable, to be confirmed"),
        ([2, 0] * 8, 8, "not known yet, 80% are still to be told"),
        ([2], 8, "not enough data"),
    ],
)
def test_a_headline_is_no_surer_than_what_was_told(
    honoured: list[int], silent: int | list[int], words: str
) -> None:
    untold = silent if isinstance(silent, list) else [silent] * len(honoured)
    reps = zip(honoured, untold, strict=True)
    found = diagnose([RepCounts(f"R{i}", 10, k, each) for i, (k, each) in enumerate(reps)])
    assert headline(found, language="en") == words
