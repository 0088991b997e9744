"""The weeks before and after a start as SVG: each week's rate, the fitted line, the other one."""

from collections.abc import Sequence
from html import escape
from typing import Final

from relais.diagnosis.adapters.plot import BOTTOM, LEFT, RIGHT, TOP, WIDTH, axes, height_of
from relais.diagnosis.rules.effect import Point
from relais.diagnosis.rules.words import Language

HEIGHT = 340

LABELS: Final[dict[Language, dict[str, str]]] = {
    "fr": {
        "title": "Part prise en compte, par semaine avant et après le début",
        "x": "semaines depuis le début",
        "dot": "semaine {week}\u00a0: {k} sur {n}",
    },
    "en": {
        "title": "Share taken up, by week before and after the start",
        "x": "weeks since the start",
        "dot": "week {week}: {k} of {n}",
    },
}


def series_svg(points: Sequence[Point], *, language: Language) -> str:
    """Draw the weeks; empty for fewer than two. Colours come from classes: light or dark."""
    if len(points) < 2:
        return ""
    words = LABELS[language]
    scale = _Scale(points[0].week, points[-1].week)
    parts = [
        f'<svg class="funnel" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f"<title>{escape(words['title'])}</title>",
        *axes(_ticks(scale), words["x"], height=HEIGHT, language=language),
        _start(scale),
        *_lines(points, scale),
        *(_dot(point, scale, words["dot"]) for point in points),
        "</svg>",
    ]
    return "\n".join(parts)


class _Scale:
    """Where a week and a rate lie."""

    def __init__(self, first: int, last: int) -> None:
        self.first, self.last = first, last

    def x(self, week: float) -> float:
        inner = WIDTH - LEFT - RIGHT - 20
        return LEFT + 10 + inner * (week - self.first) / (self.last - self.first)

    def y(self, rate: float) -> float:
        return height_of(rate, height=HEIGHT)


def _ticks(scale: _Scale) -> list[tuple[float, int]]:
    step = next(
        s for s in (1, 2, 4, 8, 13, 26, 52) if (scale.last - scale.first) / s <= 9 or s > 26
    )
    return [
        (scale.x(week), week) for week in range(scale.first, scale.last + 1) if week % step == 0
    ]


def _start(scale: _Scale) -> str:
    return f'<path class="flag" d="M{scale.x(-0.5):.1f} {TOP}V{HEIGHT - BOTTOM}"/>'


def _lines(points: Sequence[Point], scale: _Scale) -> list[str]:
    """Draw the fitted line, broken at the start, and dashed what would have gone on."""
    sides = ([p for p in points if p.week < 0], [p for p in points if p.week >= 0])
    fitted = [
        f'<path class="fitted" d="{_path([(p.week, p.fitted) for p in side], scale)}"/>'
        for side in sides
        if side and side[0].fitted is not None
    ]
    other = [(p.week, p.otherwise) for p in sides[1] if p.otherwise is not None]
    return [*fitted, *([f'<path class="look" d="{_path(other, scale)}"/>'] if other else [])]


def _path(line: Sequence[tuple[int, float | None]], scale: _Scale) -> str:
    told = [f"{scale.x(week):.1f} {scale.y(rate):.1f}" for week, rate in line if rate is not None]
    return "M" + "L".join(told)


def _dot(point: Point, scale: _Scale, words: str) -> str:
    """Weeks since the start are squares, those before circles: not told by colour alone."""
    title = f"<title>{escape(words.format(week=point.week, k=point.k, n=point.n))}</title>"
    x, y = scale.x(point.week), scale.y(point.k / point.n)
    if point.week < 0:
        return f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4">{title}</circle>'
    return (
        f'<rect class="apart" x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" rx="1.5">'
        f"{title}</rect>"
    )
