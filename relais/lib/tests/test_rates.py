"""What is nearly all is not written as all."""

import pytest

from relais.lib.rates import digits_of


@pytest.mark.parametrize(
    ("rate", "asked", "digits"),
    [
        (0.5, 0, 0),
        (0.995, 0, 1),
        (3114 / 3119, 0, 1),
        (0.9999, 0, 2),
        (0.99999, 0, 0),
        (1 / 3119, 0, 2),
        (1.0, 0, 0),
        (0.0, 0, 0),
        (1e-18, 0, 0),
        (0.004, 0, 1),
        (0.006, 0, 0),
        (0.004, 1, 1),
        (0.9998, 1, 2),
        (1.4, 0, 0),
        (-0.004, 0, 1),
    ],
)
def test_a_rate_reads_all_or_none_only_where_it_is(rate: float, asked: int, digits: int) -> None:
    assert digits_of(rate, asked) == digits
