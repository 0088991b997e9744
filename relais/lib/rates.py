"""Rates in words: nearly all is not all, and hardly any is not none."""


def digits_of(rate: float, digits: int = 0) -> int:
    """Give with how many digits a rate between 0 and 1 is written as a percentage.

    One more than asked where it would else read 0 % or 100 % and is neither: 99.8 %, 0.3 %.
    """
    asked, finer = round(100 * rate, digits), round(100 * rate, digits + 1)
    return digits + (asked in (0, 100) and finer not in (0, 100))
