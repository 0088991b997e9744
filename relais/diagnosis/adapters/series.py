"""The weeks before and after a start as SVG: each week's rate, the fitted line, the other one."""

from collections.abc import Sequence
from html import escape
from typing import Final

from relais.diagnosis.rules.effect import Point
from relais.diagnosis.rules.words import Language, percent

WIDTH, HEIGHT = 720, 320
LEFT, RIGHT, TOP, BOTTOM = 58, 16, 16, 46

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
        *_axes(scale, words["x"], language),
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
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - rate)


def _axes(scale: _Scale, words: str, language: Language) -> list[str]:
    parts = []
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = scale.y(tick)
        parts.append(f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>')
        rate = percent(tick, language)
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{rate}</text>')
    step = next(
        s for s in (1, 2, 4, 8, 13, 26, 52) if (scale.last - scale.first) / s <= 9 or s > 26
    )
    for week in range(scale.first, scale.last + 1):
        if week % step == 0:
            x = scale.x(week)
            parts.append(f'<text x="{x:.1f}" y="{HEIGHT - 26}" text-anchor="middle">{week}</text>')
    middle = (LEFT + WIDTH - RIGHT) // 2
    parts.append(f'<text x="{middle}" y="{HEIGHT - 6}" text-anchor="middle">{escape(words)}</text>')
    start = scale.x(-0.5)
    parts.append(f'<path class="flag" d="M{start:.1f} {TOP}V{HEIGHT - BOTTOM}"/>')
    return parts


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
