"""The tails of two counts, beside those of SciPy."""

import pytest
from scipy.stats import binom, false_discovery_control, hypergeom

from relais.statistics.several import adjusted
from relais.statistics.tails import binomial_tail, hypergeometric_tail

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("k", "n", "rate"), [(0, 5, 0.2), (3, 10, 0.1), (9, 9, 0.5), (60, 500, 0.1)]
)
def test_binomial(k: int, n: int, rate: float) -> None:
    assert binomial_tail(k, n, rate=rate) == pytest.approx(binom.sf(k - 1, n, rate), rel=1e-9)


def test_rates_at_the_ends() -> None:
    assert binomial_tail(1, 4, rate=0.0) == 0.0
    assert binomial_tail(4, 4, rate=1.0) == binomial_tail(0, 4, rate=0.0) == 1.0
    for wrong in ((5, 4, 0.5), (1, 4, 1.5)):
        with pytest.raises(ValueError, match="no rate"):
            binomial_tail(wrong[0], wrong[1], rate=wrong[2])


@pytest.mark.parametrize(
    ("k", "n", "marked", "of"), [(0, 5, 3, 20), (3, 5, 3, 20), (4, 5, 3, 20), (9, 12, 900, 9_000)]
)
def test_hypergeometric(k: int, n: int, marked: int, of: int) -> None:
    theirs = hypergeom.sf(k - 1, of, marked, n)
    assert hypergeometric_tail(k, n, marked=marked, of=of) == pytest.approx(theirs, rel=1e-8)


def test_many_looks_are_adjusted_as_scipy_does() -> None:
    told = [0.2, 0.01, 0.01, 0.9, 0.04, 0.001, 1.0, 0.03]
    assert adjusted(told) == pytest.approx(list(false_discovery_control(told)))
    with pytest.raises(ValueError, match="between 0 and 1"):
        adjusted([0.1, 1.1])
