"""How every command runs: its arguments read by typer, refusals told in words."""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, is_dataclass
from typing import Annotated, Any

import typer

from relais.lib.errors import NotVisible, Refusal

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]


def run(
    target: Callable[..., None] | typer.Typer,
    *,
    name: str,
    arguments: Sequence[str],
    failures: tuple[type[Exception], ...],
) -> int:
    """Run a function, or a Typer with commands of its own, and give the exit code.

    Refusals are told in their words, and so are `failures`, of which `relais doctor` says more; a
    file that cannot be read or written is named.
    """
    app = target if isinstance(target, typer.Typer) else of_one(target)
    try:
        app(list(arguments), prog_name=f"relais {name}")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except (Refusal, NotVisible) as refusal:
        said = str(refusal) or "There is no such thing."
        print(f"relais {name}: {said}", file=sys.stderr)
        return 1
    except OSError as fault:
        if fault.filename is None:
            raise
        print(f"relais {name}: {fault.filename}: {fault.strerror}.", file=sys.stderr)
        return 2
    except failures as failure:
        print(f"relais {name}: {failure} (relais doctor says what to do)", file=sys.stderr)
        return 1
    return 0


def of_one(function: Callable[..., None]) -> typer.Typer:
    """Make a Typer of one command, in plain text, that lets errors through."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command()(function)
    return app


def print_json(told: Any) -> None:
    """Print a dictionary or a dataclass as one JSON object on standard output."""
    record = asdict(told) if is_dataclass(told) and not isinstance(told, type) else told
    print(json.dumps(record, ensure_ascii=False, default=str))
