"""Many looks at once: which of many p-values still say something.

Benjamini, Hochberg, *Journal of the Royal Statistical Society B* 57 (1995) 289-300.
Standard library only: what the clock asks starts without SciPy.
"""

from collections.abc import Sequence


def adjusted(p_values: Sequence[float]) -> list[float]:
    """Give each p-value adjusted for how many there are: a share of false alarms, not a chance.

    Keep those at most 0.05, and at most 5 % of what is kept is expected to be nothing.
    The i-th smallest of m becomes the least p(j) m / j over j >= i.
    :raises ValueError: for a p-value outside [0, 1].
    """
    if not all(0 <= p <= 1 for p in p_values):
        raise ValueError("a p-value lies between 0 and 1")
    many, least = len(p_values), 1.0
    found = [1.0] * many
    for rank, index in reversed(list(enumerate(_rising(p_values), start=1))):
        least = min(least, p_values[index] * many / rank)
        found[index] = least
    return found


def _rising(p_values: Sequence[float]) -> list[int]:
    return sorted(range(len(p_values)), key=lambda index: p_values[index])
