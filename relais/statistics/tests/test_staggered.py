"""Teams that had started beside those that wait: too few say nothing."""

import numpy as np
import pytest

from relais.statistics.differences import Change
from relais.statistics.staggered import waited

WEEKS = 12


def change(teams: int, waiting: int) -> Change:
    """Let all teams but those that wait rise from 2 to 8 of ten in the sixth week."""
    starts = np.array([6.0] * (teams - waiting) + [np.inf] * waiting)
    k = np.full((teams, WEEKS), 2.0) + (np.arange(teams) % 2)[:, None]
    k[: teams - waiting, 6:] += 6
    told = waited(k, np.full_like(k, 10.0), starts, seed=1, times=99)
    assert told is not None
    return told


@pytest.mark.parametrize(("teams", "waiting"), [(12, 2), (12, 10), (8, 2)])
def test_so_few_that_waited_or_started_bear_no_interval(teams: int, waiting: int) -> None:
    told = change(teams, waiting)
    assert (told.low, told.high, told.p_value) == (None, None, None)


def test_enough_of_both_do() -> None:
    told = change(12, 6)
    assert told.low is not None
    assert told.low > 0.4
