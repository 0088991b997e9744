"""What the plots of rates share: their room, the lines of the rates, the words below.

There is room for letters twice as large: on a telephone the whole plot is scaled to its width.
"""

from collections.abc import Iterable
from html import escape
from typing import Final

from relais.diagnosis.rules.words import Language, percent

WIDTH: Final = 720
LEFT, RIGHT, TOP, BOTTOM = 76, 16, 16, 66
TICKS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)


def height_of(rate: float, *, height: int) -> float:
    """Give where a rate lies in a plot of some height."""
    return TOP + (height - TOP - BOTTOM) * (1 - rate)


def axes(
    ticks: Iterable[tuple[float, int]], words: str, *, height: int, language: Language
) -> list[str]:
    """Draw a line for each quarter of the rates, and below some numbers where they lie, named."""
    parts = []
    for tick in TICKS:
        y = height_of(tick, height=height)
        parts.append(f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>')
        rate = percent(tick, language)
        parts.append(f'<text x="{LEFT - 8}" y="{y + 5:.1f}" text-anchor="end">{rate}</text>')
    for x, number in ticks:
        told = str(number).replace("-", "\N{MINUS SIGN}")
        parts.append(f'<text x="{x:.1f}" y="{height - 38}" text-anchor="middle">{told}</text>')
    middle = (LEFT + WIDTH - RIGHT) // 2
    return [
        *parts,
        f'<text x="{middle}" y="{height - 9}" text-anchor="middle">{escape(words)}</text>',
    ]
