"""`relais import`: leads with their history out of files, and the undo of it."""

import sys
from contextlib import redirect_stdout
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer
from django.conf import settings
from django.utils import timezone

from relais.cli.report import the_organization
from relais.cli.running import AsJson, print_json
from relais.cli.serve import migrate_if_needed
from relais.exchange.actions import (
    Given,
    ImportResult,
    import_leads,
    preview_leads,
    undo_import,
)
from relais.lib.errors import Refusal
from relais.people.queries import Actor, Door

TOLD = ("read", "created", "updated", "skipped", "rejected", "rejects_file", "batch")

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.callback()
def importing() -> None:
    """Bring leads in from files, or undo an import."""


@app.command()
def leads(
    files: Annotated[list[Path], typer.Argument(help="CSV or XLSX files.", metavar="FILE...")],
    mapping: Annotated[Path, typer.Option(help="Which column is what: a TOML file.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Do it all, show what it gives, and keep nothing.")
    ] = False,
    organization: Annotated[
        str | None,
        typer.Option(
            help="Into this one, by its short name (slug); it must be there. Else into the one"
            " that the mapping names, founded if it creates it."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Bring leads in with their history; done again, only what is new is added.

    All of it or nothing: what is read must equal what is created, updated, skipped and rejected.
    Rejected rows stand in a file in var/imports, each with its line and the reason.

    \b
    Examples:
      relais import leads leads.csv deals.csv --mapping docs/mappings/olist.toml --dry-run
      relais import leads leads.xlsx --mapping ours.toml --json

    \b
    Exit codes: 0 done; 2 a file or the mapping cannot be read, with the reason; nothing is kept.
    """
    given = Given(files=files, mapping=mapping, rejects_in=settings.HOME / "var" / "imports")
    bring_in = preview_leads if dry_run else import_leads
    with redirect_stdout(sys.stderr):
        migrate_if_needed()
    by = Actor(the_organization(organization).id, Door.IMPORT) if organization else None
    try:
        result = bring_in(given, by=by, at=timezone.now())
    except Refusal as refusal:
        print(f"relais import: {refusal}", file=sys.stderr)
        raise typer.Exit(2) from refusal
    if as_json:
        print_json(as_record(result))
    else:
        show(result, dry_run=dry_run)


@app.command()
def undo(
    batch: Annotated[UUID, typer.Argument(help="The batch, as the import printed it.")],
    as_json: AsJson = False,
) -> None:
    """Void the leads that an import brought; the log keeps them, and no figure counts them.

    What the import added to leads that were there before stays, and so do companies and persons.

    \b
    Example:
      relais import undo 01931a52-7c1e-7cc2-8f6e-0a3e0f7d1b55

    \b
    Exit codes: 0 done, or done before; 1 there is no such import.
    """
    done = undo_import(batch, by=None, at=timezone.now())
    if as_json:
        print_json(done)
    else:
        typer.echo(f"{done.voided} leads voided; undone at {done.undone_at:%Y-%m-%d %H:%M} UTC.")


def as_record(result: ImportResult) -> dict[str, Any]:
    """Give what `--json` prints: the figures that others rely on, first."""
    record = asdict(result)
    return {**{name: record.pop(name) for name in TOLD}, **record}


def show(result: ImportResult, *, dry_run: bool) -> None:
    """Print an import for a reader: counts by file, examples of each verdict, rules of match."""
    for name, counts in result.files.items():
        told = ", ".join(f"{count} {verdict}" for verdict, count in counts.items())
        typer.echo(f"{name}: {told}")
        for example in result.examples:
            if example.file == name and (dry_run or example.verdict == "rejected"):
                words = f": {example.words}" if example.words else ""
                typer.echo(f"  line {example.line} {example.verdict}{words}")
    for rule, count in result.matched.items():
        typer.echo(f"companies {rule}: {count}")
    typer.echo(
        f"{result.read} read = {result.created} created + {result.updated} updated"
        f" + {result.skipped} skipped + {result.rejected} rejected"
    )
    for note in result.notes:
        typer.echo(note, err=True)
    if result.rejects_file:
        typer.echo(f"Rejected rows: {result.rejects_file}")
    typer.echo(_afterwards(result))


def _afterwards(result: ImportResult) -> str:
    """Say what can be done about it now."""
    if not result.read:
        return "No row stands below the titles: there was nothing to bring in."
    if result.batch:
        return f"Undo with: relais import undo {result.batch}"
    return "Nothing was kept: this was a dry run."
