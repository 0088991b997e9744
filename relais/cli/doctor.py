"""`relais doctor`: what is wrong with this set-up, in words, each with its remedy."""

import typer
from django.utils import timezone

from relais.cli import examinations
from relais.cli.examinations import Finding
from relais.cli.running import AsJson, print_json

MARKS = {"ok": "ok     ", "warning": "WARNING", "error": "ERROR  "}


def doctor(as_json: AsJson = False) -> None:
    """Examine this set-up and say what is wrong with it, each time with the remedy.

    Looks at Python, the secret key, the addresses served, the folder written to, the database
    (reachable, migrated, guarded), mail, the clock, and whether the worker is alive.

    \b
    Examples:
      relais doctor
      relais doctor --json

    \b
    Exit codes: 0 nothing wrong, or warnings only; 1 at least one error.
    """
    findings = list(examinations.all_of_them(timezone.now()))
    if as_json:
        print_json(
            {
                "errors": count(findings, "error"),
                "warnings": count(findings, "warning"),
                "findings": [finding._asdict() for finding in findings],
            }
        )
    else:
        for finding in findings:
            typer.echo(f"{MARKS[finding.level]}  {finding.about:<14} {finding.words}")
    if count(findings, "error"):
        raise typer.Exit(1)


def count(findings: list[Finding], level: str) -> int:
    """Count what was found at one level."""
    return sum(finding.level == level for finding in findings)
