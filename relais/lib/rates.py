"""Rates in words: nearly all is not all, and hardly any is not none."""

MORE = 2


def digits_of(rate: float, digits: int = 0) -> int:
    """Give with how many digits a rate between 0 and 1 is written as a percentage.

    Up to two more than asked where it would else read 0 % or 100 % and is neither: 99.8 %, 0.03 %.
    """
    for finer in range(digits, digits + MORE + 1):
        if round(100 * rate, finer) not in (0, 100):
            return finer
    return digits
