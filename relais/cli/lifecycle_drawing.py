"""The life of a lead as a drawing, from the table of `leads.lifecycle`.

A row a state: its box, then each event that leads out of it and the state that follows. Arrows
across the sheet were tried; with some sixty steps nobody could read them.
"""

from collections import defaultdict
from html import escape

from relais.leads.queries import State, all_steps

Steps = dict[str, dict[str, str]]  # state -> event -> state that follows

ROW, CHIP, COLUMNS = 30, 262, 3
LEFT, TOP, BOX = 24, 96, 128
MAIN = ("qualifying", "submitted", "validated", "transmitted", "taken up", "in approach", "won")
ENDS = {"won", "recovered", "withdrawn", "voided"}
STYLE = (
    "text{font:14px system-ui,sans-serif;fill:#1d2a2e}.soft{fill:#5b6b70}.name{font-weight:600}"
    ".box{fill:#fff;stroke:#0f6b5c;stroke-width:1.5}.end{fill:#e4f1ee}.ground{fill:#f6f7f5}"
    ".line{stroke:#0f6b5c;stroke-width:1.5}.rule{stroke:#e3e8e8}"
)
NOTES = (
    "Every open state, lost and refused may be withdrawn (objection, erasure); every state may be"
    " voided by undoing its import.",
    "Appointments come and go in every open state; what became of one may be told after the end.",
    "Contested stands for three states: each remembers where the dispute began, and goes back"
    " there when it is dismissed.",
)


def lifecycle_svg() -> str:
    """Draw the main line on top, then each state with what may follow."""
    steps = _steps()
    rows, height = _rows(steps)
    width = LEFT * 2 + BOX + 30 + CHIP * COLUMNS
    notes = [_text(LEFT, height + 24 * n, note, "soft") for n, note in enumerate(NOTES, 1)]
    full = height + 24 * (len(NOTES) + 1)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {full}" role="img">',
            "<title>The life of a lead</title>",
            f"<style>{STYLE}</style>",
            f'<rect class="ground" width="{width}" height="{full}"/>',
            *_main_line(width),
            *rows,
            *notes,
            "</svg>\n",
        ]
    )


def _steps() -> Steps:
    """The table without what changes no state, and without what every state allows."""
    steps: Steps = defaultdict(dict)
    for state, kind, following in sorted(all_steps(), key=_in_order):
        drawn = following not in (state, State.WITHDRAWN, State.VOIDED)
        if drawn:
            event = kind.split(".")[1].replace("_", " ")
            start, end = _name(state), _name(following)
            known = steps[start].get(event)
            steps[start][event] = end if known in (None, end) else "where it was"
    return steps


def _in_order(step: tuple[State, str, State]) -> int:
    return list(State).index(step[0])


def _name(state: State) -> str:
    return "contested" if state.startswith("contested") else state.replace("_", " ")


def _main_line(width: int) -> list[str]:
    gap = (width - 2 * LEFT - BOX) // (len(MAIN) - 1)
    line = f'<path class="line" d="M{LEFT + BOX} 46H{width - LEFT - BOX}"/>'
    return [line, *(_box(LEFT + gap * n, 28, name) for n, name in enumerate(MAIN))]


def _rows(steps: Steps) -> tuple[list[str], int]:
    parts: list[str] = []
    y = TOP
    for state, events in steps.items():
        parts.append(f'<path class="rule" d="M{LEFT} {y - 8}H{LEFT + BOX + 30 + CHIP * COLUMNS}"/>')
        parts.append(_box(LEFT, y, state))
        for n, (event, following) in enumerate(events.items()):
            x = LEFT + BOX + 30 + CHIP * (n % COLUMNS)
            words = (
                f'<tspan class="soft">{escape(event)} → </tspan>'
                f'<tspan class="name">{escape(following)}</tspan>'
            )
            parts.append(_text(x, y + 23 + ROW * (n // COLUMNS), words))
        y += max(1, -(-len(events) // COLUMNS)) * ROW + 22
    return parts, y


def _box(x: int, y: int, name: str) -> str:
    look = "box end" if name in ENDS else "box"
    return (
        f'<rect class="{look}" x="{x}" y="{y}" width="{BOX}" height="36" rx="8"/>'
        f'<text class="name" x="{x + BOX // 2}" y="{y + 23}" text-anchor="middle">'
        f"{escape(name)}</text>"
    )


def _text(x: int, y: int, words: str, look: str = "") -> str:
    return f'<text class="{look}" x="{x}" y="{y}">{words}</text>'
