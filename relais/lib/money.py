"""Amounts are integers in minor units, beside an ISO 4217 code."""

import re


class Currency(str):
    """An ISO 4217 code such as EUR.

    :raises ValueError: for anything but three capital letters.
    """

    __slots__ = ()

    def __new__(cls, code: str) -> "Currency":
        if not re.fullmatch(r"[A-Z]{3}", code):
            raise ValueError(f"not a currency code: {code!r}")
        return super().__new__(cls, code)
