"""The funnel plot as SVG: each rep by how many he had due, and what chance allows at that size."""

from collections import defaultdict
from html import escape
from math import sqrt

from relais.diagnosis.adapters.plot import LEFT, RIGHT, WIDTH, axes, height_of
from relais.diagnosis.rules import Diagnosis, RepFinding
from relais.diagnosis.rules.words import Language
from relais.statistics.funnel import Limits, limits

HEIGHT = 400

LABELS: dict[Language, dict[str, str]] = {
    "fr": {
        "title": "Part honorée, par commercial, selon le nombre de rendez-vous dus",
        "x": "rendez-vous dus",
        "band": "entre ces lignes, le hasard suffit (95\u202f% et 99,8\u202f% des commerciaux)",
        "dot": "{reps} × {k} sur {n}",
    },
    "en": {
        "title": "Share honoured, by rep, by how many appointments were due",
        "x": "appointments due",
        "band": "between these lines chance is enough (95% and 99.8% of reps)",
        "dot": "{reps} × {k} of {n}",
    },
}


def funnel_svg(diagnosis: Diagnosis, *, language: Language) -> str:
    """Draw the plot; reps with the same figures are one dot, larger for each. Empty for nobody.

    Colours come from classes, so that the page around decides them, light or dark.
    """
    if not diagnosis.findings:
        return ""
    words, largest = LABELS[language], max(f.due for f in diagnosis.findings)
    parts = [
        f'<svg class="funnel" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f"<title>{escape(words['title'])}</title>",
        *axes(_ticks(largest), words["x"], height=HEIGHT, language=language),
        *_lines(diagnosis, largest),
        *_dots(diagnosis.findings, largest, words["dot"]),
        "</svg>",
    ]
    return "\n".join(parts)


def caption(language: Language) -> str:
    """Say what the lines of the plot mean."""
    return LABELS[language]["band"]


def _x(n: float, largest: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * n / (largest * 1.05)


def _y(rate: float) -> float:
    return height_of(rate, height=HEIGHT)


def _ticks(largest: int) -> list[tuple[float, int]]:
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 500, 2_500, 10**9) if largest / s <= 8)
    return [(_x(n, largest), n) for n in range(step, largest + 1, step)]


def _lines(diagnosis: Diagnosis, largest: int) -> list[str]:
    target = diagnosis.honoured / diagnosis.due
    y = _y(target)
    parts = [f'<path class="target" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>']
    if not 0 < target < 1:
        return parts
    sizes = sorted({*range(1, min(largest, 60) + 1), *range(1, largest + 1, max(1, largest // 60))})
    bounds = [(n, limits(n, target)) for n in sizes]
    for look, side in (
        ("look", "look_low"),
        ("look", "look_high"),
        ("flag", "flag_low"),
        ("flag", "flag_high"),
    ):
        parts.append(f'<path class="{look}" d="{_path(bounds, side, largest)}"/>')
    return parts


def _path(bounds: list[tuple[int, Limits]], side: str, largest: int) -> str:
    points = [f"{_x(n, largest):.1f} {_y(getattr(at, side)):.1f}" for n, at in bounds]
    return "M" + "L".join(points)


def _dots(findings: tuple[RepFinding, ...], largest: int, words: str) -> list[str]:
    together: dict[tuple[int, int, bool], int] = defaultdict(int)
    for finding in findings:
        apart = (finding.concentrated or 0) >= 0.5
        together[finding.due, finding.honoured, apart] += 1
    return [
        _dot(_x(n, largest), _y(k / n), reps, apart, words.format(reps=reps, k=k, n=n))
        for (n, k, apart), reps in sorted(together.items())
    ]


def _dot(x: float, y: float, reps: int, apart: bool, words: str) -> str:
    """Reps of the group apart are squares, the others circles: not told by colour alone."""
    radius = 3.5 * sqrt(reps) if reps < 20 else 16.0
    title = f"<title>{escape(words)}</title>"
    if apart:
        side = 2 * radius
        return (
            f'<rect class="apart" x="{x - radius:.1f}" y="{y - radius:.1f}" width="{side:.1f}"'
            f' height="{side:.1f}" rx="1.5">{title}</rect>'
        )
    return f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}">{title}</circle>'
