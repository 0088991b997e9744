"""`relais docs`: the pages that are written from the code, so that they cannot lie."""

from dataclasses import fields
from pathlib import Path
from typing import Annotated, get_type_hints

import typer

from relais.cli.lifecycle_drawing import lifecycle_svg
from relais.leads.queries import CATALOGUE, Event, all_steps

HEADER = """# What can happen to a lead

Written by `relais docs` from `relais/leads/events/`: do not edit. Every event carries, beside its
own fields, who did it (`person`), by which door, when it happened (`occurred_at`), when it was
written (`recorded_at`), and whether it was inferred from a history that skips steps.
"""


def docs(
    folder: Annotated[Path, typer.Argument(help="Where the pages go.")] = Path("docs"),
) -> None:
    """Write docs/events.md and docs/lifecycle.svg from the code."""
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")
        typer.echo(folder / name)


def pages() -> dict[str, str]:
    """Give each generated page by its name."""
    return {"events.md": events_page(), "lifecycle.svg": lifecycle_svg()}


def events_page() -> str:
    """Describe every kind of event: what it says, its fields, and in which states it may come."""
    return "\n".join([HEADER, *(_section(event) for event in CATALOGUE.values())])


def _section(event: type[Event]) -> str:
    hints = get_type_hints(event)
    rows = [f"| `{field.name}` | `{_words(hints[field.name])}` |" for field in fields(event)]
    table = ["| field | type |", "|---|---|", *rows, ""] if rows else []
    steps = sorted({f"- `{a}` → `{b}`" for a, kind, b in all_steps() if kind == event.kind})
    return "\n".join([f"## `{event.kind}`", "", event.__doc__ or "", "", *table, *steps, ""])


def _words(hint: object) -> str:
    name = getattr(hint, "__name__", None) if isinstance(hint, type) else None
    return (name or str(hint)).replace("uuid.", "").replace("datetime.", "").split("relais.")[-1]
