"""`relais retention`: who is held too long, and their erasure."""

from typing import Annotated, Any

import typer
from django.utils import timezone

from relais.cli.report import the_organization
from relais.cli.running import AsJson, print_json
from relais.cli.verify import ORGANIZATION
from relais.erasure.actions import run_retention
from relais.erasure.queries import retention_due
from relais.people.queries import Actor, Door


def retention(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say who would be erased, and change nothing.")
    ] = False,
    organization: Annotated[str | None, ORGANIZATION] = None,
    as_json: AsJson = False,
) -> None:
    """Erase for good the prospects held longer than three years after an act of their own.

    Our own calls and open leads do not prolong it. Who has signed within five years, is under a
    legal hold or waits for an answer is kept. What coaching says of workers goes after a year,
    what a challenge tells of single persons a year after its end. A certificate without personal
    data stays.

    \b
    Examples:
      relais retention --dry-run
      relais retention --organization acme --json

    \b
    Exit codes: 0 done; 1 nobody is due, and nothing was done; 2 wrong usage.
    """
    home, at = the_organization(organization), timezone.now()
    if dry_run:
        due = retention_due(home.id, at=at)
        record = {"persons": len(due.lives), "groups": due.groups, "kept": due.kept}
        details = {"coaching": due.coaching, "challenges": due.challenges}
        tell({"dry_run": True, **record, **details}, as_json=as_json)
        return
    done = run_retention(by=Actor(home.id, Door.CLI), at=at)
    record = {"persons": done.counts["contacts"], "groups": done.groups, "kept": done.kept}
    coaching = done.counts["observations"] + done.counts["plans"]
    details = {"coaching": coaching, "challenges": done.counts["challenges"]}
    more = {"certificate": str(done.id), "counts": done.counts}
    tell({"dry_run": False, **record, **details, **more}, as_json=as_json)


def tell(record: dict[str, Any], *, as_json: bool) -> None:
    """Print what is due, or was done."""
    if as_json:
        print_json(record)
        return
    verb = "would be erased" if record["dry_run"] else "erased for good"
    typer.echo(f"{record['persons']} contacts {verb}")
    for group in record["groups"]:
        typer.echo(f"  {group['year']}  {group['persons']:>6}  {group['campaign'] or '-'}")
    if record["coaching"]:
        typer.echo(f"{record['coaching']} observations and plans of more than a year {verb}")
    if record["challenges"]:
        typer.echo(f"what {record['challenges']} challenges over for a year tell of persons {verb}")
    for why, count in record["kept"].items():
        typer.echo(f"kept nevertheless: {count} ({why})")
    if "certificate" in record:
        typer.echo(f"certificate {record['certificate']}")
