"""What is compared, and when too little is known, on plain figures."""

import pytest

from relais.coaching.rules.measuring import Change, Stood, change_of, compare, suffices

pytestmark = pytest.mark.once


def test_a_rep_is_compared_with_himself_by_newcombe_s_interval() -> None:
    """56 of 70 beside 48 of 80: Newcombe (1998), table II (a), method 10: 0.0524 to 0.3339."""
    told = compare(Stood(80, 48, 3), Stood(70, 56, 0), ())
    found = told["honour"]["difference"]
    assert found["value"] == pytest.approx(0.2)
    assert found["low"] == pytest.approx(0.0524, abs=5e-5)
    assert found["high"] == pytest.approx(0.3339, abs=5e-5)
    assert change_of(found["low"], found["high"]) is Change.HIGHER
    assert suffices(told)


def test_too_little_is_said_with_how_much_lacks() -> None:
    before = Stood(9, 5, 0, {"need": [1, 2, 2]})
    told = compare(before, Stood(3, 3, 0, {"need": [3.5, 4]}), ("need", "opening"))
    honour, need, opening = told["honour"], told["criteria"]["need"], told["criteria"]["opening"]
    assert (honour["lacking_before"], honour["lacking_after"], honour["difference"]) == (1, 7, None)
    assert need["before"] == {"seen": 3, "mean": 1.6667, "low": 1, "high": 2}
    assert (need["lacking_after"], need["difference"]) == (1, None)
    assert (opening["before"]["mean"], opening["lacking_before"]) == (None, 3)
    assert not suffices(told)


def test_levels_are_compared_by_their_means() -> None:
    told = compare(Stood(levels={"need": [1, 1, 2]}), Stood(levels={"need": [2, 3, 4]}), ("need",))
    assert told["criteria"]["need"]["difference"] == pytest.approx(1.6667)
    assert suffices(told)


def test_an_interval_about_nothing_is_chance() -> None:
    assert change_of(-0.1, 0.2) is Change.CHANCE
    assert change_of(-0.4, -0.1) is Change.LOWER
